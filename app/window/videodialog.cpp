#include "app/window/videodialog.h"

#include <QCloseEvent>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QStandardPaths>

#include <cmath>

namespace gigahall::app {
namespace {

VideoResult record(
    const StoryReel::Open& open, const StageOptions& look, VideoWish wish, const std::function<bool(double)>& progress)
{
    VideoResult result;
    std::vector<assets::Problem> problems;
    try {
        const auto story = open(problems);
        if (!story) {
            for (const assets::Problem& problem : problems)
                result.problem += problem.text() + '\n';
            return result;
        }
        wish.toS = story->timeline->lengthS();
        wish.format.title = story->timeline->story().title.en;
        StoryStage stage(*story, look);
        return makeVideo(stage, wish, progress);
    } catch (const std::exception& e) {
        result.problem = e.what();
    }
    return result;
}

QString minutes(double seconds)
{
    const int s = int(std::ceil(seconds));
    return QStringLiteral("%1:%2").arg(s / 60).arg(s % 60, 2, 10, QLatin1Char('0'));
}

} // namespace

VideoDialog::VideoDialog(StoryReel::Open open, const QString& name, const StageOptions& look, QWidget* parent)
    : QDialog(parent)
    , m_open(std::move(open))
    , m_look(look)
    , m_output(new QLineEdit(this))
    , m_size(new QComboBox(this))
    , m_rate(new QComboBox(this))
    , m_theme(new QComboBox(this))
    , m_language(new QComboBox(this))
    , m_bar(new QProgressBar(this))
    , m_said(new QLabel(this))
{
    setObjectName(QStringLiteral("videoDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Export video"));
    build(name);
    setRunning(false);
}

VideoDialog::~VideoDialog()
{
    m_cancelled = true;
    if (m_worker)
        m_worker->wait();
}

void VideoDialog::build(const QString& name)
{
    const QDir movies(QStandardPaths::writableLocation(QStandardPaths::MoviesLocation));
    m_output->setObjectName(QStringLiteral("videoOutput"));
    m_output->setText(QDir::toNativeSeparators(movies.filePath(name + QStringLiteral(".mp4"))));
    m_output->setMinimumWidth(360);
    for (const QSize size : {QSize(1920, 1080), QSize(1280, 720), QSize(2560, 1440), QSize(3840, 2160)})
        m_size->addItem(QStringLiteral("%1 \u00d7 %2").arg(size.width()).arg(size.height()), size);
    m_size->setObjectName(QStringLiteral("videoSize"));
    for (const int rate : {30, 25, 60, 10})
        m_rate->addItem(QString::number(rate), rate);
    m_rate->setObjectName(QStringLiteral("videoRate"));
    m_theme->addItem(tr("Light"), int(render::Theme::Light));
    m_theme->addItem(tr("Dark"), int(render::Theme::Dark));
    m_theme->setCurrentIndex(m_look.theme == render::Theme::Dark ? 1 : 0);
    m_language->addItem(tr("English"), QLocale(QLocale::English, QLocale::UnitedStates));
    m_language->addItem(tr("German"), QLocale(QLocale::German, QLocale::Germany));
    m_language->setCurrentIndex(m_look.locale.language() == QLocale::German ? 1 : 0);
    m_bar->setObjectName(QStringLiteral("videoProgress"));
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_said->setObjectName(QStringLiteral("videoSaid"));
    m_said->setWordWrap(true);
    m_said->setProperty("role", "quiet");

    auto* choose = new QPushButton(tr("Choose..."), this);
    connect(choose, &QPushButton::clicked, this, &VideoDialog::chooseOutput);
    auto* file = new QHBoxLayout;
    file->addWidget(m_output, 1);
    file->addWidget(choose);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(14);
    form->setVerticalSpacing(8);
    form->addRow(tr("File"), file);
    form->addRow(tr("Size"), m_size);
    form->addRow(tr("Pictures a second"), m_rate);
    form->addRow(tr("Theme"), m_theme);
    form->addRow(tr("Language"), m_language);
    auto* buttons = new QDialogButtonBox(this);
    m_close = buttons->addButton(QDialogButtonBox::Close);
    m_start = buttons->addButton(tr("Make video"), QDialogButtonBox::AcceptRole);
    m_start->setObjectName(QStringLiteral("videoStart"));
    m_close->setObjectName(QStringLiteral("videoClose"));
    connect(m_start, &QPushButton::clicked, this, &VideoDialog::start);
    connect(m_close, &QPushButton::clicked, this, &VideoDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(12);
    column->addLayout(form);
    column->addWidget(m_bar);
    column->addWidget(m_said);
    column->addWidget(buttons);
}

void VideoDialog::chooseOutput()
{
    const QString path
        = QFileDialog::getSaveFileName(this, tr("Export video"), m_output->text(), tr("Video (*.mp4 *.webm *.gif)"));
    if (!path.isEmpty())
        m_output->setText(QDir::toNativeSeparators(path));
}

void VideoDialog::setRunning(bool running)
{
    for (QWidget* field :
        {static_cast<QWidget*>(m_output), static_cast<QWidget*>(m_size), static_cast<QWidget*>(m_rate),
            static_cast<QWidget*>(m_theme), static_cast<QWidget*>(m_language), static_cast<QWidget*>(m_start)})
        field->setEnabled(!running);
    m_bar->setVisible(running);
    m_close->setText(running ? tr("Cancel") : tr("Close"));
}

void VideoDialog::start()
{
    if (m_worker)
        return;
    const QSize size = m_size->currentData().toSize();
    StageOptions look = m_look;
    look.sizePx = {unsigned(size.width()), unsigned(size.height())};
    look.theme = render::Theme(m_theme->currentData().toInt());
    look.locale = m_language->currentData().toLocale();
    VideoWish wish;
    wish.format = {QDir::fromNativeSeparators(m_output->text()).toStdString(), look.sizePx,
        m_rate->currentData().toDouble(), {}, 0};
    bool isUsage = false;
    if (const std::string mistake = formatMistake(wish.format, isUsage); !mistake.empty()) {
        m_said->setText(QString::fromStdString(mistake));
        return;
    }
    m_cancelled = false;
    m_said->setText(tr("Opening the story"));
    m_bar->setValue(0);
    setRunning(true);
    const auto work = [this, open = m_open, look, wish] {
        QElapsedTimer clock, shown;
        const VideoResult result = record(open, look, wish, [&](double share) {
            if (!clock.isValid())
                clock.start();
            if (share > 0 && (!shown.isValid() || shown.elapsed() > 300)) {
                shown.start();
                const double left = double(clock.elapsed()) / 1000 * (1 - share) / share;
                QMetaObject::invokeMethod(
                    this, [this, share, left] { showProgress(share, left); }, Qt::QueuedConnection);
            }
            return !m_cancelled;
        });
        QMetaObject::invokeMethod(
            this, [this, result, path = QString::fromStdString(wish.format.output)] { onEnded(path, result); },
            Qt::QueuedConnection);
    };
    m_worker.reset(QThread::create(work));
    m_worker->start();
}

void VideoDialog::showProgress(double share, double secondsLeft)
{
    m_bar->setValue(int(share * 1000));
    if (!m_cancelled)
        m_said->setText(tr("%1 %, %2 left").arg(int(share * 100)).arg(minutes(secondsLeft)));
}

void VideoDialog::onEnded(const QString& path, const VideoResult& result)
{
    m_worker->wait();
    m_worker.reset();
    setRunning(false);
    const QString problem = QString::fromStdString(result.problem);
    m_said->setText(result.cancelled  ? tr("Cancelled; nothing was written.")
            : !result.problem.empty() ? problem
                                      : tr("Saved %1").arg(QDir::toNativeSeparators(path)));
    emit ended(path, problem, result.cancelled);
}

void VideoDialog::cancel()
{
    m_cancelled = true;
    if (m_worker)
        m_said->setText(tr("Cancelling"));
}

void VideoDialog::reject()
{
    if (m_worker)
        cancel();
    else
        QDialog::reject();
}

void VideoDialog::closeEvent(QCloseEvent* event)
{
    m_cancelled = true;
    QDialog::closeEvent(event);
}

} // namespace gigahall::app
