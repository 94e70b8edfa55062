// What leaves the charts: a picture for a report, a table for a program.
#include "app/docks/assettext.h"
#include "app/docks/chartspanel.h"

#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMessageBox>
#include <QPainter>
#include <QSaveFile>

namespace gigahall::app {

namespace {

constexpr QSize kPictureSize{1000, 420};
constexpr QMarginsF kPictureMargins{18, 14, 18, 12};
constexpr int kPictureScale = 2;
constexpr double kCountsPx = 20;

} // namespace

void ChartsPanel::buildActions()
{
    m_copy = new QAction(this);
    m_copy->setObjectName(QStringLiteral("copyChart"));
    m_save = new QAction(this);
    m_save->setObjectName(QStringLiteral("saveChartCsv"));
    addActions({m_copy, m_save});
    connect(m_copy, &QAction::triggered, this, [this] {
        if (const QImage image = picture(); !image.isNull())
            QGuiApplication::clipboard()->setImage(image);
    });
    connect(m_save, &QAction::triggered, this, &ChartsPanel::askAndSave);
}

QImage ChartsPanel::picture() const
{
    ChartView& view = this->view();
    if (view.table().rows.empty())
        return {};
    QImage image(kPictureSize * kPictureScale, QImage::Format_RGB32);
    image.setDevicePixelRatio(kPictureScale);
    image.fill(Qt::white);
    ThemeColours paper = themeColours(ThemeKind::Light);
    paper.panel = Qt::white;
    QPainter painter(&image);
    QRectF area = QRectF(QPointF(0, 0), kPictureSize) - kPictureMargins;
    // Below it what the values are: it has to do in a report.
    painter.setFont(themeFont(kSmallPx));
    painter.setPen(paper.quiet);
    painter.drawText(area, Qt::AlignLeft | Qt::AlignBottom, countsText());
    area.setBottom(area.bottom() - kCountsPx);
    view.drawPicture(painter, area, paper);
    return image;
}

/// How many of the values in sight are live, missing, ...
QString ChartsPanel::countsText() const
{
    const QStringList counts = stateTexts(view().table().counts(m_fromS, m_toS), locale());
    return tr("Values: %1").arg(counts.join(QStringLiteral(" \u00b7 ")));
}

QByteArray ChartsPanel::csv() const
{
    const ChartTable& table = view().table();
    std::vector<QString> names;
    for (const ChartTable::Row& row : table.rows) {
        const QString name = QString::fromStdString(m_campus->name(row.asset));
        const bool group
            = table.band || (table.rows.size() == 1 && row.asset == m_space && !row.name.isEmpty() && row.name != name);
        names.push_back(group ? name + QLatin1Char(' ') + row.name : name);
    }
    return chartCsv(table, names);
}

QString ChartsPanel::saveCsv(const QString& path) const
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(csv()) < 0 || !file.commit())
        return file.errorString();
    return {};
}

void ChartsPanel::askAndSave()
{
    QString path = QFileDialog::getSaveFileName(this, tr("Save as CSV"), QString(), tr("Table (*.csv)"));
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += QStringLiteral(".csv");
    const QString problem = saveCsv(path);
    if (!problem.isEmpty())
        QMessageBox::warning(this, tr("Save as CSV"), problem);
}

} // namespace gigahall::app
