#include "app/live/connectionsdialog.h"

#include "model/feeds/livefeeds.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>
#include <array>

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
        out.append(QString::fromStdString(name) + QStringLiteral(": ") + QString::fromStdString(value));
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

/// Kind and place of both.
std::array<std::pair<const char*, std::string*>, 2> secretsOf(SavedConnection& saved)
{
    return {std::pair("password", &saved.passwordFrom), std::pair("token", &saved.tokenFrom)};
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
    for (const SavedConnection& saved : m_connections)
        m_keptNames.push_back(saved.connection.name);
    setObjectName(QStringLiteral("connectionsDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Connections"));
    resize(860, 620);
    build();
    fillList();
    m_list->setCurrentRow(m_connections.empty() ? -1 : 0);
    if (m_connections.empty())
        showRow(-1);
    connect(&m_ticks, &QTimer::timeout, this, &ConnectionsDialog::refresh);
    m_ticks.start(kTickMs);
    refresh();
}

ConnectionsDialog::~ConnectionsDialog() = default;

void ConnectionsDialog::fillList()
{
    m_filling = true;
    const QSignalBlocker quiet(m_list); // rows come and go here that are nobody's choice
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
    for (const auto& [kind, from] : secretsOf(saved)) {
        auto* field = m_form->findChild<QLineEdit*>(QString::fromLatin1(kind));
        if (!field->isModified())
            continue;
        field->setModified(false);
        const QString text = field->text();
        if (text.isEmpty() || text.startsWith(QLatin1String("env:"))) {
            if (*from == "keyring")
                m_host.secrets.write(m_keptNames[std::size_t(row)], kind, {});
            *from = text.toStdString();
        } else {
            const QString wrong = m_host.secrets.write(m_keptNames[std::size_t(row)], kind, text);
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

/// It was about another row.
void ConnectionsDialog::forgetResult()
{
    m_result->clear();
    m_details->clear();
}

bool ConnectionsDialog::isTaken(const std::string& name, std::size_t except) const
{
    for (std::size_t i = 0; i < m_connections.size(); ++i)
        if (i != except && (m_connections[i].connection.name == name || m_keptNames[i] == name))
            return true;
    return false;
}

/// After a new name was written: what the key store has of the connection goes with it. The old entries go last, so
/// that nothing is lost where the key store does not answer; then the old name comes back.
void ConnectionsDialog::moveSecrets()
{
    for (std::size_t row = 0; row < m_connections.size(); ++row) {
        SavedConnection& saved = m_connections[row];
        std::string& name = saved.connection.name;
        const std::string before = m_keptNames[row];
        if (name == before || name.empty() || isTaken(name, row))
            continue;
        std::vector<const char*> moved;
        std::string problem;
        for (const auto& [kind, from] : secretsOf(saved)) {
            if (*from != "keyring" || !problem.empty())
                continue;
            const std::string secret = m_host.secrets.read(*from, before, kind, problem);
            if (problem.empty())
                problem = m_host.secrets.write(name, kind, QString::fromStdString(secret)).toStdString();
            if (problem.empty())
                moved.push_back(kind);
        }
        for (const char* kind : moved)
            m_host.secrets.write(problem.empty() ? before : name, kind, {});
        if (problem.empty()) {
            m_keptNames[row] = name;
            continue;
        }
        m_result->setText(tr("The name stays: %1").arg(QString::fromStdString(problem)));
        name = before;
        fillList();
        showRow(m_list->currentRow());
        emit changed(m_connections);
    }
}

void ConnectionsDialog::done(int result)
{
    moveSecrets();
    for (std::size_t row = 0; row < m_connections.size(); ++row)
        m_connections[row].connection.name = m_keptNames[row]; // no name, or somebody else's, is none
    emit changed(m_connections);
    QDialog::done(result);
}

void ConnectionsDialog::addOne()
{
    SavedConnection saved;
    for (int i = 1; saved.connection.name.empty() || isTaken(saved.connection.name, m_connections.size()); ++i)
        saved.connection.name = tr("Source %1").arg(i).toStdString();
    m_keptNames.push_back(saved.connection.name);
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
    SavedConnection gone = m_connections[std::size_t(row)];
    const std::string kept = m_keptNames[std::size_t(row)];
    m_connections.erase(m_connections.begin() + row);
    m_keptNames.erase(m_keptNames.begin() + row);
    for (const auto& [kind, from] : secretsOf(gone))
        if (*from == "keyring")
            m_host.secrets.write(kept, kind, {});
    m_trial.reset();
    fillList();
    forgetResult();
    showRow(m_list->currentRow());
    emit changed(m_connections);
}

void ConnectionsDialog::move(int by)
{
    const int row = m_list->currentRow(), to = row + by;
    if (row < 0 || to < 0 || to >= m_list->count())
        return;
    std::swap(m_connections[std::size_t(row)], m_connections[std::size_t(to)]);
    std::swap(m_keptNames[std::size_t(row)], m_keptNames[std::size_t(to)]);
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
    moveSecrets();
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
    if (!any) {
        m_result->setText(tr("Add a source with +. Nothing is connected before Test or Connect is pressed."));
        m_details->setPlainText({});
        return;
    }
    const bool trial = m_trial && m_trialRow == std::size_t(row);
    const model::FeedHealth health
        = trial ? m_host.healthOfTrial(m_trial) : m_host.health(m_connections[std::size_t(row)].connection.name);
    if (health.state == model::FeedState::Off)
        return;
    const QString line = healthText(health, nowS, locale());
    m_result->setText(trial ? tr("Test: %1").arg(line) : line);
    const QString details = healthDetails(health);
    if (m_details->toPlainText() != details)
        m_details->setPlainText(details);
}

} // namespace gigahall::app
