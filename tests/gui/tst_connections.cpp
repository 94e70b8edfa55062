#include "guitest.h"

#include "app/live/connectionsdialog.h"
#include "app/live/livesetup.h"
#include "app/window/translations.h"
#include "assets/import/profilefile.h"
#include "tests/support/fakehttp.h"
#include "tests/support/feedsink.h"
#include "tests/support/server.h"
#include "tests/support/tinycampus.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QProcess>

#include <map>

using namespace gigahall;
using app::SavedConnection;

namespace {

constexpr int kPatienceMs = 20000;

/// What a desktop has: entries by name. Can be made to refuse.
struct FakeStore
{
    std::map<std::string, std::string> entries;
    bool refuses = false;

    app::SecretStore store()
    {
        app::SecretStore out;
        out.read = [this](const std::string&, const std::string& name, const char* kind, std::string& problem) {
            const auto at = entries.find(name + "/" + kind);
            if (at == entries.end())
                problem = "there is no such entry";
            return at == entries.end() ? std::string() : at->second;
        };
        out.write = [this](const std::string& name, const char* kind, const QString& secret) {
            if (refuses)
                return QStringLiteral("it is locked");
            if (secret.isEmpty())
                entries.erase(name + "/" + kind);
            else
                entries[name + "/" + kind] = secret.toStdString();
            return QString();
        };
        return out;
    }
};

SavedConnection saved(const char* name, const std::string& url)
{
    SavedConnection out;
    out.connection.name = name;
    out.connection.url = url;
    out.profile = "generic";
    return out;
}

/// Three racks of the tiny campus and two of nobody.
bool answerRacks(const tests::FakeHttp::Request&, tests::FakeHttp::Reply& reply)
{
    return reply.answer(200,
        tests::promVector({{R"({"rack":"P01-B1-H1-R01-K01"})", "42"}, {R"({"rack":"P01-B1-H1-R01-K02"})", "43"},
                              {R"({"rack":"P01-B1-H1-R01-K03"})", "44"}, {R"({"rack":"nobody-1"})", "1"},
                              {R"({"rack":"nobody-2"})", "1"}},
            tests::wallS()));
}

} // namespace

/// The dialog of live sources: what it keeps, what it says, and where secrets go.
class TestConnections : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void addsAndKeeps();
    void testSaysWhatFits();
    void testSaysWhatIsWrong_data();
    void testSaysWhatIsWrong();
    void badCertificate();
    void orders();
    void secretsFollowTheName();
    void secretsStayWhereTheStoreRefuses();
    void namesOfOthersAreNotTaken();
    void secretsGoWithTheConnection();
    void unfinishedOnesAreKept();
    void windowSaysThatItConnects();

private:
    std::unique_ptr<app::ConnectionsDialog> dialog(std::vector<SavedConnection> connections)
    {
        app::ConnectionsHost host;
        host.profiles = assets::shippedProfiles();
        host.secrets = m_store.store();
        host.tryOut = [this](const SavedConnection& one, std::string& problem) -> std::shared_ptr<void> {
            std::vector<assets::Problem> problems;
            auto feeds = app::connectFeeds({one}, m_campus, problems);
            if (!feeds)
                problem = problems.front().text();
            return feeds;
        };
        host.healthOfTrial = [](const std::shared_ptr<void>& trial) {
            return static_cast<model::LiveFeeds*>(trial.get())->health().front().health;
        };
        host.health = [](const std::string&) { return model::FeedHealth(); };
        auto made = std::make_unique<app::ConnectionsDialog>(std::move(connections), std::move(host));
        made->setAttribute(Qt::WA_DeleteOnClose, false);
        made->show();
        return made;
    }
    static QAbstractButton* button(app::ConnectionsDialog& dialog, const char* name)
    {
        return dialog.findChild<QAbstractButton*>(QString::fromLatin1(name));
    }
    /// As one does it: all of the text anew, then on to the next field.
    static void type(app::ConnectionsDialog& dialog, const char* name, const QString& text)
    {
        auto* field = dialog.findChild<QLineEdit*>(QString::fromLatin1(name));
        field->setFocus();
        field->selectAll();
        QTest::keyClick(field, Qt::Key_Delete);
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Return);
    }
    static QString result(app::ConnectionsDialog& dialog) { return dialog.result().text(); }

    app::Translations m_translations;
    std::shared_ptr<const model::Campus> m_campus;
    FakeStore m_store;
};

