#pragma once

#include <QString>

#include <functional>
#include <string>

namespace gigahall::app {

/// Passwords and tokens: from the environment, or from the key store of the desktop. Nothing else ever holds them.

/// Reads one; `from` is "env:NAME", "keyring" or empty. On the thread of the application; may ask its user to open the
/// key store. Empty and a problem where there is none.
std::string readSecret(const std::string& from, const std::string& connection, const char* kind, std::string& problem);
/// Puts one into the key store, an empty one takes it out. What went wrong; empty = nothing.
QString writeSecret(const std::string& connection, const char* kind, const QString& secret);

/// The key store as the dialog needs it: both as above.
struct SecretStore
{
    std::function<std::string(
        const std::string& from, const std::string& connection, const char* kind, std::string& problem)>
        read = readSecret;
    std::function<QString(const std::string& connection, const char* kind, const QString& secret)> write = writeSecret;
};

} // namespace gigahall::app
