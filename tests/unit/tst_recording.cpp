// labels: sanitize
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "assets/import/campusfile.h"
#include "model/feeds/recording.h"
#include "model/feeds/recordingsource.h"
#include "tests/support/recordings.h"
#include "tests/support/tinycampus.h"

#include <QtTest>

#include <cmath>
#include <csignal>
#include <sys/resource.h>
#include <unistd.h>

using namespace gigahall;
using namespace gigahall::model;
using tests::anyFrame;
using tests::makeTinyCampus;

/// What is recorded comes back, whatever happens to the file or the campus meanwhile. Damaged files:
/// tst_recordingdamage.
class TestRecording : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void everyStepSurvives();
    void roundTrip();
    void columnsOfCharts();
    void plantRoundTrip();
    void jobsAreNumberedOnce();
    void chosenMetrics();
    void lateMetric();
    void statesAndAge();
    void otherCampuses_data();
    void otherCampuses();
    void nothingFits();
    void otherOrder();
    void grows();
    void timesThatDoNotGrow();
    void replacesNothing();
    void cantBeWritten();
    void removedMeanwhile();
    void diskFull();
    void draftsGoAway();
    void wide();

private:
    QString path(const char* name = "r.h5") const { return m_folder->filePath(name); }
    std::string file(const char* name = "r.h5") const { return path(name).toStdString(); }
    void record(const Campus& campus, const std::vector<TelemetryFrame>& frames, RecordingOptions options = {})
    {
        Recorder recorder(campus, file(), std::move(options));
        for (const TelemetryFrame& frame : frames)
            if (const std::string wrong = recorder.add(frame); !wrong.empty())
                qFatal("%s", wrong.c_str());
        if (const std::string wrong = recorder.close(); !wrong.empty())
            qFatal("%s", wrong.c_str());
    }
    std::unique_ptr<RecordedFileSource> play(const Campus& campus, qsizetype warnings = 0)
    {
        auto result = RecordedFileSource::open(campus, file());
        if (!result.source)
            qFatal("%s", result.problem.c_str());
        if (qsizetype(result.warnings.size()) != warnings)
            qFatal("%zu warnings", result.warnings.size());
        return std::move(result.source);
    }

    const Campus m_campus = makeTinyCampus();
    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

constexpr auto kPower = std::size_t(Metric::RackPower);

RecordingOptions withGpus()
{
    RecordingOptions options;
    options.gpuMetrics.set();
    options.program = "test 1";
    return options;
}

MetricSet allPlanes()
{
    return MetricSet().set();
}

/// Floats, NaN equal to NaN.
bool sameFloat(float a, float b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

/// Powers that tell the rack and the moment.
TelemetryFrame powers(const Campus& campus, double timeS, float kw)
{
    TelemetryFrame frame;
    frame.timeS = timeS;
    for (std::uint32_t r = 0; r < campus.rackCount(); ++r)
        frame.rack[kPower].push_back(quantise(metricInfo(Metric::RackPower), kw + float(r)));
    frame.rackState.assign(campus.rackCount(), DataState::Live);
    return frame;
}

float powerOf(const Campus& campus, const TelemetryFrame& frame, const std::string& rack)
{
    return frame.value(campus, Metric::RackPower, campus.find(rack).value_or(AssetId()));
}

} // namespace

void TestRecording::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestRecording::everyStepSurvives()
{
    for (const MetricInfo& info : allMetrics())
        for (std::uint32_t q = 0; q <= kMissing16; ++q)
            if (quantise(info, dequantise(info, std::uint16_t(q))) != q)
                QFAIL(qPrintable(QString("%1 step %2").arg(QString::fromUtf8(info.name.data())).arg(q)));
}

