#pragma once

#include <QString>
#include <QTranslator>

namespace gigahall::app {

/// Our translation and Qt's own for one language at a time; installing another retranslates every open widget.
class Translations
{
public:
    ~Translations();

    /// "en", "de", or empty for the system's. Sets the default locale too.
    void use(const QString& language);

private:
    QTranslator m_ours, m_qt;
};

} // namespace gigahall::app
