#pragma once

#include "assets/import/planfile.h"

#include <QByteArray>
#include <QFile>
#include <QString>
#include <QStringList>

/// Plans for the small campus of tests/fixtures/plan: two phases of two buildings of two halls.
namespace gigahall::test {

inline QByteArray readAll(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline QString writeAll(const QString& path, const QByteArray& text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("can't write %s", qPrintable(path));
    return path;
}

inline QString textOf(const std::vector<assets::Problem>& problems)
{
    QStringList out;
    for (const assets::Problem& problem : problems)
        out << QString::fromStdString(problem.text());
    return out.join(u'\n');
}

} // namespace gigahall::test
