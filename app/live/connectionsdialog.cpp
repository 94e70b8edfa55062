#include "app/live/connectionsdialog.h"

#include "app/live/secrets.h"
#include "model/feeds/livefeeds.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace gigahall::app {
namespace {

constexpr int kTickMs = 500;
constexpr int kStateRole = Qt::UserRole;

std::string trimmed(const QLineEdit& field)
{
    return field.text().trimmed().toStdString();
}

/// "Name: value; Name: value", as one line edits it.
QString headersText(const model::Connection& connection)
{
    QStringList out;
    for (const auto& [name, value] : connection.headers)
        out.append(QString::fromStdString(name + ": " + value));
    return out.join(QStringLiteral("; "));
}

std::vector<std::pair<std::string, std::string>> headersOf(const QString& text)
{
    std::vector<std::pair<std::string, std::string>> out;
    for (const QString& part : text.split(QLatin1Char(';'), Qt::SkipEmptyParts)) {
        const qsizetype colon = part.indexOf(QLatin1Char(':'));
        if (colon > 0)
            out.emplace_back(part.left(colon).trimmed().toStdString(), part.mid(colon + 1).trimmed().toStdString());
    }
    return out;
}

} // namespace

ConnectionsDialog::ConnectionsDialog(std::vector<SavedConnection> connections, ConnectionsHost host, QWidget* parent)
    : QDialog(parent)
    , m_connections(std::move(connections))
    , m_host(std::move(host))
    , m_list(new QListWidget(this))
    , m_result(new QLabel(this))
    , m_details(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("connectionsDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Connections"));
    resize(860, 620);
    build();
    fillList();
    m_list->setCurrentRow(m_connections.empty() ? -1 : 0);
    connect(&m_ticks, &QTimer::timeout, this, &ConnectionsDialog::refresh);
    m_ticks.start(kTickMs);
    refresh();
}

ConnectionsDialog::~ConnectionsDialog() = default;

void ConnectionsDialog::build()
{
    m_list->setObjectName(QStringLiteral("connectionList"));
    m_list->setMinimumWidth(220);
    m_list->setMaximumWidth(280);
    connect(m_list, &QListWidget::currentRowChanged, this, &ConnectionsDialog::showRow);
    connect(m_list, &QListWidget::itemChanged, this, [this](QListWidgetItem* item) {
        if (m_filling)
            return;
        m_connections[std::size_t(m_list->row(item))].enabled = item->checkState() == Qt::Checked;
        emit changed(m_connections);
    });
    const auto button = [this](const char* name, const QString& text, void (ConnectionsDialog::*run)()) {
        auto* b = new QPushButton(text, this);
        b->setObjectName(QString::fromLatin1(name));
        b->setAutoDefault(false);
        connect(b, &QPushButton::clicked, this, run);
        return b;
    };
    auto* tools = new QHBoxLayout;
    tools->addWidget(button("addConnection", tr("Add"), &ConnectionsDialog::addOne));
    tools->addWidget(m_remove = button("removeConnection", tr("Remove"), &ConnectionsDialog::removeOne));
    for (const int by : {-1, 1}) {
        auto* b = new QPushButton(by < 0 ? tr("Up") : tr("Down"), this);
        b->setAutoDefault(false);
        b->setToolTip(tr("A source counts before those below it"));
        connect(b, &QPushButton::clicked, this, [this, by] { move(by); });
        (by < 0 ? m_up : m_down) = b;
        tools->addWidget(b);
    }
    auto* left = new QVBoxLayout;
    left->addWidget(m_list, 1);
    left->addLayout(tools);

    m_result->setObjectName(QStringLiteral("connectionResult"));
    m_result->setWordWrap(true);
    m_details->setObjectName(QStringLiteral("connectionDetails"));
    m_details->setReadOnly(true);
    m_details->setMaximumHeight(150);
    auto* right = new QVBoxLayout;
    right->addWidget(buildForm(), 1);
    auto* line = new QHBoxLayout;
    line->addWidget(m_test = button("testConnection", tr("Test"), &ConnectionsDialog::test));
    line->addWidget(m_result, 1);
    right->addLayout(line);
    right->addWidget(m_details);

    auto* both = new QHBoxLayout;
    both->setSpacing(18);
    both->addLayout(left);
    both->addLayout(right, 1);
    auto* box = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_connect = box->addButton(tr("Connect"), QDialogButtonBox::ActionRole);
    m_connect->setObjectName(QStringLiteral("connect"));
    m_disconnect = box->addButton(tr("Disconnect"), QDialogButtonBox::ActionRole);
    m_disconnect->setObjectName(QStringLiteral("disconnect"));
    connect(m_connect, &QPushButton::clicked, this, [this] {
        m_trial.reset();
        emit connectAsked(m_connections);
    });
    connect(m_disconnect, &QPushButton::clicked, this, &ConnectionsDialog::disconnectAsked);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(12);
    column->addLayout(both, 1);
    column->addWidget(box);
}

