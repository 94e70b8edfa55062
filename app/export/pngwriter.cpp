#include "app/export/pngwriter.h"

#include <fmt/format.h>
#include <png.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace gigahall::app {
namespace {

// libpng reports by calling these; an exception is the way out of its C code that leaves no frame of ours half-way.
[[noreturn]] void onError(png_structp, png_const_charp message)
{
    throw std::runtime_error(message);
}
void onWarning(png_structp, png_const_charp) { }

} // namespace

struct PngWriter::State
{
    std::string path;
    std::FILE* file = nullptr;
    png_structp png = nullptr;
    png_infop info = nullptr;
    glm::uvec2 sizePx{0};
    unsigned rows = 0;
    std::vector<std::uint8_t> row;
    std::string error;

    bool isStdout() const { return path == "-"; }

    template <typename Work>
    void guarded(Work work)
    {
        if (!error.empty())
            return;
        try {
            work();
        } catch (const std::exception& e) {
            const std::string why = std::ferror(file) ? std::strerror(errno) : e.what();
            error = fmt::format("{}: cannot be written: {}", isStdout() ? "standard output" : path, why);
        }
    }

    void close()
    {
        if (png)
            png_destroy_write_struct(&png, &info);
        if (file && (isStdout() ? std::fflush(file) : std::fclose(file)) != 0 && error.empty())
            error
                = fmt::format("{}: cannot be written: {}", isStdout() ? "standard output" : path, std::strerror(errno));
        if (file && !error.empty() && !isStdout())
            std::remove(path.c_str());
        file = nullptr;
    }
};

PngWriter::PngWriter(const std::string& path, glm::uvec2 sizePx, const Text& text)
    : m(std::make_unique<State>())
{
    m->path = path;
    m->sizePx = sizePx;
    m->row.resize(std::size_t(sizePx.x) * 3);
    m->file = m->isStdout() ? stdout : std::fopen(path.c_str(), "wb");
    if (!m->file) {
        m->error = fmt::format("{}: cannot be written: {}", path, std::strerror(errno));
        return;
    }
    m->guarded([&] {
        m->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, onError, onWarning);
        m->info = m->png ? png_create_info_struct(m->png) : nullptr;
        if (!m->info)
            throw std::runtime_error("out of memory");
        png_init_io(m->png, m->file);
        png_set_compression_level(m->png, 6);
        png_set_IHDR(m->png, m->info, sizePx.x, sizePx.y, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
            PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
        png_set_sRGB(m->png, m->info, PNG_sRGB_INTENT_PERCEPTUAL);
        std::vector<png_text> chunks;
        for (const auto& [key, value] : text) {
            png_text chunk{};
            chunk.compression = PNG_TEXT_COMPRESSION_NONE;
            chunk.key = const_cast<char*>(key.c_str());
            chunk.text = const_cast<char*>(value.c_str());
            chunk.text_length = value.size();
            chunks.push_back(chunk);
        }
        png_set_text(m->png, m->info, chunks.data(), int(chunks.size()));
        png_write_info(m->png, m->info);
    });
}

PngWriter::~PngWriter()
{
    if (m->file && m->error.empty())
        m->error = "left unfinished";
    m->close();
}

void PngWriter::writeRows(const render::Image& strip)
{
    m->guarded([&] {
        for (unsigned y = 0; y < strip.sizePx.y && m->rows < m->sizePx.y; ++y, ++m->rows) {
            const auto* in = strip.rgba.data() + std::size_t(y) * strip.sizePx.x * 4;
            for (std::size_t x = 0; x < m->sizePx.x; ++x)
                std::memcpy(m->row.data() + x * 3, in + x * 4, 3);
            png_write_row(m->png, m->row.data());
        }
    });
}

std::string PngWriter::finish()
{
    m->guarded([&] {
        if (m->rows != m->sizePx.y)
            throw std::runtime_error(fmt::format("{} of {} rows arrived", m->rows, m->sizePx.y));
        png_write_end(m->png, nullptr);
    });
    m->close();
    return m->error;
}

} // namespace gigahall::app
