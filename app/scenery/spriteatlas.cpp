#include "app/scenery/spriteatlas.h"

#include <algorithm>
#include <cstring>

namespace gigahall::app {
namespace {

constexpr unsigned kStartPx = 512;
constexpr unsigned kGapPx = 1; // filtering must not reach a neighbour

} // namespace

SpriteAtlas::SpriteAtlas()
{
    m_image.sizePx = {kStartPx, kStartPx};
    m_image.rgba.assign(std::size_t(kStartPx) * kStartPx * 4, 0);
}

void SpriteAtlas::clear()
{
    m_shelves.clear();
    m_slots.clear();
    std::ranges::fill(m_image.rgba, std::uint8_t(0));
    ++m_revision;
    ++m_generation;
}

std::optional<SpriteAtlas::Slot> SpriteAtlas::get(const QString& key, const Paint& paint)
{
    if (const auto it = m_slots.constFind(key); it != m_slots.constEnd())
        return *it;
    const QImage picture = paint().convertToFormat(QImage::Format_RGBA8888_Premultiplied);
    if (picture.isNull())
        return std::nullopt;
    const auto width = unsigned(picture.width());
    const auto height = unsigned(picture.height());
    if (width + kGapPx > kMaxPx || height + kGapPx > kMaxPx)
        return std::nullopt;
    auto slot = place(width, height);
    while (!slot) {
        if (m_image.sizePx.x < kMaxPx || m_image.sizePx.y < kMaxPx)
            grow();
        else
            clear();
        slot = place(width, height);
    }
    copy(picture, *slot);
    m_slots.insert(key, *slot);
    return slot;
}

std::optional<SpriteAtlas::Slot> SpriteAtlas::replace(const QString& key, const Paint& paint)
{
    const auto it = m_slots.constFind(key);
    if (it == m_slots.constEnd())
        return get(key, paint);
    const QImage picture = paint().convertToFormat(QImage::Format_RGBA8888_Premultiplied);
    if (float(picture.width()) != it->sizePx.x || float(picture.height()) != it->sizePx.y) {
        m_slots.erase(it);
        return get(key, [&] { return picture; });
    }
    copy(picture, *it);
    return *it;
}

// Best fitting shelf that wastes at most a quarter of its height, else a new shelf below the last.
std::optional<SpriteAtlas::Slot> SpriteAtlas::place(unsigned width, unsigned height)
{
    Shelf* best = nullptr;
    for (auto& shelf : m_shelves) {
        const bool fits = shelf.height >= height && shelf.used + width + kGapPx <= m_image.sizePx.x;
        if (fits && shelf.height * 3 <= height * 4 && (!best || shelf.height < best->height))
            best = &shelf;
    }
    if (!best) {
        const unsigned top = m_shelves.empty() ? 0 : m_shelves.back().top + m_shelves.back().height + kGapPx;
        if (top + height + kGapPx > m_image.sizePx.y || width + kGapPx > m_image.sizePx.x)
            return std::nullopt;
        m_shelves.push_back({top, height, 0});
        best = &m_shelves.back();
    }
    const Slot slot{{float(best->used), float(best->top)}, {float(width), float(height)}};
    best->used += width + kGapPx;
    return slot;
}

// Taller first, then wider; what is placed stays where it is.
void SpriteAtlas::grow()
{
    const auto old = m_image.sizePx;
    auto size = old;
    (size.y <= size.x && size.y < kMaxPx ? size.y : size.x) *= 2;
    render::Image larger;
    larger.sizePx = size;
    larger.rgba.assign(std::size_t(size.x) * size.y * 4, 0);
    for (unsigned y = 0; y < old.y; ++y)
        std::memcpy(larger.rgba.data() + std::size_t(y) * size.x * 4, m_image.rgba.data() + std::size_t(y) * old.x * 4,
            std::size_t(old.x) * 4);
    m_image = std::move(larger);
}

void SpriteAtlas::copy(const QImage& picture, const Slot& slot)
{
    const auto x = std::size_t(slot.minPx.x);
    const auto y = std::size_t(slot.minPx.y);
    for (int row = 0; row < picture.height(); ++row)
        std::memcpy(m_image.rgba.data() + ((y + std::size_t(row)) * m_image.sizePx.x + x) * 4,
            picture.constScanLine(row), std::size_t(picture.width()) * 4);
    ++m_revision;
}

} // namespace gigahall::app
