#pragma once

#include "app/docks/chartsubject.h"
#include "app/docks/charttable.h"
#include "app/docks/chartview.h"
#include "model/telemetry/source.h"

#include <QImage>
#include <QTimer>
#include <QWidget>

#include <array>
#include <memory>

class QButtonGroup;
class QMenu;
class QStackedLayout;
class QToolButton;

namespace gigahall::app {

class ChartLines;
class ChartRaster;

/// Values over time: of the selection, of a hall's worst racks, of a group as a band, of rows as a raster. It asks for
/// what is in sight only while it can be seen, and goes on with the clock until somebody zooms or moves.
class ChartsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ChartsPanel(QWidget* parent = nullptr);

    void setCampus(std::shared_ptr<const model::Campus> campus);
    /// Another source: what was read no longer holds.
    void setSource(model::TelemetrySource::TimeSpan span, double intervalS);
    void setSelected(model::AssetId id);
    void setFrame(model::FramePtr frame, const Overlay& overlay, ValueRange range);
    /// What seriesWanted asked for.
    void take(const model::SeriesSet& answer);

    void setKind(ChartKind kind);
    ChartKind kind() const { return m_kind; }
    /// The last `spanS` seconds, from now on with the clock.
    void follow(double spanS);
    bool follows() const { return m_follows; }
    /// The space the chart is about.
    model::AssetId space() const { return m_space; }
    /// Something in sight is not there yet.
    bool isReading() const { return m_askSoon.isActive() || m_data.isReading(); }
    ChartView& view() const;
    ChartLines& lines() const { return *m_lines; }
    ChartRaster& raster() const { return *m_raster; }

    /// Title and chart on white, for a report; null without values.
    QImage picture() const;
    QByteArray csv() const;
    /// An empty text, or why it did not work.
    QString saveCsv(const QString& path) const;

    QSize sizeHint() const override { return {760, 310}; } // of a dock below the picture

signals:
    void seriesWanted(const gigahall::model::SeriesRequest& request);
    void seriesDropped();
    void selected(gigahall::model::AssetId id);
    void timeRangeBrushed(double fromS, double toS);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    void buildActions();
    void connectView(ChartView& view);
    void retranslate();
    void refresh();
    void chooseSpace();
    void ask();
    void showTable();
    model::SeriesRequest wantedLines() const;
    QString sourceText() const;
    QString countsText() const;
    QString messageText() const;
    void fillSpaces();
    void choose(const std::vector<model::AssetId>& assets);
    void setSpan(double fromS, double toS, bool follows);
    void askAndSave();

    std::shared_ptr<const model::Campus> m_campus;
    model::TelemetrySource::TimeSpan m_timeSpan{0, 0};
    double m_intervalS = 1;
    model::AssetId m_selected, m_space, m_hall;
    std::array<model::AssetKind, 4> m_spaceKind{}; ///< that was chosen, by kind of chart
    model::FramePtr m_frame;
    Overlay m_overlay;
    ValueRange m_range{0, 1};
    ChartKind m_kind = ChartKind::Selection;
    ChartData m_data;
    double m_fromS = 0, m_toS = 600;
    bool m_follows = true;

    QTimer m_askSoon;
    QButtonGroup* m_kinds;
    QToolButton* m_spaces;
    QMenu* m_spaceMenu;
    QToolButton* m_fit;
    QToolButton* m_spans;
    QMenu* m_spanMenu;
    QToolButton* m_followButton;
    QStackedLayout* m_stack;
    ChartLines* m_lines;
    ChartRaster* m_raster;
    QAction* m_copy;
    QAction* m_save;
};

} // namespace gigahall::app
