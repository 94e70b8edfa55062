#include "guitest.h"

#include "app/window/timebar.h"

#include <QFile>
#include <QMenu>
#include <QPushButton>
#include <QStatusBar>
#include <QToolButton>

#include <cmath>

using namespace gigahall;

namespace {

/// One rack of the shipped hall: 100 kW, and 200 at some seconds of an hour.
QString recording(const QTemporaryDir& folder, const std::vector<int>& highS)
{
    QFile file(folder.filePath(QStringLiteral("run.csv")));
    if (!file.open(QIODevice::WriteOnly))
        return {};
    file.write("time_s,P01-B1-H1-R01-K06_kW\n");
    for (int t = 0; t <= 3600; ++t) {
        const bool high = std::find(highS.begin(), highS.end(), t) != highS.end();
        file.write(QByteArray::number(t) + (high ? ",200\n" : ",100\n"));
    }
    return file.fileName();
}

app::ViewOptions options(const QString& replay)
{
    app::ViewOptions out = test::options();
    out.scene.session.replay = replay.toStdString();
    out.scene.session.mapping
        = QString(replay).replace(QStringLiteral(".csv"), QStringLiteral(".mapping.csv")).toStdString();
    out.scene.timeS = 100;
    return out;
}

model::AlarmRule above(double kw)
{
    model::AlarmRule rule;
    rule.id = "much";
    rule.label = {"Much power", ""};
    rule.severity = model::AlarmSeverity::Warning;
    rule.limit = kw;
    return rule;
}

} // namespace

/// The bar of the clock: what it offers, and the way to the next alarm.
class TestTimeBar : public QObject
{
    Q_OBJECT

private slots:
    void offersItsSpeeds();
    void jumpsToTheNextAlarm();
    void saysThatThereIsNone();
    void searchesASimulationAndStops();

private:
    QString write(const std::vector<int>& highS)
    {
        const QString path = recording(m_folder, highS);
        QFile mapping(m_folder.filePath(QStringLiteral("run.mapping.csv")));
        if (mapping.open(QIODevice::WriteOnly))
            mapping.write("source,key,asset\nrun,P01-B1-H1-R01-K06_kW,P01-B1-H1-R01-K06\n");
        return path;
    }
    QTemporaryDir m_folder;
};

void TestTimeBar::offersItsSpeeds()
{
    app::TimeBar bar;
    auto* button = bar.findChild<QToolButton*>(QStringLiteral("speed"));
    QSignalSpy chosen(&bar, &app::TimeBar::speedChanged);
    for (QAction* action : button->menu()->actions())
        action->trigger();
    QVERIFY(chosen.size() > 5);
    QCOMPARE(chosen.front().front().toDouble(), 0.1);
    QCOMPARE(chosen.back().front().toDouble(), 1000.0);
    QVERIFY(std::any_of(chosen.begin(), chosen.end(), [](const auto& one) { return one.front().toDouble() == 1; }));
}

void TestTimeBar::jumpsToTheNextAlarm()
{
    test::OpenWindow open(options(write({50, 700, 2000, 2001, 3600})));
    QVERIFY(open.ok);
    app::MainWindow& window = *open.window;
    window.setAlarmRules({above(150)});
    const auto jumpsTo = [&](double timeS) {
        window.viewport().setFocus();
        QTest::keyClick(&window, Qt::Key_N);
        return QTest::qWaitFor([&] { return window.frame()->timeS == timeS; }, 20000);
    };
    QVERIFY(jumpsTo(700));
    QCOMPARE(window.alarms().list()->counts[2], 1u);
    QVERIFY2(window.statusBar()->currentMessage().contains(QStringLiteral("P01-B1-H1-R01-K06")),
        qPrintable(window.statusBar()->currentMessage()));
    QVERIFY(window.worker()->isPaused());
    QVERIFY(jumpsTo(2000));
    // What was found is marked on the track; the warning's colour is nowhere else on it.
    auto* track = window.findChild<app::TimeTrack*>(QStringLiteral("timeTrack"));
    const QImage marked = track->grab().toImage();
    track->setAlarms({});
    QVERIFY(test::difference(marked, track->grab().toImage()) > 0);
    QTest::mouseClick(window.findChild<QToolButton*>(QStringLiteral("nextAlarm")), Qt::LeftButton);
    QVERIFY(QTest::qWaitFor([&] { return window.frame()->timeS == 3600; }, 20000));
}

void TestTimeBar::saysThatThereIsNone()
{
    test::OpenWindow open(options(write({50})));
    QVERIFY(open.ok);
    app::MainWindow& window = *open.window;
    window.setAlarmRules({above(150)});
    window.action(QStringLiteral("nextAlarm"))->trigger();
    QVERIFY(QTest::qWaitFor([&] { return window.statusBar()->currentMessage().contains("No alarm"); }, 20000));
    QCOMPARE(window.frame()->timeS, 100.0);
    QVERIFY(!window.findChild<QPushButton*>(QStringLiteral("cancelLoad"))->isVisible());
}

/// A day of a simulation takes a while: it is shown how far it is, and Esc or Cancel end it.
void TestTimeBar::searchesASimulationAndStops()
{
    test::OpenWindow open;
    QVERIFY(open.ok);
    app::MainWindow& window = *open.window;
    window.setAlarmRules({above(1000)});
    const double timeS = window.frame()->timeS;
    auto* cancel = window.findChild<QPushButton*>(QStringLiteral("cancelLoad"));
    window.action(QStringLiteral("nextAlarm"))->trigger();
    QVERIFY(cancel->isVisible());
    cancel->click();
    QVERIFY(!cancel->isVisible());
    window.action(QStringLiteral("nextAlarm"))->trigger();
    QVERIFY(cancel->isVisible());
    window.action(QStringLiteral("clear"))->trigger();
    QVERIFY(!cancel->isVisible());
    QCOMPARE(window.frame()->timeS, timeS);
    // Going elsewhere ends it as well.
    window.action(QStringLiteral("nextAlarm"))->trigger();
    window.action(QStringLiteral("stepOn"))->trigger();
    QVERIFY(!cancel->isVisible());
}

GIGAHALL_GUI_TEST(TestTimeBar)
#include "tst_timebar.moc"
