// gigahall report: what is in the pages agrees with what other commands say, and nothing is left of one that failed.
#include "tests/support/program.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using gigahall::test::Answer;
using gigahall::test::runProgram;

namespace {

QString run(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished(60000);
    return QString::fromUtf8(process.readAllStandardOutput());
}

/// A page as text in rows, from 1.
QString pageText(const QString& pdf, int page)
{
    const QString number = QString::number(page);
    return run(QStringLiteral("pdftotext"), {"-layout", "-f", number, "-l", number, pdf, "-"});
}

int pageCount(const QString& pdf)
{
    for (const QString& line : run(QStringLiteral("pdfinfo"), {pdf}).split('\n'))
        if (line.startsWith(QLatin1String("Pages:")))
            return line.mid(6).trimmed().toInt();
    return 0;
}

/// The row that begins with `name`, its cells apart.
QStringList row(const QString& text, const QString& name)
{
    for (const QString& line : text.split('\n'))
        if (line.trimmed().startsWith(name))
            return line.trimmed().mid(name.size()).simplified().split(' ');
    return {};
}

} // namespace

class TestCliReport : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    /// Totals of the table, of the headline and of `info` are the same.
    void totalsAreThoseOfInfo()
    {
        const QString pdf = report("totals.pdf", {"--date", "2028-06-30"});
        QCOMPARE(pageCount(pdf), 5);
        const QJsonObject now = json({"info", "--json", "--date", "2028-06-30"})["inService"].toObject();
        const QLocale english(QLocale::English, QLocale::UnitedStates);
        const QString table = pageText(pdf, 3);
        const QStringList campus = row(table, "Campus"), quarter = row(table, "30 Jun 2028");
        QCOMPARE(campus.value(3), english.toString(now["racks"].toInt()));
        QCOMPARE(campus.value(4), english.toString(qlonglong(now["gpus"].toDouble())));
        QCOMPARE(campus.value(1), english.toString(qRound(now["facilityMw"].toDouble())));
        QCOMPARE(quarter, campus);
        const QString first = pageText(pdf, 1);
        QVERIFY2(first.contains(campus[1]) && first.contains("On 30 Jun 2028"), qPrintable(first));
        QVERIFY(pageText(pdf, 2).contains("Phase 10"));
        const QString last = pageText(pdf, 5);
        QVERIFY2(last.contains("letter of intent") && last.contains("--date 2028-06-30"), qPrintable(last));
    }

    /// What slips is in the figures, and what it costs beside the plan.
    void slips()
    {
        const QString pdf = report("slips.pdf", {"--date", "2027-06-30", "--shift", "P02=6mo"});
        const QJsonObject now
            = json({"info", "--json", "--date", "2027-06-30", "--shift", "P02=6mo"})["inService"].toObject();
        QCOMPARE(row(pageText(pdf, 3), "Campus").value(3),
            QLocale(QLocale::English, QLocale::UnitedStates).toString(now["racks"].toInt()));
        const QString plan = pageText(pdf, 2);
        QVERIFY2(plan.contains("What if: Phase 2 +18") && plan.contains("GPU-months"), qPrintable(plan));
        QVERIFY(pageText(pdf, 1).contains("what if") && pageText(pdf, 1).contains("P02=18")); // title and foot
        // However long that line gets, plan and curves share a page.
        QStringList many{"--date", "2027-06-30", "--language", "de"};
        for (const char* shift : {"P02=6mo", "P03=3mo", "P05-B1=30d", "P06=2mo", "P07=1mo"})
            many << "--shift" << shift;
        QCOMPARE(pageCount(report("many.pdf", many)), 5);
        QVERIFY(!pageText(report("planned.pdf", {"--date", "2027-06-30"}), 2).contains("What if"));
    }

    /// Two runs, one look: only the time of writing differs.
    void sameEveryTime()
    {
        const QStringList what{"one-hall", "--time", "40000", "--event", "39000 fail P01-B1-H1-R02"};
        const QString first = report("first.pdf", what), second = report("second.pdf", what);
        for (const QString& pdf : {first, second})
            run(QStringLiteral("pdftoppm"), {"-r", "50", "-png", pdf, pdf + ".page"});
        QCOMPARE(pageCount(first), 5);
        for (int page = 1; page <= 4; ++page) { // the last one has the command with its own --output
            const QString name = QStringLiteral(".page-%1.png").arg(page);
            const QImage one(first + name), other(second + name);
            QVERIFY(!one.isNull());
            QCOMPARE(one, other);
        }
        QVERIFY(pageText(first, 5).contains("--event '39000 fail P01-B1-H1-R02'"));
    }

    void inGerman()
    {
        const QString pdf = report("german.pdf", {"one-hall", "--language", "de", "--date", "2026-06-30"});
        QVERIFY(pageText(pdf, 1).contains("Am 30. Juni 2026"));
        QVERIFY2(pageText(pdf, 1).contains("simuliert (Startwert 1)"), qPrintable(pageText(pdf, 1)));
        QVERIFY(pageText(pdf, 5).contains("Quellen und Annahmen"));
        QCOMPARE(row(pageText(pdf, 3), "Campus").value(3), QString("0")); // still being built
    }

    void mistakes_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("error");
        QTest::newRow("no output") << QStringList{} << 2 << "--output is required";
        QTest::newRow("another kind") << QStringList{"--output", "a.txt"} << 2 << "expected a file ending in .pdf";
        QTest::newRow("no day") << QStringList{"--output", "a.pdf", "--date", "2028-02-30"} << 2 << "YYYY-MM-DD";
        QTest::newRow("no such place") << QStringList{"one-hall", "--output", "/no/such/place/a.pdf"} << 1
                                       << "/no/such/place/a.pdf: cannot be written";
        QTest::newRow("no such hall") << QStringList{"one-hall", "--output", "a.pdf", "--view", "hall:X"} << 1 << "X";
    }
    void mistakes()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, error);
        for (QString& argument : arguments)
            if (argument.startsWith("a."))
                argument = m_folder.filePath(argument);
        const Answer answer = runProgram(QStringList{"report"} + arguments);
        QCOMPARE(answer.exitCode, code);
        QVERIFY2(answer.error.contains(error), qPrintable(answer.error));
        QVERIFY(QDir(m_folder.path()).entryList({"a.*"}).isEmpty());
    }

private:
    QString report(const QString& name, const QStringList& more)
    {
        const QString pdf = m_folder.filePath(name);
        const Answer answer = runProgram(QStringList{"report", "--output", pdf} + more);
        if (answer.exitCode != 0)
            QTest::qFail(qPrintable(answer.error), __FILE__, __LINE__);
        return pdf;
    }
    static QJsonObject json(const QStringList& arguments)
    {
        return QJsonDocument::fromJson(runProgram(arguments).out.toUtf8()).object();
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestCliReport)
#include "tst_clireport.moc"
