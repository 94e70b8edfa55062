#include "app/window/importdialog.h"

#include "assets/import/sceneimport.h"
#include "model/campus/campus.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

namespace gigahall::app {

namespace {

constexpr int kTypingMs = 250;
constexpr std::size_t kListed = 200;

QString metres(double value, const QLocale& locale)
{
    return locale.toString(value, 'f', 2);
}

QString matchText(const assets::SceneMatch& match, const QLocale& locale)
{
    return QStringLiteral("%1   %2 \u00d7 %3 \u00d7 %4\u202fm   (%5, %6)")
        .arg(QString::fromStdString(match.name), metres(match.sizeM.x, locale), metres(match.sizeM.y, locale),
            metres(match.sizeM.z, locale), metres(match.positionM.x, locale), metres(match.positionM.y, locale));
}

} // namespace

struct ImportDialog::Preview
{
    std::vector<assets::SceneMatch> matches;
    std::vector<assets::Problem> problems;
};

ImportDialog::ImportDialog(const QString& path, QWidget* parent)
    : QDialog(parent)
    , m_path(path)
    , m_pattern(new QLineEdit(QStringLiteral("[Rr]ack"), this))
    , m_type(new QComboBox(this))
    , m_summary(new QLabel(this))
    , m_matches(new QListWidget(this))
{
    setObjectName(QStringLiteral("importDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Import 3D scene"));
    resize(620, 520);
    build();
    fillTypes();
    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingMs);
    connect(&m_typing, &QTimer::timeout, this, &ImportDialog::startPreview);
    connect(m_pattern, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    startPreview();
}

ImportDialog::~ImportDialog()
{
    if (m_worker.joinable())
        m_worker.join();
}

void ImportDialog::build()
{
    auto* title = new QLabel(QFileInfo(m_path).fileName(), this);
    title->setProperty("role", "title");
    auto* intro = new QLabel(
        tr("Nodes whose names match become racks where they stand. Everything else is drawn as it is."), this);
    intro->setProperty("role", "quiet");
    intro->setWordWrap(true);
    m_pattern->setObjectName(QStringLiteral("rackPattern"));
    m_type->setObjectName(QStringLiteral("rackType"));
    m_summary->setObjectName(QStringLiteral("importSummary"));
    m_summary->setWordWrap(true);
    m_matches->setObjectName(QStringLiteral("importMatches"));
    m_matches->setSelectionMode(QAbstractItemView::NoSelection);

    auto* form = new QFormLayout;
    form->setHorizontalSpacing(14);
    form->setVerticalSpacing(8);
    form->addRow(tr("Names of racks match"), m_pattern);
    form->addRow(tr("They are of the type"), m_type);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_import = buttons->addButton(tr("Import..."), QDialogButtonBox::AcceptRole);
    m_import->setObjectName(QStringLiteral("importButton"));
    m_import->setEnabled(false);
    connect(m_import, &QPushButton::clicked, this, &ImportDialog::import);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(10);
    column->addWidget(title);
    column->addWidget(intro);
    column->addLayout(form);
    column->addWidget(m_summary);
    column->addWidget(m_matches, 1);
    column->addWidget(buttons);
}

/// The rack types of the shipped layout.
void ImportDialog::fillTypes()
{
    const auto shipped = assets::loadCampus(assets::resolveCampusPath(assets::SceneImport().campus));
    if (!shipped.campus)
        return;
    const bool german = locale().language() == QLocale::German;
    for (const model::AssetType& type : shipped.campus->types) {
        if (type.typeClass == model::TypeClass::ComputeRack)
            m_type->addItem(
                QString::fromStdString(type.label.in(german ? "de" : "en")), QString::fromStdString(type.key));
    }
}

void ImportDialog::runInBackground(std::function<void()> work)
{
    if (m_worker.joinable())
        m_worker.join();
    m_busy = true;
    m_worker = std::thread(std::move(work));
}

/// Reading a scene takes as long as it takes; what was typed meanwhile is looked at afterwards.
void ImportDialog::startPreview()
{
    if (m_busy) {
        m_again = true;
        return;
    }
    m_summary->setText(tr("Reading the scene"));
    runInBackground([this, path = m_path.toStdString(), pattern = m_pattern->text().toStdString()] {
        auto preview = std::make_shared<Preview>();
        preview->matches = assets::previewScene(path, pattern, preview->problems);
        QMetaObject::invokeMethod(
            this, [this, preview] { showPreview(preview); }, Qt::QueuedConnection);
    });
}

void ImportDialog::showPreview(const std::shared_ptr<const Preview>& preview)
{
    m_busy = false;
    if (std::exchange(m_again, false)) {
        startPreview();
        return;
    }
    m_matches->clear();
    for (std::size_t i = 0; i < std::min(preview->matches.size(), kListed); ++i)
        m_matches->addItem(matchText(preview->matches[i], locale()));
    if (preview->matches.size() > kListed)
        m_matches->addItem(tr("and %n more", nullptr, static_cast<int>(preview->matches.size() - kListed)));
    if (!preview->problems.empty())
        m_summary->setText(QString::fromStdString(preview->problems.front().what));
    else
        m_summary->setText(tr("%n rack(s)", nullptr, static_cast<int>(preview->matches.size())));
    m_import->setEnabled(!preview->matches.empty() && preview->problems.empty() && m_type->count() > 0);
    emit previewed();
}

void ImportDialog::import()
{
    const QFileInfo scene(m_path);
    const QString suggestion = scene.dir().filePath(scene.completeBaseName() + QStringLiteral(".campus.json"));
    const QString output
        = QFileDialog::getSaveFileName(this, tr("Save the campus as"), suggestion, tr("Campus (*.campus.json)"));
    if (output.isEmpty())
        return;
    m_import->setEnabled(false);
    m_summary->setText(tr("Writing the campus"));
    const assets::SceneImport request{.scene = m_path.toStdString(),
        .rackPattern = m_pattern->text().toStdString(),
        .type = m_type->currentData().toString().toStdString(),
        .output = output.toStdString()};
    runInBackground([this, request] {
        const assets::SceneImportResult result = assets::importScene(request);
        QMetaObject::invokeMethod(
            this,
            [this, result, output = QString::fromStdString(request.output)] {
                m_busy = false;
                m_import->setEnabled(true);
                if (!result.written) {
                    m_summary->setText(
                        result.problems.empty() ? QString() : QString::fromStdString(result.problems.front().text()));
                    return;
                }
                emit imported(output);
                accept();
            },
            Qt::QueuedConnection);
    });
}

} // namespace gigahall::app
