#include "app/docks/toplist.h"

#include "app/docks/assettext.h"

#include <QHeaderView>

#include <algorithm>
#include <cstdlib>

namespace gigahall::app {

namespace {

constexpr int kIdRole = Qt::UserRole;
constexpr int kRowPx = 23;

model::AssetId idOf(const QTreeWidgetItem* item)
{
    return model::AssetId(item->data(0, kIdRole).toUInt());
}

} // namespace

std::vector<std::uint32_t> topRacks(const model::Plane& plane, std::size_t count, bool differences)
{
    const auto rank = [&](std::uint32_t rack) {
        return differences ? std::abs(int{plane[rack]} - int{model::kDifferenceZero}) : int{plane[rack]};
    };
    // A heap of the best so far, worst in front: one pass whatever the campus' size.
    std::vector<std::uint32_t> best;
    if (count == 0)
        return best;
    const auto higher
        = [&](std::uint32_t a, std::uint32_t b) { return rank(a) != rank(b) ? rank(a) > rank(b) : a < b; };
    for (std::uint32_t rack = 0; rack < plane.size(); ++rack) {
        if (plane[rack] == model::kMissing16)
            continue;
        if (best.size() < count) {
            best.push_back(rack);
            std::push_heap(best.begin(), best.end(), higher);
        } else if (higher(rack, best.front())) {
            std::pop_heap(best.begin(), best.end(), higher);
            best.back() = rack;
            std::push_heap(best.begin(), best.end(), higher);
        }
    }
    std::sort_heap(best.begin(), best.end(), higher);
    return best;
}

TopList::TopList(QWidget* parent)
    : QTreeWidget(parent)
{
    setObjectName(QStringLiteral("topList"));
    setColumnCount(2);
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setIndentation(10);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    header()->setStretchLastSection(false);
    header()->setMinimumSectionSize(40);
    header()->setSectionResizeMode(0, QHeaderView::Stretch);
    header()->setSectionResizeMode(1, QHeaderView::Fixed);
    header()->resizeSection(1, 84);
    connect(this, &QTreeWidget::itemClicked, this, [this](QTreeWidgetItem* item) { emit selected(idOf(item)); });
    connect(this, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) { emit goTo(idOf(item)); });
}

void TopList::setCampus(std::shared_ptr<const model::Campus> campus)
{
    m_campus = std::move(campus);
    m_frame.reset();
    clear();
}

void TopList::setFrame(model::FramePtr frame, model::Metric metric)
{
    m_frame = std::move(frame);
    m_metric = metric;
    fill();
}

void TopList::fill()
{
    if (!m_campus || !m_frame || !isVisible())
        return;
    const int fitting = std::max(1, viewport()->height() / kRowPx);
    // Names have no top: then it is the racks that draw most, with the name of each.
    const auto ranking = model::isCategory(m_metric) ? model::Metric::RackPower : m_metric;
    const auto racks = topRacks(
        m_frame->rack[static_cast<std::size_t>(ranking)], static_cast<std::size_t>(fitting), m_frame->isDifference);
    // Items are reused: a new frame only changes their text, so a keyboard selection stays where it is.
    while (topLevelItemCount() > static_cast<int>(racks.size()))
        delete takeTopLevelItem(topLevelItemCount() - 1);
    for (std::size_t i = 0; i < racks.size(); ++i) {
        QTreeWidgetItem* item = topLevelItem(static_cast<int>(i));
        if (item == nullptr) {
            item = new QTreeWidgetItem(this);
            item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        }
        const model::AssetId id(model::AssetKind::Rack, racks[i]);
        item->setText(0, QString::fromStdString(m_campus->name(id)));
        item->setText(1, levelText(*m_campus, *m_frame, m_metric, id, locale()));
        item->setData(0, kIdRole, id.value);
    }
}

void TopList::resizeEvent(QResizeEvent* event)
{
    QTreeWidget::resizeEvent(event);
    fill();
}

QSize TopList::sizeHint() const
{
    return {240, 8 * kRowPx};
}

} // namespace gigahall::app