QLineEdit* ConnectionsDialog::addField(QFormLayout* form, const char* name, const QString& label, const QString& hint)
{
    auto* field = new QLineEdit(m_form);
    field->setObjectName(QString::fromLatin1(name));
    field->setPlaceholderText(hint);
    connect(field, &QLineEdit::textEdited, this, &ConnectionsDialog::takeForm);
    form->addRow(label, field);
    return field;
}

void ConnectionsDialog::addFile(QFormLayout* form, const char* name, const QString& label, const QString& filter)
{
    auto* field = new QLineEdit(m_form);
    field->setObjectName(QString::fromLatin1(name));
    connect(field, &QLineEdit::textEdited, this, &ConnectionsDialog::takeForm);
    auto* browse = new QToolButton(m_form);
    browse->setText(QStringLiteral("..."));
    connect(browse, &QToolButton::clicked, this, [this, field, label, filter] {
        const QString path = QFileDialog::getOpenFileName(this, label, field->text(), filter);
        if (path.isEmpty())
            return;
        field->setText(path);
        takeForm();
    });
    auto* row = new QHBoxLayout;
    row->addWidget(field, 1);
    row->addWidget(browse);
    form->addRow(label, row);
}

QWidget* ConnectionsDialog::buildForm()
{
    m_form = new QWidget(this);
    auto* form = new QFormLayout(m_form);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(14);
    form->setVerticalSpacing(7);
    addField(form, "name", tr("Name"));
    addField(form, "url", tr("Address"), tr("http://host:9090 or mqtts://host:8883"));
    m_profile = new QComboBox(m_form);
    m_profile->setObjectName(QStringLiteral("profile"));
    m_profile->setEditable(true);
    for (const std::string& profile : m_host.profiles)
        m_profile->addItem(QString::fromStdString(profile));
    m_profile->setToolTip(tr("What the source calls its quantities: a name, or a file *.profile.json"));
    connect(m_profile, &QComboBox::editTextChanged, this, &ConnectionsDialog::takeForm);
    form->addRow(tr("Profile"), m_profile);
    addFile(form, "mapping", tr("Mapping"), tr("Mapping (*.csv);;All files (*)"));
    addField(form, "user", tr("User"));
    for (const char* kind : {"password", "token"}) {
        QLineEdit* field = addField(form, kind, kind == std::string("password") ? tr("Password") : tr("Token"),
            tr("kept in the key store of the desktop, or env:NAME"));
        field->setEchoMode(QLineEdit::PasswordEchoOnEdit);
        connect(field, &QLineEdit::editingFinished, this, &ConnectionsDialog::keepSecrets);
    }
    addField(form, "headers", tr("Headers"), QStringLiteral("X-Scope-OrgID: site-a"));
    addFile(form, "caFile", tr("Certificate authority"), tr("Certificates (*.pem *.crt);;All files (*)"));
    addFile(form, "clientCertFile", tr("Own certificate"), tr("Certificates (*.pem *.crt);;All files (*)"));
    addFile(form, "clientKeyFile", tr("Key of it"), tr("Keys (*.pem *.key);;All files (*)"));
    m_mistake = new QLabel(m_form);
    m_mistake->setObjectName(QStringLiteral("connectionMistake"));
    m_mistake->setWordWrap(true);
    form->addRow(QString(), m_mistake);
    return m_form;
}

