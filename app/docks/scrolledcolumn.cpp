#include "app/docks/scrolledcolumn.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace gigahall::app {

QVBoxLayout* scrolledColumn(QScrollArea& panel, const QMargins& margins, int spacing)
{
    panel.setWidgetResizable(true);
    panel.setFrameShape(QFrame::NoFrame);
    panel.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* content = new QWidget;
    content->setMinimumWidth(1); // no text, however long, pushes the values out of the panel
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(margins);
    layout->setSpacing(spacing);
    panel.setWidget(content);
    return layout;
}

} // namespace gigahall::app
