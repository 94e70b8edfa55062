#pragma once

#include "app/docks/balancetext.h"
#include "app/docks/sankeylayout.h"

#include <QWidget>

#include <optional>

namespace gigahall::app {

/// The energy balance as a Sankey diagram. What is under the mouse, or chosen with the arrow keys, stands out and says
/// its exact values.
class SankeyView : public QWidget
{
    Q_OBJECT

public:
    explicit SankeyView(QWidget* parent = nullptr);

    /// None: there is no simulation, as with a replay.
    void setBalance(std::optional<model::EnergyBalance> balance);
    const std::optional<model::EnergyBalance>& balance() const { return m_balance; }

    /// The whole diagram without anything standing out, for pictures of any size.
    void draw(QPainter& painter, const QRectF& area) const;

    /// In the coordinates of the widget.
    const SankeyLayout& diagram() const;
    /// What the tooltip says; empty beside the diagram.
    QString describeAt(QPointF position) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    /// A node, a ribbon or neither.
    struct Part
    {
        int node = -1, ribbon = -1;
        bool operator==(const Part&) const = default;
        bool none() const { return node < 0 && ribbon < 0; }
    };

    void describe();
    void forgetDiagram();
    QFont textFont(const QRectF& area) const;
    QRectF diagramArea(const QRectF& area) const;
    SankeyLayout makeLayout(const QRectF& area) const;
    void drawDiagram(QPainter& painter, const QRectF& area, const SankeyLayout& layout, Part out) const;
    void drawLabels(QPainter& painter, const SankeyLayout& layout, Part out) const;
    void drawKinds(QPainter& painter, const QRectF& area, const SankeyLayout& layout) const;
    bool isPartOf(const SankeyLayout& layout, std::size_t ribbon, Part out) const;
    bool concerns(const SankeyLayout& layout, std::size_t node, Part out) const;
    Part partAt(QPointF position) const;
    QString describePart(Part part) const;
    QString describeNode(int number) const;
    QString describeRibbon(int number) const;
    void standOut(Part part);
    void step(int by);

    std::optional<model::EnergyBalance> m_balance;
    EnergyUnit m_unit;
    mutable std::optional<SankeyLayout> m_diagram;
    Part m_out;
    bool m_byKeys = false; ///< whether it has the focus through the keyboard, which then has to be seen
};

} // namespace gigahall::app
