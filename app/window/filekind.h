#pragma once

#include <QString>

namespace gigahall::app {

/// What a file is to the window: by its name, recordings also by how they begin. A file that is not there is what its
/// name says.
enum class FileKind
{
    Campus, ///< any other *.json as well: who reads it says what is wrong
    View,
    Scene,
    Recording, ///< HDF5 or CSV
    Plan, ///< of a rollout: Microsoft Project XML, *.rollout.json or CSV
    Story,
    Mapping, ///< belongs to a recording
    Unknown
};
FileKind fileKind(const QString& path);

/// NAME.mapping.csv beside NAME.csv; empty when there is none.
QString mappingBeside(const QString& recording);

} // namespace gigahall::app
