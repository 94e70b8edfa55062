#pragma once

#include "app/window/mainwindow.h"

#include <QApplication>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

/// A window on a platform without a screen, with settings of its own in a folder that goes with it.
namespace gigahall::test {

/// Before the QApplication: no display, no settings or pictures of the user.
inline void prepareEnvironment(const QString& folder)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("LC_ALL", "C.UTF-8");
    qputenv("XDG_CONFIG_HOME", folder.toUtf8());
    qputenv("HOME", folder.toUtf8());
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder);
}

inline app::ViewOptions options(const std::string& campus = "one-hall")
{
    app::ViewOptions options;
    options.scene.session.campus = campus;
    options.scene.timeS = 43200;
    options.scene.language = "en";
    return options;
}

/// A window with a campus in it and its first picture with data drawn; the clock stands.
struct OpenWindow
{
    explicit OpenWindow(const app::ViewOptions& given = options(), QSize size = {1100, 700})
        : window(std::make_unique<app::MainWindow>(given))
    {
        window->resize(size);
        window->show();
        window->viewport().setReducedMotion(true);
        window->action(QStringLiteral("play"))->trigger();
        QSignalSpy opened(window.get(), &app::MainWindow::sessionOpened);
        window->open(given.scene.session);
        ok = opened.wait(60000) && QTest::qWaitFor([this] { return window->frame() != nullptr; }, 60000) && drawn();
    }

    /// Waits until everything that was asked for is in the picture.
    bool drawn()
    {
        QCoreApplication::processEvents();
        return QTest::qWaitFor([this] { return window->viewport().atRest(); }, 60000);
    }

    QImage grab() { return window->grab().toImage(); }
    QImage picture() { return window->viewport().grab().toImage(); }

    std::unique_ptr<app::MainWindow> window;
    bool ok = false;
};

/// How many colours a picture has, coarsely: a blank one has one.
inline int colourCount(const QImage& image)
{
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); y += 2) {
        for (int x = 0; x < image.width(); x += 2)
            colours.insert(image.pixel(x, y) & 0xfff0f0f0u);
    }
    return static_cast<int>(colours.size());
}

/// Share of pixels that differ by more than a few steps.
inline double difference(const QImage& a, const QImage& b)
{
    if (a.size() != b.size())
        return 1;
    long different = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const QRgb p = a.pixel(x, y), q = b.pixel(x, y);
            if (std::abs(qRed(p) - qRed(q)) + std::abs(qGreen(p) - qGreen(q)) + std::abs(qBlue(p) - qBlue(q)) > 24)
                ++different;
        }
    }
    return static_cast<double>(different) / (static_cast<double>(a.width()) * a.height());
}

} // namespace gigahall::test

#define GIGAHALL_GUI_TEST(Class)                                                                                       \
    int main(int argc, char** argv)                                                                                    \
    {                                                                                                                  \
        const QTemporaryDir folder;                                                                                    \
        gigahall::test::prepareEnvironment(folder.path());                                                             \
        QApplication application(argc, argv);                                                                          \
        Class test;                                                                                                    \
        return QTest::qExec(&test, argc, argv);                                                                        \
    }
