#pragma once

#include "app/docks/assettreemodel.h"

#include <QStringListModel>
#include <QWidget>

class QCompleter;
class QLineEdit;
class QTreeView;

namespace gigahall::app {

/// Search field over the asset tree. Selection goes both ways: activated() when the user chose, setSelected() when the
/// picture did.
class TreePanel : public QWidget
{
    Q_OBJECT

public:
    explicit TreePanel(QWidget* parent = nullptr);

    void setCampus(std::shared_ptr<const model::Campus> campus);
    void setFrame(model::FramePtr frame, model::Metric metric);
    void setSelected(model::AssetId id);
    void focusSearch();
    AssetTreeModel& model() { return *m_model; }
    QTreeView& view() { return *m_view; }
    QLineEdit& searchField() { return *m_search; }

signals:
    void selected(gigahall::model::AssetId id);
    void goTo(gigahall::model::AssetId id);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void refreshVisible();
    void suggest(const QString& text);
    void jump(const QString& text);

    std::shared_ptr<const model::Campus> m_campus;
    AssetTreeModel* m_model;
    QLineEdit* m_search;
    QCompleter* m_completer;
    QStringListModel* m_suggestions;
    QTreeView* m_view;
    bool m_syncing = false;
};

} // namespace gigahall::app
