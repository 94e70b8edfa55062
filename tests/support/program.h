#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>

/// The program as somebody starts it from a shell that has no display.
namespace gigahall::test {

struct Answer
{
    int exitCode; ///< -1: did not end, -2: crashed
    QString out, error;
};

inline Answer runProgram(const QStringList& arguments)
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.remove(QStringLiteral("DISPLAY"));
    environment.remove(QStringLiteral("WAYLAND_DISPLAY"));
    environment.remove(QStringLiteral("QT_QPA_PLATFORM"));
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(GIGAHALL_BINARY), arguments);
    if (!process.waitForFinished(300'000))
        return {-1, {}, QStringLiteral("did not end")};
    const int code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
    return {
        code, QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
}

} // namespace gigahall::test
