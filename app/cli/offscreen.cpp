#include "app/cli/offscreen.h"

#include <QLocale>

#include <fmt/format.h>

#include <cstdio>

namespace gigahall::app {

void prepareOffscreen()
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString& message) {
        // Nothing here needs the session's runtime folder; that Qt misses it is no news to anybody.
        if (!message.startsWith(QLatin1String("QStandardPaths:")))
            fmt::print(stderr, "{}\n", message.toStdString());
    });
}

QLocale localeOf(const std::string& language)
{
    return language == "de" ? QLocale(QLocale::German, QLocale::Germany)
                            : QLocale(QLocale::English, QLocale::UnitedStates);
}

} // namespace gigahall::app
