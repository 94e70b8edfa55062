#include "app/story/framesink.h"

#include "app/export/pngwriter.h"
#include "app/story/pipedprogram.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <optional>
#include <vector>

#include <unistd.h>

namespace gigahall::app {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMostKept = 512u << 20;

enum class Kind
{
    Mp4,
    Webm,
    Gif,
    Pictures
};

std::optional<Kind> kindOf(const std::string& output)
{
    constexpr std::array<std::pair<std::string_view, Kind>, 4> kEndings{
        {{".mp4", Kind::Mp4}, {".webm", Kind::Webm}, {".gif", Kind::Gif}, {".png", Kind::Pictures}}};
    for (const auto& [ending, kind] : kEndings)
        if (output.ends_with(ending))
            return kind;
    return std::nullopt;
}

// "%05d" in a name: how many digits, and where. One of them.
struct Numbering
{
    std::size_t at = 0, length = 0;
    int digits = 0;
};

std::optional<Numbering> numberingOf(const std::string& output)
{
    const auto percent = output.find('%');
    if (percent == std::string::npos || output.find('%', percent + 1) != std::string::npos)
        return std::nullopt;
    auto end = percent + 1;
    while (end < output.size() && output[end] >= '0' && output[end] <= '9')
        ++end;
    if (end >= output.size() || output[end] != 'd' || end - percent > 3)
        return std::nullopt;
    const std::string digits = output.substr(percent + 1, end - percent - 1);
    return Numbering{percent, end + 1 - percent, digits.empty() ? 1 : std::stoi(digits)};
}

// Settings by which drawing and encoding share two cores: x264 at veryfast needs a tenth of what drawing does.
std::vector<std::string> encoderOf(Kind kind, const VideoFormat& format)
{
    // One palette for all of it makes small files, but ffmpeg keeps all pictures for it.
    const std::uint64_t bytes = std::uint64_t(format.frames) * format.sizePx.x * format.sizePx.y * 4;
    const bool onePalette = format.frames > 0 && bytes < kMostKept;
    switch (kind) {
    case Kind::Mp4:
        return {"-vf", "scale=out_range=tv:out_color_matrix=bt709", "-pix_fmt", "yuv420p", "-c:v", "libx264", "-preset",
            "veryfast", "-crf", "19", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
            "-movflags", "+faststart", "-f", "mp4"};
    case Kind::Webm:
        return {"-vf", "scale=out_range=tv:out_color_matrix=bt709", "-pix_fmt", "yuv420p", "-c:v", "libvpx-vp9",
            "-deadline", "realtime", "-cpu-used", "6", "-row-mt", "1", "-crf", "31", "-b:v", "0", "-colorspace",
            "bt709", "-f", "webm"};
    case Kind::Gif:
        return {"-filter_complex",
            onePalette ? "split[a][b];[a]palettegen=stats_mode=full:reserve_transparent=0[p];"
                         "[b][p]paletteuse=dither=none:diff_mode=rectangle"
                       : "split[a][b];[a]palettegen=stats_mode=single:reserve_transparent=0[p];"
                         "[b][p]paletteuse=new=1:dither=none",
            "-f", "gif"};
    case Kind::Pictures:
        break;
    }
    return {};
}

class Encoder : public FrameSink
{
public:
    Encoder(VideoFormat format, Kind kind)
        : m_format(std::move(format))
        , m_kind(kind)
        , m_draft(fmt::format("{}.{}.part", m_format.output, getpid()))
    {
    }
    ~Encoder() override
    {
        m_program.stop();
        std::error_code none;
        fs::remove(m_draft, none);
    }
    Encoder(const Encoder&) = delete;
    Encoder& operator=(const Encoder&) = delete;

    std::string begin() override
    {
        std::vector<std::string> command{"ffmpeg", "-hide_banner", "-nostdin", "-loglevel", "error", "-y", "-f",
            "rawvideo", "-pix_fmt", "rgb0", "-video_size", fmt::format("{}x{}", m_format.sizePx.x, m_format.sizePx.y),
            "-framerate", fmt::format("{}", m_format.framesPerS), "-i", "pipe:0", "-an", "-fflags", "+bitexact",
            "-flags:v", "+bitexact", "-metadata", "title=" + m_format.title};
        const auto encoder = encoderOf(m_kind, m_format);
        command.insert(command.end(), encoder.begin(), encoder.end());
        command.push_back("file:" + m_draft.string());
        return m_program.start(command);
    }