void TestRecording::roundTrip()
{
    std::vector<TelemetryFrame> frames;
    for (unsigned i = 0; i < 40; ++i)
        frames.push_back(anyFrame(m_campus, 100 + 2 * i, i));
    record(m_campus, frames, withGpus());
    const auto source = play(m_campus);
    QCOMPARE(source->timeSpan().firstS, 100.0);
    QCOMPARE(source->timeSpan().lastS, 178.0);
    QCOMPARE(source->intervalS(), 2.0);
    for (const unsigned i : {39u, 0u, 17u, 18u, 3u}) {
        const FramePtr got = source->frame(frames[i].timeS + (i % 2 ? 1 : 0), allPlanes());
        QVERIFY(got->source.find("r.h5") != std::string::npos && got->source.find("test") != std::string::npos);
        for (const MetricInfo& info : allMetrics()) {
            const auto m = std::size_t(info.metric);
            if (info.level == MetricLevel::Gpu) {
                QCOMPARE(got->gpu[m], frames[i].gpu[m]);
                // What racks show of their GPUs, as any frame does.
                TelemetryFrame rolled = frames[i];
                rollUp(m_campus, rolled);
                QCOMPARE(got->rack[m], rolled.rack[m]);
                QCOMPARE(got->rollUp[m].campus.known, rolled.rollUp[m].campus.known);
            } else if (!isCategory(info.metric)) {
                QCOMPARE(got->rack[m], frames[i].rack[m]);
            }
            if (isCategory(info.metric))
                continue;
            const auto same = [&](const FramePtr& frame, AssetId id) {
                const float value = source->valueAt(frame->timeS, info.metric, id);
                return sameFloat(value, frame->value(m_campus, info.metric, id));
            };
            QVERIFY(same(got, {AssetKind::Gpu, 30}) && same(got, {AssetKind::Tray, 4}));
            // Groups, and racks by what was recorded of them: without their GPUs.
            const FramePtr racks = source->frame(got->timeS, {});
            for (const AssetKind kind : {AssetKind::Rack, AssetKind::Hall, AssetKind::Phase, AssetKind::Campus})
                QVERIFY2(same(racks, {kind, 0}), info.name.data());
        }
    }
    // Without asking for GPUs none come, and racks have what was recorded of them.
    const FramePtr racks = source->frame(100, {});
    QVERIFY(racks->gpu[std::size_t(Metric::GpuPower)].empty());
    QCOMPARE(racks->rack[std::size_t(Metric::GpuPower)], frames[0].rack[std::size_t(Metric::GpuPower)]);
}

/// Values and states of many at once are those of a frame, however many are asked for.
void TestRecording::columnsOfCharts()
{
    record(m_campus, {anyFrame(m_campus, 100, 1), anyFrame(m_campus, 102, 2)}, withGpus());
    const auto source = play(m_campus);
    const FramePtr racks = source->frame(101, {}), gpus = source->frame(101, allPlanes());
    for (const std::size_t repeats : {std::size_t{1}, std::size_t{20}}) {
        std::vector<AssetId> assets;
        for (std::size_t i = 0; i < repeats; ++i)
            for (std::uint32_t r = 0; r < std::min(3u, m_campus.rackCount()); ++r)
                assets.emplace_back(AssetKind::Rack, r);
        assets.emplace_back(AssetKind::Gpu, 7);
        assets.emplace_back(AssetKind::Plant, 0);
        std::vector<Sample> samples(assets.size());
        for (const MetricInfo& info : allMetrics()) {
            QVERIFY(source->valuesAt(101, info.metric, assets, samples));
            for (std::size_t i = 0; i < assets.size() && !isCategory(info.metric); ++i) {
                const AssetId id = assets[i];
                const TelemetryFrame& frame = id.kind() == AssetKind::Rack ? *racks : *gpus;
                QVERIFY(sameFloat(samples[i].value, frame.value(m_campus, info.metric, id)));
                const DataState wanted = std::isnan(samples[i].value) ? DataState::Missing
                    : id.kind() == AssetKind::Plant                   ? DataState::Recorded
                                                                      : frame.state(m_campus, info.metric, id);
                QCOMPARE(samples[i].state, wanted);
            }
        }
    }
}

