#include "app/docks/balancepanel.h"

#include "app/docks/assettext.h"
#include "app/docks/balancetext.h"
#include "app/scenery/format.h"
#include "app/theme/theme.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QMessageBox>
#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace gigahall::app {

namespace {

constexpr QSize kPictureSize(1600, 800);
constexpr QMarginsF kPictureMargins(24, 24, 24, 16);
constexpr int kPictureScale = 2; ///< pixels of a PNG: sharp on paper too
constexpr int kFigureGapPx = 28;
constexpr char16_t kThinSpace = 0x202f;
constexpr char16_t kTriangle = 0x25b2;
constexpr char16_t kEnDash = 0x2013;
constexpr char16_t kSubscriptTwo = 0x2082;
constexpr char16_t kCubed = 0x00b3;

QLabel* label(const char* role, const char* name, QWidget* parent)
{
    auto* made = new QLabel(parent);
    made->setProperty("role", role);
    made->setObjectName(QLatin1String(name));
    made->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    made->setFocusPolicy(Qt::ClickFocus);
    return made;
}

QString amount(double value, const QLocale& locale, const QString& unit)
{
    return formatNumber(value, locale, std::abs(value) >= 1000 ? 4 : 3) + QChar(kThinSpace) + unit;
}

} // namespace

BalancePanel::BalancePanel(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("balance"));
    setContextMenuPolicy(Qt::ActionsContextMenu);
    build();
    retranslate();
}

void BalancePanel::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 4, 14, 10);
    column->setSpacing(10);
    column->setSizeConstraint(QLayout::SetNoConstraint); // its rows rearrange: see minimumSizeHint
    m_figureGrid = new QGridLayout;
    m_figureGrid->setHorizontalSpacing(kFigureGapPx);
    m_figureGrid->setVerticalSpacing(6);
    static constexpr std::array<const char*, kFigures> names{"supplied", "it", "pue", "losses"};
    for (std::size_t i = 0; i < kFigures; ++i) {
        auto* box = new QWidget(this);
        auto* inner = new QVBoxLayout(box);
        inner->setContentsMargins(0, 0, 0, 0);
        inner->setSpacing(1);
        m_figures[i] = {box, label("small", "", box), label("title", names[i], box)};
        inner->addWidget(m_figures[i].name);
        inner->addWidget(m_figures[i].value);
    }
    column->addLayout(m_figureGrid);
    m_view = new SankeyView(this);
    column->addWidget(m_view, 1);
    m_footer = new QBoxLayout(QBoxLayout::TopToBottom);
    m_footer->setSpacing(3);
    m_residual = label("small", "residual", this);
    m_rates = label("small", "rates", this);
    m_rates->setWordWrap(true);
    m_footer->addWidget(m_residual);
    m_footer->addWidget(m_rates, 1);
    column->addLayout(m_footer);

    m_copy = new QAction(this);
    m_copy->setObjectName(QStringLiteral("copyTable"));
    m_save = new QAction(this);
    m_save->setObjectName(QStringLiteral("savePicture"));
    addActions({m_copy, m_save});
    connect(m_copy, &QAction::triggered, this, &BalancePanel::copyTable);
    connect(m_save, &QAction::triggered, this, &BalancePanel::askAndSave);
}

void BalancePanel::retranslate()
{
    m_figures[0].name->setText(tr("Supplied"));
    m_figures[1].name->setText(tr("IT"));
    m_figures[2].name->setText(tr("PUE"));
    m_figures[3].name->setText(tr("Losses"));
    m_copy->setText(tr("Copy as table"));
    m_save->setText(tr("Save picture..."));
    refresh();
}

void BalancePanel::setBalance(
    const std::optional<model::EnergyBalance>& balance, const QString& currency, const model::StateCounts& racks)
{
    m_racks = racks;
    m_currency = currency;
    m_view->setBalance(balance);
    refresh();
}

void BalancePanel::refresh()
{
    const auto& balance = m_view->balance();
    m_copy->setEnabled(balance.has_value());
    m_save->setEnabled(balance.has_value());
    m_residual->setVisible(balance.has_value());
    m_rates->setVisible(balance.has_value());
    if (balance) {
        const EnergyUnit unit = energyUnit(*balance);
        m_figures[0].value->setText(formatEnergy(balance->suppliedKw, unit, locale()));
        m_figures[1].value->setText(formatEnergy(balance->itKw, unit, locale()));
        m_figures[2].value->setText(
            balance->pue > 0 ? locale().toString(balance->pue, 'f', 3) : QString(QChar(kEnDash)));
        m_figures[3].value->setText(formatEnergy(balance->lossKw, unit, locale()));
        const QString perHour = QLatin1Char('/') + tr("h", "unit: hour");
        QStringList rates{QStringLiteral("CO") + QChar(kSubscriptTwo) + QLatin1Char(' ')
                + amount(balance->co2KgPerH / 1000, locale(), QLatin1Char('t') + perHour),
            tr("Cost %1 per h")
                .arg((formatCount(balance->costPerH, locale()) + QLatin1Char(' ') + m_currency).trimmed()),
            tr("Water %1").arg(amount(balance->waterLph / 1000, locale(), QLatin1Char('m') + QChar(kCubed) + perHour))};
        // Lines break between rates only.
        for (QString& rate : rates)
            rate.replace(QLatin1Char(' '), QChar(QChar::Nbsp));
        m_rates->setText(rates.join(QStringLiteral("   ")));
        showResidual();
    } else {
        for (const Figure& figure : m_figures)
            figure.value->setText(QString(QChar(kEnDash)));
    }
    arrange();
}

