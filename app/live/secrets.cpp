#include "app/live/secrets.h"

#include <QCoreApplication>
#include <QEventLoop>

#include <fmt/format.h>
#include <qt6keychain/keychain.h>

#include <cstdlib>

namespace gigahall::app {
namespace {

QString entry(const std::string& connection, const char* kind)
{
    return QString::fromStdString(connection) + QLatin1Char('/') + QLatin1String(kind);
}

/// Jobs of the key store answer through the event loop.
void finish(QKeychain::Job& job)
{
    job.setAutoDelete(false);
    job.setInsecureFallback(false);
    QEventLoop loop;
    QObject::connect(&job, &QKeychain::Job::finished, &loop, &QEventLoop::quit);
    job.start();
    loop.exec(QEventLoop::ExcludeUserInputEvents);
}

const QString kService = QStringLiteral("Gigahall");

} // namespace

std::string readSecret(const std::string& from, const std::string& connection, const char* kind, std::string& problem)
{
    if (from.empty())
        return {};
    if (from.starts_with("env:")) {
        const std::string name = from.substr(4);
        const char* value = std::getenv(name.c_str());
        if (!value || !*value)
            problem
                = fmt::format("the {} of \"{}\" should be in the variable {}, which is empty", kind, connection, name);
        return value ? value : "";
    }
    if (!QCoreApplication::instance()) {
        problem = fmt::format("the {} of \"{}\" is in the key store, which only the window can ask", kind, connection);
        return {};
    }
    QKeychain::ReadPasswordJob job(kService);
    job.setKey(entry(connection, kind));
    finish(job);
    if (job.error() != QKeychain::NoError)
        problem = fmt::format("the {} of \"{}\" could not be read from the key store: {}", kind, connection,
            job.errorString().toStdString());
    return job.textData().toStdString();
}

QString writeSecret(const std::string& connection, const char* kind, const QString& secret)
{
    if (secret.isEmpty()) {
        QKeychain::DeletePasswordJob job(kService);
        job.setKey(entry(connection, kind));
        finish(job);
        return job.error() == QKeychain::NoError || job.error() == QKeychain::EntryNotFound ? QString()
                                                                                            : job.errorString();
    }
    QKeychain::WritePasswordJob job(kService);
    job.setKey(entry(connection, kind));
    job.setTextData(secret);
    finish(job);
    return job.error() == QKeychain::NoError ? QString() : job.errorString();
}

} // namespace gigahall::app
