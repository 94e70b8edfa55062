#include "app/report/report.h"

#include "app/docks/balancepanel.h"
#include "app/rollout/curveview.h"
#include "app/rollout/dayscale.h"
#include "app/rollout/ganttview.h"
#include "app/rollout/slipline.h"
#include "app/rollout/sources.h"
#include "app/scenery/format.h"
#include "app/scenery/minustext.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPicture>

#include <algorithm>
#include <cmath>

namespace gigahall::app {

namespace {

constexpr double kGapPx = 18, kCurvesPx = 320, kLeastCurvesPx = 160, kBalancePx = 560;
constexpr std::size_t kMostQuarters = 4;
constexpr double kPicturePx = 505; ///< height: with title and figures a page is full

const QString kDot = QStringLiteral(" \u00b7 ");

QString text(const char* source)
{
    return QCoreApplication::translate("report", source);
}

/// Widgets draw themselves on paper as on a screen, as lines and letters. They are made when they are drawn.
template <typename Widget, typename Prepare>
auto drawn(const QLocale& locale, Prepare prepare)
{
    return [locale, prepare](QPainter& painter, const QRectF& area) {
        Widget widget;
        widget.setLocale(locale);
        widget.resize(area.size().toSize());
        prepare(widget);
        // By way of a recording: clips of a widget that draws straight into a PDF stay for all that follows (Qt 6.4).
        QPicture picture;
        QPainter recorder(&picture);
        widget.render(&recorder, QPoint(), QRegion(), QWidget::DrawChildren);
        recorder.end();
        painter.translate(area.topLeft());
        picture.play(&painter);
    };
}

bool hasPlan(const ReportContent& content)
{
    return !content.figure.rollout.now->plan.activities.empty();
}

model::RolloutTotals totalsNow(const ReportContent& content)
{
    const model::RolloutCurve& curve = content.figure.rollout.now->curve;
    return content.figure.day ? curve.at(*content.figure.day) : curve.whole();
}

QString stateOf(const ReportContent& content)
{
    QString out = text(QT_TRANSLATE_NOOP("report", "Complete"));
    if (content.figure.day)
        out = text(QT_TRANSLATE_NOOP("report", "On %1"))
                  .arg(dateText(model::dayAt(*content.figure.day), content.figure.locale));
    if (!content.figure.rollout.shifts.empty())
        out += kDot + text(QT_TRANSLATE_NOOP("report", "what if"));
    return out;
}

/// What slips and what it costs; empty where the plan is as it was loaded.
QString whatIfText(const ReportContent& content)
{
    const QString slip
        = slipText(*content.session.campus(), content.figure.rollout, content.figure.locale, kMostQuarters);
    return slip.isEmpty() ? QString() : text(QT_TRANSLATE_NOOP("report", "What if: %1.")).arg(slip);
}

void addOverview(ReportPaper& paper, const ReportContent& content)
{
    const QLocale& locale = content.figure.locale;
    paper.page(reportTitle(content));
    const model::RolloutTotals& whole = content.figure.rollout.now->curve.whole();
    paper.figures(headlines(*content.session.campus(), totalsNow(content), whole, content.rate, locale));
    const double aspect = double(content.picture.width()) / std::max(1, content.picture.height());
    paper.picture(content.picture, std::min(ReportPaper::contentSize().width(), kPicturePx * aspect));
}

void addCurves(ReportPaper& paper, const ReportContent& content, double heightPx)
{
    const QLocale locale = content.figure.locale;
    const auto campus = content.session.campus();
    const ShiftedRollout& rollout = content.figure.rollout;
    const auto day = content.figure.day;
    const model::CostRate rate = content.rate;
    const QSizeF size(ReportPaper::contentSize().width(), heightPx);
    paper.drawing(size, [=](QPainter& painter, const QRectF& area) {
        const double width = (area.width() - kGapPx) / 2;
        double left = area.left();
        for (const auto quantity : {RolloutQuantity::Power, RolloutQuantity::Dies}) {
            painter.save();
            painter.setFont(themeFont(kSmallPx));
            painter.setPen(themeColours(ThemeKind::Light).quiet);
            painter.drawText(QPointF(left, area.top() + 10),
                quantity == RolloutQuantity::Power ? text(QT_TRANSLATE_NOOP("report", "MW energised, by phase"))
                                                   : text(QT_TRANSLATE_NOOP("report", "GPU dies online, by phase")));
            drawn<CurveView>(locale, [&](CurveView& view) {
                view.setRollout(campus, rollout.now, rollout.planned);
                view.setQuantity(quantity);
                view.setRate(rate);
                view.setDay(day);
            })(painter, QRectF(left, area.top() + 14, width, area.height() - 14));
            painter.restore();
            left += width + kGapPx;
        }
    });
}

void addRollout(ReportPaper& paper, const ReportContent& content)
{
    const auto campus = content.session.campus();
    const ShiftedRollout& rollout = content.figure.rollout;
    const auto day = content.figure.day;
    paper.page(text(QT_TRANSLATE_NOOP("report", "Rollout")));
    double curvesPx = kCurvesPx;
    if (const QString slip = whatIfText(content); !slip.isEmpty()) {
        paper.text(slip);
        curvesPx = std::max(kLeastCurvesPx, curvesPx - ReportPaper::textHeight(slip));
    }
    const double rows = double(std::min<std::size_t>(campus->phases.size(), 14));
    paper.drawing(QSizeF(ReportPaper::contentSize().width(), kGanttAxisPx + kGanttRowPx * rows + 8),
        drawn<GanttView>(content.figure.locale, [=](GanttView& view) {
            view.setFrameShape(QFrame::NoFrame);
            view.setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
            view.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
            view.setPlan(campus, rollout.planned->plan);
            view.setNow(rollout.now->plan);
            view.setAllFolded(true);
            view.setDay(day);
            view.fit();
        }));
    addCurves(paper, content, curvesPx);
}

QStringList totalsRow(const QString& name, const model::RolloutTotals& totals, const ReportContent& content)
{
    const QLocale& locale = content.figure.locale;
    return {name, formatCount(double(totals.itW) / 1e6, locale), formatCount(double(totals.facilityW) / 1e6, locale),
        formatCount(totals.halls, locale), formatCount(totals.racks, locale), formatCount(double(totals.gpus), locale),
        formatCount(totals.gpuPackages, locale),
        totals.facilityW ? formatRange(content.rate.cost(totals.facilityW), locale) : formatCount(0, locale)};
}

QStringList totalsColumns(const QString& first)
{
    return {first, text(QT_TRANSLATE_NOOP("report", "IT, MW")), text(QT_TRANSLATE_NOOP("report", "Facility, MW")),
        text(QT_TRANSLATE_NOOP("report", "Halls")), text(QT_TRANSLATE_NOOP("report", "Compute racks")),
        text(QT_TRANSLATE_NOOP("report", "GPU dies")), text(QT_TRANSLATE_NOOP("report", "GPU packages")),
        text(QT_TRANSLATE_NOOP("report", "Cost, bn US$"))};
}

void addTables(ReportPaper& paper, const ReportContent& content)
{
    const QLocale& locale = content.figure.locale;
    const model::Campus& campus = *content.session.campus();
    const model::RolloutCurve& curve = content.figure.rollout.now->curve;
    paper.page(text(QT_TRANSLATE_NOOP("report", "In service")) + kDot + stateOf(content));
    const double day = content.figure.day.value_or(curve.days().empty() ? 0 : curve.days().back());
    ReportTable phases{totalsColumns(text(QT_TRANSLATE_NOOP("report", "Phase"))), {}, true};
    for (std::uint32_t p = 0; p < campus.phases.size(); ++p)
        phases.rows.push_back(
            totalsRow(shortName(campus, {model::AssetKind::Phase, p}, locale), curve.at(p, day), content));
    phases.rows.push_back(totalsRow(text(QT_TRANSLATE_NOOP("report", "Campus")), totalsNow(content), content));
    paper.table(phases);
    if (!hasPlan(content))
        return;
    paper.heading(text(QT_TRANSLATE_NOOP("report", "At the end of each quarter in which something is energised")));
    ReportTable quarters{totalsColumns(text(QT_TRANSLATE_NOOP("report", "Date"))), {}, false};
    const auto extent = content.figure.rollout.now->plan.extent();
    model::RolloutTotals before;
    for (const model::Day end : model::quarterEnds(extent->start, extent->finish + std::chrono::days(92))) {
        const model::RolloutTotals now = curve.at(model::dayNumber(end));
        if (now.racks != before.racks)
            quarters.rows.push_back(totalsRow(dateText(end, locale), now, content));
        before = now;
    }
    paper.table(quarters);
}

void addEnergy(ReportPaper& paper, const ReportContent& content)
{
    if (!content.frame->balance)
        return;
    const double hours = content.frame->timeS / 3600;
    const int minutes = static_cast<int>(std::lround(hours * 60));
    paper.page(text(QT_TRANSLATE_NOOP("report", "Load and energy at %1"))
                   .arg(QStringLiteral("%1:%2")
                            .arg(minutes / 60 % 24, 2, 10, QLatin1Char('0'))
                            .arg(minutes % 60, 2, 10, QLatin1Char('0'))));
    paper.text(text(QT_TRANSLATE_NOOP("report", "What runs at that time, not what is rated: %1."))
                   .arg(namedSource(content.frame->source)));
    const QString currency = QString::fromStdString(content.session.campus()->site.utility.currency);
    paper.drawing(QSizeF(ReportPaper::contentSize().width(), kBalancePx),
        drawn<BalancePanel>(content.figure.locale, [frame = content.frame, currency](BalancePanel& panel) {
            panel.setBalance(frame->balance, currency, frame->stateCounts);
        }));
}

void addNotes(ReportPaper& paper, const SourceNote& note)
{
    paper.heading(note.title);
    for (const QString& line : note.lines)
        paper.text(line);
}

void addSources(ReportPaper& paper, const ReportContent& content)
{
    const QLocale& locale = content.figure.locale;
    const model::Rollout& rollout = *content.figure.rollout.now;
    paper.page(text(QT_TRANSLATE_NOOP("report", "Sources and assumptions")));
    for (const SourceNote& note : sourceNotes(*content.session.campus(), rollout.plan, locale))
        addNotes(paper, note);
    if (const QString slip = whatIfText(content); !slip.isEmpty())
        paper.text(slip);
    addNotes(paper, costNote(*content.session.campus(), rollout.curve.whole().facilityW, locale));
    paper.heading(text(QT_TRANSLATE_NOOP("report", "To make it again")));
    paper.typed(content.command);
}

} // namespace

QString reportTitle(const ReportContent& content)
{
    const std::string language = content.figure.locale.language() == QLocale::German ? "de" : "en";
    return QString::fromStdString(content.session.campus()->label.in(language)) + kDot + stateOf(content);
}

QString reportFooter(const ReportContent& content)
{
    const SessionOptions& options = content.session.options();
    QStringList parts{QStringLiteral("Gigahall ") + QStringLiteral(GIGAHALL_VERSION),
        QString::fromStdString(content.session.campus()->key)};
    if (!options.plan.file.empty())
        parts << QString::fromStdString(options.plan.file);
    for (const WrittenShift& shift :
        writtenShifts(content.figure.rollout.shifts, *content.session.campus(), content.figure.rollout.planned->plan))
        parts << QString::fromStdString(optionText(shift));
    parts << namedSource(content.frame->source);
    return parts.join(kDot);
}

void fillReport(ReportPaper& paper, const ReportContent& content)
{
    addOverview(paper, content);
    if (hasPlan(content))
        addRollout(paper, content);
    addTables(paper, content);
    addEnergy(paper, content);
    addSources(paper, content);
}

} // namespace gigahall::app
