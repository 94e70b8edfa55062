// Stories in the window: presenting by keys, recording by flying, video.
#include "app/story/storyfile.h"
#include "app/window/storydesk.h"
#include "app/window/storyeditor.h"
#include "app/window/videodialog.h"
#include "tests/gui/guitest.h"

#include <QComboBox>
#include <QFileInfo>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTableWidget>
#include <QTimer>

using namespace gigahall;

namespace {

app::Story threeKeys()
{
    app::Story story;
    story.title = {"Three", "Drei"};
    story.campus = "one-hall";
    for (int i = 0; i < 3; ++i) {
        app::StoryKey key;
        key.atS = 20 * i;
        key.camera.emplace();
        key.camera->eyeM = {34.0 + 20 * i, -266, 263};
        key.camera->targetM = {143, 91, 2};
        key.caption = model::LocalizedText{"Key " + std::to_string(i + 1), {}};
        story.keys.push_back(key);
    }
    story.keys.back().holdS = 5;
    return story;
}

std::unique_ptr<app::StagedStory> stage(const app::Story& story, std::vector<assets::Problem>& problems)
{
    return app::stageStory(story, "test.story.json", problems);
}

app::StoryReel::Open opener(const app::Story& story)
{
    return [story](std::vector<assets::Problem>& problems) { return stage(story, problems); };
}

const app::StageOptions kLook; // named: GCC 12 takes a temporary for uninitialised

struct OpenPlayer
{
    explicit OpenPlayer(const app::Story& story, bool paused = true)
    {
        player = std::make_unique<app::StoryPlayer>(opener(story), kLook, 0, paused);
        player->setAttribute(Qt::WA_DeleteOnClose, false);
        player->resize(480, 270);
        player->show();
        ok = QTest::qWaitFor([this] { return player->isOpen() && !player->picture().isNull(); }, 60000);
    }
    void press(Qt::Key key) const { QTest::keyClick(player.get(), key); }
    bool shows(double atS) const
    {
        return QTest::qWaitFor([this, atS] { return player->pictureS() == atS; }, 60000);
    }

    std::unique_ptr<app::StoryPlayer> player;
    bool ok = false;
};

} // namespace

class TestStory : public QObject
{
    Q_OBJECT

private slots:
    void keysOfAPresentation_data();
    void keysOfAPresentation();
    void blackAndOut();
    void plays();
    void endsAndBeginsAnew();
    void saysWhatIsWrong();
    void recordsByFlying();
    void editsKeys();
    void editsCanBeUndone();
    void keyTakesAnotherView();
    void asksBeforeChangesAreLost_data();
    void asksBeforeChangesAreLost();
    void opensAsAFile();
    void makesAVideo();
    void cancelsAVideo();
};

void TestStory::keysOfAPresentation_data()
{
    QTest::addColumn<int>("next");
    QTest::addColumn<int>("before");
    QTest::newRow("arrows") << int(Qt::Key_Right) << int(Qt::Key_Left);
    QTest::newRow("up and down") << int(Qt::Key_Down) << int(Qt::Key_Up);
    QTest::newRow("clicker") << int(Qt::Key_PageDown) << int(Qt::Key_PageUp);
    QTest::newRow("enter") << int(Qt::Key_Return) << int(Qt::Key_Backspace);
}

void TestStory::keysOfAPresentation()
{
    QFETCH(int, next);
    QFETCH(int, before);
    const OpenPlayer open(threeKeys());
    QVERIFY(open.ok);
    QVERIFY(open.shows(0));
    const QImage first = open.player->picture();
    open.press(Qt::Key(next));
    QCOMPARE(open.player->key(), std::size_t(1));
    QVERIFY(open.shows(20));
    QVERIFY(open.player->picture() != first);
    open.press(Qt::Key(next));
    QVERIFY(open.shows(40));
    open.press(Qt::Key(next)); // there is none: its end
    QVERIFY(open.shows(45));
    open.press(Qt::Key(before)); // within the last key: to where it begins
    QVERIFY(open.shows(40));
    open.press(Qt::Key(before));
    QVERIFY(open.shows(20));
    open.press(Qt::Key_End);
    QVERIFY(open.shows(40));
    open.press(Qt::Key_Home);
    QVERIFY(open.shows(0));
    open.press(Qt::Key(before));
    QVERIFY(open.shows(0));
    QVERIFY(open.player->isPaused());
}

