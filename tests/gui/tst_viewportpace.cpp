// When new values are asked for in a picture, and how much of them the first one shows. A presenter that draws nothing
// answers when the test says so.

#include "app/viewport/viewportwidget.h"
#include "model/simulation/simulator.h"
#include "tests/gui/guitest.h"

using namespace gigahall;
using app::Picture;

namespace {

class IdlePresenter : public app::Presenter
{
public:
    std::vector<Picture> pictures;
    std::vector<bool> replacedBoth;

    void open(std::shared_ptr<const app::Session>) override { emit opened({"test", "test", true}); }
    void setPlanes(std::shared_ptr<const app::OverlayPlanes>, bool both) override { replacedBoth.push_back(both); }
    void draw(const Picture& picture) override { pictures.push_back(picture); }
    void hover(const Picture&, glm::uvec2) override { }
    void pick(const Picture&, glm::uvec2, std::function<void(render::Pick)>) override { }
    void exportPicture(const Picture&, std::function<void(QImage)>) override { }
    bool paint(QPainter&, const QRect&) override { return false; }
    void injectDeviceLoss() override { }

    /// The newest picture has taken so long.
    void answer(double wallMs)
    {
        app::Drawn made;
        made.serial = pictures.back().serial;
        made.quality = pictures.back().quality;
        made.wallMs = wallMs;
        emit drawn(made);
    }
};

} // namespace

class TestViewportPace : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        std::vector<assets::Problem> problems;
        app::SessionOptions options;
        options.campus = "one-hall";
        m_session = app::Session::open(options, problems);
        QVERIFY(m_session != nullptr);
        model::Simulator simulator(*m_session->campus(), 1);
        m_frame = simulator.frame(43200, {});
        m_other = simulator.frame(43500, {});
    }
    void newValuesComeAsTheyAre_data();
    void newValuesComeAsTheyAre();
    void pacedValuesWaitForTheRestAndGetOnePicture();
    void whatLooksAsBeforeIsNotDrawn_data();
    void whatLooksAsBeforeIsNotDrawn();

private:
    /// A widget whose last picture with values took `wallMs`.
    std::unique_ptr<app::ViewportWidget> widget(IdlePresenter*& presenter, double wallMs)
    {
        auto made = std::make_unique<IdlePresenter>();
        presenter = made.get();
        auto viewport = std::make_unique<app::ViewportWidget>(std::move(made));
        viewport->resize(320, 200);
        viewport->show();
        viewport->open(m_session);
        viewport->setFrame(m_frame, {}, 0);
        presenter->answer(wallMs);
        presenter->pictures.clear();
        presenter->replacedBoth.clear();
        return viewport;
    }

    std::shared_ptr<const app::Session> m_session;
    model::FramePtr m_frame, m_other;
};

void TestViewportPace::newValuesComeAsTheyAre_data()
{
    QTest::addColumn<double>("fadeSeconds");
    QTest::addColumn<bool>("paced");
    QTest::addColumn<bool>("whole"); ///< in the first picture
    QTest::addColumn<bool>("atOnce"); ///< asked for before setFrame() returns
    QTest::newRow("somebody waits") << 0.0 << false << true << true;
    QTest::newRow("live") << 0.0 << true << true << true;
    QTest::newRow("simulated") << 1000.0 << true << false << false;
}

void TestViewportPace::newValuesComeAsTheyAre()
{
    QFETCH(double, fadeSeconds);
    QFETCH(bool, paced);
    QFETCH(bool, whole);
    QFETCH(bool, atOnce);
    IdlePresenter* presenter = nullptr;
    const auto viewport = widget(presenter, 0);
    viewport->setFrame(m_other, {}, fadeSeconds, paced);
    QCOMPARE(!presenter->pictures.empty(), atOnce);
    QTRY_VERIFY(!presenter->pictures.empty());
    QCOMPARE(presenter->pictures.front().blend == 1, whole);
    QCOMPARE(presenter->replacedBoth, std::vector<bool>{whole});
}

/// A hundred frames on a slow device, as a flood of live values makes them: one picture, after the rest.
void TestViewportPace::pacedValuesWaitForTheRestAndGetOnePicture()
{
    IdlePresenter* presenter = nullptr;
    const auto viewport = widget(presenter, 150);
    for (int i = 0; i < 100; ++i)
        viewport->setFrame(i % 2 ? m_frame : m_other, {}, 0, true);
    QVERIFY(presenter->pictures.empty());
    QTRY_COMPARE(presenter->pictures.size(), std::size_t(1));
    QVERIFY(!viewport->atRest());
    presenter->answer(150);
    QVERIFY(viewport->atRest());
}

void TestViewportPace::whatLooksAsBeforeIsNotDrawn_data()
{
    QTest::addColumn<int>("change"); ///< what is different in the new frame
    QTest::addColumn<bool>("drawn");
    QTest::newRow("time alone") << 0 << false;
    QTest::newRow("a value") << 1 << true;
    QTest::newRow("power, which labels tell") << 2 << true;
    QTest::newRow("a state") << 3 << true;
}

void TestViewportPace::whatLooksAsBeforeIsNotDrawn()
{
    QFETCH(int, change);
    QFETCH(bool, drawn);
    IdlePresenter* presenter = nullptr;
    const auto viewport = widget(presenter, 0);
    auto next = std::make_shared<model::TelemetryFrame>(*m_frame);
    next->timeS += 1;
    next->serial += 1;
    if (change == 1)
        next->rack[std::size_t(model::Metric::GpuUtilization)][0] ^= 1;
    if (change == 2)
        next->rack[std::size_t(model::Metric::RackPower)][0] ^= 1;
    if (change == 3)
        next->rackState[0] = model::DataState::Stale;
    viewport->setFrame(next, {}, 0, true);
    QCOMPARE(!presenter->pictures.empty(), drawn);
    QCOMPARE(!presenter->replacedBoth.empty(), drawn);
}

GIGAHALL_GUI_TEST(TestViewportPace)

#include "tst_viewportpace.moc"
