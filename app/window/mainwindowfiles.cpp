// What goes in and out: campus and view files, scenes, screenshots, settings.
#include "app/window/mainwindow.h"

#include "app/export/statecounts.h"
#include "app/rollout/planwhatif.h"
#include "app/scenery/viewfile.h"
#include "app/window/filekind.h"
#include "app/window/importdialog.h"
#include "app/window/storydesk.h"
#include "app/window/whatif.h"

#include <QDateTime>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QStandardPaths>
#include <QStatusBar>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gigahall::app {

namespace {

constexpr int kMessageMs = 6000;
constexpr int kWarningMs = 15000;
constexpr int kStateVersion = 1;

QStringList droppedFiles(const QMimeData& data)
{
    QStringList files;
    for (const QUrl& url : data.urls()) {
        if (url.isLocalFile())
            files.append(url.toLocalFile());
    }
    return files;
}

} // namespace

void MainWindow::start()
{
    SessionOptions session = m_options.scene.session;
    const QString named = QString::fromStdString(session.campus);
    switch (fileKind(named)) {
    case FileKind::Scene:
        m_viewport->setMessage(tr("Open a campus or drop one here."));
        return importScene(named);
    case FileKind::View:
        m_viewToOpen = named;
        session.campus = SessionOptions().campus;
        break;
    case FileKind::Plan:
        session.plan.file = named.toStdString();
        session.campus = SessionOptions().campus;
        break;
    case FileKind::Story:
        session.campus = SessionOptions().campus;
        QMetaObject::invokeMethod(
            this, [this, named] { m_stories->present(named); }, Qt::QueuedConnection);
        break;
    case FileKind::Recording:
        session.replay = named.toStdString();
        session.campus = SessionOptions().campus;
        if (session.mapping.empty())
            session.mapping = mappingBeside(named).toStdString();
        break;
    default: // a shipped campus has no file's name
        break;
    }
    open(session);
}

void MainWindow::openFile(const QString& path)
{
    const auto refuse = [&](const QString& why) {
        showProblems({assets::Problem{path.toStdString(), 0, {}, why.toStdString()}});
    };
    switch (fileKind(path)) {
    case FileKind::Scene:
        return importScene(path);
    case FileKind::View:
        return openView(path);
    case FileKind::Recording:
        return openRecording(path);
    case FileKind::Plan:
        return openPlan(path);
    case FileKind::Story:
        m_stories->present(path);
        return;
    case FileKind::Mapping:
        return refuse(tr("is a mapping; expected the recording it belongs to, NAME.csv beside NAME.mapping.csv"));
    case FileKind::Unknown:
        return refuse(tr("does not open here; expected a campus (*.campus.json), a view (*.view.json), a recording "
                         "(*.h5, *.csv), a plan (*.csv, *.xml, *.rollout.json), a story (*.story.json) or a 3D scene "
                         "(*.glb, *.gltf, *.obj, *.fbx)"));
    case FileKind::Campus:
        break;
    }
    SessionOptions options;
    options.campus = path.toStdString();
    options.seed = m_options.scene.session.seed;
    open(options);
}

/// Of the campus that is open.
void MainWindow::openRecording(const QString& path)
{
    SessionOptions options = m_session ? m_session->options() : m_options.scene.session;
    if (m_session)
        options.plan = m_plan->choice();
    options.whatIf = {};
    options.scenario = {};
    options.replay = path.toStdString();
    options.mapping = mappingBeside(path).toStdString();
    open(options);
}

/// What was odd about a recording, but not wrong: in passing.
void MainWindow::showWarnings()
{
    const auto& warnings = m_session->warnings();
    if (warnings.empty())
        return;
    QString text = QString::fromStdString(warnings.front().text());
    if (warnings.size() > 1)
        text += QStringLiteral(" (+%1)").arg(warnings.size() - 1);
    statusBar()->showMessage(text, kWarningMs);
}

void MainWindow::chooseFile()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Open"), QString(),
        tr("All that opens (*.campus.json *.view.json *.json *.h5 *.hdf5 *.csv *.xml *.glb *.gltf *.obj *.fbx);;"
           "Campus and view (*.campus.json *.view.json);;Recordings (*.h5 *.hdf5 *.csv);;"
           "Plans (*.csv *.xml *.rollout.json);;Stories (*.story.json);;All files (*)"));
    if (!path.isEmpty())
        openFile(path);
}

void MainWindow::chooseScene()
{
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Import 3D scene"), QString(), tr("3D scenes (*.glb *.gltf *.obj *.fbx);;All files (*)"));
    if (!path.isEmpty())
        importScene(path);
}

void MainWindow::importScene(const QString& path)
{
    auto* dialog = new ImportDialog(path, this);
    connect(dialog, &ImportDialog::imported, this, &MainWindow::openFile);
    dialog->open();
}

