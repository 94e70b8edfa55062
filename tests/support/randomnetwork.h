#pragma once

#include "tests/support/powersketch.h"

#include <algorithm>
#include <random>

/// Power networks drawn by chance; the same seed, the same network.
namespace gigahall::tests {

class Random
{
public:
    explicit Random(unsigned seed)
        : m_engine(seed)
    {
    }
    std::uint32_t below(std::uint32_t n) { return std::uniform_int_distribution<std::uint32_t>(0, n - 1)(m_engine); }
    double between(double lo, double hi) { return std::uniform_real_distribution<double>(lo, hi)(m_engine); }
    bool chance(double share) { return between(0, 1) < share; }
    PowerSketch::Nodes some(const PowerSketch::Nodes& all, std::uint32_t most)
    {
        PowerSketch::Nodes picked = all;
        std::shuffle(picked.begin(), picked.end(), m_engine);
        picked.resize(std::min<std::size_t>(picked.size(), 1 + below(most)));
        return picked;
    }

private:
    std::mt19937 m_engine;
};

inline model::LossModel randomLoss(Random& random, double kw)
{
    switch (random.below(4)) {
    case 0:
        return model::LossModel::linearStage(random.between(0, 0.002) * kw, random.between(0.93, 1));
    case 1:
        return model::LossModel::quadraticStage(
            kw, random.between(0, 0.01), random.between(0, 0.02), random.between(0, 0.02));
    case 2:
        return model::LossModel::transformer(kw, random.between(0, 0.003) * kw, random.between(0, 0.01) * kw);
    default:
        return {};
    }
}

inline PowerSketch::Node randomPlant(PowerSketch& sketch, Random& random, bool first)
{
    const double kw = random.chance(0.15) ? 0 : random.between(300, 3000);
    model::PowerRole role = first && random.chance(0.8) ? model::PowerRole::Source : model::PowerRole::Conversion;
    if (!first && random.chance(0.15))
        role = random.chance(0.5) ? model::PowerRole::Backup : model::PowerRole::Storage;
    const bool stores
        = role == model::PowerRole::Storage || (role == model::PowerRole::Conversion && random.chance(0.2));
    return sketch.plant(kw, randomLoss(random, kw > 0 ? kw : 1000), role, stores ? 100 : 0);
}

/// Sources, two to four layers of plant, racks; every layer is fed by those above it, mostly by the next.
inline model::ServesNetwork randomNetwork(Random& random)
{
    PowerSketch sketch;
    std::vector<PowerSketch::Nodes> layers;
    const std::uint32_t depth = 3 + random.below(3);
    for (std::uint32_t layer = 0; layer < depth; ++layer) {
        layers.emplace_back();
        const std::uint32_t count = 1 + random.below(6);
        for (std::uint32_t i = 0; i < count; ++i)
            layers.back().push_back(randomPlant(sketch, random, layer == 0));
    }
    layers.emplace_back();
    const std::uint32_t racks = 3 + random.below(12);
    for (std::uint32_t i = 0; i < racks; ++i)
        layers.back().push_back(sketch.rack());
    constexpr const char* kRedundancies[] = {"N", "2N", "N+1", "4N3"};
    for (std::size_t layer = 1; layer < layers.size(); ++layer) {
        PowerSketch::Nodes waiting = layers[layer];
        while (!waiting.empty()) {
            const std::size_t count = std::min<std::size_t>(waiting.size(), 1 + random.below(4));
            const PowerSketch::Nodes to(waiting.end() - std::ptrdiff_t(count), waiting.end());
            waiting.resize(waiting.size() - count);
            if (random.chance(0.04))
                continue; // fed by what the layout does not say
            sketch.feed(random.some(layers[layer - 1], 4), to, kRedundancies[random.below(4)]);
            if (layer > 1 && random.chance(0.2))
                sketch.feed(random.some(layers[layer - 2], 2), to, kRedundancies[random.below(4)]);
        }
    }
    return sketch.network();
}

} // namespace gigahall::tests
