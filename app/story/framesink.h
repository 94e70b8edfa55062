#pragma once

#include <QImage>

#include <glm/glm.hpp>

#include <memory>
#include <string>

namespace gigahall::app {

/// Where pictures of a video go, in order. Nothing is left of it unless finish() says that all is well. One thread.
class FrameSink
{
public:
    virtual ~FrameSink() = default; ///< without finish(): takes away what it wrote
    /// Empty, or what went wrong; then no more may be written.
    virtual std::string begin() = 0;
    virtual std::string write(const QImage& picture) = 0; ///< RGBX8888
    virtual std::string finish() = 0;
};

/// What a video is to be.
struct VideoFormat
{
    std::string output; ///< F.mp4, F.webm, F.gif, or pictures: DIR/%05d.png
    glm::uvec2 sizePx{1920, 1080};
    double framesPerS = 30;
    std::string title; ///< kept in the file
    std::size_t frames = 0; ///< how many come; 0 = unknown
};
/// What is wrong with it before anything is drawn (an ending nobody knows, odd sizes where those can't be, no ffmpeg);
/// empty = nothing. `isUsage`: it is the caller's words, not the machine.
std::string formatMistake(const VideoFormat& format, bool& isUsage);
/// Of a format without mistakes.
std::unique_ptr<FrameSink> makeSink(const VideoFormat& format);

} // namespace gigahall::app