void TestConnections::initTestCase()
{
    m_translations.use(QStringLiteral("en"));
    m_campus = std::make_shared<const model::Campus>(tests::makeTinyCampus());
}

void TestConnections::addsAndKeeps()
{
    auto made = dialog({});
    QSignalSpy changed(made.get(), &app::ConnectionsDialog::changed);
    QVERIFY(!button(*made, "testConnection")->isEnabled());
    button(*made, "addConnection")->click();
    QCOMPARE(made->list().count(), 1);
    QVERIFY(!button(*made, "testConnection")->isEnabled()); // no address yet
    QVERIFY(!made->findChild<QLabel*>(QStringLiteral("connectionMistake"))->text().isEmpty());
    type(*made, "name", QStringLiteral("GPUs"));
    type(*made, "url", QStringLiteral("http://localhost:9090"));
    made->findChild<QComboBox*>(QStringLiteral("profile"))->setEditText(QStringLiteral("dcgm-hosts"));
    type(*made, "headers", QStringLiteral("X-Scope-OrgID: a; X-B: c"));
    QVERIFY(button(*made, "testConnection")->isEnabled());
    QVERIFY(!changed.isEmpty());
    const SavedConnection& one = made->connections().front();
    QCOMPARE(one.connection.name, std::string("GPUs"));
    QCOMPARE(one.connection.url, std::string("http://localhost:9090"));
    QCOMPARE(one.profile, std::string("dcgm-hosts"));
    QCOMPARE(one.connection.headers.size(), std::size_t(2));
    QCOMPARE(made->list().item(0)->text(), QStringLiteral("GPUs"));
}

void TestConnections::testSaysWhatFits()
{
    tests::FakeHttp server(answerRacks);
    auto made = dialog({saved("racks", server.url())});
    QCOMPARE(server.requests(), 0); // nothing before it is asked for
    button(*made, "testConnection")->click();
    QVERIFY2(QTest::qWaitFor([&] { return result(*made).contains(QStringLiteral("3 racks matched")); }, kPatienceMs),
        qPrintable(result(*made)));
    QVERIFY2(result(*made).contains(QStringLiteral("2 keys unknown")), qPrintable(result(*made)));
    const QString details = made->findChild<QPlainTextEdit*>(QStringLiteral("connectionDetails"))->toPlainText();
    QVERIFY2(details.contains(QStringLiteral("nobody-1")), qPrintable(details));
}

void TestConnections::testSaysWhatIsWrong_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("profile");
    QTest::addColumn<QString>("mapping");
    QTest::addColumn<QString>("says");
    QTest::newRow("nobody listens") << "http://127.0.0.1:1"
                                    << "generic"
                                    << ""
                                    << "127.0.0.1:1";
    QTest::newRow("no such profile") << "http://127.0.0.1:1"
                                     << "dcgn"
                                     << ""
                                     << "dcgn";
    QTest::newRow("no such mapping") << "http://127.0.0.1:1"
                                     << "generic"
                                     << "/no/mapping.csv"
                                     << "/no/mapping.csv";
    QTest::newRow("profile of the other kind") << "http://127.0.0.1:1"
                                               << "dsx-bms"
                                               << ""
                                               << "is for MQTT";
}

void TestConnections::testSaysWhatIsWrong()
{
    QFETCH(QString, url);
    QFETCH(QString, profile);
    QFETCH(QString, mapping);
    QFETCH(QString, says);
    SavedConnection one = saved("a", url.toStdString());
    one.profile = profile.toStdString();
    one.mapping = mapping.toStdString();
    auto made = dialog({one});
    button(*made, "testConnection")->click();
    const auto* details = made->findChild<QPlainTextEdit*>(QStringLiteral("connectionDetails"));
    const auto said = [&] { return result(*made) + details->toPlainText(); };
    QVERIFY2(QTest::qWaitFor([&] { return said().contains(says); }, kPatienceMs), qPrintable(said()));
}

