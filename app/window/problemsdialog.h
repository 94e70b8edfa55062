#pragma once

#include "assets/import/campusfile.h"

#include <QDialog>

#include <vector>

namespace gigahall::app {

/// Everything that is wrong with a file, at once; the text can be copied.
class ProblemsDialog : public QDialog
{
    Q_OBJECT

public:
    ProblemsDialog(const std::vector<assets::Problem>& problems, QWidget* parent);
};

} // namespace gigahall::app
