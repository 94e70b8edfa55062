// labels: sanitize
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "model/feeds/recording.h"
#include "model/feeds/recordingsource.h"
#include "tests/support/recordings.h"
#include "tests/support/tinycampus.h"

#include <QtTest>

#include <hdf5.h>

#include <cmath>
#include <functional>
#include <random>
#include <unistd.h>

using namespace gigahall;
using namespace gigahall::model;

using Bytes = std::function<void(QByteArray&)>;
using Edit = std::function<void(hid_t)>;
Q_DECLARE_METATYPE(Bytes)
Q_DECLARE_METATYPE(Edit)

/// Files that are cut off, overwritten, by others or of another shape: one message each, never a crash or a hang.
class TestRecordingDamage : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void bytes_data();
    void bytes();
    void shapes_data();
    void shapes();
    void notThere();
    void anyByteWrong();
    void cutAnywhere();
    void holeInTheMiddle();

private:
    QString path(const char* name) const { return m_folder.filePath(name); }
    void write(const char* name, const QByteArray& bytes)
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    RecordedFileSource::Result open(const char* name) const
    {
        return RecordedFileSource::open(m_campus, path(name).toStdString());
    }

    const Campus m_campus = tests::makeTinyCampus();
    QTemporaryDir m_folder;
    QByteArray m_good;
};

