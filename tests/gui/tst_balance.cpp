#include "guitest.h"

#include "app/docks/balancepanel.h"
#include "app/theme/theme.h"
#include "app/window/translations.h"
#include "tests/support/balances.h"

#include <QAction>
#include <QClipboard>
#include <QHelpEvent>
#include <QLabel>
#include <QSvgRenderer>
#include <QToolTip>

using namespace gigahall;
using model::EnergyNode;

class TestBalance : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void figuresAreShown();
    void residualWarns();
    void withoutSimulation();
    void tooltipsAreExact();
    void hoverStandsOut();
    void keysWalkThroughStations();
    void coloursOfBothThemes_data();
    void coloursOfBothThemes();
    void narrowDocks();
    void copiesTable();
    void savesPictures();
    void speaksGerman();
    void scalesWithFont();

private:
    static QString text(const app::BalancePanel& panel, const char* name)
    {
        return panel.findChild<QLabel*>(QLatin1String(name))->text().replace(QChar(0x202f), QLatin1Char(' '));
    }
    static std::unique_ptr<app::BalancePanel> shown(QSize size = {900, 520})
    {
        auto panel = std::make_unique<app::BalancePanel>();
        panel->setLocale(QLocale(QLocale::English, QLocale::UnitedStates));
        panel->resize(size);
        panel->setBalance(test::campusBalance(), QStringLiteral("USD"));
        panel->show();
        QCoreApplication::processEvents();
        return panel;
    }
    static std::size_t ribbon(const app::SankeyView& view, EnergyNode from, EnergyNode to)
    {
        const app::SankeyLayout& layout = view.diagram();
        for (std::size_t r = 0; r < layout.ribbons.size(); ++r) {
            const model::EnergyFlow& flow = view.balance()->flows[layout.ribbons[r].flow];
            if (flow.from == from && flow.to == to)
                return r;
        }
        return layout.ribbons.size();
    }
    /// Just behind the bar it leaves, where nothing crosses it and no label lies: a quarter of its height from its top.
    static QPointF inside(const app::SankeyView& view, std::size_t number)
    {
        const app::SankeyRibbon& one = view.diagram().ribbons[number];
        return one.spine.front() + QPointF(5, -0.25 * one.heightPx);
    }
};

void TestBalance::initTestCase()
{
    app::applyTheme(*qApp, app::ThemeKind::Dark);
}

void TestBalance::figuresAreShown()
{
    const auto panel = shown();
    QCOMPARE(text(*panel, "supplied"), QStringLiteral("6,600 MW"));
    QCOMPARE(text(*panel, "it"), QStringLiteral("5,700 MW"));
    QCOMPARE(text(*panel, "pue"), QStringLiteral("1.154"));
    QCOMPARE(text(*panel, "losses"), QStringLiteral("180 MW"));
    QCOMPARE(text(*panel, "residual"), QStringLiteral("Residual: power 1.2e-12, heat 3.4e-9"));
    const QString rates = text(*panel, "rates");
    QVERIFY2(rates.contains(QStringLiteral("2,310 t/h")), qPrintable(rates));
    QVERIFY2(rates.contains(QStringLiteral("396,000\u00a0USD\u00a0per\u00a0h")), qPrintable(rates));
    QVERIFY2(rates.contains(QStringLiteral("1,430 m")), qPrintable(rates));
    for (const auto* label : panel->findChildren<QLabel*>())
        QVERIFY(label->textInteractionFlags().testFlag(Qt::TextSelectableByMouse));
    QCOMPARE(panel->view().accessibleName(), QStringLiteral("Energy balance"));
    QVERIFY(panel->view().accessibleDescription().contains(QStringLiteral("Compute")));
    QVERIFY(panel->view().sizeHint().width() > 200);
}

void TestBalance::residualWarns()
{
    const auto panel = shown();
    const auto* label = panel->findChild<QLabel*>(QStringLiteral("residual"));
    const QColor warning = app::themeColours(app::ThemeKind::Dark).warning;
    const auto warns = [&] {
        return label->palette().color(QPalette::WindowText) == warning && label->text().startsWith(QChar(0x25b2));
    };
    QVERIFY(!warns());
    model::EnergyBalance wrong = test::campusBalance();
    wrong.heatResidualKw = 2e-6 * wrong.heatInKw;
    panel->setBalance(wrong);
    QVERIFY(warns());
    wrong.heatResidualKw = std::numeric_limits<double>::quiet_NaN();
    panel->setBalance(wrong);
    QVERIFY(warns());
    panel->setBalance(test::campusBalance());
    QVERIFY(!warns());
}