void MainWindow::openView(const QString& path)
{
    if (!m_session) {
        m_viewToOpen = path;
        return;
    }
    const ViewFileResult result = readViewFile(path.toStdString());
    if (!result.view) {
        showProblems(result.problems);
        return;
    }
    const ViewFile& view = *result.view;
    if (view.scenario && !playScenario(*view.scenario, path))
        return;
    if (view.shifts && !playShifts(*view.shifts, path))
        return;
    if (view.theme && *view.theme != render::Theme::Print)
        setTheme(*view.theme == render::Theme::Dark ? ThemeKind::Dark : ThemeKind::Light);
    Overlay overlay = m_overlay;
    view.applyTo(overlay);
    setOverlay(overlay);
    if (view.timeS)
        setTime(*view.timeS);
    if (view.day && m_plan->now())
        setDay(std::isfinite(*view.day) ? view.day : std::nullopt);
    if (view.minus && !(*view.minus == m_minus))
        setMinus(*view.minus);
    if (!view.selection.empty())
        select(m_session->campus()->find(view.selection).value_or(model::AssetId()));
    if (view.camera)
        m_viewport->flyTo(*view.camera);
}

/// False after saying what does not fit.
bool MainWindow::playScenario(const WrittenScenario& written, const QString& path)
{
    if (!canAsk())
        return true;
    std::vector<std::string> wrong;
    const auto scenario = findScenario(written, *m_session->campus(), wrong);
    std::vector<assets::Problem> problems;
    for (const std::string& what : wrong)
        problems.push_back({path.toStdString(), 0, {}, what});
    if (!scenario)
        showProblems(problems);
    else if (!fitsMeasured(*scenario)) // of other times: what was measured stays as it was
        statusBar()->showMessage(
            tr("%1: what happens there does not begin within what is open.").arg(QFileInfo(path).fileName()),
            kMessageMs);
    else if (!(*scenario == m_whatIf->scenario()))
        m_whatIf->setScenario(*scenario, tr("View %1").arg(QFileInfo(path).fileName()));
    return scenario.has_value();
}

/// False after saying what does not fit.
bool MainWindow::playShifts(const std::vector<WrittenShift>& written, const QString& path)
{
    if (!m_plan->loaded())
        return true;
    std::vector<std::string> wrong;
    const auto shifts = findShifts(written, *m_session->campus(), m_plan->loaded()->plan, wrong);
    std::vector<assets::Problem> problems;
    for (const std::string& what : wrong)
        problems.push_back({path.toStdString(), 0, "/shifts", what});
    if (!shifts)
        showProblems(problems);
    else
        m_plan->setShifts(*shifts, tr("View %1").arg(QFileInfo(path).fileName()));
    return shifts.has_value();
}

ViewFile MainWindow::viewNow() const
{
    const double timeS = m_worker ? m_worker->timeS() : 0;
    ViewFile view = ViewFile::from(m_viewport->view(), m_overlay, timeS, m_view.theme);
    if (m_selected.isValid())
        view.selection = m_session->campus()->name(m_selected);
    view.minus = m_minus;
    if (m_plan->now()) {
        view.day = day().value_or(std::numeric_limits<double>::infinity());
        view.shifts = m_plan->choice().shifts;
    }
    if (canAsk() && (!isMeasured() || isForked()))
        view.scenario = writtenScenario(m_whatIf->scenario(), *m_session->campus());
    return view;
}

void MainWindow::saveView()
{
    if (!m_session || !m_worker)
        return;
    QString path = QFileDialog::getSaveFileName(this, tr("Save view"), QString(), tr("View (*.view.json)"));
    if (path.isEmpty())
        return;
    if (!path.endsWith(QLatin1String(".json")))
        path += QLatin1String(".view.json");
    const std::string error = writeViewFile(path.toStdString(), viewNow());
    if (!error.empty())
        showProblems({assets::Problem{path.toStdString(), 0, {}, error}});
    else
        statusBar()->showMessage(tr("Saved %1").arg(QDir::toNativeSeparators(path)), kMessageMs);
}

