#pragma once

#include "app/live/savedconnection.h"
#include "app/live/secrets.h"
#include "model/feeds/feed.h"

#include <QDialog>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace gigahall::app {

/// What the dialog needs of the program: trying a connection out, and how those that are open are doing.
struct ConnectionsHost
{
    /// Starts one; null and a problem where it can't work. The trial ends when the pointer goes.
    std::function<std::shared_ptr<void>(const SavedConnection&, std::string& problem)> tryOut;
    std::function<model::FeedHealth(const std::shared_ptr<void>&)> healthOfTrial;
    /// Of an open connection by name; state Off where it is not open.
    std::function<model::FeedHealth(const std::string&)> health;
    std::vector<std::string> profiles; ///< shipped ones
    SecretStore secrets;
};

/// Sources of live values: add, change, order, test, connect. Passwords and tokens go to the key store of the desktop
/// and nowhere else. Nothing is connected before Connect or Test is pressed.
class ConnectionsDialog : public QDialog
{
    Q_OBJECT

public:
    ConnectionsDialog(std::vector<SavedConnection> connections, ConnectionsHost host, QWidget* parent = nullptr);
    ~ConnectionsDialog() override;

    const std::vector<SavedConnection>& connections() const { return m_connections; }
    QListWidget& list() { return *m_list; }
    QLabel& result() { return *m_result; }

signals:
    /// Everything is to be connected as it stands now, in this order.
    void connectAsked(const std::vector<gigahall::app::SavedConnection>& connections);
    void disconnectAsked();
    /// Kept for the next time, connected or not.
    void changed(const std::vector<gigahall::app::SavedConnection>& connections);

private:
    void build();
    QWidget* buildForm();
    QLineEdit* addField(QFormLayout* form, const char* name, const QString& label, const QString& hint = {});
    void addFile(QFormLayout* form, const char* name, const QString& label, const QString& filter);
    void fillList();
    void showRow(int row);
    void takeForm();
    void forgetResult();
    void addOne();
    void removeOne();
    void move(int by);
    void keepSecrets();
    void moveSecrets();
    void done(int result) override;
    bool isTaken(const std::string& name, std::size_t except) const;
    void test();
    void refresh();
    QString mistakeOf(std::size_t row) const;

    std::vector<SavedConnection> m_connections;
    /// By connection: the name under which the key store knows it. It follows a new name once that is written to its
    /// end and is nobody else's.
    std::vector<std::string> m_keptNames;
    ConnectionsHost m_host;
    std::shared_ptr<void> m_trial;
    std::size_t m_trialRow = 0;
    QTimer m_ticks;
    bool m_filling = false;

    QListWidget* m_list;
    QWidget* m_form = nullptr;
    QComboBox* m_profile = nullptr;
    QLabel* m_mistake = nullptr;
    QLabel* m_result;
    QPlainTextEdit* m_details;
    QPushButton* m_test = nullptr;
    QPushButton* m_connect = nullptr;
    QPushButton* m_disconnect = nullptr;
    QToolButton* m_remove = nullptr;
    QToolButton* m_up = nullptr;
    QToolButton* m_down = nullptr;
};

/// How a feed is doing in one line: "31,240 racks matched, 12 keys unknown, 7,012 values a second".
QString healthText(const model::FeedHealth& health, double nowS, const QLocale& locale);
/// What that line has no room for: message, warnings, unknown keys, differences.
QString healthDetails(const model::FeedHealth& health);

} // namespace gigahall::app
