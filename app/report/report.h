#pragma once

#include "app/export/figure.h"
#include "app/report/reportpaper.h"

#include <QImage>

namespace gigahall::app {

/// What a report is about: one campus on one date at one time.
struct ReportContent
{
    const Session& session;
    const Figure& figure; ///< what the picture shows
    QImage picture;
    model::FramePtr frame; ///< at that time
    model::CostRate rate;
    QString command; ///< that makes it again
};

/// Totals and picture; rollout as plan, curves and tables; load and energy; sources and assumptions. Parts of which
/// the campus knows nothing are left out.
void fillReport(ReportPaper& paper, const ReportContent& content);

/// What is on the foot of every page.
QString reportFooter(const ReportContent& content);
QString reportTitle(const ReportContent& content);

} // namespace gigahall::app