void BalancePanel::showResidual()
{
    const model::EnergyBalance& balance = *m_view->balance();
    const double power = balance.relativePowerResidual(), heat = balance.relativeHeatResidual();
    // Not a number does not add up either.
    const bool wrong = !(std::abs(power) <= kLargestResidual && std::abs(heat) <= kLargestResidual);
    const QString text
        = tr("Residual: power %1, heat %2").arg(formatResidual(power, locale()), formatResidual(heat, locale()));
    m_residual->setText(wrong ? QChar(kTriangle) + QLatin1Char(' ') + text : text);
    m_residual->setToolTip(tr("What does not add up, as a share of what is supplied and of the heat"));
    const ThemeColours colours = themeColours(palette());
    const QString style = wrong ? QStringLiteral("color: %1").arg(colours.warning.name()) : QString();
    if (m_residual->styleSheet() != style) // setting it costs a layout
        m_residual->setStyleSheet(style);
}

/// With the figures below each other in two columns, whatever they are in now.
QSize BalancePanel::minimumSizeHint() const
{
    const QMargins margins = layout()->contentsMargins();
    int widest = 0;
    for (const Figure& figure : m_figures)
        widest = std::max(widest, figure.box->sizeHint().width());
    const int line = fontMetrics().height();
    const QSize least = m_view->minimumSizeHint();
    return {std::max(least.width(), 2 * widest + kFigureGapPx) + margins.left() + margins.right(),
        least.height() + 8 * line};
}

/// Figures in as many columns, and the footer in as few lines, as the width allows.
void BalancePanel::arrange()
{
    const int free = contentsRect().width() - layout()->contentsMargins().left() - layout()->contentsMargins().right();
    int widest = 1;
    for (const Figure& figure : m_figures)
        widest = std::max(widest, figure.box->sizeHint().width());
    const int fitting = (free + kFigureGapPx) / (widest + kFigureGapPx);
    const int columns = fitting >= 4 ? 4 : fitting >= 2 ? 2 : 1;
    for (std::size_t i = 0; i < kFigures; ++i) {
        const int at = static_cast<int>(i);
        m_figureGrid->addWidget(m_figures[i].box, at / columns, at % columns);
        // In a line they stay together; below each other they share the width.
        m_figureGrid->setColumnStretch(at, columns < 4 && at < columns ? 1 : 0);
    }
    m_figureGrid->setColumnStretch(kFigures, columns == 4 ? 1 : 0);
    const int oneLine
        = fontMetrics().horizontalAdvance(m_residual->text()) + fontMetrics().horizontalAdvance(m_rates->text()) + 40;
    const bool wide = oneLine <= free;
    m_residual->setWordWrap(!wide);
    m_footer->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_rates->setAlignment(wide ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
}

void BalancePanel::copyTable() const
{
    if (m_view->balance())
        QGuiApplication::clipboard()->setText(balanceTable(*m_view->balance(), locale(), m_racks));
}

/// With how many racks are live, missing, ... in the margin below.
void BalancePanel::drawPicture(QPainter& painter, const QRectF& area) const
{
    m_view->draw(painter, area - kPictureMargins);
    const QStringList states = stateTexts(m_racks, locale());
    if (states.isEmpty())
        return;
    painter.setFont(themeFont(kSmallPx));
    painter.setPen(themeColours(palette()).quiet);
    painter.drawText(area.adjusted(kPictureMargins.left(), 0, 0, -4), Qt::AlignLeft | Qt::AlignBottom,
        tr("Racks: %1").arg(states.join(QStringLiteral(" \u00b7 "))));
}

QString BalancePanel::savePicture(const QString& path) const
{
    const QRectF area(QPointF(0, 0), kPictureSize);
    const QColor ground = themeColours(palette()).panel;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return file.errorString();
    if (QFileInfo(path).suffix().compare(QLatin1String("svg"), Qt::CaseInsensitive) == 0) {
        QSvgGenerator svg;
        svg.setOutputDevice(&file);
        svg.setSize(kPictureSize);
        svg.setViewBox(area);
        svg.setResolution(96); // pixels of a browser
        svg.setTitle(tr("Energy balance"));
        QPainter painter(&svg);
        painter.fillRect(area, ground);
        drawPicture(painter, area);
    } else {
        QImage image(kPictureSize * kPictureScale, QImage::Format_RGB32);
        image.setDevicePixelRatio(kPictureScale);
        image.fill(ground);
        QPainter painter(&image);
        drawPicture(painter, area);
        painter.end();
        if (!image.save(&file, "PNG"))
            return tr("The picture could not be written");
    }
    return file.commit() ? QString() : file.errorString();
}

void BalancePanel::askAndSave()
{
    const QString png = tr("PNG picture (*.png)"), svg = tr("SVG drawing (*.svg)");
    QString chosen = png;
    QString path
        = QFileDialog::getSaveFileName(this, tr("Save picture"), QString(), png + QStringLiteral(";;") + svg, &chosen);
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += chosen == svg ? QStringLiteral(".svg") : QStringLiteral(".png");
    const QString problem = savePicture(path);
    if (!problem.isEmpty())
        QMessageBox::warning(this, tr("Save picture"), problem);
}

void BalancePanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void BalancePanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange)
        retranslate();
    else if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        refresh();
    QWidget::changeEvent(event);
}

} // namespace gigahall::app
