// labels: sanitize
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "model/feeds/mqttsubscriptions.h"

#include <QTest>

using namespace gigahall::model;

/// What a client knows of its subscriptions, before brokers that lose their answers.
class TestMqttSubscriptions : public QObject
{
    Q_OBJECT

private slots:
    void answersSettle();
    void refusalAfterwardsIsTold();
    void lostAnswerIsAskedForAgain();
    void messagesAreAnAnswer();
    void lateAnswersCount();
};

namespace {

using Indices = std::vector<std::size_t>;
const std::vector<std::string> kFilters = {"meta/#", "value/+/x"};

} // namespace

void TestMqttSubscriptions::answersSettle()
{
    MqttSubscriptions s;
    QVERIFY(!s.becameSettled());
    QCOMPARE(s.due(2, 100), Indices({0, 1}));
    s.asked(0, 7, 100);
    s.asked(1, 8, 100);
    QCOMPARE(s.due(2, 100.1), Indices());
    QCOMPARE(s.answered(8), 1u);
    QVERIFY(!s.becameSettled());
    QCOMPARE(s.answered(99), MqttSubscriptions::kNone);
    QCOMPARE(s.answered(7), 0u);
    QVERIFY(s.becameSettled());
    QVERIFY(!s.becameSettled()); // told
    QCOMPARE(s.due(2, 1000), Indices());
    QCOMPARE(s.due(3, 1000), Indices({2})); // one more is wanted
    QVERIFY(!s.becameSettled());
    s.asked(2, 9, 1000);
    QCOMPARE(s.answered(9), 2u);
    QVERIFY(s.becameSettled());
}

void TestMqttSubscriptions::refusalAfterwardsIsTold()
{
    MqttSubscriptions s;
    QCOMPARE(s.due(1, 0), Indices({0}));
    s.asked(0, 1, 0);
    s.heard(kFilters, "meta/a");
    QCOMPARE(s.due(1, 5), Indices());
    QVERIFY(s.becameSettled());
    QCOMPARE(s.answered(1), 0u);
    QVERIFY(s.becameSettled());
}

void TestMqttSubscriptions::lostAnswerIsAskedForAgain()
{
    MqttSubscriptions s;
    QCOMPARE(s.due(1, 0), Indices({0}));
    s.asked(0, 1, 0);
    double nowS = 0;
    std::vector<double> pauses;
    for (int id = 2; id < 8; ++id) {
        const double beforeS = nowS;
        while (s.due(1, nowS).empty())
            nowS += 0.5;
        pauses.push_back(nowS - beforeS);
        s.asked(0, id, nowS);
    }
    QCOMPARE(pauses, std::vector<double>({3, 6, 12, 24, 30, 30}));
    QVERIFY(!s.becameSettled());
}

void TestMqttSubscriptions::messagesAreAnAnswer()
{
    MqttSubscriptions s;
    s.heard(kFilters, "meta/a"); // nothing is subscribed to yet
    QCOMPARE(s.due(2, 0), Indices({0, 1}));
    s.asked(0, 1, 0);
    s.asked(1, 2, 0);
    s.heard(kFilters, "meta/a");
    s.heard(kFilters, "value/a/y"); // of neither
    QCOMPARE(s.due(2, 1), Indices());
    QVERIFY(!s.becameSettled()); // the answer may still be on its way, behind what was retained
    QCOMPARE(s.due(2, 4), Indices({1}));
    s.asked(1, 3, 4);
    s.heard(kFilters, "value/a/x");
    QCOMPARE(s.due(2, 20), Indices());
    QVERIFY(s.becameSettled());
}

void TestMqttSubscriptions::lateAnswersCount()
{
    MqttSubscriptions s;
    QCOMPARE(s.due(1, 0), Indices({0}));
    s.asked(0, 1, 0);
    QCOMPARE(s.due(1, 3), Indices({0}));
    s.asked(0, 2, 3);
    QCOMPARE(s.answered(1), 0u); // to the first question
    QVERIFY(s.becameSettled());
}

QTEST_GUILESS_MAIN(TestMqttSubscriptions)
#include "tst_mqttsubscriptions.moc"
