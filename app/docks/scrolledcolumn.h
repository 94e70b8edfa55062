#pragma once

#include <QMargins>

class QScrollArea;
class QVBoxLayout;

namespace gigahall::app {

/// Makes of a scroll area a panel that scrolls up and down, as wide as its dock whatever is in it. Returns where its
/// rows go.
QVBoxLayout* scrolledColumn(QScrollArea& panel, const QMargins& margins, int spacing);

} // namespace gigahall::app
