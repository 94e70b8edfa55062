// The charts: values over time of what is selected, from the same source as the picture.
#include "app/docks/chartspanel.h"
#include "app/window/mainwindow.h"
#include "app/window/timebar.h"

#include <QAction>
#include <QDockWidget>

namespace gigahall::app {

void MainWindow::buildCharts()
{
    m_charts = new ChartsPanel(this);
    QDockWidget* dock = addDock(QStringLiteral("charts"), m_charts, Qt::BottomDockWidgetArea);
    dock->hide();
    resizeDocks({dock}, {310}, Qt::Vertical);
    dock->toggleViewAction()->setShortcut(QKeySequence(Qt::Key_C));
    QWidget::addAction(dock->toggleViewAction());
    connect(m_charts, &ChartsPanel::seriesWanted, this, [this](const model::SeriesRequest& request) {
        if (m_worker)
            m_worker->requestSeries(request);
    });
    connect(m_charts, &ChartsPanel::seriesDropped, this, [this] {
        if (m_worker)
            m_worker->cancelSeries();
    });
    connect(m_charts, &ChartsPanel::selected, this, &MainWindow::select);
    connect(m_charts, &ChartsPanel::timeRangeBrushed, this, [this](double fromS, double toS) {
        m_loop = std::pair(fromS, toS);
        m_timeBar->setLoop(m_loop);
        setTime(fromS);
    });
}

void MainWindow::takeSeries()
{
    if (const auto series = m_worker->takeSeries())
        m_charts->take(*series);
}

} // namespace gigahall::app
