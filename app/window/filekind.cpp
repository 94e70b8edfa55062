#include "app/window/filekind.h"

#include "model/feeds/recordingsource.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <initializer_list>

namespace gigahall::app {

namespace {

/// Of its first line that is no remark.
QList<QByteArray> csvColumns(const QString& path)
{
    constexpr qint64 kLongestLine = 4096;
    constexpr int kMostRemarks = 100;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray line;
    for (int i = 0; i < kMostRemarks && (line.isEmpty() || line.startsWith('#')) && !file.atEnd(); ++i)
        line = file.readLine(kLongestLine).trimmed();
    if (line.startsWith("\xef\xbb\xbf"))
        line.remove(0, 3);
    line.replace(';', ',').replace('\t', ',');
    QList<QByteArray> columns = line.split(',');
    for (QByteArray& column : columns)
        column = column.trimmed();
    return columns;
}

} // namespace

FileKind fileKind(const QString& path)
{
    const QString name = QFileInfo(path).fileName().toLower();
    const auto ends = [&name](std::initializer_list<const char*> suffixes) {
        return std::any_of(suffixes.begin(), suffixes.end(),
            [&name](const char* suffix) { return name.endsWith(QLatin1String(suffix)); });
    };
    if (ends({".glb", ".gltf", ".obj", ".fbx"}))
        return FileKind::Scene;
    if (ends({".view.json"}))
        return FileKind::View;
    if (ends({".story.json"}))
        return FileKind::Story;
    if (ends({".rollout.json", ".xml"}))
        return FileKind::Plan;
    if (ends({".json"}))
        return FileKind::Campus;
    if (model::looksLikeHdf5(path.toStdString()) || ends({".h5", ".hdf5"}))
        return FileKind::Recording;
    if (!ends({".csv"}))
        return FileKind::Unknown;
    const QList<QByteArray> columns = csvColumns(path);
    if (columns.mid(0, 3) == QList<QByteArray>{"source", "key", "asset"})
        return FileKind::Mapping;
    const bool isPlan = columns.contains("key") && columns.contains("kind") && columns.contains("scope");
    return isPlan ? FileKind::Plan : FileKind::Recording;
}

QString mappingBeside(const QString& recording)
{
    const QFileInfo info(recording);
    const QString path = info.dir().filePath(info.completeBaseName() + QStringLiteral(".mapping.csv"));
    return info.suffix().toLower() == QLatin1String("csv") && QFileInfo::exists(path) ? path : QString();
}

} // namespace gigahall::app
