#pragma once

#include "app/story/framesink.h"
#include "app/story/storystage.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace gigahall::app {

/// Part of a story as a video.
struct VideoWish
{
    VideoFormat format; ///< its size is that of the stage
    double fromS = 0, toS = 0;
    bool hashes = false;

    std::size_t frames() const;
    double timeOf(std::size_t frame) const { return fromS + double(frame) / format.framesPerS; }
};

struct VideoResult
{
    std::string problem; ///< empty = it is there
    bool cancelled = false;
    std::vector<std::string> hashes; ///< of each picture, where asked for
    /// Where the time went, milliseconds a frame: the first three on this thread, encoding beside them.
    double valuesMs = 0, pictureMs = 0, wordsMs = 0, encodeMs = 0, wallMs = 0;
};

/// Draws on this thread and hands the pictures on to another one, so that drawing and encoding go side by side.
/// `progress` gets the share that is done, 0..1, and says whether to go on.
VideoResult makeVideo(StoryStage& stage, const VideoWish& wish, const std::function<bool(double)>& progress);

} // namespace gigahall::app
