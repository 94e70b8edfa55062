#pragma once

#include "assets/import/campusfile.h"
#include "model/feeds/connection.h"

#include <string>
#include <vector>

namespace gigahall::app {

/// A source as people keep it. Never holds a secret, only where it is found: "env:NAME" is a variable of the
/// environment, "keyring" the key store of the desktop under the name of the connection.
struct SavedConnection
{
    model::Connection connection; ///< without password and token
    std::string passwordFrom, tokenFrom; ///< empty = none
    std::string profile; ///< shipped name or file
    std::string mapping; ///< CSV file; empty = keys are names of assets
    bool enabled = true;
};

/// The order is that in which sources count.
struct ConnectionsResult
{
    std::vector<SavedConnection> connections; ///< empty when there are problems
    std::vector<assets::Problem> problems;
};
/// Unfinished ones: in a file they are problems; those that the dialog keeps are still to be finished.
enum class Unfinished
{
    Problem,
    Keep
};
ConnectionsResult parseConnections(
    const std::string& text, const std::string& name, Unfinished unfinished = Unfinished::Problem);
ConnectionsResult loadConnections(const std::string& path);
/// The inverse.
std::string connectionsText(const std::vector<SavedConnection>& connections);

/// What can't work about one, as a sentence; empty = nothing. `others` are the names of those beside it.
std::string connectionMistake(const SavedConnection& saved, const std::vector<std::string>& others);
/// "http", "https", "mqtt" or "mqtts"; empty when it is no address of these.
std::string_view schemeOf(std::string_view url);
/// A name for an address that was given without one: host and port.
std::string nameOfUrl(std::string_view url);

} // namespace gigahall::app
