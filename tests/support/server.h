#pragma once

#include "tests/support/loopback.h"

#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace gigahall::tests {

/// A real server in a folder of its own, started and ended by its process id. Ends with the object.
class Server
{
public:
    /// `arguments` may hold %PORT% and %DIR%.
    Server(const QString& program, QStringList arguments);
    ~Server();

    /// Full path, empty when the program is not installed: tests then skip.
    static QString find(const QString& program);

    bool start(); ///< and waits until it listens
    void stop(); ///< SIGTERM, then SIGKILL
    void kill(); ///< as a crash would
    void pause(); ///< SIGSTOP: it neither answers nor goes away
    void resume();
    bool isRunning() const { return m_process && m_process->state() == QProcess::Running; }

    std::uint16_t port() const { return m_port; }
    QString folder() const { return m_folder.path(); }
    QString path(const QString& name) const { return m_folder.filePath(name); }
    /// Before start().
    bool write(const QString& name, const QByteArray& content) const;
    QByteArray log() const; ///< what it said so far

private:
    void signal(int number);

    QString m_program;
    QStringList m_arguments;
    QTemporaryDir m_folder;
    std::uint16_t m_port;
    std::unique_ptr<QProcess> m_process;
    QByteArray m_before; // logs of earlier starts
};

} // namespace gigahall::tests