void MainWindow::screenshot()
{
    if (!m_session)
        return;
    const QString campus = QString::fromStdString(m_session->campus()->key);
    const QString view = QString::fromStdString(viewFileText(viewNow()));
    const QString states = m_frame
        ? QString::fromStdString(stateCountsText(*m_session->campus(), *shown(), m_overlay.metric))
        : QString();
    m_viewport->capture([this, campus, view, states](QImage image) {
        QDir folder(QStandardPaths::writableLocation(QStandardPaths::PicturesLocation));
        folder.mkpath(QStringLiteral("Gigahall"));
        folder.cd(QStringLiteral("Gigahall"));
        const QString stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz"));
        const QString path = folder.filePath(QStringLiteral("%1-%2.png").arg(campus, stamp));
        image.setText(QStringLiteral("Software"), QStringLiteral("Gigahall " GIGAHALL_VERSION));
        image.setText(QStringLiteral("Creation Time"), QDateTime::currentDateTimeUtc().toString(Qt::RFC2822Date));
        image.setText(QStringLiteral("gigahall:view"), view);
        if (!states.isEmpty())
            image.setText(QStringLiteral("gigahall:states"), states);
        if (!image.save(path)) {
            const std::string what = tr("The picture could not be written there.").toStdString();
            showProblems({assets::Problem{path.toStdString(), 0, {}, what}});
            return;
        }
        statusBar()->showMessage(tr("Saved %1").arg(QDir::toNativeSeparators(path)), kMessageMs);
        emit screenshotSaved(path);
    });
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!droppedFiles(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    const QStringList files = droppedFiles(*event->mimeData());
    if (files.isEmpty())
        return;
    event->acceptProposedAction();
    openFile(files.front());
}

void MainWindow::applyViewSettings()
{
    m_viewport->setSettings(m_view);
}

void MainWindow::readSettings()
{
    const SceneOptions& given = m_options.scene;
    setLanguage(given.language.empty() ? m_settings.value(QStringLiteral("view/language")).toString()
                                       : QString::fromStdString(given.language));
    const bool light = given.theme
        ? *given.theme == render::Theme::Light
        : m_settings.value(QStringLiteral("view/theme")).toString() == QLatin1String("light");
    for (const char* name : {"roofs", "trueScale", "flatData", "labels", "reducedMotion"}) {
        QAction* action = m_actions.at(QString::fromLatin1(name));
        action->setChecked(
            m_settings.value(QStringLiteral("view/") + QString::fromLatin1(name), action->isChecked()).toBool());
    }
    setTheme(light ? ThemeKind::Light : ThemeKind::Dark);

    Overlay overlay = given.overlay;
    if (!given.overlayGiven) {
        const auto metric
            = model::metricByName(m_settings.value(QStringLiteral("overlay/metric")).toString().toStdString());
        if (metric) {
            overlay.metric = *metric;
            overlay.colormap = m_settings.value(QStringLiteral("overlay/colormap")).toString().toStdString();
            overlay.rangeMode = static_cast<Overlay::RangeMode>(
                std::clamp(m_settings.value(QStringLiteral("overlay/range")).toInt(), 0, 2));
            overlay.lo = m_settings.value(QStringLiteral("overlay/lo"), 0).toFloat();
            overlay.hi = m_settings.value(QStringLiteral("overlay/hi"), 1).toFloat();
        }
    }
    if (overlay.rangeMode == Overlay::RangeMode::Fixed && !(overlay.lo < overlay.hi))
        overlay.rangeMode = Overlay::RangeMode::Metric;
    setOverlay(overlay);

    if (!restoreGeometry(m_settings.value(QStringLiteral("window/geometry")).toByteArray()))
        resize(1440, 900);
    restoreState(m_settings.value(QStringLiteral("window/state")).toByteArray(), kStateVersion);
    m_actions.at(QStringLiteral("fullScreen"))->setChecked(windowState().testFlag(Qt::WindowFullScreen));
}

void MainWindow::writeSettings()
{
    m_settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    m_settings.setValue(QStringLiteral("window/state"), saveState(kStateVersion));
    // What the command line asked for is for this run, unless it was changed since.
    const SceneOptions& given = m_options.scene;
    if (!given.theme || *given.theme != m_view.theme)
        m_settings.setValue(QStringLiteral("view/theme"),
            m_theme == ThemeKind::Light ? QStringLiteral("light") : QStringLiteral("dark"));
    if (given.language.empty() || given.language != m_language.toStdString())
        m_settings.setValue(QStringLiteral("view/language"), m_language);
    for (const char* name : {"roofs", "trueScale", "flatData", "labels", "reducedMotion"})
        m_settings.setValue(
            QStringLiteral("view/") + QString::fromLatin1(name), m_actions.at(QString::fromLatin1(name))->isChecked());
    if (!given.overlayGiven || !(given.overlay == m_overlay))
        writeOverlay();
    m_settings.sync();
}

void MainWindow::writeOverlay()
{
    const std::string_view metric = model::metricInfo(m_overlay.metric).name;
    m_settings.setValue(
        QStringLiteral("overlay/metric"), QString::fromUtf8(metric.data(), static_cast<qsizetype>(metric.size())));
    m_settings.setValue(QStringLiteral("overlay/colormap"), QString::fromStdString(m_overlay.colormap));
    if (m_minus.isGiven())
        return; // a range of differences is none of values
    m_settings.setValue(QStringLiteral("overlay/range"), static_cast<int>(m_overlay.rangeMode));
    m_settings.setValue(QStringLiteral("overlay/lo"), static_cast<double>(m_overlay.lo));
    m_settings.setValue(QStringLiteral("overlay/hi"), static_cast<double>(m_overlay.hi));
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_stories->mayLeave()) {
        event->ignore();
        return;
    }
    writeSettings();
    QMainWindow::closeEvent(event);
}

} // namespace gigahall::app
