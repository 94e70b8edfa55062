#include "assets/import/gltffile.h"

#include <fmt/format.h>

#include <utility>

namespace gigahall::assets::gltf {

namespace {

using nlohmann::json;

constexpr std::size_t kMaxProblems = 24;
constexpr std::size_t kMaxNodeDepth = 200;

class TreeChecker
{
public:
    explicit TreeChecker(const GltfFile& file)
        : m_file(file)
        , m_children(list("nodes").size())
        , m_hasParent(list("nodes").size(), 0)
    {
    }

    std::vector<Problem> run()
    {
        for (std::size_t i = 0; i < list("nodes").size(); ++i)
            collect(list("nodes")[i], "children", fmt::format("/nodes/{}/children", i),
                [&](std::size_t child, const std::string& at) {
                    if (m_hasParent[child])
                        add(at, fmt::format("node {} has two parents", child));
                    m_hasParent[child] = 1;
                    m_children[i].push_back(child);
                });
        for (std::size_t i = 0; i < list("scenes").size(); ++i)
            collect(list("scenes")[i], "nodes", fmt::format("/scenes/{}/nodes", i),
                [&](std::size_t root, const std::string& at) {
                    if (m_hasParent[root])
                        add(at, fmt::format("node {} is a root and a child", root));
                });
        if (m_problems.empty())
            walk();
        return m_problems;
    }

private:
    const json& list(const char* key) const
    {
        static const json kEmpty = json::array();
        return m_file.json.contains(key) ? m_file.json[key] : kEmpty;
    }

    void add(std::string pointer, std::string what)
    {
        if (m_problems.size() < kMaxProblems)
            m_problems.push_back({m_file.path, 0, std::move(pointer), std::move(what)});
    }

    /// Nodes that an object names under a key.
    template <typename F>
    void collect(const json& object, const char* key, const std::string& at, F&& take)
    {
        if (!object.is_object())
            return add(at.substr(0, at.rfind('/')), "expected an object");
        if (!object.contains(key))
            return;
        if (!object[key].is_array())
            return add(at, "expected an array");
        const std::size_t below = m_children.size();
        for (const json& entry : object[key]) {
            if (!entry.is_number_unsigned() || entry.get<std::size_t>() >= below)
                return add(at, fmt::format("names {}, expected nodes below {}", entry.dump().substr(0, 40), below));
            take(entry.get<std::size_t>(), at);
        }
    }

    /// From the roots down; what is never reached lies on a circle.
    void walk()
    {
        std::size_t reached = 0;
        std::vector<std::pair<std::size_t, std::size_t>> open;
        for (std::size_t i = 0; i < m_children.size(); ++i)
            if (!m_hasParent[i])
                open.emplace_back(i, 1);
        while (!open.empty()) {
            const auto [node, depth] = open.back();
            open.pop_back();
            ++reached;
            if (depth > kMaxNodeDepth)
                return add(
                    fmt::format("/nodes/{}", node), fmt::format("nodes are nested more than {} deep", kMaxNodeDepth));
            for (const std::size_t child : m_children[node])
                open.emplace_back(child, depth + 1);
        }
        if (reached != m_children.size())
            add("/nodes", "nodes form a circle");
    }

    const GltfFile& m_file;
    std::vector<std::vector<std::size_t>> m_children;
    std::vector<char> m_hasParent;
    std::vector<Problem> m_problems;
};

} // namespace

std::vector<Problem> checkTree(const GltfFile& file)
{
    return TreeChecker(file).run();
}

} // namespace gigahall::assets::gltf
