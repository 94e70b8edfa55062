#pragma once

#include <cmath>
#include <cstdint>

/// Counter-based randomness: a value is a function of what it belongs to, so nothing depends on the order of calls or
/// on threads. Only integer arithmetic and IEEE additions and products: the same bytes on every machine (no libm).
namespace gigahall::model {

/// Bijective mixer with low bias (Wellons' lowbias32); cheap enough for one call a GPU.
constexpr std::uint32_t mix32(std::uint32_t x)
{
    x ^= x >> 16;
    x *= 0x7feb352du;
    x ^= x >> 15;
    x *= 0x846ca68bu;
    x ^= x >> 16;
    return x;
}

/// SplitMix64 finaliser.
constexpr std::uint64_t mix64(std::uint64_t x)
{
    x += 0x9e3779b97f4a7c15ull;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
    return x ^ (x >> 31);
}

template <typename... Keys>
constexpr std::uint64_t hashOf(std::uint64_t seed, Keys... keys)
{
    std::uint64_t h = mix64(seed);
    ((h = mix64(h ^ static_cast<std::uint64_t>(keys))), ...);
    return h;
}

/// 0 <= u < 1.
constexpr double unit(std::uint64_t hash)
{
    return static_cast<double>(hash >> 11) * 0x1p-53;
}

constexpr double between(std::uint64_t hash, double lo, double hi)
{
    return lo + (hi - lo) * unit(hash);
}

constexpr double smoothStep(double x)
{
    const double t = x < 0 ? 0 : x > 1 ? 1 : x;
    return t * t * (3 - 2 * t);
}

/// Smooth noise in -1..1 over x with one knot a unit.
inline double valueNoise(std::uint64_t hash, double x)
{
    const double knot = std::floor(x);
    const auto k = static_cast<std::uint64_t>(static_cast<std::int64_t>(knot));
    const double a = unit(hashOf(hash, k)), b = unit(hashOf(hash, k + 1));
    return 2 * (a + (b - a) * smoothStep(x - knot)) - 1;
}

} // namespace gigahall::model