void TestRecording::plantRoundTrip()
{
    const auto loaded = assets::loadCampus(SOURCE_DIR "/assets/campuses/one-hall.campus.json");
    QVERIFY(loaded.campus && loaded.campus->plantCount() > 10);
    const Campus& campus = *loaded.campus;
    const TelemetryFrame frame = anyFrame(campus, 5, 3);
    record(campus, {anyFrame(campus, 4, 2), frame});
    const auto source = play(campus);
    const FramePtr got = source->frame(5, {});
    for (const MetricInfo& info : allMetrics()) {
        const std::vector<float>& expected = frame.plant[std::size_t(info.metric)];
        QCOMPARE(got->plant[std::size_t(info.metric)].size(), expected.size());
        for (std::uint32_t p = 0; p < expected.size(); ++p) {
            QVERIFY(sameFloat(got->plant[std::size_t(info.metric)][p], expected[p]));
            QVERIFY(sameFloat(source->valueAt(5, info.metric, {AssetKind::Plant, p}), expected[p]));
        }
    }
}

void TestRecording::jobsAreNumberedOnce()
{
    std::vector<TelemetryFrame> frames;
    for (unsigned i = 0; i < 12; ++i)
        frames.push_back(anyFrame(m_campus, i, i));
    record(m_campus, frames);
    const auto source = play(m_campus);
    for (const TelemetryFrame& frame : frames) {
        const FramePtr got = source->frame(frame.timeS, {});
        QVERIFY(got->tenancy);
        QCOMPARE(got->tenancy->jobs.size(), std::size_t(9)); // nine names, each with one owner, over all frames
        for (std::size_t r = 0; r < frame.rackState.size(); ++r) {
            const std::uint16_t before = frame.rack[std::size_t(Metric::Job)][r];
            const std::uint16_t after = got->rack[std::size_t(Metric::Job)][r];
            QCOMPARE(before == kMissing16, after == kMissing16);
            if (before == kMissing16)
                continue;
            QCOMPARE(got->tenancy->jobs[after].name, frame.tenancy->jobs[before].name);
            QCOMPARE(got->tenancy->owners[got->tenancy->jobs[after].owner],
                frame.tenancy->owners[frame.tenancy->jobs[before].owner]);
        }
        QCOMPARE(got->rack[std::size_t(Metric::Owner)], frame.rack[std::size_t(Metric::Owner)]);
    }
}

void TestRecording::chosenMetrics()
{
    RecordingOptions options;
    options.metrics = {Metric::RackPower, Metric::Loading};
    record(m_campus, {anyFrame(m_campus, 0, 1)}, options);
    const FramePtr got = play(m_campus)->frame(0, allPlanes());
    for (const MetricInfo& info : allMetrics())
        QCOMPARE(got->rack[std::size_t(info.metric)].empty(),
            info.metric != Metric::RackPower && info.metric != Metric::Loading);
}

void TestRecording::lateMetric()
{
    Recorder recorder(m_campus, file(), {});
    TelemetryFrame frame = powers(m_campus, 0, 10);
    QCOMPARE(recorder.add(frame), std::string());
    frame.timeS = 1;
    frame.rack[std::size_t(Metric::Loading)] = frame.rack[kPower];
    frame.rack[kPower].clear();
    QCOMPARE(recorder.add(frame), std::string());
    QCOMPARE(recorder.counts().unrecorded, std::vector<Metric>{Metric::Loading});
    QCOMPARE(recorder.close(), std::string());
    const auto source = play(m_campus);
    QVERIFY(!std::isnan(source->valueAt(0, Metric::RackPower, {AssetKind::Rack, 0})));
    QVERIFY(std::isnan(source->valueAt(1, Metric::RackPower, {AssetKind::Rack, 0}))); // missing, not zero
}

void TestRecording::statesAndAge()
{
    std::vector<TelemetryFrame> frames;
    for (const double timeS : {0, 1, 2, 3, 20})
        frames.push_back(powers(m_campus, timeS, 1));
    for (TelemetryFrame& frame : frames)
        for (std::size_t r = 0; r < kDataStateCount; ++r)
            frame.rackState[r] = DataState(r);
    record(m_campus, frames);
    const auto source = play(m_campus);
    const std::vector<DataState> expected{DataState::Missing, DataState::Recorded, DataState::Recorded,
        DataState::Recorded, DataState::Stale, DataState::Bad, DataState::Planned};
    for (const double timeS : {0.0, 2.5, 8.0, 20.0}) {
        const FramePtr frame = source->frame(timeS, {});
        QVERIFY(std::equal(expected.begin(), expected.end(), frame->rackState.begin()));
    }
    const FramePtr old = source->frame(8.1, {}); // more than five intervals after 3 s
    QCOMPARE(old->rackState[1], DataState::Stale);
    QCOMPARE(old->rackState[5], DataState::Bad);
    QCOMPARE(old->rackState[0], DataState::Missing);
    for (const double outside : {-0.1, 21.1, std::nan("")}) {
        const FramePtr frame = source->frame(outside, {});
        QCOMPARE(frame->stateCounts[std::size_t(DataState::Missing)], m_campus.rackCount());
        QVERIFY(std::isnan(powerOf(m_campus, *frame, "P01-B1-H1-R01-K01")));
        QVERIFY(std::isnan(source->valueAt(outside, Metric::RackPower, {AssetKind::Rack, 1})));
    }
}

