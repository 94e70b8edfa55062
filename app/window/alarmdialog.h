#pragma once

#include "app/window/alarmruletable.h"

#include <QDialog>

class QDialogButtonBox;
class QLabel;
class QPushButton;
class QTableView;

namespace gigahall::app {

/// The rules of alarms: edit in place, see at once what is wrong or what would be told now, load and save.
class AlarmDialog : public QDialog
{
    Q_OBJECT

public:
    /// Campus and frame are what rules are tried on; both may be null.
    AlarmDialog(std::vector<model::AlarmRule> rules, std::shared_ptr<const model::Campus> campus, model::FramePtr frame,
        QWidget* parent = nullptr);

    ~AlarmDialog() override;

    AlarmRuleTable& table() { return *m_table; }
    QTableView& view() { return *m_view; }
    QString file() const { return m_file; } ///< that was loaded or saved last; empty = none

    /// Without asking for a name: as the buttons do it once a name is known. False: said in the dialog.
    bool load(const QString& path);
    bool save(const QString& path);

signals:
    /// OK: these rules count from now on.
    void chosen(const std::vector<gigahall::model::AlarmRule>& rules, const QString& file);

private:
    QLayout* buildButtons();
    void refresh();
    int row() const;
    void goTo(int row);
    void say(const QString& text, bool bad);

    AlarmRuleTable* m_table;
    QTableView* m_view;
    QLabel* m_verdict;
    QDialogButtonBox* m_buttons;
    std::vector<QPushButton*> m_ofRow; ///< need a row
    QString m_file;
};

} // namespace gigahall::app
