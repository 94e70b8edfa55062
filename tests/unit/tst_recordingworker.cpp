// labels: sanitize
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "model/feeds/recordingsource.h"
#include "model/feeds/recordingworker.h"
#include "tests/support/recordings.h"
#include "tests/support/tinycampus.h"

#include <QtTest>

#include <atomic>

using namespace gigahall;
using namespace gigahall::model;

/// Recording beside a window.
class TestRecordingWorker : public QObject
{
    Q_OBJECT
private slots:
    void writesEverything();
    void flushesByItself();
    void saysWhatIsWrong();
    void removedMeanwhile();

private:
    FramePtr frame(unsigned i) const { return std::make_shared<TelemetryFrame>(tests::anyFrame(*m_campus, i, i)); }
    std::string file(const char* name) const { return m_folder.filePath(name).toStdString(); }
    double lastS(const std::string& path) const
    {
        const auto result = RecordedFileSource::open(*m_campus, path);
        return result.source ? result.source->timeSpan().lastS : -1;
    }

    std::shared_ptr<const Campus> m_campus = std::make_shared<const Campus>(tests::makeTinyCampus());
    QTemporaryDir m_folder;
};

void TestRecordingWorker::writesEverything()
{
    std::uint64_t written = 0;
    {
        RecordingWorker worker(m_campus, file("a.h5"), {});
        for (unsigned i = 0; i < 100; ++i) {
            worker.add(frame(i));
            QTest::qSleep(1);
        }
        QTRY_COMPARE(worker.state().counts.frames + worker.state().dropped, std::uint64_t(100));
        written = worker.state().counts.frames;
        QCOMPARE(worker.state().problem, std::string());
    }
    QVERIFY(written > 0);
    QCOMPARE(lastS(file("a.h5")), 99.0);
}

/// Nothing comes after the second frame, and still it gets to the file.
void TestRecordingWorker::flushesByItself()
{
    RecordingWorker worker(m_campus, file("b.h5"), {});
    worker.add(frame(0));
    worker.add(frame(1));
    QTRY_COMPARE(lastS(file("b.h5")), 1.0);
}

void TestRecordingWorker::saysWhatIsWrong()
{
    std::atomic<int> told = 0;
    RecordingWorker worker(m_campus, file("no/where.h5"), {}, [&told] { ++told; });
    QTRY_COMPARE(told.load(), 1);
    QVERIFY(worker.state().problem.find("no/where.h5 can't be written: No such file") != std::string::npos);
    worker.add(frame(0)); // goes nowhere, and nobody waits for it
}

void TestRecordingWorker::removedMeanwhile()
{
    std::atomic<int> told = 0;
    RecordingWorker worker(m_campus, file("c.h5"), {}, [&told] { ++told; });
    worker.add(frame(0));
    QTRY_VERIFY(QFile::exists(m_folder.filePath("c.h5")));
    QVERIFY(QFile::remove(m_folder.filePath("c.h5")));
    worker.add(frame(1));
    QTRY_COMPARE(told.load(), 1);
    QVERIFY(worker.state().problem.find("was removed") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestRecordingWorker)
#include "tst_recordingworker.moc"
