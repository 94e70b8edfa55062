// What the dialog is made of.
#include "app/live/connectionsdialog.h"

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

namespace gigahall::app {

void ConnectionsDialog::build()
{
    m_list->setObjectName(QStringLiteral("connectionList"));
    m_list->setFixedWidth(230);
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        forgetResult();
        showRow(row);
    });
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
    // Signs: words of four buttons are wider than the list in some languages.
    auto* tools = new QHBoxLayout;
    const auto tool = [this, tools](const char* name, char16_t sign, const QString& hint, std::function<void()> run) {
        auto* b = new QToolButton(this);
        b->setObjectName(QString::fromLatin1(name));
        b->setText(QChar(sign));
        b->setToolTip(hint);
        b->setAccessibleName(hint);
        connect(b, &QToolButton::clicked, this, std::move(run));
        tools->addWidget(b);
        return b;
    };
    tools->setSpacing(2);
    tool("addConnection", u'+', tr("Add a source"), [this] { addOne(); });
    m_remove = tool("removeConnection", 0x2212, tr("Remove this source"), [this] { removeOne(); });
    tools->addStretch(1);
    m_up = tool("moveUp", 0x2191, tr("Up: a source counts before those below it"), [this] { move(-1); });
    m_down = tool("moveDown", 0x2193, tr("Down: a source counts before those below it"), [this] { move(1); });
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
        moveSecrets();
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
    connect(addField(form, "name", tr("Name")), &QLineEdit::editingFinished, this, &ConnectionsDialog::moveSecrets);
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
        QLineEdit* field = addField(
            form, kind, kind == std::string("password") ? tr("Password") : tr("Token"), tr("key store, or env:NAME"));
        field->setToolTip(tr("Kept in the key store of the desktop; or env:NAME, a variable of the environment"));
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

} // namespace gigahall::app
