#pragma once

#include <hdf5.h>

#include <cstdint>
#include <string>

/// How a recording gets to the disk. HDF5 lets others read a file while it is written ("SWMR"): it orders what it
/// writes so that the file makes sense at every moment, except for two things, which this driver of ours adds:
///
/// - The superblock, which says how long the file is, comes first and not last, after the file has that length.
///   Otherwise a writer that is killed in between leaves a file whose end lies behind what its superblock says, and
///   `h5clear -s` cuts the newest data off.
/// - After the first error of the disk nothing is written any more, and the library is told that all is well: what is
/// on
///   the disk is then what a killed writer would have left, and the library can close.
namespace gigahall::model {

/// The state of an open file; from H5Fget_vfd_handle().
struct RecordingDisk
{
    int error = 0; ///< errno of the first thing that went wrong; 0 = nothing
    std::uint64_t bytes = 0; ///< written so far
    int descriptor = -1;
};

/// Registers the driver once and sets it in a file access list. For H5Fcreate() with an empty file of that name, which
/// the caller has made.
bool useRecordingDriver(hid_t fileAccess);
RecordingDisk* recordingDisk(hid_t file);

} // namespace gigahall::model
