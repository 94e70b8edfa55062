#pragma once

#include "app/docks/alarmtable.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QStackedLayout;
class QToolButton;
class QTreeView;

namespace gigahall::app {

/// The list of alarms: filter, acknowledge, go there. Everything can be reached by keyboard: Enter goes to an alarm,
/// Space acknowledges what is selected.
class AlarmPanel : public QWidget
{
    Q_OBJECT

public:
    explicit AlarmPanel(QWidget* parent = nullptr);

    void setCampus(std::shared_ptr<const model::Campus> campus);
    void setList(model::AlarmListPtr list);

    AlarmTable& table() { return *m_table; }
    QTreeView& view() { return *m_view; }
    QSize sizeHint() const override { return {640, 230}; }

signals:
    void selected(gigahall::model::AssetId id);
    void goTo(gigahall::model::AssetId id);
    void acknowledged(const std::vector<gigahall::model::Alarm>& alarms);
    void acknowledgedAll();
    void rulesAsked();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QLayout* buildBar();
    void refilter();
    void refresh();
    void showState();
    void acknowledgeSelected();
    void retranslate();

    AlarmTable* m_table;
    QTreeView* m_view;
    QLineEdit* m_text;
    QComboBox* m_severity;
    QToolButton* m_unacknowledged;
    QToolButton* m_acknowledge;
    QToolButton* m_acknowledgeAll;
    QToolButton* m_rules;
    QLabel* m_empty;
    QStackedLayout* m_pages;
    model::AlarmListPtr m_list;
    bool m_syncing = false;
};

} // namespace gigahall::app