void TestRecording::otherCampuses_data()
{
    QTest::addColumn<int>("racks"); // in a row of the campus that is open; four were recorded
    QTest::addColumn<int>("gpus"); // of a tray; four were recorded
    QTest::addColumn<QStringList>("warnings");
    QTest::newRow("the same") << 4 << 4 << QStringList();
    QTest::newRow("fewer racks") << 3 << 4 << QStringList{"12 recorded racks are not in campus"};
    QTest::newRow("more racks") << 6 << 4 << QStringList{"24 racks of campus 'tiny' were not recorded"};
    QTest::newRow("other GPUs") << 4 << 2 << QStringList{"48 racks had another number of GPUs"};
}

void TestRecording::otherCampuses()
{
    QFETCH(int, racks);
    QFETCH(int, gpus);
    QFETCH(QStringList, warnings);
    std::vector<TelemetryFrame> frames{anyFrame(m_campus, 0, 1)};
    record(m_campus, frames, withGpus());
    const Campus other = makeTinyCampus({.racks = std::uint32_t(racks), .gpusPerTray = std::uint32_t(gpus)});
    auto result = RecordedFileSource::open(other, file());
    QVERIFY2(result.source, result.problem.c_str());
    QCOMPARE(qsizetype(result.warnings.size()), warnings.size());
    for (qsizetype i = 0; i < warnings.size(); ++i)
        QVERIFY2(QString::fromStdString(result.warnings[std::size_t(i)])
                     .contains(warnings[i].replace("tiny", other.key.c_str())),
            result.warnings[std::size_t(i)].c_str());
    const FramePtr got = result.source->frame(0, allPlanes());
    for (std::uint32_t r = 0; r < other.rackCount(); ++r) {
        const auto before = m_campus.find(other.name({AssetKind::Rack, r}));
        const bool known = before.has_value();
        for (const Metric metric : {Metric::RackPower, Metric::Loading})
            QCOMPARE(got->rack[std::size_t(metric)][r],
                known ? frames[0].rack[std::size_t(metric)][before->index()] : kMissing16);
        if (!known)
            QCOMPARE(got->rackState[r], DataState::Missing);
        const auto m = std::size_t(Metric::GpuPower);
        for (std::uint32_t g = 0; g < other.rackGpus(r); ++g)
            QCOMPARE(got->gpu[m][other.rackFirstGpu[r] + g],
                known && gpus == 4 ? frames[0].gpu[m][m_campus.rackFirstGpu[before->index()] + g] : kMissing16);
    }
}

void TestRecording::nothingFits()
{
    record(m_campus, {powers(m_campus, 0, 1)});
    // Racks with other names.
    Campus other = makeTinyCampus();
    other.names.racks = {};
    for (std::uint32_t r = 0; r < other.rackCount(); ++r)
        other.names.racks.push_back("X" + std::to_string(r));
    QVERIFY(!other.names.index(other));
    const auto result = RecordedFileSource::open(other, file());
    QVERIFY(!result.source);
    QVERIFY2(result.problem.find("none of its 48 racks") != std::string::npos, result.problem.c_str());
}

