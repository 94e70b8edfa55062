#include "render/theme.h"

#include <array>
#include <cstdint>

namespace gigahall::render {
namespace {

/// 0xrrggbb as it shall appear -> components 0..1.
constexpr glm::vec3 rgb(std::uint32_t hex)
{
    return {float(hex >> 16 & 255) / 255.0f, float(hex >> 8 & 255) / 255.0f, float(hex & 255) / 255.0f};
}
/// The same squared: what the shaders light (they leave by the square root).
constexpr glm::vec3 surface(std::uint32_t hex)
{
    return rgb(hex) * rgb(hex);
}

/// In the order of model::Material: ground, pad, road, concrete, grass, gravel, water, wall, roof, steel, glass, floor,
/// partition, fence, marking, accent.
using Palette = std::array<std::uint32_t, gpu::kMaterials>;

constexpr Palette kLight{0xdcd8cd, 0xd2cec3, 0xb4b0a8, 0xcbc8c0, 0xc0c4ad, 0xc6c1b4, 0xa9bac2, 0xf4f2ec, 0xe9e7e1,
    0xa9adb1, 0xb9c6cf, 0xe4e2dc, 0xeeece6, 0xb5b3ad, 0xefede6, 0x2f6fdb};
constexpr Palette kDark{0x34383c, 0x3d4246, 0x2c3034, 0x474c51, 0x343b36, 0x40454a, 0x2c3d49, 0x9a9fa5, 0x8d9298,
    0x5c6268, 0x8a8f94, 0x6b7076, 0x868c92, 0x4a4f54, 0x63686c, 0x4d9bff};
constexpr Palette kPrint{0xffffff, 0xf4f4f4, 0xe2e2e2, 0xececec, 0xedf0e8, 0xeeeeee, 0xdde6ea, 0xffffff, 0xf7f7f7,
    0xc4c4c4, 0xd8dfe4, 0xf6f6f6, 0xfafafa, 0xcccccc, 0xffffff, 0x1f5fd0};

void setPalette(const Palette& palette, gpu::FrameUniforms& u)
{
    for (std::size_t i = 0; i < palette.size(); ++i)
        u.materials[i] = glm::vec4(surface(palette[i]), 1.0f);
    // Interior floors and partitions lie under a ceiling: less sun.
    u.materials[11].a = 0.25f;
    u.materials[12].a = 0.45f;
}

} // namespace

void applyTheme(Theme theme, gpu::FrameUniforms& u)
{
    u.sun = glm::normalize(glm::vec3(-0.58f, -0.42f, 0.62f));
    u.modelTint = glm::vec3(1);
    // At least a sixth of the colour cube away from every colour of every map (tests/unit/tst_appoverlay.cpp).
    u.missing = glm::vec4(rgb(theme == Theme::Dark ? 0x4b4a3c : 0xb2afa8), 1);
    switch (theme) {
    case Theme::Light:
        setPalette(kLight, u);
        u.sunColour = glm::vec3(0.60f, 0.56f, 0.48f);
        u.skyLight = glm::vec3(0.60f, 0.63f, 0.67f);
        u.groundLight = glm::vec3(0.42f, 0.40f, 0.37f);
        u.skyTop = rgb(0xbccbdc);
        u.skyHorizon = rgb(0xdfdfd9);
        u.groundNear = rgb(0xd9d5c9);
        u.groundFar = rgb(0xdcdad0);
        u.shadowDarkness = 0.26f;
        u.hazeM = 26'000;
        u.accent = rgb(0x2f6fdb);
        break;
    case Theme::Dark:
        setPalette(kDark, u);
        u.flags |= gpu::kFlagNight;
        u.modelTint = glm::vec3(0.30f, 0.31f, 0.33f);
        u.sunColour = glm::vec3(0.52f, 0.55f, 0.62f);
        u.skyLight = glm::vec3(0.62f, 0.66f, 0.72f);
        u.groundLight = glm::vec3(0.34f, 0.34f, 0.35f);
        u.skyTop = rgb(0x1b2026);
        u.skyHorizon = rgb(0x3b434b);
        u.groundNear = rgb(0x25292c);
        u.groundFar = rgb(0x2b3035);
        u.shadowDarkness = 0.38f;
        u.hazeM = 22'000;
        u.accent = rgb(0x4d9bff);
        break;
    case Theme::Print:
        setPalette(kPrint, u);
        u.flags |= gpu::kFlagPrint;
        u.sunColour = glm::vec3(0.34f);
        u.skyLight = glm::vec3(0.80f);
        u.groundLight = glm::vec3(0.66f);
        u.skyTop = u.skyHorizon = u.groundNear = u.groundFar = glm::vec3(1);
        u.shadowDarkness = 0.13f;
        u.hazeM = 1e9f;
        u.accent = rgb(0x1f5fd0);
        break;
    }
}

} // namespace gigahall::render