void ConnectionsDialog::fillList()
{
    m_filling = true;
    const int row = m_list->currentRow();
    m_list->clear();
    for (const SavedConnection& saved : m_connections) {
        auto* item = new QListWidgetItem(QString::fromStdString(saved.connection.name), m_list);
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(saved.enabled ? Qt::Checked : Qt::Unchecked);
    }
    m_list->setCurrentRow(std::min(row, m_list->count() - 1));
    m_filling = false;
}

void ConnectionsDialog::showRow(int row)
{
    const bool any = row >= 0 && std::size_t(row) < m_connections.size();
    m_form->setEnabled(any);
    m_filling = true;
    const SavedConnection saved = any ? m_connections[std::size_t(row)] : SavedConnection();
    const model::Connection& c = saved.connection;
    const auto show = [this](const char* name, const QString& text) {
        m_form->findChild<QLineEdit*>(QString::fromLatin1(name))->setText(text);
    };
    const std::pair<const char*, const std::string*> texts[]
        = {{"name", &c.name}, {"url", &c.url}, {"mapping", &saved.mapping}, {"user", &c.user}, {"caFile", &c.caFile},
            {"clientCertFile", &c.clientCertFile}, {"clientKeyFile", &c.clientKeyFile}};
    for (const auto& [name, text] : texts)
        show(name, QString::fromStdString(*text));
    show("headers", headersText(c));
    // What is in the key store is not read to be shown: dots say that there is something.
    for (const auto& [name, from] : {std::pair("password", saved.passwordFrom), std::pair("token", saved.tokenFrom)}) {
        auto* field = m_form->findChild<QLineEdit*>(QString::fromLatin1(name));
        field->setEchoMode(from.starts_with("env:") ? QLineEdit::Normal : QLineEdit::PasswordEchoOnEdit);
        field->setText(from == "keyring" ? QStringLiteral("********") : QString::fromStdString(from));
        field->setModified(false);
    }
    m_profile->setEditText(QString::fromStdString(saved.profile));
    m_filling = false;
    refresh();
}

void ConnectionsDialog::takeForm()
{
    const int row = m_list->currentRow();
    if (m_filling || row < 0)
        return;
    SavedConnection& saved = m_connections[std::size_t(row)];
    const auto text
        = [this](const char* name) { return trimmed(*m_form->findChild<QLineEdit*>(QString::fromLatin1(name))); };
    model::Connection& c = saved.connection;
    const std::pair<const char*, std::string*> texts[]
        = {{"name", &c.name}, {"url", &c.url}, {"mapping", &saved.mapping}, {"user", &c.user}, {"caFile", &c.caFile},
            {"clientCertFile", &c.clientCertFile}, {"clientKeyFile", &c.clientKeyFile}};
    for (const auto& [name, out] : texts)
        *out = text(name);
    c.headers = headersOf(m_form->findChild<QLineEdit*>(QStringLiteral("headers"))->text());
    saved.profile = m_profile->currentText().trimmed().toStdString();
    m_list->item(row)->setText(QString::fromStdString(c.name));
    emit changed(m_connections);
    refresh();
}

/// A word of its own goes to the key store, and only its place is remembered.
void ConnectionsDialog::keepSecrets()
{
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    SavedConnection& saved = m_connections[std::size_t(row)];
    for (const auto& [kind, from] :
        {std::pair("password", &saved.passwordFrom), std::pair("token", &saved.tokenFrom)}) {
        auto* field = m_form->findChild<QLineEdit*>(QString::fromLatin1(kind));
        if (!field->isModified())
            continue;
        field->setModified(false);
        const QString text = field->text();
        if (text.isEmpty() || text.startsWith(QLatin1String("env:"))) {
            *from = text.toStdString();
        } else {
            const QString wrong = writeSecret(saved.connection.name, kind, text);
            *from = wrong.isEmpty() ? "keyring" : "";
            if (!wrong.isEmpty())
                m_result->setText(tr("The key store did not take it (%1). A variable of the environment does as well: "
                                     "env:NAME")
                                      .arg(wrong));
        }
    }
    emit changed(m_connections);
    showRow(row);
}