void TestRecording::otherOrder()
{
    // The second phase of two has the names that are all there is in a campus recorded alone.
    const Campus many = makeTinyCampus({.phases = 3, .racks = 2});
    record(m_campus, {powers(m_campus, 0, 100)});
    const auto result = RecordedFileSource::open(many, file());
    QVERIFY(result.source);
    const FramePtr got = result.source->frame(0, {});
    for (const char* rack : {"P01-B1-H1-R01-K01", "P01-B1-H1-R02-K01", "P02-B1-H2-R03-K02"}) {
        const auto here = m_campus.find(rack), there = many.find(rack);
        QVERIFY(here && there);
        QVERIFY(std::abs(powerOf(many, *got, rack) - 100 - float(here->index())) < 0.1f);
    }
    QVERIFY(m_campus.find("P02-B1-H2-R03-K02")->index() != many.find("P02-B1-H2-R03-K02")->index());
    QVERIFY(std::isnan(powerOf(many, *got, "P03-B1-H1-R01-K01")));
}

void TestRecording::grows()
{
    Recorder recorder(m_campus, file(), {});
    QVERIFY(!QFile::exists(path()));
    QCOMPARE(recorder.add(anyFrame(m_campus, 0, 0)), std::string());
    QVERIFY(QFile::exists(path())); // with the first frame, which can be seen at once
    const auto source = play(m_campus);
    QCOMPARE(source->timeSpan().lastS, 0.0);
    for (unsigned i = 1; i <= 300; ++i) {
        QCOMPARE(recorder.add(anyFrame(m_campus, i, i)), std::string());
        if (i % 100 != 0)
            continue;
        QCOMPARE(recorder.flush(), std::string());
        QTRY_COMPARE(source->timeSpan().lastS, double(i)); // looked at twice a second
        for (const unsigned at : {i, i / 2}) {
            const TelemetryFrame expected = anyFrame(m_campus, at, at);
            const FramePtr got = source->frame(at, {});
            QCOMPARE(got->rack[kPower], expected.rack[kPower]);
            QVERIFY(got->tenancy->jobs.size() == 9 || i < 9);
        }
    }
    QCOMPARE(recorder.close(), std::string());
    QCOMPARE(source->frame(300, {})->rack[kPower], anyFrame(m_campus, 300, 300).rack[kPower]);
}

void TestRecording::timesThatDoNotGrow()
{
    Recorder recorder(m_campus, file(), {});
    for (const double timeS : {5.0, 5.0, 4.0, 6.0, std::nan(""), 7.0})
        QCOMPARE(recorder.add(powers(m_campus, timeS, float(timeS))), std::string());
    QCOMPARE(recorder.counts().frames, std::uint64_t(3));
    QCOMPARE(recorder.counts().leftOut, std::uint64_t(3));
    QCOMPARE(recorder.close(), std::string());
    QCOMPARE(play(m_campus)->timeSpan().lastS, 7.0);
}

void TestRecording::replacesNothing()
{
    QFile old(path());
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("precious");
    old.close();
    Recorder recorder(m_campus, file(), {});
    QVERIFY(recorder.open().find("exists; expected a new name") != std::string::npos);
    QVERIFY(!recorder.add(powers(m_campus, 0, 1)).empty());
    QVERIFY(old.open(QIODevice::ReadOnly));
    QCOMPARE(old.readAll(), QByteArray("precious"));
    // One that comes between the two.
    Recorder late(m_campus, file("late.h5"), {});
    QCOMPARE(late.open(), std::string());
    QVERIFY(QFile::copy(path(), path("late.h5")));
    QVERIFY(late.add(powers(m_campus, 0, 1)).find("came to exist") != std::string::npos);
    late.close();
    QFile copy(path("late.h5"));
    QVERIFY(copy.open(QIODevice::ReadOnly));
    QCOMPARE(copy.readAll(), QByteArray("precious"));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).size(), qsizetype(2));
}

void TestRecording::cantBeWritten()
{
    Recorder nowhere(m_campus, file("no/such/folder.h5"), {});
    const std::string wrong = nowhere.open();
    QVERIFY2(wrong.find("No such file or directory") != std::string::npos, wrong.c_str());
    QVERIFY(wrong.find("no/such/folder.h5") != std::string::npos);
    QCOMPARE(nowhere.add(powers(m_campus, 0, 1)), wrong);
    QCOMPARE(nowhere.close(), wrong);
    if (geteuid() == 0)
        return; // may write everywhere
    QFile::setPermissions(m_folder->path(), QFile::ReadOwner | QFile::ExeOwner);
    Recorder forbidden(m_campus, file(), {});
    QVERIFY(forbidden.open().find("Permission denied") != std::string::npos);
    QFile::setPermissions(m_folder->path(), QFile::ReadOwner | QFile::ExeOwner | QFile::WriteOwner);
}

