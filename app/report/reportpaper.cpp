#include "app/report/reportpaper.h"

#include "app/scenery/fonts.h"
#include "app/theme/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QCoreApplication>
#include <QPageLayout>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QTextCursor>
#include <QTextObjectInterface>
#include <QTextTable>

namespace gigahall::app {

namespace {

constexpr double kMarginMm = 15, kPxPerMm = 96 / 25.4;
constexpr QSizeF kPaperMm(297, 210);
constexpr int kDrawing = QTextFormat::UserObject + 1, kWhich = QTextFormat::UserProperty + 1;
constexpr int kLargePx = 24, kTitleSizePx = 20;
constexpr double kFooterPx = 18;

ThemeColours ink()
{
    return themeColours(ThemeKind::Light);
}

QTextCharFormat letters(int px, const QColor& colour, QFont::Weight weight = QFont::Normal)
{
    QTextCharFormat format;
    format.setFont(themeFont(px, weight));
    format.setForeground(colour);
    return format;
}

QTextBlockFormat block(double above, double below, Qt::Alignment alignment = Qt::AlignLeft)
{
    QTextBlockFormat format;
    format.setTopMargin(above);
    format.setBottomMargin(below);
    format.setAlignment(alignment);
    return format;
}

} // namespace

/// Drawings stand in the text like letters.
class ReportPaper::Drawings : public QObject, public QTextObjectInterface
{
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)

public:
    struct Drawing
    {
        QSizeF size;
        std::function<void(QPainter&, const QRectF&)> draw;
    };
    std::vector<Drawing> all;

    QSizeF intrinsicSize(QTextDocument*, int, const QTextFormat& format) override { return of(format).size; }
    void drawObject(QPainter* painter, const QRectF& area, QTextDocument*, int, const QTextFormat& format) override
    {
        painter->save();
        of(format).draw(*painter, area);
        painter->restore();
    }

private:
    const Drawing& of(const QTextFormat& format) const
    {
        return all[static_cast<std::size_t>(format.property(kWhich).toInt())];
    }
};

ReportPaper::ReportPaper(const QLocale& locale)
    : m_locale(locale)
    , m_drawings(std::make_unique<Drawings>())
{
    m_document.setDocumentMargin(0);
    m_document.setDefaultFont(themeFont(kSmallPx));
    m_document.setPageSize(contentSize() - QSizeF(0, kFooterPx));
    m_document.documentLayout()->registerHandler(kDrawing, m_drawings.get());
}

ReportPaper::~ReportPaper() = default;

QSizeF ReportPaper::contentSize()
{
    return (kPaperMm - QSizeF(2, 2) * kMarginMm) * kPxPerMm;
}

QTextCursor ReportPaper::end()
{
    QTextCursor cursor(&m_document);
    cursor.movePosition(QTextCursor::End);
    return cursor;
}

void ReportPaper::page(const QString& title)
{
    QTextBlockFormat format = block(0, 8);
    if (m_pages++ > 0)
        format.setPageBreakPolicy(QTextFormat::PageBreak_AlwaysBefore);
    QTextCursor cursor = end();
    cursor.insertBlock(format);
    cursor.insertText(title, letters(kTitleSizePx, ink().text));
}

void ReportPaper::heading(const QString& title)
{
    QTextCursor cursor = end();
    cursor.insertBlock(block(10, 3));
    cursor.insertText(title, letters(kTextPx, ink().text, QFont::DemiBold));
}

void ReportPaper::text(const QString& line)
{
    QTextCursor cursor = end();
    QTextBlockFormat format = block(0, 3);
    format.setLineHeight(125, QTextBlockFormat::ProportionalHeight);
    cursor.insertBlock(format);
    cursor.insertText(line, letters(kSmallPx, ink().quiet));
}

double ReportPaper::textHeight(const QString& line)
{
    constexpr double kBelowPx = 3;
    const QFontMetricsF metrics(themeFont(kSmallPx));
    const QRectF room(0, 0, contentSize().width(), 1e4);
    return 1.25 * metrics.boundingRect(room, Qt::TextWordWrap, line).height() + kBelowPx;
}

void ReportPaper::typed(const QString& line)
{
    QTextCharFormat format = letters(kSmallPx, ink().text);
    QFont font(QStringLiteral("monospace"));
    font.setStyleHint(QFont::Monospace);
    font.setPixelSize(kSmallPx);
    format.setFont(font);
    QTextCursor cursor = end();
    cursor.insertBlock(block(2, 4));
    cursor.insertText(line, format);
}

