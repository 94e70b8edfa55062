// labels: sanitize threads
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "tests/support/twincampus.h"

#include <QTest>
#include <oneapi/tbb/global_control.h>

using namespace gigahall::model;
using namespace gigahall::tests;

/// The same bytes whoever computes.
class TestTwinThreads : public QObject
{
    Q_OBJECT

private slots:
    void sameTwiceAndByAnyThreads()
    {
        const Campus campus = loadCampus("default");
        Twin twin(campus);
        std::mt19937 random(3);
        const TwinLoad load = randomLoad(twin, random);
        TwinConditions conditions;
        conditions.dryBulbC = 38;
        conditions.outages
            = {{AssetId(AssetKind::Hall, 1), AssetId(AssetKind::Plant, 7)}, {AssetId(AssetKind::Plant, 99)}};
        const auto run = [&](Twin& by) {
            std::pair<TwinResult, TwinResult> results;
            by.steady(load, conditions, results.first);
            TwinState state = by.settle(load, conditions);
            for (int i = 0; i < 4; ++i)
                by.step(load, conditions, 5, state, results.second);
            return results;
        };
        const auto first = run(twin), again = run(twin);
        QVERIFY(sameBytes(first.first, again.first) && sameBytes(first.second, again.second));
        for (const std::size_t threads : {1, 2, 5}) {
            const oneapi::tbb::global_control limit(oneapi::tbb::global_control::max_allowed_parallelism, threads);
            Twin other(campus);
            const auto results = run(other);
            QVERIFY(sameBytes(first.first, results.first) && sameBytes(first.second, results.second));
        }
    }
};

QTEST_APPLESS_MAIN(TestTwinThreads)
#include "tst_twinthreads.moc"