void ConnectionsDialog::addOne()
{
    SavedConnection saved;
    const auto taken = [this](const std::string& name) {
        return std::any_of(m_connections.begin(), m_connections.end(),
            [&name](const SavedConnection& other) { return other.connection.name == name; });
    };
    for (int i = 1; saved.connection.name.empty() || taken(saved.connection.name); ++i)
        saved.connection.name = tr("Source %1").arg(i).toStdString();
    saved.profile = m_host.profiles.empty() ? "" : m_host.profiles.front();
    m_connections.push_back(std::move(saved));
    fillList();
    m_list->setCurrentRow(m_list->count() - 1);
    auto* url = m_form->findChild<QLineEdit*>(QStringLiteral("url"));
    url->setFocus();
    emit changed(m_connections);
}

void ConnectionsDialog::removeOne()
{
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    const SavedConnection gone = m_connections[std::size_t(row)];
    m_connections.erase(m_connections.begin() + row);
    for (const auto& [kind, from] : {std::pair("password", gone.passwordFrom), std::pair("token", gone.tokenFrom)})
        if (from == "keyring")
            writeSecret(gone.connection.name, kind, {});
    m_trial.reset();
    fillList();
    showRow(m_list->currentRow());
    emit changed(m_connections);
}

void ConnectionsDialog::move(int by)
{
    const int row = m_list->currentRow(), to = row + by;
    if (row < 0 || to < 0 || to >= m_list->count())
        return;
    std::swap(m_connections[std::size_t(row)], m_connections[std::size_t(to)]);
    fillList();
    m_list->setCurrentRow(to);
    emit changed(m_connections);
}

QString ConnectionsDialog::mistakeOf(std::size_t row) const
{
    std::vector<std::string> others;
    for (std::size_t i = 0; i < m_connections.size(); ++i)
        if (i != row)
            others.push_back(m_connections[i].connection.name);
    return QString::fromStdString(connectionMistake(m_connections[row], others));
}

void ConnectionsDialog::test()
{
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    m_trial.reset();
    m_trialRow = std::size_t(row);
    std::string problem;
    m_trial = m_host.tryOut(m_connections[m_trialRow], problem);
    if (!m_trial) {
        m_result->setText(QString::fromStdString(problem));
        m_details->setPlainText({});
    }
    refresh();
}

/// On every tick: the trial where there is one, else the open connection of that name.
void ConnectionsDialog::refresh()
{
    const int row = m_list->currentRow();
    const bool any = row >= 0;
    const QString mistake = any ? mistakeOf(std::size_t(row)) : QString();
    m_mistake->setText(mistake);
    m_test->setEnabled(any && mistake.isEmpty());
    m_remove->setEnabled(any);
    m_up->setEnabled(row > 0);
    m_down->setEnabled(any && row + 1 < m_list->count());
    bool fine = false, open = false;
    const double nowS = model::LiveFeeds::systemNowS();
    for (std::size_t i = 0; i < m_connections.size(); ++i) {
        fine = fine || (m_connections[i].enabled && mistakeOf(i).isEmpty());
        const model::FeedHealth health = m_host.health(m_connections[i].connection.name);
        open = open || health.state != model::FeedState::Off;
        m_filling = true;
        m_list->item(int(i))->setToolTip(healthText(health, nowS, locale()));
        m_list->item(int(i))->setData(kStateRole, int(health.state));
        m_filling = false;
    }
    m_connect->setEnabled(fine);
    m_disconnect->setEnabled(open);
    if (!any)
        return;
    const bool trial = m_trial && m_trialRow == std::size_t(row);
    const model::FeedHealth health
        = trial ? m_host.healthOfTrial(m_trial) : m_host.health(m_connections[std::size_t(row)].connection.name);
    if (health.state == model::FeedState::Off)
        return;
    const QString line = healthText(health, nowS, locale());
    m_result->setText(trial ? tr("Test: %1").arg(line) : line);
    const QString details = healthDetails(health, nowS, locale());
    if (m_details->toPlainText() != details)
        m_details->setPlainText(details);
}

} // namespace gigahall::app
