#include "app/docks/sankeyview.h"

#include "app/docks/sankeypaint.h"
#include "app/theme/theme.h"

#include <QEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <numeric>

namespace gigahall::app {

namespace {

constexpr int kNearestPx = 3; ///< from a thin ribbon
constexpr char16_t kArrow = 0x2192;

/// From left to right and from the top down: the order of the arrow keys.
std::vector<int> readingOrder(const SankeyLayout& layout)
{
    std::vector<int> order(layout.nodes.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        const SankeyNode &left = layout.nodes[static_cast<std::size_t>(a)],
                         &right = layout.nodes[static_cast<std::size_t>(b)];
        return left.column != right.column ? left.column < right.column : left.bar.top() < right.bar.top();
    });
    return order;
}

} // namespace

SankeyView::SankeyView(QWidget* parent)
    : QWidget(parent)
    , m_unit{1000, QStringLiteral("MW")}
{
    setObjectName(QStringLiteral("sankey"));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    describe();
}

void SankeyView::setBalance(std::optional<model::EnergyBalance> balance)
{
    m_balance = std::move(balance);
    if (m_balance)
        m_unit = energyUnit(*m_balance);
    // A part keeps its number only while the same flows are there.
    const Part before = m_out;
    const std::size_t nodes = m_diagram ? m_diagram->nodes.size() : 0;
    const std::size_t ribbons = m_diagram ? m_diagram->ribbons.size() : 0;
    forgetDiagram();
    if (diagram().nodes.size() == nodes && diagram().ribbons.size() == ribbons)
        m_out = before;
    describe();
}

void SankeyView::describe()
{
    setAccessibleName(tr("Energy balance"));
    QStringList flows;
    if (m_balance) {
        const SankeyLayout& layout = diagram();
        for (std::size_t r = 0; r < layout.ribbons.size(); ++r)
            flows += describeRibbon(static_cast<int>(r)).section(QLatin1Char('\n'), 0, 1).replace(u'\n', u' ');
    }
    setAccessibleDescription(m_balance ? flows.join(QLatin1Char('\n')) : tr("No simulation"));
}

void SankeyView::forgetDiagram()
{
    m_diagram.reset();
    m_out = {};
    update();
}

const SankeyLayout& SankeyView::diagram() const
{
    if (!m_diagram)
        m_diagram = makeLayout(rect());
    return *m_diagram;
}

SankeyView::Part SankeyView::partAt(QPointF position) const
{
    const SankeyLayout& layout = diagram();
    for (std::size_t n = 0; n < layout.nodes.size(); ++n) {
        if (layout.nodes[n].bar.adjusted(-kNearestPx, -1, kNearestPx, 1).contains(position))
            return {.node = static_cast<int>(n)};
    }
    for (const SankeyLabel& label : layout.labels) {
        if (label.box.contains(position))
            return {.node = label.node};
    }
    // Thin ones first: they lie on wide ones and could not be reached otherwise.
    int best = -1;
    for (std::size_t r = 0; r < layout.ribbons.size(); ++r) {
        const SankeyRibbon& ribbon = layout.ribbons[r];
        if ((best < 0 || ribbon.kw < layout.ribbons[static_cast<std::size_t>(best)].kw)
            && ribbonShape(ribbon, 2.0 * kNearestPx).contains(position))
            best = static_cast<int>(r);
    }
    return {.ribbon = best};
}

QString SankeyView::describeRibbon(int number) const
{
    const SankeyLayout& layout = diagram();
    const SankeyRibbon& ribbon = layout.ribbons[static_cast<std::size_t>(number)];
    const SankeyNode& from = layout.nodes[static_cast<std::size_t>(ribbon.from)];
    const SankeyNode& to = layout.nodes[static_cast<std::size_t>(ribbon.to)];
    const QString fromName = stationName(from.station, from.takes), toName = stationName(to.station, to.takes);
    return fromName + QLatin1Char(' ') + QChar(kArrow) + QLatin1Char(' ') + toName + QLatin1Char('\n')
        + tr("%1: %2").arg(kindName(ribbon.kind), formatExact(ribbon.kw, locale())) + QLatin1Char('\n')
        + tr("%1 of what leaves %2").arg(formatShare(ribbon.kw / from.outKw, locale()), fromName) + QLatin1Char('\n')
        + tr("%1 of what reaches %2").arg(formatShare(ribbon.kw / to.inKw, locale()), toName);
}

