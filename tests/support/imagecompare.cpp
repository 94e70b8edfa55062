#include "tests/support/imagecompare.h"

#include <QDir>

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace gigahall::tests {
namespace {

// The Mesa of Debian 12; see the driverInfo of its software device.
constexpr const char* kPinnedDriver = "Mesa 22.3.6";

GoldenResult differentDriver(const std::string& driverInfo)
{
    const QString message = QStringLiteral("goldens are made with %1, this is %2")
                                .arg(QLatin1String(kPinnedDriver), QString::fromStdString(driverInfo));
    const bool required = qEnvironmentVariableIntValue("GIGAHALL_REQUIRE_GOLDEN") != 0;
    return {required ? GoldenVerdict::Fail : GoldenVerdict::Skip, message};
}

GoldenResult bless(const QImage& actual, const QString& path)
{
    if (!actual.convertToFormat(QImage::Format_RGB888).save(path))
        return {GoldenVerdict::Fail, QStringLiteral("cannot write %1").arg(path)};
    return {GoldenVerdict::Skip, QStringLiteral("blessed %1").arg(path)};
}

QString saveFailure(const QImage& actual, const QImage& diff, const QString& name)
{
    const QDir folder(QDir::current().filePath(QStringLiteral("golden-failures")));
    if (!folder.mkpath(QStringLiteral(".")))
        return QStringLiteral("(cannot write %1)").arg(folder.path());
    const QString file = folder.filePath(QString(name).replace(QLatin1Char('/'), QLatin1Char('-')));
    actual.save(file + QStringLiteral(".actual.png"));
    if (!diff.isNull())
        diff.save(file + QStringLiteral(".diff.png"));
    return file + QStringLiteral(".actual.png");
}

} // namespace

QImage toQImage(const render::Image& image)
{
    QImage result(static_cast<int>(image.sizePx.x), static_cast<int>(image.sizePx.y), QImage::Format_RGBA8888);
    const std::size_t rowBytes = image.sizePx.x * std::size_t(4);
    for (int y = 0; y < result.height(); ++y)
        std::memcpy(result.scanLine(y), image.rgba.data() + std::size_t(y) * rowBytes, rowBytes);
    return result;
}

QString ImageDifference::text() const
{
    if (!sameSize)
        return QStringLiteral("the sizes differ");
    return QStringLiteral("largest difference %1, %2 % of the pixels beyond the threshold")
        .arg(maxDelta)
        .arg(shareOver * 100, 0, 'f', 3);
}

ImageDifference compareImages(const QImage& actual, const QImage& expected, int threshold)
{
    ImageDifference result;
    result.sameSize = !actual.isNull() && actual.size() == expected.size();
    if (!result.sameSize)
        return result;
    const QImage a = actual.convertToFormat(QImage::Format_RGB888);
    const QImage b = expected.convertToFormat(QImage::Format_RGB888);
    result.diff = QImage(a.size(), QImage::Format_RGB888);
    qsizetype over = 0;
    for (int y = 0; y < a.height(); ++y) {
        const uchar* pa = a.constScanLine(y);
        const uchar* pb = b.constScanLine(y);
        uchar* out = result.diff.scanLine(y);
        for (int x = 0; x < a.width(); ++x) {
            int delta = 0;
            for (int channel = 0; channel < 3; ++channel, ++pa, ++pb, ++out) {
                const int difference = std::abs(*pa - *pb);
                delta = std::max(delta, difference);
                *out = static_cast<uchar>(std::min(255, difference * 8));
            }
            result.maxDelta = std::max(result.maxDelta, delta);
            over += delta > threshold;
        }
    }
    result.shareOver = double(over) / (double(a.width()) * a.height());
    return result;
}

GoldenResult checkGolden(
    const QImage& actual, const QString& name, const std::string& driverInfo, GoldenTolerance tolerance)
{
    if (driverInfo.find(kPinnedDriver) == std::string::npos)
        return differentDriver(driverInfo);
    const QString path = QStringLiteral(SOURCE_DIR "/tests/golden/%1.png").arg(name);
    if (qEnvironmentVariableIntValue("GIGAHALL_BLESS") != 0)
        return bless(actual, path);
    const QImage expected(path);
    if (expected.isNull()) {
        return {GoldenVerdict::Fail,
            QStringLiteral("no golden %1; look at %2 and run again with GIGAHALL_BLESS=1")
                .arg(path, saveFailure(actual, {}, name))};
    }
    const ImageDifference difference = compareImages(actual, expected);
    if (difference.sameSize && difference.maxDelta <= tolerance.maxDelta
        && difference.shareOver <= tolerance.shareOverOne)
        return {};
    return {GoldenVerdict::Fail,
        QStringLiteral("%1: %2 (allowed: %3, %4 %); see %5")
            .arg(name, difference.text())
            .arg(tolerance.maxDelta)
            .arg(tolerance.shareOverOne * 100)
            .arg(saveFailure(actual, difference.diff, name))};
}

} // namespace gigahall::tests
