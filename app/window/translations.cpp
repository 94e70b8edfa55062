#include "app/window/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace gigahall::app {

namespace {

/// What Qt itself says in menus and dialogs of ours: where its own translations are not installed, ours are there.
[[maybe_unused]] constexpr const char* kOfQt[] = {QT_TRANSLATE_NOOP("QShortcut", "Ctrl"),
    QT_TRANSLATE_NOOP("QShortcut", "Shift"), QT_TRANSLATE_NOOP("QShortcut", "Del"),
    QT_TRANSLATE_NOOP("QShortcut", "Ins"), QT_TRANSLATE_NOOP("QShortcut", "Home"),
    QT_TRANSLATE_NOOP("QShortcut", "Space"), QT_TRANSLATE_NOOP("QPlatformTheme", "OK"),
    QT_TRANSLATE_NOOP("QPlatformTheme", "Cancel"), QT_TRANSLATE_NOOP("QPlatformTheme", "Close")};

} // namespace

Translations::~Translations()
{
    if (QCoreApplication::instance() == nullptr)
        return;
    QCoreApplication::removeTranslator(&m_ours);
    QCoreApplication::removeTranslator(&m_qt);
}

void Translations::use(const QString& language)
{
    // Numbers follow the language that is shown; only English keeps the country's habits when the system speaks it.
    const QLocale system = QLocale::system();
    QLocale locale = language.isEmpty() ? system : QLocale(language);
    if (locale.language() == system.language())
        locale = system;
    if (locale.language() == QLocale::C)
        locale = QLocale(QLocale::English, QLocale::UnitedStates);
    QLocale::setDefault(locale);
    QCoreApplication::removeTranslator(&m_ours);
    QCoreApplication::removeTranslator(&m_qt);
    const QString code = locale.language() == QLocale::German ? QStringLiteral("de") : QStringLiteral("en");
    if (m_ours.load(QStringLiteral(":/i18n/gigahall_%1.qm").arg(code)))
        QCoreApplication::installTranslator(&m_ours);
    if (code != QLatin1String("en")
        && m_qt.load(QStringLiteral("qtbase_%1").arg(code), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
}

} // namespace gigahall::app
