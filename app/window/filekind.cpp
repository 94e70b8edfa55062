#include "app/window/filekind.h"

#include "model/feeds/recordingsource.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <initializer_list>

namespace gigahall::app {

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
    if (ends({".json"}))
        return FileKind::Campus;
    if (model::looksLikeHdf5(path.toStdString()) || ends({".h5", ".hdf5"}))
        return FileKind::Recording;
    if (!ends({".csv"}))
        return FileKind::Unknown;
    QFile file(path);
    const QByteArray head = file.open(QIODevice::ReadOnly) ? file.readLine(64).simplified() : QByteArray();
    return head.startsWith("source,key,asset") ? FileKind::Mapping : FileKind::Recording;
}

QString mappingBeside(const QString& recording)
{
    const QFileInfo info(recording);
    const QString path = info.dir().filePath(info.completeBaseName() + QStringLiteral(".mapping.csv"));
    return info.suffix().toLower() == QLatin1String("csv") && QFileInfo::exists(path) ? path : QString();
}

} // namespace gigahall::app
