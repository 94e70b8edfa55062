#include "app/cli/report.h"

#include "app/cli/offscreen.h"
#include "app/cli/stagedfigure.h"
#include "app/report/report.h"
#include "app/theme/theme.h"

#include <QApplication>
#include <QTemporaryDir>

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <filesystem>

namespace gigahall::app {
namespace {

int failed(const std::string& what)
{
    fmt::print(stderr, "gigahall report: {}\n", what);
    return kExitFailed;
}

int failed(const std::vector<assets::Problem>& problems, const std::string& mistake)
{
    for (const auto& problem : problems)
        fmt::print(stderr, "{}\n", problem.text());
    return mistake.empty() ? int(kExitFailed) : failed(mistake);
}

int report(const ReportOptions& options)
{
    std::vector<assets::Problem> problems;
    std::string mistake;
    const auto session = Session::open(options.picture.scene.session, problems);
    if (!session)
        return failed(problems, mistake);
    for (const auto& warning : session->warnings())
        fmt::print(stderr, "warning: {}\n", warning.text());
    const auto staged = stageFigure(options.picture, *session, problems, mistake);
    if (!staged)
        return failed(problems, mistake);
    const Figure& figure = staged->figure;
    model::TelemetrySource& source = staged->source(*session);
    const QTemporaryDir folder;
    const QString png = folder.filePath(QStringLiteral("picture.png"));
    {
        FigureWriter writer(*session, source, {.gpuName = options.picture.scene.gpu});
        if (const std::string wrong = writer.write(figure, png.toStdString()); !wrong.empty())
            return failed(wrong);
    }
    const ReportContent content{*session, figure, QImage(png), source.frame(figure.timeS, {}), model::CostRate(),
        QString::fromStdString(options.command)};
    ReportPaper paper(figure.locale);
    fillReport(paper, content);
    const QString wrong
        = paper.write(QString::fromStdString(options.output), reportTitle(content), reportFooter(content));
    return wrong.isEmpty() ? int(kExitOk)
                           : failed(fmt::format("{}: cannot be written: {}", options.output, wrong.toStdString()));
}

} // namespace

int runReport(const ReportOptions& options)
{
    Offscreen<QApplication> offscreen(options.picture.scene.language);
    applyTheme(offscreen.application(), ThemeKind::Light);
    try {
        return report(options);
    } catch (const std::exception& e) {
        return failed(e.what());
    }
}

std::string shellCommand(int argc, const char* const* argv)
{
    const auto isPlain = [](unsigned char c) {
        return std::isalnum(c) || std::string_view("-_./,:=+@%").find(char(c)) != std::string_view::npos;
    };
    std::string out = "gigahall";
    for (int i = 1; i < argc; ++i) {
        std::string word = argv[i];
        if (word.empty() || !std::ranges::all_of(word, isPlain)) {
            std::string quoted = "'";
            for (const char c : word)
                quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
            word = quoted + '\'';
        }
        out += ' ' + word;
    }
    return out;
}

} // namespace gigahall::app
