#include "app/window/problemsdialog.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace gigahall::app {

ProblemsDialog::ProblemsDialog(const std::vector<assets::Problem>& problems, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("problems"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Not opened"));
    resize(760, 360);

    const QString file
        = problems.empty() ? QString() : QFileInfo(QString::fromStdString(problems.front().file)).fileName();
    auto* title = new QLabel(tr("%1 was not opened", "file name").arg(file), this);
    title->setProperty("role", "title");
    auto* intro = new QLabel(
        tr("%n problem(s). What was open before stays open.", nullptr, static_cast<int>(problems.size())), this);
    intro->setProperty("role", "quiet");

    auto* list = new QTreeWidget(this);
    list->setObjectName(QStringLiteral("problemList"));
    list->setRootIsDecorated(false);
    list->setWordWrap(true);
    list->setHeaderLabels({tr("Line"), tr("Place"), tr("What is wrong")});
    QStringList text;
    for (const assets::Problem& problem : problems) {
        auto* item = new QTreeWidgetItem(list);
        item->setText(0, problem.line > 0 ? QString::number(problem.line) : QString());
        item->setTextAlignment(0, Qt::AlignRight | Qt::AlignVCenter);
        item->setText(1, QString::fromStdString(problem.pointer));
        item->setText(2, QString::fromStdString(problem.what));
        item->setToolTip(2, QString::fromStdString(problem.text()));
        text.append(QString::fromStdString(problem.text()));
    }
    list->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton* copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    connect(copy, &QPushButton::clicked, this,
        [text] { QApplication::clipboard()->setText(text.join(QLatin1Char('\n'))); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(10);
    column->addWidget(title);
    column->addWidget(intro);
    column->addWidget(list, 1);
    column->addWidget(buttons);
}

} // namespace gigahall::app
