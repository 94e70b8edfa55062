// labels: sanitize
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "app/rollout/figures.h"
#include "app/rollout/sources.h"
#include "tests/support/rolloutsketch.h"

#include <QtTest>

using namespace gigahall;
using namespace gigahall::app;

/// What was announced is of the layout that says so, and of no other.
class TestAppAnnounced : public QObject
{
    Q_OBJECT

private slots:
    void isOfItsLayout();

private:
    const std::shared_ptr<const model::Campus> m_campus = std::make_shared<const model::Campus>(tests::datedCampus());
    const model::Plan m_plan = tests::shortPlan(*m_campus);
    const std::shared_ptr<const model::Rollout> m_rollout = model::makeRollout(*m_campus, m_plan);
};

void TestAppAnnounced::isOfItsLayout()
{
    model::Campus campus = *m_campus;
    const auto& curve = m_rollout->curve;
    const auto words = [&](const QLocale& locale) {
        QString out;
        for (const RolloutFigure& figure : headlines(campus, curve.whole(), curve.whole(), {}, locale))
            out += figure.hint + '|';
        for (const RolloutFigure& figure : details(campus, curve.whole(), curve.whole(), false, locale))
            out += figure.name + ' ' + figure.value + ' ' + figure.hint + '|';
        for (const SourceNote& note : sourceNotes(campus, m_plan, locale))
            out += note.title + ' ' + note.lines.join(' ') + '|';
        return out + costNote(campus, 10'000'000'000, locale).lines.join(' ');
    };
    for (const char* unsaid : {"nnounced", "stake", "tranche"})
        QVERIFY2(!words(QLocale::c()).contains(unsaid), qPrintable(words(QLocale::c())));
    campus.announced = model::Announcement{
        {"By a mayor, May 2026", "Vom B\u00fcrgermeister"}, {{"Two gigawatts.", "Zwei."}}, 2, 4e6, 5.5e6, 20, 10};
    const QString said = words(QLocale::c());
    for (const char* expected : {"Announced: 2.00", "By a mayor, May 2026|", "GPUs announced 4 to 5.5 million",
             "By a mayor, May 2026 Two gigawatts.", "The announced 20 bn US$", "tranches of 10 bn"})
        QVERIFY2(said.contains(expected), qPrintable(said));
    QVERIFY(words(QLocale::German).contains(QString::fromUtf8("Vom B\u00fcrgermeister Zwei.")));
    campus.announced = model::Announcement{{"A leak", {}}, {}, 0, 300, 400};
    QVERIFY2(words(QLocale::c()).contains("300 to 400"), qPrintable(words(QLocale::c())));
    QVERIFY(!words(QLocale::c()).contains("stake"));
}

QTEST_GUILESS_MAIN(TestAppAnnounced)
#include "tst_appannounced.moc"
