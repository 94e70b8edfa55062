#include "app/docks/sankeygraph.h"

#include <algorithm>
#include <numeric>

namespace gigahall::app::sankey {

namespace {

using Form = SankeyLabel::Form;

/// Keeps a label off its neighbours by a hair.
constexpr double kApartPx = 2;

QSizeF sizeOf(const SankeyText::Widths& widths, const SankeyText& text, Form form)
{
    switch (form) {
    case Form::Line:
        return {widths.namePx + text.spacePx + widths.valuePx, text.linePx};
    case Form::TwoLines:
        return {std::max(widths.namePx, widths.valuePx), 2 * text.linePx};
    case Form::Name:
        break;
    }
    return {widths.namePx, text.linePx};
}

/// All places a label could go, the best first.
class Candidates
{
public:
    Candidates(const SankeyNode& node, int number, bool last, const QRectF& area, const SankeyText& text)
        : m_bar(node.bar)
        , m_number(number)
        , m_area(area)
        , m_text(text)
        , m_widths(text.widths(node))
        , m_pad(labelPadPx(text))
    {
        const QSizeF line = sizeOf(m_widths, text, Form::Line), two = sizeOf(m_widths, text, Form::TwoLines);
        m_leftwards = last && m_bar.right() + m_pad + line.width() > area.right();
        // Two lines beside a low bar would seem to belong to its neighbours as well.
        const bool tall = m_bar.height() >= two.height();
        if (m_leftwards)
            outside(m_bar.height() >= line.width() ? Form::Line : Form::Name);
        beside(Form::Line, false);
        if (tall)
            beside(Form::TwoLines, false);
        if (m_bar.height() >= line.width())
            beside(Form::Line, true);
        if (m_bar.height() >= two.width())
            beside(Form::TwoLines, true);
        level(Form::Line, Above);
        level(Form::TwoLines, Above);
        if (!tall) {
            level(Form::Line, Below);
            level(Form::TwoLines, Below);
        }
        if (m_bar.height() >= m_widths.namePx)
            beside(Form::Name, true);
        beside(Form::Name, false);
        level(Form::Name, Above);
        level(Form::Name, Below);
    }

    const std::vector<SankeyLabel>& all() const { return m_all; }

private:
    enum Side
    {
        Above,
        Below
    };

    void beside(Form form, bool upright)
    {
        QSizeF size = sizeOf(m_widths, m_text, form);
        if (upright)
            size.transpose();
        const double x = m_leftwards ? m_bar.left() - m_pad - size.width() : m_bar.right() + m_pad;
        add(form, upright, {QPointF(x, m_bar.center().y() - 0.5 * size.height()), size},
            m_leftwards ? Qt::AlignRight : Qt::AlignLeft);
    }

    /// Upright in the margin behind the last column.
    void outside(Form form)
    {
        const QSizeF size = sizeOf(m_widths, m_text, form).transposed();
        if (size.height() <= m_bar.height())
            add(form, true, {QPointF(m_area.right() - size.width(), m_bar.center().y() - 0.5 * size.height()), size},
                Qt::AlignLeft);
    }

    /// Over or under the bar: from its edge like all others, else its middle.
    void level(Form form, Side side)
    {
        const QSizeF size = sizeOf(m_widths, m_text, form);
        const double y = side == Above ? m_bar.top() - kApartPx - size.height() : m_bar.bottom() + kApartPx;
        const double centred = std::clamp(m_bar.center().x() - 0.5 * size.width(), m_area.left(),
            std::max(m_area.left(), m_area.right() - size.width()));
        add(form, false, {QPointF(m_bar.left(), y), size}, Qt::AlignLeft);
        add(form, false, {QPointF(centred, y), size}, Qt::AlignHCenter);
        add(form, false, {QPointF(m_bar.right() - size.width(), y), size}, Qt::AlignRight);
    }

    void add(Form form, bool upright, QRectF box, Qt::AlignmentFlag align)
    {
        // Text beside a bar at the edge may slide along it.
        if (box.height() <= m_area.height())
            box.moveTop(std::clamp(box.top(), m_area.top(), m_area.bottom() - box.height()));
        m_all.push_back({.node = m_number, .form = form, .upright = upright, .align = align, .box = box});
    }

    QRectF m_bar;
    int m_number;
    QRectF m_area;
    const SankeyText& m_text;
    SankeyText::Widths m_widths;
    double m_pad;
    bool m_leftwards = false;
    std::vector<SankeyLabel> m_all;
};

bool holds(const QRectF& area, const QRectF& box)
{
    constexpr double kRounding = 1e-6;
    return area.adjusted(-kRounding, -kRounding, kRounding, kRounding).contains(box);
}

} // namespace

double labelPadPx(const SankeyText& text)
{
    return 0.4 * text.linePx;
}

std::vector<SankeyLabel> placeLabels(const std::vector<SankeyNode>& nodes, const QRectF& area, const SankeyText& text)
{
    std::vector<int> order(nodes.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        return nodes[static_cast<std::size_t>(a)].kw() > nodes[static_cast<std::size_t>(b)].kw();
    });
    int last = 0;
    for (const SankeyNode& node : nodes)
        last = std::max(last, node.column);
    std::vector<SankeyLabel> labels;
    const auto isFree = [&](const QRectF& box) {
        const QRectF wide = box.adjusted(-kApartPx, 0, kApartPx, 0);
        return holds(area, box)
            && std::none_of(nodes.begin(), nodes.end(), [&](const SankeyNode& n) { return n.bar.intersects(wide); })
            && std::none_of(
                labels.begin(), labels.end(), [&](const SankeyLabel& other) { return other.box.intersects(wide); });
    };
    for (const int n : order) {
        const SankeyNode& node = nodes[static_cast<std::size_t>(n)];
        const Candidates candidates(node, n, node.column == last && last > 0, area, text);
        const auto found = std::find_if(candidates.all().begin(), candidates.all().end(),
            [&](const SankeyLabel& label) { return isFree(label.box); });
        if (found != candidates.all().end())
            labels.push_back(*found);
    }
    return labels;
}

} // namespace gigahall::app::sankey
