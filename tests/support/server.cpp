#include "tests/support/server.h"

#include <QFile>
#include <QStandardPaths>

#include <csignal>

namespace gigahall::tests {

Server::Server(const QString& program, QStringList arguments)
    : m_program(find(program))
    , m_arguments(std::move(arguments))
    , m_port(freePort())
{
    m_arguments.replaceInStrings(QStringLiteral("%PORT%"), QString::number(m_port));
    m_arguments.replaceInStrings(QStringLiteral("%DIR%"), m_folder.path());
}

Server::~Server()
{
    stop();
}

QString Server::find(const QString& program)
{
    const QString path = QStandardPaths::findExecutable(program);
    // Debian keeps servers where users' paths do not lead.
    return path.isEmpty() ? QStandardPaths::findExecutable(program, {QStringLiteral("/usr/sbin")}) : path;
}

bool Server::start()
{
    m_before = log();
    m_process = std::make_unique<QProcess>();
    m_process->setProcessChannelMode(QProcess::MergedChannels);
    m_process->setStandardOutputFile(path(QStringLiteral("server.log")));
    m_process->setWorkingDirectory(m_folder.path());
    m_process->start(m_program, m_arguments);
    return m_process->waitForStarted() && waitForPort(m_port);
}

void Server::signal(int number)
{
    if (isRunning())
        ::kill(pid_t(m_process->processId()), number);
}

void Server::stop()
{
    if (!m_process)
        return;
    resume();
    signal(SIGTERM);
    if (!m_process->waitForFinished(5000))
        kill();
    m_process.reset();
}

void Server::kill()
{
    signal(SIGKILL);
    if (m_process)
        m_process->waitForFinished(5000);
}

void Server::pause()
{
    signal(SIGSTOP);
}

void Server::resume()
{
    signal(SIGCONT);
}

bool Server::write(const QString& name, const QByteArray& content) const
{
    QFile file(path(name));
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

QByteArray Server::log() const
{
    QFile file(path(QStringLiteral("server.log")));
    return m_before + (file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
}

} // namespace gigahall::tests
