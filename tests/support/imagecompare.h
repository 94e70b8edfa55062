#pragma once

#include "render/renderer.h"

#include <QImage>
#include <QString>

#include <string>

/// Golden pictures: compared with a stated tolerance, blessed in one way only.
namespace gigahall::tests {

QImage toQImage(const render::Image& image);

struct ImageDifference
{
    bool sameSize = false;
    int maxDelta = 0; ///< largest difference of a colour channel, 0..255
    double shareOver = 0; ///< share of pixels that differ by more than the threshold, 0..1
    QImage diff; ///< differences times eight on black; null when the sizes differ

    QString text() const;
};
/// Alpha is left out.
ImageDifference compareImages(const QImage& actual, const QImage& expected, int threshold = 1);

struct GoldenTolerance
{
    int maxDelta = 3;
    double shareOverOne = 0.005;
};
enum class GoldenVerdict
{
    Pass,
    Fail,
    Skip
};
struct GoldenResult
{
    GoldenVerdict verdict = GoldenVerdict::Pass;
    QString message; ///< why it failed or was skipped; empty when it passed
};
/// Compares with tests/golden/NAME.png. Goldens hold for one version of the software driver: with another the answer is
/// Skip, or Fail when GIGAHALL_REQUIRE_GOLDEN=1. GIGAHALL_BLESS=1 writes the golden instead (only with that driver). A
/// failure leaves NAME.actual.png and NAME.diff.png in the folder golden-failures of the current directory.
GoldenResult checkGolden(
    const QImage& actual, const QString& name, const std::string& driverInfo, GoldenTolerance tolerance = {});

} // namespace gigahall::tests
