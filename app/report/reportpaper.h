#pragma once

#include "app/rollout/figures.h"

#include <QSizeF>
#include <QString>
#include <QTextDocument>

#include <functional>
#include <memory>
#include <vector>

class QPainter;
class QRectF;

namespace gigahall::app {

/// A table as it is read: the first column is names, the others are numbers on the right.
struct ReportTable
{
    QStringList columns;
    std::vector<QStringList> rows; ///< each as long as `columns`
    bool sums = false; ///< the last row is the sum of those above
};

/// Headings, text, tables and drawings one below the other on pages of A4, in landscape. Lengths are in 1/96 inch, the
/// pixels of the window. One thread; needs a QGuiApplication.
class ReportPaper
{
public:
    explicit ReportPaper(const QLocale& locale);
    ~ReportPaper();

    /// Between the margins.
    static QSizeF contentSize();

    /// Each begins a page, but for the first.
    void page(const QString& title);
    void heading(const QString& title);
    void text(const QString& line);
    /// What such a paragraph takes, in pixels, with as many lines as it needs.
    static double textHeight(const QString& line);
    /// For what is typed: every blank of it counts.
    void typed(const QString& line);
    /// Large numbers beside each other.
    void figures(const std::vector<RolloutFigure>& figures);
    void table(const ReportTable& table);
    /// Kept as lines and letters, so that it is sharp at any size; `draw` is called by write().
    void drawing(QSizeF size, std::function<void(QPainter&, const QRectF&)> draw);
    void picture(const QImage& picture, double width);

    /// `footer` is on every page, beside its number. Empty when it is written, else what went wrong; then nothing is.
    QString write(const QString& path, const QString& title, const QString& footer);

private:
    class Drawings;

    QTextCursor end();

    QLocale m_locale;
    QTextDocument m_document;
    std::unique_ptr<Drawings> m_drawings;
    int m_pages = 0;
};

} // namespace gigahall::app