void ReportPaper::figures(const std::vector<RolloutFigure>& figures)
{
    QTextTableFormat format;
    format.setBorder(0);
    format.setCellSpacing(0);
    format.setCellPadding(0);
    format.setTopMargin(4);
    format.setBottomMargin(8);
    format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    const int count = static_cast<int>(figures.size());
    format.setColumnWidthConstraints(
        QList<QTextLength>(count, QTextLength(QTextLength::PercentageLength, 100.0 / count)));
    QTextTable* table = end().insertTable(1, count, format);
    for (int i = 0; i < count; ++i) {
        QTextCursor cell = table->cellAt(0, i).firstCursorPosition();
        cell.setBlockFormat(block(0, 0));
        cell.insertText(figures[std::size_t(i)].value, letters(kLargePx, ink().text));
        cell.insertBlock(block(0, 0));
        cell.insertText(figures[std::size_t(i)].name, letters(kSmallPx, ink().quiet));
    }
}

void ReportPaper::table(const ReportTable& content)
{
    QTextTableFormat format;
    format.setBorder(0);
    format.setBorderCollapse(true);
    format.setCellSpacing(0);
    format.setCellPadding(2.5);
    format.setTopMargin(2);
    format.setBottomMargin(6);
    format.setHeaderRowCount(1);
    format.setWidth(QTextLength(QTextLength::PercentageLength, 80));
    const int columns = static_cast<int>(content.columns.size()), rows = static_cast<int>(content.rows.size());
    QTextTable* table = end().insertTable(rows + 1, columns, format);
    const auto fill = [&](int row, const QStringList& cells, const QColor& colour, bool line) {
        for (int column = 0; column < columns; ++column) {
            QTextTableCell cell = table->cellAt(row, column);
            QTextTableCellFormat cellFormat;
            cellFormat.setLeftPadding(column == 0 ? 0 : 18);
            if (line) {
                cellFormat.setBottomBorder(0.75);
                cellFormat.setBottomBorderBrush(ink().hairline);
                cellFormat.setBottomBorderStyle(QTextFrameFormat::BorderStyle_Solid);
            }
            cell.setFormat(cellFormat);
            QTextCursor cursor = cell.firstCursorPosition();
            cursor.setBlockFormat(block(0, 0, column == 0 ? Qt::AlignLeft : Qt::AlignRight));
            cursor.insertText(cells.value(column), letters(kSmallPx, colour));
        }
    };
    fill(0, content.columns, ink().quiet, true);
    for (int row = 0; row < rows; ++row)
        fill(row + 1, content.rows[std::size_t(row)], ink().text, content.sums && row + 2 == rows);
}

void ReportPaper::drawing(QSizeF size, std::function<void(QPainter&, const QRectF&)> draw)
{
    QTextCharFormat format;
    format.setObjectType(kDrawing);
    format.setProperty(kWhich, static_cast<int>(m_drawings->all.size()));
    m_drawings->all.push_back({size, std::move(draw)});
    QTextCursor cursor = end();
    cursor.insertBlock(block(4, 6));
    cursor.insertText(QString(QChar::ObjectReplacementCharacter), format);
}

void ReportPaper::picture(const QImage& picture, double width)
{
    drawing(QSizeF(width, width * picture.height() / std::max(picture.width(), 1)),
        [picture](QPainter& painter, const QRectF& area) {
            painter.setRenderHint(QPainter::SmoothPixmapTransform);
            painter.drawImage(area, picture);
        });
}

QString ReportPaper::write(const QString& path, const QString& title, const QString& footer)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return file.errorString();
    {
        QPdfWriter pdf(&file);
        pdf.setTitle(title);
        pdf.setCreator(QStringLiteral("Gigahall ") + QStringLiteral(GIGAHALL_VERSION));
        pdf.setPageLayout(QPageLayout(
            QPageSize(QPageSize::A4), QPageLayout::Landscape, QMarginsF(0, 0, 0, 0), QPageLayout::Millimeter));
        pdf.setResolution(96); // of the window, whose drawings are recorded at that; coordinates have fractions
        QPainter painter(&pdf);
        const QSizeF content = contentSize();
        const int pages = m_document.pageCount();
        for (int page = 0; page < pages; ++page) {
            if (page > 0)
                pdf.newPage();
            painter.save();
            painter.translate(kMarginMm * kPxPerMm, kMarginMm * kPxPerMm);
            const QRectF line(0, content.height() - kFooterPx + 6, content.width(), kFooterPx);
            painter.setFont(themeFont(kSmallPx));
            painter.setPen(ink().faint);
            painter.drawText(line, Qt::AlignLeft | Qt::AlignBottom, footer);
            painter.drawText(line, Qt::AlignRight | Qt::AlignBottom,
                QStringLiteral("%1 / %2").arg(m_locale.toString(page + 1), m_locale.toString(pages)));
            const double height = m_document.pageSize().height();
            painter.translate(0, -page * height);
            QAbstractTextDocumentLayout::PaintContext context;
            context.clip = QRectF(0, page * height, content.width(), height);
            context.palette.setColor(QPalette::Text, ink().text);
            painter.setClipRect(context.clip);
            m_document.documentLayout()->draw(&painter, context);
            painter.restore();
        }
    }
    return file.commit() ? QString() : file.errorString();
}

} // namespace gigahall::app

#include "reportpaper.moc"