/// A server with a certificate of its own, as labs have them.
void TestConnections::badCertificate()
{
    const QString openssl = tests::Server::find(QStringLiteral("openssl"));
    if (openssl.isEmpty())
        QSKIP("no openssl here (Debian package openssl)");
    tests::Server server(openssl,
        QStringLiteral("s_server -quiet -www -accept %PORT% -cert %DIR%/own.pem -key %DIR%/own.key").split(' '));
    QProcess make;
    make.start(openssl,
        QStringLiteral("req -x509 -newkey rsa:2048 -nodes -keyout %1/own.key -out %1/own.pem -days 2 -subj /CN=own")
            .arg(server.folder())
            .split(' '));
    QVERIFY(make.waitForFinished(kPatienceMs) && make.exitCode() == 0);
    QVERIFY(server.start());
    auto made = dialog({saved("tls", "https://127.0.0.1:" + std::to_string(server.port()))});
    const auto* details = made->findChild<QPlainTextEdit*>(QStringLiteral("connectionDetails"));
    button(*made, "testConnection")->click();
    QVERIFY2(
        QTest::qWaitFor([&] { return details->toPlainText().contains(QStringLiteral("is not trusted")); }, kPatienceMs),
        qPrintable(details->toPlainText()));
}

void TestConnections::orders()
{
    auto made = dialog({saved("a", "http://a:1"), saved("b", "http://b:1"), saved("c", "http://c:1")});
    made->list().setCurrentRow(2);
    QVERIFY(!button(*made, "moveDown")->isEnabled());
    button(*made, "moveUp")->click();
    button(*made, "moveUp")->click();
    QVERIFY(!button(*made, "moveUp")->isEnabled());
    QSignalSpy asked(made.get(), &app::ConnectionsDialog::connectAsked);
    made->list().item(1)->setCheckState(Qt::Unchecked);
    button(*made, "connect")->click();
    QCOMPARE(asked.size(), 1);
    const auto all = asked.front().front().value<std::vector<SavedConnection>>();
    QCOMPARE(all.size(), std::size_t(3));
    QCOMPARE(all[0].connection.name, std::string("c"));
    QCOMPARE(all[1].connection.name, std::string("a"));
    QVERIFY(!all[1].enabled);
    QVERIFY(all[2].enabled);
}

void TestConnections::secretsFollowTheName()
{
    m_store = {};
    auto made = dialog({saved("old", "http://a:1"), saved("b", "http://b:1")});
    type(*made, "password", QStringLiteral("open sesame"));
    type(*made, "token", QStringLiteral("t0ken"));
    QCOMPARE(m_store.entries.at("old/password"), std::string("open sesame"));
    QCOMPARE(made->connections()[0].passwordFrom, std::string("keyring"));
    type(*made, "name", QStringLiteral("new name"));
    QCOMPARE(m_store.entries,
        (std::map<std::string, std::string>{{"new name/password", "open sesame"}, {"new name/token", "t0ken"}}));
    // A variable in the place of a password takes the password away.
    type(*made, "token", QStringLiteral("env:T"));
    QCOMPARE(m_store.entries.size(), std::size_t(1));
    QCOMPARE(made->connections()[0].tokenFrom, std::string("env:T"));
}

void TestConnections::secretsStayWhereTheStoreRefuses()
{
    m_store = {};
    SavedConnection one = saved("old", "http://a:1");
    one.passwordFrom = "keyring";
    m_store.entries["old/password"] = "x";
    auto made = dialog({one});
    m_store.refuses = true;
    type(*made, "name", QStringLiteral("new"));
    QCOMPARE(made->connections()[0].connection.name, std::string("old"));
    QVERIFY2(result(*made).contains(QStringLiteral("it is locked")), qPrintable(result(*made)));
    QCOMPARE(m_store.entries.count("old/password"), std::size_t(1));
}

