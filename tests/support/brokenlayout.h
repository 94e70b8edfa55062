#pragma once

#include "assets/import/campusfile.h"

#include <QByteArray>
#include <QFile>
#include <QString>
#include <QStringList>

/// Layouts with one mistake, and whether the importer tells it.
namespace gigahall::test {

/// `find` becomes `replace`; the problem is on the line where `where` occurs first and says `says`.
struct LayoutEdit
{
    QByteArray find, replace, where;
    QString pointer, says;
};

inline QByteArray readLayout(const char* path)
{
    QFile file(QString::fromUtf8(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline assets::CampusResult loadLayout(const QByteArray& text, const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("can't write %s", qPrintable(path));
    file.close();
    return assets::loadCampus(path.toStdString());
}

/// Empty when the edited text gives the problem and no campus, and few problems besides; else what came instead.
inline QString tryEdit(QByteArray text, const LayoutEdit& edit, const QString& path)
{
    const auto at = text.indexOf(edit.find);
    if (at < 0)
        return QStringLiteral("the fixture has changed");
    text.replace(at, edit.find.size(), edit.replace);
    const auto where = text.indexOf(edit.where);
    if (where < 0)
        return QStringLiteral("'%1' is not there").arg(QString::fromUtf8(edit.where));
    const int line = int(text.left(where).count('\n')) + 1;

    const auto result = loadLayout(text, path);
    QStringList all;
    bool found = false;
    for (const auto& problem : result.problems) {
        all << QString::fromStdString(problem.text());
        found = found
            || (problem.line == line && QString::fromStdString(problem.pointer) == edit.pointer
                && QString::fromStdString(problem.what).contains(edit.says)
                && all.back().startsWith(QStringLiteral("%1:%2: ").arg(path).arg(line)));
    }
    if (!found || result.campus)
        return QStringLiteral("expected line %1 %2: %3, got\n%4")
            .arg(line)
            .arg(edit.pointer, edit.says, all.join(u'\n'));
    return all.size() > 3 ? "one mistake, many messages:\n" + all.join(u'\n') : QString();
}

} // namespace gigahall::test