QString SankeyView::describeNode(int number) const
{
    const SankeyLayout& layout = diagram();
    const SankeyNode& node = layout.nodes[static_cast<std::size_t>(number)];
    QString text = stationName(node.station, node.takes) + QLatin1Char('\n') + formatExact(node.kw(), locale());
    if (m_balance->suppliedKw > 0)
        text += QLatin1Char('\n')
            + tr("%1 of what is supplied").arg(formatShare(node.kw() / m_balance->suppliedKw, locale()));
    for (const bool in : {true, false}) {
        for (const SankeyRibbon& ribbon : layout.ribbons) {
            if ((in ? ribbon.to : ribbon.from) != number)
                continue;
            const SankeyNode& other = layout.nodes[static_cast<std::size_t>(in ? ribbon.from : ribbon.to)];
            text += QLatin1Char('\n')
                + (in ? tr("from %1: %2, %3") : tr("to %1: %2, %3"))
                      .arg(stationName(other.station, other.takes), formatEnergy(ribbon.kw, m_unit, locale()),
                          formatShare(ribbon.kw / (in ? node.inKw : node.outKw), locale()));
        }
    }
    return text;
}

QString SankeyView::describePart(Part part) const
{
    return part.node >= 0 ? describeNode(part.node) : part.ribbon >= 0 ? describeRibbon(part.ribbon) : QString();
}

QString SankeyView::describeAt(QPointF position) const
{
    return m_balance ? describePart(partAt(position)) : QString();
}

void SankeyView::standOut(Part part)
{
    if (part == m_out)
        return;
    m_out = part;
    update();
}

bool SankeyView::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString text = describeAt(help->pos());
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    return QWidget::event(event);
}

void SankeyView::resizeEvent(QResizeEvent* event)
{
    forgetDiagram();
    QWidget::resizeEvent(event);
}

void SankeyView::changeEvent(QEvent* event)
{
    forgetDiagram();
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange)
        describe();
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    QWidget::changeEvent(event);
}

void SankeyView::mouseMoveEvent(QMouseEvent* event)
{
    standOut(m_balance ? partAt(event->position()) : Part{});
}

void SankeyView::leaveEvent(QEvent*)
{
    standOut({});
}

void SankeyView::focusInEvent(QFocusEvent* event)
{
    m_byKeys = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    QWidget::focusInEvent(event);
}

void SankeyView::focusOutEvent(QFocusEvent* event)
{
    m_byKeys = false;
    standOut({});
    QWidget::focusOutEvent(event);
}

void SankeyView::step(int by)
{
    const std::vector<int> order = readingOrder(diagram());
    if (order.empty())
        return;
    const auto count = static_cast<int>(order.size());
    const auto at = std::find(order.begin(), order.end(), m_out.node);
    const int now = at == order.end() ? (by > 0 ? -1 : count) : static_cast<int>(at - order.begin());
    const int node = order[static_cast<std::size_t>(std::clamp(now + by, 0, count - 1))];
    standOut({.node = node});
    const QRectF bar = diagram().nodes[static_cast<std::size_t>(node)].bar;
    QToolTip::showText(mapToGlobal(QPointF(bar.right(), bar.center().y()).toPoint()), describeNode(node), this);
}

void SankeyView::keyPressEvent(QKeyEvent* event)
{
    const int key = event->key();
    if (m_balance && (key == Qt::Key_Right || key == Qt::Key_Down)) {
        step(1);
    } else if (m_balance && (key == Qt::Key_Left || key == Qt::Key_Up)) {
        step(-1);
    } else if (key == Qt::Key_Escape && !m_out.none()) {
        QToolTip::hideText();
        standOut({});
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace gigahall::app