    std::string write(const QImage& picture) override
    {
        const auto bytes = std::size_t(picture.width()) * 4;
        for (int y = 0; y < picture.height(); ++y) {
            // Rows of 32 bits lie without gaps; all of it is one write.
            const bool whole = std::size_t(picture.bytesPerLine()) == bytes;
            if (!m_program.write(picture.constScanLine(y), whole ? bytes * std::size_t(picture.height()) : bytes))
                return failed(m_program.finish());
            if (whole)
                break;
        }
        return {};
    }

    std::string finish() override
    {
        if (const std::string wrong = m_program.finish(); !wrong.empty())
            return failed(wrong);
        std::error_code error;
        fs::rename(m_draft, m_format.output, error);
        return error ? failed(error.message()) : std::string();
    }

private:
    std::string failed(const std::string& why) const
    {
        return fmt::format("{} can't be written: {}", m_format.output, why.empty() ? "ffmpeg ended too early" : why);
    }

    VideoFormat m_format;
    Kind m_kind;
    fs::path m_draft;
    PipedProgram m_program;
};

class Pictures : public FrameSink
{
public:
    explicit Pictures(VideoFormat format)
        : m_format(std::move(format))
        , m_numbering(*numberingOf(m_format.output))
    {
    }
    ~Pictures() override
    {
        std::error_code none;
        if (m_whole)
            return;
        for (const std::string& path : m_written)
            fs::remove(path, none);
        if (m_madeFolder)
            fs::remove(fs::path(m_format.output).parent_path(), none);
    }
    Pictures(const Pictures&) = delete;
    Pictures& operator=(const Pictures&) = delete;

    std::string begin() override
    {
        const fs::path folder = fs::path(m_format.output).parent_path();
        std::error_code error;
        if (!folder.empty())
            m_madeFolder = fs::create_directories(folder, error);
        return error ? fmt::format("{} can't be made: {}", folder.string(), error.message()) : std::string();
    }

    std::string write(const QImage& picture) override
    {
        std::string path = m_format.output;
        path.replace(m_numbering.at, m_numbering.length, fmt::format("{:0{}}", m_written.size(), m_numbering.digits));
        m_written.push_back(path);
        render::Image image{m_format.sizePx, {}};
        image.rgba.resize(std::size_t(m_format.sizePx.x) * m_format.sizePx.y * 4);
        for (int y = 0; y < picture.height(); ++y)
            std::memcpy(image.rgba.data() + std::size_t(y) * m_format.sizePx.x * 4, picture.constScanLine(y),
                std::size_t(m_format.sizePx.x) * 4);
        PngWriter png(path, m_format.sizePx, {{"Title", m_format.title}});
        png.writeRows(image);
        return png.finish();
    }

    std::string finish() override
    {
        m_whole = true;
        return {};
    }

private:
    VideoFormat m_format;
    Numbering m_numbering;
    std::vector<std::string> m_written;
    bool m_madeFolder = false, m_whole = false;
};

} // namespace

std::string formatMistake(const VideoFormat& format, bool& isUsage)
{
    isUsage = true;
    const auto kind = kindOf(format.output);
    if (!kind)
        return fmt::format("\"{}\" is no video; expected F.mp4, F.webm, F.gif or DIR/%05d.png", format.output);
    if (*kind == Kind::Pictures)
        return numberingOf(format.output)
            ? std::string()
            : fmt::format("\"{}\" has no number in its name; expected e.g. DIR/%05d.png", format.output);
    if (*kind != Kind::Gif && (format.sizePx.x % 2 != 0 || format.sizePx.y % 2 != 0))
        return fmt::format("{} x {} is odd; a video of that kind has even sizes", format.sizePx.x, format.sizePx.y);
    isUsage = false;
    return findProgram("ffmpeg").empty() ? std::string("ffmpeg, which makes the video, is not installed (Debian: apt "
                                                       "install ffmpeg); single pictures need none: --output "
                                                       "DIR/%05d.png")
                                         : std::string();
}

std::unique_ptr<FrameSink> makeSink(const VideoFormat& format)
{
    const Kind kind = kindOf(format.output).value_or(Kind::Mp4);
    if (kind == Kind::Pictures)
        return std::make_unique<Pictures>(format);
    return std::make_unique<Encoder>(format, kind);
}

} // namespace gigahall::app
