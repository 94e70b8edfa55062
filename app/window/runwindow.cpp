#include "app/cli/options.h"

#include "app/window/mainwindow.h"

#include <QApplication>

namespace gigahall::app {

int runWindow(const ViewOptions& options, int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("gigahall"));
    QApplication::setApplicationVersion(QStringLiteral(GIGAHALL_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.gigahall.Gigahall"));
    MainWindow window(options);
    window.show();
    window.start();
    return QApplication::exec();
}

} // namespace gigahall::app
