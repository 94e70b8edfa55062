#pragma once

#include "render/renderer.h"

#include <QHash>
#include <QImage>
#include <QString>

#include <functional>
#include <optional>

namespace gigahall::app {

/// Pictures by name in one image, packed in shelves. Grows by doubling to kMaxPx, then forgets everything and starts
/// again (what is still shown is painted again on the next use). Pictures are painted once and then only placed. One
/// thread.
class SpriteAtlas
{
public:
    static constexpr unsigned kMaxPx = 4096;

    struct Slot
    {
        glm::vec2 minPx{0}, sizePx{0};
    };
    using Paint = std::function<QImage()>;

    SpriteAtlas();
    /// Where `key` is, painting it now when it is new. Nullopt when it is empty or larger than the atlas may be.
    std::optional<Slot> get(const QString& key, const Paint& paint);
    /// Paints over the slot of `key` (same size), for the few pictures that change often.
    std::optional<Slot> replace(const QString& key, const Paint& paint);
    void clear();

    const render::Image& image() const { return m_image; }
    /// Grows with every change: compare before Renderer::setSpriteAtlas().
    std::uint64_t revision() const { return m_revision; }
    /// Grows when all slots become invalid; sprites made before must be made again.
    std::uint64_t generation() const { return m_generation; }

private:
    struct Shelf
    {
        unsigned top, height, used;
    };
    std::optional<Slot> place(unsigned width, unsigned height);
    void grow();
    void copy(const QImage& picture, const Slot& slot);

    render::Image m_image;
    std::vector<Shelf> m_shelves;
    QHash<QString, Slot> m_slots;
    std::uint64_t m_revision = 1;
    std::uint64_t m_generation = 1;
};

} // namespace gigahall::app