void TestStory::blackAndOut()
{
    const OpenPlayer open(threeKeys());
    QVERIFY(open.ok);
    const QImage before = open.player->grab().toImage();
    QVERIFY(test::colourCount(before) > 3);
    open.press(Qt::Key_B);
    QVERIFY(open.player->isBlack());
    QCOMPARE(test::colourCount(open.player->grab().toImage()), 1);
    open.press(Qt::Key_Period);
    QVERIFY(!open.player->isBlack());
    QVERIFY(test::colourCount(open.player->grab().toImage()) > 3);
    QSignalSpy closed(open.player.get(), &app::StoryPlayer::closed);
    open.press(Qt::Key_Escape);
    QCOMPARE(closed.size(), 1);
    QVERIFY(!open.player->isVisible());
}

void TestStory::plays()
{
    const OpenPlayer open(threeKeys(), false);
    QVERIFY(open.ok);
    QVERIFY(!open.player->isPaused());
    const double first = open.player->pictureS();
    QVERIFY(QTest::qWaitFor([&] { return open.player->pictureS() > first; }, 60000));
    open.press(Qt::Key_Space);
    QVERIFY(open.player->isPaused());
    const double stands = open.player->atS();
    QVERIFY(open.shows(stands));
    QTest::qWait(100);
    QCOMPARE(open.player->atS(), stands);
    open.press(Qt::Key_Space);
    QVERIFY(QTest::qWaitFor([&] { return open.player->pictureS() > stands; }, 60000));
}

void TestStory::endsAndBeginsAnew()
{
    const OpenPlayer open(threeKeys());
    QVERIFY(open.ok);
    open.player->seek(44.95);
    open.press(Qt::Key_Space);
    QVERIFY(QTest::qWaitFor([&] { return open.player->isPaused(); }, 60000));
    QVERIFY(open.shows(45));
    open.press(Qt::Key_Space);
    QVERIFY(!open.player->isPaused());
    QVERIFY(open.player->atS() < 30);
}

void TestStory::saysWhatIsWrong()
{
    app::Story story = threeKeys();
    story.keys[1].camera->eyeM = {130, 100, 5};
    app::StoryPlayer player(opener(story), kLook, 0, true);
    player.setAttribute(Qt::WA_DeleteOnClose, false);
    std::vector<assets::Problem> said;
    connect(&player, &app::StoryPlayer::failed, &player,
        [&](const std::vector<assets::Problem>& problems) { said = problems; });
    player.show();
    QVERIFY(QTest::qWaitFor([&] { return !said.empty(); }, 60000));
    QVERIFY(said.front().text().find("key 2 (20 s): the camera is 5.0 m up") != std::string::npos);
    QVERIFY(!player.isVisible());
}

void TestStory::recordsByFlying()
{
    const test::OpenWindow open;
    QVERIFY(open.ok);
    app::StoryDesk& desk = open.window->stories();
    const render::View first = open.window->viewport().view();
    QTest::keyClick(open.window.get(), Qt::Key_K);
    open.window->viewport().goTo({model::AssetKind::Hall, 0});
    QVERIFY(QTest::qWaitFor([&] { return open.window->viewport().atRest(); }, 60000));
    desk.addKeyHere();
    const app::Story& story = desk.editor().story();
    QCOMPARE(story.keys.size(), std::size_t(2));
    QCOMPARE(story.campus, std::string("one-hall"));
    QCOMPARE(story.keys[0].camera->eyeM, first.eyeM);
    QCOMPARE(story.keys[1].camera->eyeM, open.window->viewport().view().eyeM);
    QVERIFY(story.keys[1].atS > story.keys[0].atS);
    QCOMPARE(*story.keys[0].overlay.metric, open.window->overlay().metric);
    // What was recorded can be saved, read and played.
    QTemporaryDir folder;
    const QString path = folder.filePath("recorded.story.json");
    QVERIFY(desk.editor().save(path));
    std::vector<assets::Problem> problems;
    QVERIFY2(app::openStory(path.toStdString(), problems), problems.empty() ? "" : problems.front().text().c_str());
    QVERIFY(!desk.editor().isChanged());
}