namespace {

void put(hid_t file, const char* name, hid_t type, std::vector<hsize_t> size)
{
    H5Ldelete(file, name, H5P_DEFAULT);
    const hid_t space = H5Screate_simple(int(size.size()), size.data(), nullptr);
    H5Dclose(H5Dcreate2(file, name, type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
    H5Sclose(space);
}

void putTimes(hid_t file, const std::vector<double>& times)
{
    put(file, "time", H5T_IEEE_F64LE, {times.size()});
    const hid_t set = H5Dopen2(file, "time", H5P_DEFAULT);
    H5Dwrite(set, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, times.data());
    H5Dclose(set);
}

void putNumber(hid_t file, const char* name, int value)
{
    H5Adelete(file, name);
    const hid_t space = H5Screate(H5S_SCALAR);
    const hid_t attribute = H5Acreate2(file, name, H5T_STD_I32LE, space, H5P_DEFAULT, H5P_DEFAULT);
    H5Awrite(attribute, H5T_NATIVE_INT, &value);
    H5Aclose(attribute);
    H5Sclose(space);
}

Edit without(const char* name)
{
    return [name](hid_t file) { H5Ldelete(file, name, H5P_DEFAULT); };
}

} // namespace

void TestRecordingDamage::initTestCase()
{
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    {
        Recorder recorder(m_campus, path("good.h5").toStdString(), {});
        for (unsigned i = 0; i < 5; ++i)
            QCOMPARE(recorder.add(tests::anyFrame(m_campus, i, i)), std::string());
    }
    QFile file(path("good.h5"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_good = file.readAll();
    QVERIFY(open("good.h5").source);
}

void TestRecordingDamage::bytes_data()
{
    QTest::addColumn<Bytes>("edit");
    QTest::addColumn<QString>("problem");
    const auto cut
        = [](qsizetype to) { return Bytes([to](QByteArray& b) { b.truncate(to < 0 ? b.size() + to : to); }); };
    QTest::newRow("empty") << cut(0) << "is no HDF5 file";
    QTest::newRow("four bytes") << cut(4) << "is no HDF5 file";
    QTest::newRow("the signature only") << cut(8) << "can't be read";
    QTest::newRow("half a superblock") << cut(30) << "can't be read";
    QTest::newRow("a superblock only") << cut(48) << "cut off|truncated|can't be read";
    QTest::newRow("a page") << cut(4096) << "cut off|truncated|can't be read";
    QTest::newRow("a third") << cut(300000) << "cut off|truncated|can't be read";
    QTest::newRow("one byte short") << cut(-1) << "cut off|truncated|can't be read";
    QTest::newRow("text") << Bytes([](QByteArray& b) { b = "time,power\n0,1\n"; }) << "is no HDF5 file";
    QTest::newRow("signature of text mode") << Bytes([](QByteArray& b) { b[5] = ' '; }) << "is no HDF5 file";
    QTest::newRow("superblock") << Bytes([](QByteArray& b) { b[20] = 7; }) << "can't be read";
    QTest::newRow("superblock version") << Bytes([](QByteArray& b) { b[8] = 77; }) << "can't be read";
    QTest::newRow("all after the superblock is zero")
        << Bytes([](QByteArray& b) { std::fill(b.begin() + 48, b.end(), '\0'); }) << "can't be read|no recording";
}

void TestRecordingDamage::bytes()
{
    QFETCH(Bytes, edit);
    QFETCH(QString, problem);
    QByteArray bytes = m_good;
    edit(bytes);
    write("bad.h5", bytes);
    const auto result = open("bad.h5");
    QVERIFY(!result.source);
    QVERIFY2(
        QRegularExpression(problem).match(QString::fromStdString(result.problem)).hasMatch(), result.problem.c_str());
    // A killed writer's file looks the same to this point.
    if (bytes.size() > 48) {
        bytes[11] = 5;
        write("bad.h5", bytes);
        QVERIFY(!open("bad.h5").source);
    }
}

void TestRecordingDamage::shapes_data()
{
    QTest::addColumn<Edit>("edit");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char* name, const Edit& edit, const char* problem) {
        QTest::newRow(name) << edit << QString::fromLatin1(problem);
    };
    row(
        "of another program", [](hid_t f) { H5Adelete(f, "format"); }, "no recording; expected the attribute format");
    row(
        "no version", [](hid_t f) { H5Adelete(f, "version"); }, "no readable attribute \"version\"");
    row(
        "of the future", [](hid_t f) { putNumber(f, "version", 99); }, "has version 99; expected 1");
    row("no campus", without("campus"), "no /campus/rack");
    row("no racks", without("campus/rack"), "no /campus/rack");
    row("no plant", without("campus/plant"), "no readable /campus/plant");
    row(
        "racks are numbers", [](hid_t f) { put(f, "campus/rack", H5T_STD_I32LE, {48}); }, "no readable /campus/rack");
    row(
        "other racks", [](hid_t f) { put(f, "campus/rackGpus", H5T_STD_U32LE, {3}); }, "/campus/rackGpus; expected 48");
    row("no GPU counts", without("campus/rackGpus"), "/campus/rackGpus; expected 48");
    row("no time", without("time"), "has no /time");
    row(
        "time is a table",
        [](hid_t f) {
            put(f, "time", H5T_IEEE_F64LE, {5, 2});
        },
        "no readable /time");
    row(
        "time is text", [](hid_t f) { put(f, "time", H5T_C_S1, {5}); }, "no readable /time");
    row(
        "time is a group",
        [](hid_t f) {
            H5Ldelete(f, "time", H5P_DEFAULT);
            H5Gclose(H5Gcreate2(f, "time", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
        },
        "no readable /time");
    row(
        "no moment", [](hid_t f) { putTimes(f, {}); }, "holds no moment");
    row(
        "time falls",
        [](hid_t f) {
            putTimes(f, {1, 2, 1.5});
        },
        "does not grow at row 2");
    row(
        "time stands",
        [](hid_t f) {
            putTimes(f, {1, 1});
        },
        "does not grow at row 1");
    row(
        "time is NaN",
        [](hid_t f) {
            putTimes(f, {1, std::nan("")});
        },
        "does not grow at row 1");
    row(
        "more times than rows",
        [](hid_t f) {
            putTimes(f, {1, 2, 3, 4, 5, 6, 7});
        },
        "has 5 rows in /rack/state, but 7 times");
    row("no states", without("rack/state"), "has no /rack/state");
    row("no values of racks at all", without("rack"), "has no /rack/state");
    row(
        "too few columns",
        [](hid_t f) {
            put(f, "rack/rack.power", H5T_IEEE_F32LE, {5, 3});
        },
        "has a /rack/rack.power of another shape; expected numbers in 48 columns");
    row(
        "a list", [](hid_t f) { put(f, "rack/loading", H5T_IEEE_F32LE, {5}); }, "/rack/loading of another shape");
    row(
        "values are text",
        [](hid_t f) {
            put(f, "rack/loading", H5T_C_S1, {5, 48});
        },
        "/rack/loading of another shape");
    row(
        "fewer rows",
        [](hid_t f) {
            put(f, "rack/loading", H5T_IEEE_F32LE, {4, 48});
        },
        "has 4 rows in /rack/loading");
    row("no owners", without("owners"), "no readable /owners");
    row("no owner of jobs", without("jobs/owner"), "no readable /jobs/owner");
}

void TestRecordingDamage::shapes()
{
    QFETCH(Edit, edit);
    QFETCH(QString, problem);
    write("bad.h5", m_good);
    const hid_t file = H5Fopen(qPrintable(path("bad.h5")), H5F_ACC_RDWR, H5P_DEFAULT);
    QVERIFY(file >= 0);
    edit(file);
    H5Fclose(file);
    const auto result = open("bad.h5");
    QVERIFY(!result.source);
    QVERIFY2(result.problem.find(problem.toStdString()) != std::string::npos, result.problem.c_str());
}

void TestRecordingDamage::notThere()
{
    QVERIFY(open("nothing.h5").problem.find("No such file or directory") != std::string::npos);
    QVERIFY(QDir(m_folder.path()).mkpath("folder.h5"));
    QVERIFY(open("folder.h5").problem.find("is no file") != std::string::npos);
    write("secret.h5", m_good);
    QFile::setPermissions(path("secret.h5"), {});
    if (geteuid() != 0)
        QVERIFY(open("secret.h5").problem.find("Permission denied") != std::string::npos);
}

/// Bytes of the library's own tables: most are noticed by its sums. What is not damages values only.
void TestRecordingDamage::anyByteWrong()
{
    std::mt19937 random(7);
    int noticed = 0;
    for (int i = 0; i < 150; ++i) {
        QByteArray bytes = m_good;
        // Tables lie at the start of pages.
        const auto at = qsizetype(random() % std::uint32_t(bytes.size() / 4096)) * 4096 + qsizetype(random() % 300);
        for (int n = 0; n < 4 && at + n < bytes.size(); ++n)
            bytes[at + n] = char(random());
        write("bad.h5", bytes);
        const auto result = open("bad.h5");
        noticed += result.source ? 0 : 1;
        QCOMPARE(result.source == nullptr, !result.problem.empty());
        if (result.source)
            for (const double timeS : {0.0, 2.0, 4.0})
                QCOMPARE(result.source->frame(timeS, {})->rackState.size(), std::size_t(m_campus.rackCount()));
    }
    QVERIFY2(noticed >= 2, qPrintable(QString::number(noticed)));
}

void TestRecordingDamage::cutAnywhere()
{
    std::mt19937 random(8);
    for (int i = 0; i < 60; ++i) {
        QByteArray bytes = m_good;
        bytes.truncate(random() % std::uint32_t(bytes.size()));
        if (i % 2 && bytes.size() > 48)
            bytes[11] = 5; // as if its writer had been killed
        write("bad.h5", bytes);
        const auto result = open("bad.h5");
        QVERIFY(!result.source && !result.problem.empty());
    }
}

/// A chunk that can't be found while it plays: missing and said so, never zero.
void TestRecordingDamage::holeInTheMiddle()
{
    write("bad.h5", m_good);
    auto result = open("bad.h5");
    QVERIFY(result.source);
    QVERIFY(QFile::resize(path("bad.h5"), 4096));
    const FramePtr frame = result.source->frame(3, {});
    for (const std::uint16_t q : frame->rack[std::size_t(Metric::RackPower)])
        QCOMPARE(q, kMissing16);
    QCOMPARE(frame->stateCounts[std::size_t(DataState::Missing)], m_campus.rackCount());
    QVERIFY2(frame->source.find("can't be read at this time") != std::string::npos, frame->source.c_str());
}

QTEST_GUILESS_MAIN(TestRecordingDamage)
#include "tst_recordingdamage.moc"
