#include "app/story/pipedprogram.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string_view>

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ; // NOLINT(readability-redundant-declaration): POSIX leaves it to the program

namespace gigahall::app {
namespace {

constexpr int kPipeBytes = 1 << 20; // fewer wake-ups a frame than with 64 kB

// Writing to a program that has ended must fail instead of ending us.
class WithoutPipeSignal
{
public:
    WithoutPipeSignal()
    {
        sigemptyset(&m_pipe);
        sigaddset(&m_pipe, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &m_pipe, &m_before);
    }
    ~WithoutPipeSignal()
    {
        const timespec now{};
        while (sigtimedwait(&m_pipe, nullptr, &now) == SIGPIPE) { }
        pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    }
    WithoutPipeSignal(const WithoutPipeSignal&) = delete;
    WithoutPipeSignal& operator=(const WithoutPipeSignal&) = delete;

private:
    sigset_t m_pipe, m_before;
};

} // namespace

PipedProgram::~PipedProgram()
{
    stop();
}

std::string PipedProgram::start(const std::vector<std::string>& command)
{
    m_name = command.front();
    std::array<int, 2> ends{};
    m_said = memfd_create("said", MFD_CLOEXEC);
    if (m_said < 0 || pipe2(ends.data(), O_CLOEXEC) != 0)
        return fmt::format("{} can't be started: {}", m_name, std::strerror(errno));
    fcntl(ends[1], F_SETPIPE_SZ, kPipeBytes);
    m_input = ends[1];
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, ends[0], STDIN_FILENO);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&files, m_said, STDERR_FILENO);
    // A group of its own: Ctrl+C is for us, and we decide what becomes of it.
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    std::vector<std::string> words = command;
    std::vector<char*> arguments;
    for (std::string& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const int error = posix_spawnp(&m_process, arguments.front(), &files, &attributes, arguments.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    close(ends[0]);
    if (error == 0)
        return {};
    m_process = -1;
    closeInput();
    return fmt::format("{} can't be started: {}", m_name, std::strerror(error));
}

bool PipedProgram::write(const void* data, std::size_t bytes)
{
    const WithoutPipeSignal quiet;
    const auto* at = static_cast<const char*>(data);
    while (bytes > 0 && m_input >= 0) {
        const ssize_t done = ::write(m_input, at, bytes);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        at += done;
        bytes -= std::size_t(done);
    }
    return bytes == 0;
}

void PipedProgram::closeInput()
{
    if (m_input >= 0)
        close(m_input);
    m_input = -1;
}

std::string PipedProgram::finish()
{
    closeInput();
    if (m_process < 0)
        return fmt::format("{} does not run", m_name);
    int status = 0;
    while (waitpid(m_process, &status, 0) < 0 && errno == EINTR) { }
    m_process = -1;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return {};
    const std::string words = lastWords();
    if (WIFSIGNALED(status))
        return fmt::format("{} was ended by signal {}", m_name, WTERMSIG(status));
    return fmt::format("{} failed{}{}", m_name, words.empty() ? "" : ": ", words);
}

void PipedProgram::stop()
{
    closeInput();
    if (m_process > 0) {
        kill(m_process, SIGKILL);
        while (waitpid(m_process, nullptr, 0) < 0 && errno == EINTR) { }
        m_process = -1;
    }
    if (m_said >= 0)
        close(m_said);
    m_said = -1;
}

// The last line that says something.
std::string PipedProgram::lastWords() const
{
    std::string text(4096, '\0');
    const off_t end = lseek(m_said, 0, SEEK_END);
    const off_t from = std::max<off_t>(0, end - off_t(text.size()));
    const ssize_t length = pread(m_said, text.data(), text.size(), from);
    text.resize(length > 0 ? std::size_t(length) : 0);
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())))
        text.pop_back();
    const auto line = text.rfind('\n');
    return line == std::string::npos ? text : text.substr(line + 1);
}

std::string findProgram(const std::string& name)
{
    const char* path = std::getenv("PATH");
    std::string_view rest = path ? path : "/usr/bin:/bin";
    while (!rest.empty()) {
        const auto colon = rest.find(':');
        const auto candidate = std::filesystem::path(rest.substr(0, colon)) / name;
        if (access(candidate.c_str(), X_OK) == 0 && !std::filesystem::is_directory(candidate))
            return candidate.string();
        rest = colon == std::string_view::npos ? std::string_view() : rest.substr(colon + 1);
    }
    return {};
}

} // namespace gigahall::app