void TestStory::editsKeys()
{
    app::StoryEditor editor;
    editor.setStory(threeKeys(), "three.story.json");
    auto* table = editor.findChild<QTableWidget*>("storyKeys");
    QCOMPARE(table->rowCount(), 3);
    table->item(1, 3)->setText("In between");
    table->item(1, 4)->setText("Dazwischen");
    table->item(1, 2)->setText("2027-06-30");
    QCOMPARE(editor.story().keys[1].caption->de, std::string("Dazwischen"));
    QVERIFY(editor.story().keys[1].date == model::parseDay("2027-06-30"));
    table->item(1, 2)->setText("some day"); // can't be read: as before
    QCOMPARE(table->item(1, 2)->text(), QStringLiteral("2027-06-30"));
    table->item(1, 0)->setText("60"); // moves behind the last
    QCOMPARE(editor.story().keys[2].caption->en, std::string("In between"));
    table->item(1, 0)->setText("60"); // there is one already
    QCOMPARE(table->item(1, 0)->text(), QStringLiteral("40"));
    table->selectRow(0);
    editor.removeKey();
    QCOMPARE(editor.story().keys.size(), std::size_t(2));
    QCOMPARE(editor.story().keys.front().atS, 0.0); // it begins at 0 all the same
    QVERIFY(app::parseStory(app::storyText(editor.story()), "e").story);
    table->selectRow(0);
    editor.addKey(threeKeys().keys[0]); // into the gap
    QVERIFY(editor.story().keys[1].atS > 0 && editor.story().keys[1].atS < editor.story().keys[2].atS);
}

void TestStory::editsCanBeUndone()
{
    app::StoryEditor editor;
    editor.show();
    QVERIFY(QTest::qWaitForWindowActive(&editor));
    editor.setStory(threeKeys(), "three.story.json");
    const std::string before = app::storyText(editor.story());
    auto* table = editor.findChild<QTableWidget*>("storyKeys");
    table->item(0, 3)->setText("Another");
    table->item(0, 1)->setText("7.5");
    QCOMPARE(editor.story().keys[0].holdS, 7.5);
    table->item(0, 1)->setText("long"); // no number: as before, and no edit
    QCOMPARE(table->item(0, 1)->text(), QString("7.5"));
    table->selectRow(1);
    editor.removeKey();
    editor.addKey(threeKeys().keys[0]);
    QCOMPARE(editor.undoStack().count(), 4);
    QVERIFY(editor.isChanged());
    const std::string after = app::storyText(editor.story());
    for (int i = 0; i < 4; ++i)
        QTest::keySequence(&editor, QKeySequence::Undo);
    QCOMPARE(app::storyText(editor.story()), before);
    QCOMPARE(table->rowCount(), 3);
    QVERIFY(!editor.isChanged());
    for (int i = 0; i < 4; ++i)
        QTest::keySequence(&editor, QKeySequence::Redo);
    QCOMPARE(app::storyText(editor.story()), after);
}

/// One flies elsewhere and gives a key that view; what it says stays.
void TestStory::keyTakesAnotherView()
{
    const test::OpenWindow open;
    QVERIFY(open.ok);
    app::StoryEditor& editor = open.window->stories().editor();
    const auto asksNobody = qScopeGuard([&] { editor.setStory(threeKeys(), {}); });
    editor.setStory(threeKeys(), {});
    editor.show();
    editor.findChild<QTableWidget*>("storyKeys")->selectRow(1);
    editor.findChild<QPushButton*>("storyReplace")->click();
    QCOMPARE(editor.story().keys[1].camera->eyeM, open.window->viewport().view().eyeM);
    QCOMPARE(*editor.story().keys[1].overlay.metric, open.window->overlay().metric);
    QCOMPARE(editor.story().keys[1].atS, 20.0);
    QCOMPARE(editor.story().keys[1].caption->en, std::string("Key 2"));
}

