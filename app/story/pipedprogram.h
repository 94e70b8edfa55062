#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <sys/types.h>

namespace gigahall::app {

/// Another program that is fed through its standard input. What it says on standard error is kept. One thread.
class PipedProgram
{
public:
    PipedProgram() = default;
    ~PipedProgram(); ///< ends the program where it still runs
    PipedProgram(const PipedProgram&) = delete;
    PipedProgram& operator=(const PipedProgram&) = delete;

    /// Empty when it runs, else what went wrong. `command.front()` is looked for in PATH.
    std::string start(const std::vector<std::string>& command);
    /// False when it reads no more; finish() says why.
    bool write(const void* data, std::size_t bytes);
    /// Closes its input and waits for its end: empty, or what went wrong in its own last words.
    std::string finish();
    /// Ends it at once.
    void stop();

private:
    std::string lastWords() const;
    void closeInput();

    std::string m_name;
    pid_t m_process = -1;
    int m_input = -1, m_said = -1;
};

/// Where a program is that can be started by name; empty = nowhere in PATH.
std::string findProgram(const std::string& name);

} // namespace gigahall::app
