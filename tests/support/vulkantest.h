#pragma once

#include "render/renderer.h"

#include <QString>
#include <QtGlobal>

/// What every test that draws needs. Validation and synchronization validation are always on.
namespace gigahall::tests {

/// The device tests run on: part of a name in GIGAHALL_GPU, else the best one there is (./dev test offers software
/// Vulkan only).
inline render::DeviceOptions testDevice()
{
    render::DeviceOptions options;
    options.gpuName = qgetenv("GIGAHALL_GPU").toStdString();
    options.validation = true;
    return options;
}

/// Empty, or everything the validation layers said. In a test: QVERIFY2(report.isEmpty(), qPrintable(report)).
inline QString validationReport(const render::Renderer& renderer)
{
    QString report;
    for (const std::string& message : renderer.validationMessages())
        report += QString::fromStdString(message) + QLatin1Char('\n');
    return report;
}

/// The same as a condition that prints the messages: QVERIFY(validationIsClean(renderer)).
inline bool validationIsClean(const render::Renderer& renderer)
{
    const QString report = validationReport(renderer);
    if (!report.isEmpty())
        qWarning("%s", qPrintable(report));
    return report.isEmpty();
}

} // namespace gigahall::tests