void TestRecording::removedMeanwhile()
{
    Recorder recorder(m_campus, file(), {});
    QCOMPARE(recorder.add(powers(m_campus, 0, 1)), std::string());
    QVERIFY(QFile::remove(path()));
    std::string wrong = recorder.add(powers(m_campus, 1, 1));
    if (wrong.empty())
        wrong = recorder.flush();
    QVERIFY2(wrong.find("was removed while it was recorded") != std::string::npos, wrong.c_str());
    QCOMPARE(recorder.add(powers(m_campus, 2, 1)), wrong); // once it is over, it is
    QCOMPARE(recorder.close(), wrong);
    QVERIFY(!QFile::exists(path()));
}

void TestRecording::diskFull()
{
    // As a full disk: no file may grow beyond this.
    signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    Recorder recorder(m_campus, file(), {});
    QCOMPARE(recorder.add(powers(m_campus, 0, 0)), std::string());
    const auto size = rlim_t(QFileInfo(path()).size());
    rlimit full = before;
    full.rlim_cur = size;
    setrlimit(RLIMIT_FSIZE, &full);
    std::string wrong;
    unsigned added = 1;
    for (; added < 200000 && wrong.empty(); ++added) {
        wrong = recorder.add(powers(m_campus, added, float(added % 1000)));
        if (wrong.empty() && added % 8 == 0)
            wrong = recorder.flush();
    }
    QCOMPARE(recorder.close(), wrong);
    setrlimit(RLIMIT_FSIZE, &before);
    QVERIFY2(wrong.find("can't be written any more: File too large") != std::string::npos, wrong.c_str());
    QVERIFY2(wrong.find("; it keeps ") != std::string::npos, wrong.c_str());
    const auto source = play(m_campus);
    const double lastS = source->timeSpan().lastS;
    QCOMPARE(lastS, recorder.counts().lastS);
    QCOMPARE(std::uint64_t(lastS) + 1, recorder.counts().frames);
    QVERIFY2(lastS >= added - 20, qPrintable(QString::number(lastS)));
    for (const double timeS : {0.0, lastS / 2, lastS})
        QVERIFY(std::abs(source->valueAt(std::floor(timeS), Metric::RackPower, {AssetKind::Rack, 0})
                    - float(int(timeS) % 1000))
            < 0.1f);
}

void TestRecording::draftsGoAway()
{
    {
        Recorder recorder(m_campus, file(), {});
        QCOMPARE(recorder.open(), std::string());
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).size(), qsizetype(1));
    }
    QVERIFY(QDir(m_folder->path()).isEmpty());
}

/// Chunks of one row, as with all GPUs of a large campus, and of a few.
void TestRecording::wide()
{
    const Campus campus = makeTinyCampus({.phases = 4, .halls = 4, .rows = 20, .racks = 64, .gpusPerTray = 12});
    QVERIFY(campus.gpuCount() * 4 > 1 << 20);
    RecordingOptions options;
    options.metrics = {Metric::GpuPower, Metric::RackPower};
    options.gpuMetrics.set(std::size_t(Metric::GpuPower));
    std::vector<TelemetryFrame> frames;
    for (unsigned i = 0; i < 9; ++i)
        frames.push_back(anyFrame(campus, i, i));
    record(campus, frames, options);
    const auto source = play(campus);
    for (const unsigned i : {8u, 0u, 4u}) {
        const FramePtr got = source->frame(i, allPlanes());
        QCOMPARE(got->gpu[std::size_t(Metric::GpuPower)], frames[i].gpu[std::size_t(Metric::GpuPower)]);
        QCOMPARE(got->rack[kPower], frames[i].rack[kPower]);
    }
}

QTEST_GUILESS_MAIN(TestRecording)
#include "tst_recording.moc"