/// Two of one name: nothing moves until it is a name of its own, and none is lost when the dialog goes before.
void TestConnections::namesOfOthersAreNotTaken()
{
    m_store = {};
    SavedConnection a = saved("a", "http://a:1"), b = saved("b", "http://b:1");
    a.passwordFrom = b.passwordFrom = "keyring";
    m_store.entries = {{"a/password", "of a"}, {"b/password", "of b"}};
    auto made = dialog({a, b});
    type(*made, "name", QStringLiteral("b"));
    QCOMPARE(m_store.entries.at("b/password"), std::string("of b"));
    QVERIFY(made->findChild<QLabel*>(QStringLiteral("connectionMistake"))->text().contains(QStringLiteral("another")));
    made->reject();
    QCOMPARE(made->connections()[0].connection.name, std::string("a"));
    QCOMPARE(m_store.entries.size(), std::size_t(2));
}

void TestConnections::secretsGoWithTheConnection()
{
    m_store = {};
    SavedConnection a = saved("a", "http://a:1");
    a.passwordFrom = a.tokenFrom = "keyring";
    m_store.entries = {{"a/password", "1"}, {"a/token", "2"}, {"other/password", "3"}};
    auto made = dialog({a, saved("b", "http://b:1")});
    button(*made, "removeConnection")->click();
    QCOMPARE(made->list().count(), 1);
    QCOMPARE(m_store.entries, (std::map<std::string, std::string>{{"other/password", "3"}}));
    QCOMPARE(made->findChild<QLineEdit*>(QStringLiteral("name"))->text(), QStringLiteral("b"));
}

/// Added, not yet filled in, closed: still there the next time, and so are the others.
void TestConnections::unfinishedOnesAreKept()
{
    app::ViewOptions options = test::options();
    test::OpenWindow open(options);
    QVERIFY(open.ok);
    const auto ask = [&] {
        open.window->action(QStringLiteral("connections"))->trigger();
        return open.window->findChild<app::ConnectionsDialog*>();
    };
    app::ConnectionsDialog* first = ask();
    button(*first, "addConnection")->click();
    type(*first, "url", QStringLiteral("http://localhost:9090"));
    button(*first, "addConnection")->click();
    first->reject();
    QTRY_VERIFY(open.window->findChild<app::ConnectionsDialog*>() == nullptr);
    app::ConnectionsDialog* second = ask();
    QCOMPARE(second->list().count(), 2);
    QCOMPARE(second->connections()[0].connection.url, std::string("http://localhost:9090"));
    second->reject();
}

void TestConnections::windowSaysThatItConnects()
{
    std::atomic<bool> answers = false;
    tests::FakeHttp server([&](const tests::FakeHttp::Request& request, tests::FakeHttp::Reply& reply) {
        for (int i = 0; i < 500 && !answers; ++i)
            if (reply.sleep(20))
                return false;
        return answerRacks(request, reply);
    });
    test::OpenWindow open;
    QVERIFY(open.ok);
    auto* label = open.window->findChild<QLabel*>(QStringLiteral("timeSource"));
    const auto says = [label](const char* text) { return [=] { return label->text() == QLatin1String(text); }; };
    open.window->connectLive({saved("slow", server.url())});
    QVERIFY(QTest::qWaitFor(says("connecting"), kPatienceMs));
    answers = true;
    // Keys that nobody knows are told where one looks.
    const auto live = [label] { return label->text().startsWith(QStringLiteral("live, ")); };
    QVERIFY2(QTest::qWaitFor(live, kPatienceMs), qPrintable(label->text()));
    QVERIFY2(label->text().endsWith(QStringLiteral("keys unknown")), qPrintable(label->text()));
    QVERIFY2(label->toolTip().contains(QStringLiteral("racks matched")), qPrintable(label->toolTip()));
}

GIGAHALL_GUI_TEST(TestConnections)
#include "tst_connections.moc"