void TestStory::asksBeforeChangesAreLost_data()
{
    QTest::addColumn<int>("answer");
    QTest::addColumn<bool>("closes");
    QTest::addColumn<bool>("isSaved");
    QTest::newRow("save") << int(QMessageBox::Save) << true << true;
    QTest::newRow("discard") << int(QMessageBox::Discard) << true << false;
    QTest::newRow("cancel") << int(QMessageBox::Cancel) << false << false;
}

void TestStory::asksBeforeChangesAreLost()
{
    QFETCH(int, answer);
    QFETCH(bool, closes);
    QFETCH(bool, isSaved);
    const test::OpenWindow open;
    QVERIFY(open.ok);
    QTemporaryDir folder;
    const QString path = folder.filePath("three.story.json");
    app::StoryEditor& editor = open.window->stories().editor();
    const auto asksNobody = qScopeGuard([&] { editor.setStory(threeKeys(), path); });
    editor.setStory(threeKeys(), path);
    QVERIFY(open.window->stories().mayLeave()); // nothing was changed: nobody is asked
    editor.addKey(threeKeys().keys[0]);
    bool isAsked = false;
    QTimer::singleShot(0, &editor, [&] {
        auto* box = editor.findChild<QMessageBox*>();
        isAsked = box != nullptr;
        if (box)
            box->button(QMessageBox::StandardButton(answer))->click();
    });
    QCOMPARE(open.window->close(), closes);
    QVERIFY(isAsked);
    QCOMPARE(QFileInfo::exists(path), isSaved);
}

void TestStory::opensAsAFile()
{
    const test::OpenWindow open;
    QVERIFY(open.ok);
    QTemporaryDir folder;
    const QString path = folder.filePath("three.story.json");
    QCOMPARE(app::writeStory(path.toStdString(), threeKeys()), std::string());
    open.window->openFile(path);
    app::StoryPlayer* player = open.window->stories().player();
    QVERIFY(player);
    QVERIFY(QTest::qWaitFor([&] { return player->isOpen(); }, 60000));
    QCOMPARE(player->lengthS(), 45.0);
    player->close();
}

void TestStory::makesAVideo()
{
    app::Story story = threeKeys();
    story.keys.resize(2);
    story.keys[1].atS = 0.5;
    QTemporaryDir folder;
    app::VideoDialog dialog(opener(story), "three", kLook);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    dialog.findChild<QLineEdit*>("videoOutput")->setText(folder.filePath("v%02d.png"));
    auto* size = dialog.findChild<QComboBox*>("videoSize");
    size->addItem("small", QSize(160, 90));
    size->setCurrentIndex(size->count() - 1);
    auto* rate = dialog.findChild<QComboBox*>("videoRate");
    rate->setCurrentIndex(rate->findData(10));
    QSignalSpy ended(&dialog, &app::VideoDialog::ended);
    dialog.start();
    QVERIFY(dialog.isRunning());
    QVERIFY(ended.wait(60000));
    QCOMPARE(ended.front().at(1).toString(), QString());
    QCOMPARE(ended.front().at(2).toBool(), false);
    QCOMPARE(QDir(folder.path()).entryList({"v*.png"}).size(), 5);
}

void TestStory::cancelsAVideo()
{
    QTemporaryDir folder;
    app::VideoDialog dialog(opener(threeKeys()), "three", kLook);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    dialog.findChild<QLineEdit*>("videoOutput")->setText(folder.filePath("v%02d.png"));
    QSignalSpy ended(&dialog, &app::VideoDialog::ended);
    dialog.start();
    QVERIFY(QTest::qWaitFor([&] { return QDir(folder.path()).entryList({"v*.png"}).size() > 1; }, 60000));
    dialog.cancel();
    QVERIFY(ended.wait(60000));
    QVERIFY(ended.front().at(2).toBool());
    QCOMPARE(QDir(folder.path()).entryList({"v*"}).size(), 0);
}

GIGAHALL_GUI_TEST(TestStory)
#include "tst_story.moc"
