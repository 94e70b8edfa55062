#pragma once

#include "render/renderer.h"

#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace gigahall::app {

/// Writes a PNG row by row: no picture is ever held whole. Text goes in before the pixels (tEXt, Latin-1). Failures are
/// kept and returned by finish(); a file that could not be finished is removed. The same rows give the same bytes.
class PngWriter
{
public:
    using Text = std::vector<std::pair<std::string, std::string>>; // key (1 to 79 characters), value

    /// "-" writes to standard output.
    PngWriter(const std::string& path, glm::uvec2 sizePx, const Text& text);
    ~PngWriter();
    PngWriter(const PngWriter&) = delete;
    PngWriter& operator=(const PngWriter&) = delete;

    /// RGBA rows; alpha is dropped, pictures are opaque.
    void writeRows(const render::Image& strip);
    /// Empty when everything is on the disk, else what went wrong.
    std::string finish();

private:
    struct State;
    std::unique_ptr<State> m;
};

} // namespace gigahall::app