void TestBalance::withoutSimulation()
{
    const auto panel = shown();
    panel->setBalance({});
    QCoreApplication::processEvents();
    QCOMPARE(text(*panel, "supplied"), QString(QChar(0x2013)));
    QVERIFY(!panel->findChild<QLabel*>(QStringLiteral("residual"))->isVisible());
    QVERIFY(!panel->findChild<QAction*>(QStringLiteral("copyTable"))->isEnabled());
    QCOMPARE(panel->view().accessibleDescription(), QStringLiteral("No simulation"));
    QVERIFY(panel->view().describeAt({100, 100}).isEmpty());
    QTest::mouseMove(&panel->view(), {100, 100});
    QTest::keyClick(&panel->view(), Qt::Key_Right);
    QVERIFY(test::colourCount(panel->view().grab().toImage()) > 1);
    panel->setBalance(model::EnergyBalance{});
    QVERIFY(test::colourCount(panel->view().grab().toImage()) > 1);
    QCOMPARE(text(*panel, "pue"), QString(QChar(0x2013)));
}

void TestBalance::tooltipsAreExact()
{
    const auto panel = shown();
    app::SankeyView& view = panel->view();
    const std::size_t compute = ribbon(view, EnergyNode::Distribution, EnergyNode::Compute);
    const QPointF place = inside(view, compute);
    QString said = view.describeAt(place).replace(QChar(0x202f), QLatin1Char(' '));
    QVERIFY2(said.contains(QStringLiteral("4,900,000.0 kW")), qPrintable(said));
    QVERIFY2(said.contains(QStringLiteral("75.0 % of what leaves Distribution")), qPrintable(said));
    QVERIFY2(said.contains(QStringLiteral("Electricity")), qPrintable(said));
    QHelpEvent help(QEvent::ToolTip, place.toPoint(), view.mapToGlobal(place.toPoint()));
    QCoreApplication::sendEvent(&view, &help);
    QCOMPARE(QToolTip::text().replace(QChar(0x202f), QLatin1Char(' ')), said);

    for (const app::SankeyNode& node : view.diagram().nodes) {
        said = view.describeAt(node.bar.center()).replace(QChar(0x202f), QLatin1Char(' '));
        QVERIFY2(said.startsWith(app::stationName(node.station, node.takes)), qPrintable(said));
        QVERIFY2(said.contains(QStringLiteral("of what is supplied")), qPrintable(said));
        if (node.station == EnergyNode::Air) {
            QVERIFY2(said.contains(QStringLiteral("from Support: 800 MW, 51.9 %")), qPrintable(said));
            QVERIFY2(said.contains(QStringLiteral("to Chillers: 1,540 MW, 100 %")), qPrintable(said));
        }
    }
    QVERIFY(view.describeAt({1, view.height() - 1.0}).isEmpty());
}

void TestBalance::hoverStandsOut()
{
    const auto panel = shown();
    app::SankeyView& view = panel->view();
    const QImage before = view.grab().toImage();
    const std::size_t liquid = ribbon(view, EnergyNode::Compute, EnergyNode::Liquid);
    const QPointF place = inside(view, liquid);
    const QPointF other = inside(view, ribbon(view, EnergyNode::Grid, EnergyNode::Transformers));
    QTest::mouseMove(&view, place.toPoint());
    QCoreApplication::processEvents();
    const QImage hovered = view.grab().toImage();
    const QColor ground = app::themeColours(app::ThemeKind::Dark).panel;
    const auto strength = [&](const QImage& image, QPointF at) {
        const QColor colour = image.pixelColor(at.toPoint());
        return std::abs(colour.red() - ground.red()) + std::abs(colour.green() - ground.green())
            + std::abs(colour.blue() - ground.blue());
    };
    QVERIFY(strength(hovered, place) > strength(before, place) + 30);
    QVERIFY(strength(hovered, other) < strength(before, other) - 30);
    // A tick later it still does.
    panel->setBalance(test::campusBalance());
    QCOMPARE(view.grab().toImage(), hovered);
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(&view, &leave);
    QCOMPARE(view.grab().toImage(), before);
}

void TestBalance::keysWalkThroughStations()
{
    const auto panel = shown();
    app::SankeyView& view = panel->view();
    QTest::keyClick(&view, Qt::Key_Right);
    QVERIFY2(QToolTip::text().startsWith(QStringLiteral("Grid")), qPrintable(QToolTip::text()));
    QTest::keyClick(&view, Qt::Key_Down);
    QVERIFY2(QToolTip::text().startsWith(QStringLiteral("Transformers")), qPrintable(QToolTip::text()));
    const QImage out = view.grab().toImage();
    QTest::keyClick(&view, Qt::Key_Escape);
    QVERIFY(view.grab().toImage() != out);
    QTest::keyClick(&view, Qt::Key_Left);
    QVERIFY2(QToolTip::text().startsWith(QStringLiteral("Ambient")), qPrintable(QToolTip::text()));
}

void TestBalance::coloursOfBothThemes_data()
{
    QTest::addColumn<int>("theme");
    QTest::newRow("dark") << static_cast<int>(app::ThemeKind::Dark);
    QTest::newRow("light") << static_cast<int>(app::ThemeKind::Light);
}

