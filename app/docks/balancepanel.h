#pragma once

#include "app/docks/sankeyview.h"
#include "model/telemetry/datastate.h"

#include <QWidget>

#include <array>
#include <optional>

class QBoxLayout;
class QGridLayout;
class QLabel;

namespace gigahall::app {

/// Where the energy goes: the sums, the diagram, and below it whether it adds up and what it costs.
class BalancePanel : public QWidget
{
    Q_OBJECT

public:
    explicit BalancePanel(QWidget* parent = nullptr);

    /// None: there is no simulation, as with a replay.
    /// `currency` of the cost, e.g. "USD".
    /// `racks` by the state of what is known of their power; exports say it.
    void setBalance(const std::optional<model::EnergyBalance>& balance, const QString& currency = {},
        const model::StateCounts& racks = {});
    SankeyView& view() { return *m_view; }

    /// All flows to the clipboard, for a spreadsheet.
    void copyTable() const;
    /// The diagram as PNG or SVG, by the ending. An empty text, or why it did not work.
    QString savePicture(const QString& path) const;

    QSize sizeHint() const override { return {640, 330}; } // of a dock below the picture
    QSize minimumSizeHint() const override;

    static constexpr double kLargestResidual = 1e-6; ///< relative; above it something does not add up

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void drawPicture(QPainter& painter, const QRectF& area) const;
    static constexpr std::size_t kFigures = 4;
    struct Figure
    {
        QWidget* box;
        QLabel* name;
        QLabel* value;
    };

    void build();
    void retranslate();
    void refresh();
    void showResidual();
    void arrange();
    void askAndSave();

    QString m_currency;
    std::array<Figure, kFigures> m_figures{};
    QGridLayout* m_figureGrid;
    SankeyView* m_view;
    QBoxLayout* m_footer;
    model::StateCounts m_racks{};
    QLabel* m_residual;
    QLabel* m_rates;
    QAction* m_copy;
    QAction* m_save;
};

} // namespace gigahall::app
