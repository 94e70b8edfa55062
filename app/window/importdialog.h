#pragma once

#include "assets/import/campusfile.h"

#include <QDialog>
#include <QTimer>

#include <memory>
#include <thread>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace gigahall::app {

/// Makes a campus of a 3D scene: which nodes are racks (by a pattern over their names), of which type. Shows the
/// matches while one types; the scene is read and written on a worker thread.
class ImportDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ImportDialog(const QString& path, QWidget* parent = nullptr);
    ~ImportDialog() override;

signals:
    /// The campus file that was written.
    void imported(const QString& campusPath);
    void previewed();

private:
    struct Preview;

    void build();
    void fillTypes();
    void startPreview();
    void showPreview(const std::shared_ptr<const Preview>& preview);
    void import();
    void runInBackground(std::function<void()> work);

    QString m_path;
    QLineEdit* m_pattern;
    QComboBox* m_type;
    QLabel* m_summary;
    QListWidget* m_matches;
    QPushButton* m_import;
    QTimer m_typing;
    std::thread m_worker;
    bool m_busy = false, m_again = false;
};

} // namespace gigahall::app
