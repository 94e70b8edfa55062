#pragma once

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

/// How options of the command line are read and what is said where their text does not fit.
namespace gigahall::app {

template <typename Names>
std::string joined(const Names& names)
{
    return fmt::format("{}", fmt::join(names, ", "));
}

[[noreturn]] inline void wrong(std::string_view option, std::string_view text, const std::string& expected)
{
    throw CLI::ValidationError(std::string(option), fmt::format("\"{}\" does not fit; expected {}", text, expected));
}

/// An option whose text is read by `read`, which returns a value or nothing.
template <typename Read, typename Store>
CLI::Option* addValue(CLI::App* app, std::string name, std::string type, std::string help, Read read,
    const std::string& expected, Store store)
{
    const auto take = [=](const std::string& text) {
        if (const auto value = read(text))
            store(*value);
        else
            wrong(name, text, expected);
    };
    return app->add_option_function<std::string>(name, take, std::move(help))->type_name(std::move(type));
}

} // namespace gigahall::app
