#pragma once

#include "model/campus/campusbuilder.h"
#include "model/campus/campusplacement.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gigahall::model {

template <typename T>
std::uint32_t sizeOf(const T& table)
{
    return static_cast<std::uint32_t>(table.size());
}

inline Range between(std::uint32_t first, std::uint32_t end)
{
    return {first, end - first};
}

/// Lengths of all tables and running sums; two of these span what was built between.
struct Mark
{
    std::uint32_t buildings, halls, rows, racks, support, plant, runs, gpus;
    double itKw, packages;
};

/// The campus while it grows: adds runs, assets, names and shells at the end of its tables. Base of the builder, which
/// knows in what order.
class CampusTables
{
protected:
    explicit CampusTables(const CampusSpec& spec)
        : m_spec(spec)
    {
    }

    Mark mark() const;
    /// The ranges that rows' owners share, from what was built since.
    template <typename T>
    void setCommonRanges(T& part, const Mark& from) const;

    void reserve(const CampusCounts& counts);
    Mark beginRow();
    void endRow(const Mark& before);
    void addContent(const ContentSpec& content, const Frame& at);
    void addRun(const AssetSpec& asset, const Frame& at, bool facesBack, std::string_view id = {});
    /// The pattern with the current fields; also left in m_scratch.
    void pushName(NameList& list, const std::optional<NamePattern>& pattern);
    /// From here on plant is numbered anew, with this as parent.
    void enterParent(std::string_view name);
    std::uint32_t addGroup(const Frame& at, AssetId owner);

    const CampusSpec& m_spec;
    Campus m_campus;
    std::vector<std::uint32_t> m_ruleTypes; ///< by run: the type whose rules it follows
    NameFields m_fields;
    std::string m_scratch;
    double m_itKw = 0, m_packages = 0;

private:
    void addShells(const ShellSpec& spec, const Frame& at);
    void addItems(const Run& run, std::uint32_t runIndex, std::string_view id);

    std::uint32_t m_row = Run::kNone, m_decor = 0, m_supportInRow = 0;
    std::string m_parentName;
    std::map<std::string_view, std::uint32_t> m_tagNumbers;
};

template <typename T>
void CampusTables::setCommonRanges(T& part, const Mark& from) const
{
    const Mark now = mark();
    part.rows = between(from.rows, now.rows);
    part.racks = between(from.racks, now.racks);
    part.supportRacks = between(from.support, now.support);
    part.gpus = between(from.gpus, now.gpus);
    part.runs = between(from.runs, now.runs);
    part.itKw = now.itKw - from.itKw;
}

} // namespace gigahall::model
