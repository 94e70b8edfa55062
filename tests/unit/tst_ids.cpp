// labels: sanitize
#include "model/campus/ids.h"
#include "model/campus/namelist.h"
#include "model/campus/namepattern.h"

#include <QTest>

using namespace gigahall::model;

class TestIds : public QObject
{
    Q_OBJECT

private slots:
    void packing_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<quint32>("index");
        for (int kind = 1; kind <= static_cast<int>(AssetKind::Shell); ++kind)
            for (const quint32 index : {0u, 1u, 4'423'679u, AssetId::kMaxIndex})
                QTest::addRow("%d/%u", kind, index) << kind << index;
    }
    void packing()
    {
        QFETCH(int, kind);
        QFETCH(quint32, index);
        const AssetId id(static_cast<AssetKind>(kind), index);
        QCOMPARE(static_cast<int>(id.kind()), kind);
        QCOMPARE(id.index(), index);
        QVERIFY(id.isValid());
        QCOMPARE(AssetId(id.value), id);
    }

    void orderIsKindThenIndex()
    {
        QVERIFY(AssetId(AssetKind::Hall, AssetId::kMaxIndex) < AssetId(AssetKind::Row, 0));
        QVERIFY(AssetId(AssetKind::Rack, 7) < AssetId(AssetKind::Rack, 8));
        QVERIFY(!AssetId().isValid());
    }

    void nameList()
    {
        NameList names;
        names.push_back("first");
        names.push_back("");
        names.push_back("third");
        QCOMPARE(names.size(), 3u);
        QVERIFY(names[0] == "first" && names[1].empty() && names[2] == "third");
    }

    void pattern_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("name");
        QTest::newRow("rack") << "{phase}-B{building}-H{hall}-R{row:02}-K{rack:02}"
                              << "P03-B2-H1-R07-K05";
        QTest::newRow("no fields") << "fixed"
                                   << "fixed";
        QTest::newRow("wide") << "{rack:04}{row}"
                              << "00057";
        QTest::newRow("plant") << "{parent}/{tag}-{n:03}"
                               << "P03-B2/CDU-123";
        QTest::newRow("narrow") << "{n:02}"
                                << "123";
    }
    void pattern()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, name);
        static constexpr std::string_view kAll[] = {"phase", "building", "hall", "row", "rack", "n", "tag", "parent"};
        const auto parsed = NamePattern::parse(pattern.toStdString(), kAll);
        QVERIFY2(parsed.pattern, parsed.error.c_str());
        std::string out;
        parsed.pattern->appendTo(out,
            {.phase = "P03",
                .parent = "P03-B2",
                .tag = "CDU",
                .building = 2,
                .hall = 1,
                .row = 7,
                .rack = 5,
                .n = 123});
        QCOMPARE(QString::fromStdString(out), name);
    }

    void badPattern_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("error");
        QTest::newRow("empty") << ""
                               << "is empty";
        QTest::newRow("open") << "R{row"
                              << "'{' without '}' at character 2";
        QTest::newRow("close") << "R}"
                               << "'}' without '{' at character 2";
        QTest::newRow("nested") << "{r{row}}"
                                << "'{' without '}'";
        QTest::newRow("unknown") << "{floor}"
                                 << "unknown field {floor}; expected one of {row}, {rack}";
        QTest::newRow("not here") << "{hall}"
                                  << "unknown field {hall}";
        QTest::newRow("width") << "{row:2}"
                               << "bad width '2'";
        QTest::newRow("no width") << "{row:}"
                                  << "bad width ''";
    }
    void badPattern()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, error);
        static constexpr std::string_view kSome[] = {"row", "rack"};
        const auto parsed = NamePattern::parse(pattern.toStdString(), kSome);
        QVERIFY(!parsed.pattern);
        QVERIFY2(QString::fromStdString(parsed.error).contains(error), parsed.error.c_str());
    }
};

QTEST_APPLESS_MAIN(TestIds)
#include "tst_ids.moc"
