#pragma once

#include "model/feeds/profile.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gigahall::model {

/// What a metadata message of the BMS says of its point. Texts belong to the reader, until it reads the next.
struct BmsMetadata
{
    std::string_view objectType, pointType, engUnit, integration;
    std::string_view rackLocationId, objectId, associateId, objectName;
    std::vector<std::string_view> processArea, servesId;
    bool isSetpoint = false;

    /// An identifier by its name in the schema, "objectId"; a list with one element is that. Empty = not there.
    std::string_view field(std::string_view name) const;
};

class BmsMetadataReader
{
public:
    BmsMetadataReader();
    ~BmsMetadataReader();

    /// False where it can't be used; `problem` then says why.
    bool read(std::string_view payload, BmsMetadata& out, std::string& problem);

private:
    struct Parser;
    std::unique_ptr<Parser> m_parser;
};

/// Whether an entry of a profile is about the point: its pointType, or objectType/pointType; every word of the
/// entry's processArea in the point's, in any case; set-points never are.
bool isAbout(const ProfileEntry& entry, const BmsMetadata& point);
/// The same for what the topic tells; metadata may still differ.
bool mayBeAbout(const ProfileEntry& entry, std::string_view objectType, std::string_view pointType);
/// `{rackLocationId|objectId}` filled from metadata; empty where a field is missing.
std::string keyOf(std::string_view pattern, const BmsMetadata& point);

} // namespace gigahall::model