void TestBalance::coloursOfBothThemes()
{
    QFETCH(int, theme);
    const auto kind = static_cast<app::ThemeKind>(theme);
    app::applyTheme(*qApp, kind);
    const auto panel = shown();
    app::SankeyView& view = panel->view();
    const QImage picture = view.grab().toImage();
    const app::ThemeColours colours = app::themeColours(kind);
    const auto near = [](QColor a, QColor b) {
        return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue()) < 12;
    };
    // Ribbons let the ground through, thin ones less.
    const auto shines = [&](EnergyNode from, EnergyNode to, QColor colour) {
        const QColor pixel = picture.pixelColor(inside(view, ribbon(view, from, to)).toPoint());
        for (double alpha = 0.4; alpha < 1; alpha += 0.02) {
            const auto mix = [&](int a, int b) { return qRound(alpha * a + (1 - alpha) * b); };
            if (near(pixel,
                    QColor(mix(colour.red(), colours.panel.red()), mix(colour.green(), colours.panel.green()),
                        mix(colour.blue(), colours.panel.blue()))))
                return true;
        }
        return false;
    };
    QVERIFY(shines(EnergyNode::Distribution, EnergyNode::Compute, colours.electricity));
    QVERIFY(shines(EnergyNode::Compute, EnergyNode::Liquid, colours.heat));
    QVERIFY(shines(EnergyNode::Distribution, EnergyNode::Losses, colours.loss));
    for (const app::SankeyNode& node : view.diagram().nodes) {
        if (node.station == EnergyNode::Compute)
            QVERIFY(near(picture.pixelColor(node.bar.center().toPoint()), colours.electricity));
    }
    app::applyTheme(*qApp, app::ThemeKind::Dark);
}

void TestBalance::narrowDocks()
{
    for (const QSize size : {QSize(260, 320), QSize(380, 520), QSize(1500, 300)}) {
        const auto panel = shown(size);
        QVERIFY2(
            panel->minimumSizeHint().width() <= 260, qPrintable(QString::number(panel->minimumSizeHint().width())));
        QCOMPARE(panel->size(), size);
        for (const auto* label : panel->findChildren<QLabel*>()) {
            const QRect place(label->mapTo(panel.get(), QPoint(0, 0)), label->size());
            QVERIFY2(panel->rect().contains(place), qPrintable(label->text()));
            QVERIFY2(!place.intersects(panel->view().geometry()), qPrintable(label->text()));
            QVERIFY2(label->wordWrap() || label->width() >= label->sizeHint().width(), qPrintable(label->text()));
        }
    }
}

void TestBalance::copiesTable()
{
    const auto panel = shown();
    panel->findChild<QAction*>(QStringLiteral("copyTable"))->trigger();
    const QStringList lines = QGuiApplication::clipboard()->text().trimmed().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), qsizetype(test::campusBalance().flows.size()) + 1);
    QVERIFY(lines.contains(QStringLiteral("Compute\tLiquid\tHeat\t4410000.000")));
    QVERIFY(lines.contains(QStringLiteral("UPS\tCharging\tElectricity\t20000.000")));
}

void TestBalance::savesPictures()
{
    const auto panel = shown();
    const QTemporaryDir folder;
    QVERIFY(panel->savePicture(folder.filePath(QStringLiteral("a.png"))).isEmpty());
    const QImage png(folder.filePath(QStringLiteral("a.png")));
    QCOMPARE(png.size(), QSize(3200, 1600));
    QVERIFY(test::colourCount(png) > 10);
    QVERIFY(panel->savePicture(folder.filePath(QStringLiteral("a.svg"))).isEmpty());
    QSvgRenderer svg(folder.filePath(QStringLiteral("a.svg")));
    QVERIFY(svg.isValid());
    QCOMPARE(svg.viewBox().size(), QSize(1600, 800));
    QVERIFY(!panel->savePicture(folder.filePath(QStringLiteral("missing/a.png"))).isEmpty());
}

void TestBalance::speaksGerman()
{
    app::Translations translations;
    translations.use(QStringLiteral("de"));
    const auto panel = shown();
    panel->setLocale(QLocale(QLocale::German, QLocale::Germany));
    QVERIFY2(text(*panel, "residual").startsWith(QStringLiteral("Rest: Strom 1,2e-12")),
        qPrintable(text(*panel, "residual")));
    QCOMPARE(text(*panel, "supplied"), QStringLiteral("6.600 MW"));
    QCOMPARE(panel->view().accessibleName(), QStringLiteral("Energiebilanz"));
    translations.use(QStringLiteral("en"));
}

void TestBalance::scalesWithFont()
{
    app::SankeyView view;
    const QSize hint = view.sizeHint();
    QFont large = view.font();
    large.setPixelSize(2 * QFontInfo(large).pixelSize());
    view.setFont(large);
    QVERIFY(view.sizeHint().width() > 1.7 * hint.width());
    view.resize(1800, 900);
    view.setBalance(test::campusBalance());
    for (const app::SankeyLabel& label : view.diagram().labels)
        QVERIFY((label.upright ? label.box.width() : label.box.height()) >= 26);
}

GIGAHALL_GUI_TEST(TestBalance)
#include "tst_balance.moc"
