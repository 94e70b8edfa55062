#pragma once

#include "app/scenery/fonts.h"
#include "app/window/translations.h"

#include <QGuiApplication>

#include <string>

namespace gigahall::app {

/// Before an application of Qt that has no screen: its platform, and its messages to stderr.
void prepareOffscreen();

/// What commands need that draw text: an application without a screen, our fonts and the words of a language ("de",
/// else English).
template <typename Application = QGuiApplication>
class Offscreen
{
public:
    explicit Offscreen(const std::string& language)
        : m_application((prepareOffscreen(), m_count), m_arguments)
    {
        loadFonts();
        m_translations.use(language == "de" ? QStringLiteral("de") : QStringLiteral("en"));
    }
    Application& application() { return m_application; }

private:
    int m_count = 1;
    char m_name[9] = "gigahall";
    char* m_arguments[2] = {m_name, nullptr};
    Application m_application;
    Translations m_translations;
};

/// Numbers and dates of that language.
QLocale localeOf(const std::string& language);

} // namespace gigahall::app
