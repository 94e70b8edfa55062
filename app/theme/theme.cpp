#include "app/theme/theme.h"

#include "app/scenery/fonts.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QStyle>
#include <QStyleFactory>

namespace gigahall::app {

namespace {

constexpr ThemeKind kindOf(bool dark)
{
    return dark ? ThemeKind::Dark : ThemeKind::Light;
}

QPalette paletteOf(const ThemeColours& c)
{
    QPalette palette;
    palette.setColor(QPalette::Window, c.panel);
    palette.setColor(QPalette::Base, c.panel);
    palette.setColor(QPalette::AlternateBase, c.panel);
    palette.setColor(QPalette::Button, c.field);
    palette.setColor(QPalette::ToolTipBase, c.field);
    palette.setColor(QPalette::ToolTipText, c.text);
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::BrightText, c.critical);
    palette.setColor(QPalette::PlaceholderText, c.faint);
    palette.setColor(QPalette::Highlight, c.selection);
    palette.setColor(QPalette::HighlightedText, c.text);
    palette.setColor(QPalette::Link, c.accent);
    palette.setColor(QPalette::LinkVisited, c.accent);
    palette.setColor(QPalette::Light, c.hover);
    palette.setColor(QPalette::Midlight, c.hairline);
    palette.setColor(QPalette::Mid, c.hairline);
    palette.setColor(QPalette::Dark, c.hairline);
    palette.setColor(QPalette::Shadow, QColor(0, 0, 0));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, c.faint);
    return palette;
}

// Everything is flat: a hairline or distance separates, never a frame in a frame.
const char* const kStyleSheet = R"(
QMainWindow::separator { background: %hairline; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: %accent; }
QMenuBar { background: transparent; padding: 0; }
QMenuBar::item { padding: 7px 9px; background: transparent; color: %quiet; }
QMenuBar::item:selected { color: %text; }
QMenu { background: %field; border: 1px solid %hairline; padding: 5px 0; }
QMenu::item { padding: 6px 26px 6px 26px; }
QMenu::item:selected { background: %selection; }
QMenu::item:disabled { color: %faint; }
QMenu::separator { height: 1px; background: %hairline; margin: 5px 0; }
QMenu::indicator { width: 14px; height: 14px; left: 7px; }
QToolBar { background: %panel; border: 0; border-top: 1px solid %hairline; padding: 0; spacing: 0; }
QStatusBar { background: %panel; border-top: 1px solid %hairline; }
QStatusBar::item { border: 0; }
QDockWidget { font-size: 11px; }
QDockWidget > QWidget { border: 0; }
QTabBar#metricTabs { qproperty-drawBase: 0; background: transparent; }
QTabBar#metricTabs::tab { padding: 5px 11px; margin: 5px 1px; border: 0; border-radius: 4px; color: %quiet; background: transparent; }
QTabBar#metricTabs::tab:hover { color: %text; }
QTabBar#metricTabs::tab:selected { color: %text; background: %hover; }
QTabBar QToolButton { background: %panel; border: 0; }
QTreeView, QListView, QTableView { background: %panel; border: 0; outline: 0; }
QTableView::indicator, QListView::indicator { width: 11px; height: 11px; border: 1px solid %faint; border-radius: 3px; background: %panel; }
QTableView::indicator:checked, QListView::indicator:checked { background: %accent; border-color: %accent; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QTreeView::item { border: 0; padding-right: 8px; }
QTreeView#tree::item, QTreeView#topList::item, QTreeView#alarmList::item { height: 23px; }
QTreeView#problemList::item { padding: 4px 8px 4px 0; }
QTreeView#topList::item:first { padding-left: 11px; }
QTreeView::item:hover { background: %hover; }
QTreeView::item:selected, QListView::item:selected { background: %selection; color: %text; }
QListView::item { height: 23px; padding: 0 8px; }
QListView#connectionList::item { padding: 0; }
QListView#connectionList, QPlainTextEdit { background: %field; border: 1px solid %hairline; border-radius: 4px; }
QListView#connectionList { padding: 3px; }
QListView#suggestions { background: %field; border: 1px solid %hairline; padding: 3px 0; }
QHeaderView::section { background: %panel; border: 0; border-bottom: 1px solid %hairline; padding: 5px; color: %quiet; }
QLineEdit, QComboBox, QDoubleSpinBox, QSpinBox { background: %field; border: 1px solid %hairline; border-radius: 4px; padding: 4px 7px; selection-background-color: %accent; }
QLineEdit:focus, QComboBox:focus, QDoubleSpinBox:focus, QSpinBox:focus { border-color: %accent; }
QComboBox::drop-down { border: 0; width: 18px; }
QComboBox::down-arrow { image: url(:/icons/down.svg); width: 10px; height: 10px; }
QComboBox QAbstractItemView { background: %field; border: 1px solid %hairline; selection-background-color: %selection; }
QDoubleSpinBox::up-button, QDoubleSpinBox::down-button { width: 0; }
QPushButton { background: %field; border: 1px solid %hairline; border-radius: 4px; padding: 6px 16px; }
QPushButton:hover { background: %hover; }
QPushButton:focus { border-color: %accent; }
QPushButton:default { border-color: %accent; }
QPushButton:disabled { color: %faint; }
QToolButton { background: transparent; border: 0; border-radius: 4px; padding: 5px 9px; color: %quiet; }
QToolButton:hover, QToolButton:open { color: %text; background: %hover; }
QToolButton:checked { color: %text; background: %hover; }
QToolButton:focus { color: %accent; }
QToolButton::menu-indicator { image: none; }
QToolTip { background: %field; color: %text; border: 1px solid %hairline; padding: 5px 7px; }
QFrame#rangePopup { background: %field; border: 1px solid %hairline; }
QRadioButton { spacing: 8px; padding: 2px 0; }
QRadioButton::indicator { width: 12px; height: 12px; border: 1px solid %faint; border-radius: 7px; background: %panel; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 4px solid %accent; background: %text; }
QRadioButton::indicator:focus { border-color: %accent; }
QScrollArea { border: 0; background: %panel; }
QScrollBar:vertical { background: transparent; width: 9px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 9px; margin: 0; }
QScrollBar::handle { background: %hairline; border-radius: 3px; margin: 2px; min-height: 30px; min-width: 30px; }
QScrollBar::handle:hover { background: %faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSlider::groove:horizontal { height: 2px; background: %hairline; border-radius: 1px; }
QSlider::sub-page:horizontal { background: %accent; border-radius: 1px; }
QSlider::handle:horizontal { background: %text; width: 10px; height: 10px; margin: -4px 0; border-radius: 5px; }
QSlider::handle:horizontal:focus { background: %accent; }
QProgressBar { background: %hairline; border: 0; border-radius: 1px; max-height: 2px; }
QProgressBar::chunk { background: %accent; }
QLabel[role="quiet"] { color: %quiet; }
QLabel[role="heading"] { color: %quiet; font-size: 11px; }
QLabel[role="title"] { font-size: 16px; }
QLabel[role="small"] { color: %quiet; font-size: 11px; }
)";

QString styleSheetOf(const ThemeColours& c)
{
    QString sheet = QString::fromLatin1(kStyleSheet);
    const std::pair<const char*, QColor> colours[]
        = {{"%panel", c.panel}, {"%field", c.field}, {"%hairline", c.hairline}, {"%text", c.text}, {"%quiet", c.quiet},
            {"%faint", c.faint}, {"%hover", c.hover}, {"%selection", c.selection}, {"%accent", c.accent}};
    for (const auto& [name, colour] : colours)
        sheet.replace(QLatin1String(name), colour.name());
    return sheet;
}

} // namespace

ThemeColours themeColours(ThemeKind kind)
{
    if (kind == ThemeKind::Dark) {
        return {.panel = QColor(0x181b1f),
            .field = QColor(0x1f2328),
            .hairline = QColor(0x2b3036),
            .text = QColor(0xe6e8ea),
            .quiet = QColor(0x9aa1a8),
            .faint = QColor(0x747b83),
            .hover = QColor(0x262b31),
            .selection = QColor(0x24405f),
            .accent = QColor(0x6cb2f5),
            .good = QColor(0x4cc38a),
            .warning = QColor(0xf0b44c),
            .critical = QColor(0xef5b5b),
            .electricity = QColor(0x45b0a8),
            .loss = QColor(0xa7a2b0),
            .heat = QColor(0xe08254)};
    }
    return {.panel = QColor(0xfaf8f5),
        .field = QColor(0xffffff),
        .hairline = QColor(0xe2ddd6),
        .text = QColor(0x23262a),
        .quiet = QColor(0x676c72),
        .faint = QColor(0x8b8f94),
        .hover = QColor(0xf0ece6),
        .selection = QColor(0xd3e4f6),
        .accent = QColor(0x1f6fbf),
        .good = QColor(0x1d8a56),
        .warning = QColor(0xb26a00),
        .critical = QColor(0xc62f2f),
        .electricity = QColor(0x1b8a80),
        .loss = QColor(0x77737f),
        .heat = QColor(0xc65d2e)};
}

ThemeColours themeColours(const QPalette& palette)
{
    return themeColours(kindOf(palette.color(QPalette::Window).lightnessF() < 0.5));
}

QFont themeFont(int pixelSize, QFont::Weight weight)
{
    QFont font(QStringList{QString::fromLatin1(kFontFamily), QStringLiteral("Inter"), QStringLiteral("Noto Sans"),
        QStringLiteral("DejaVu Sans")});
    font.setStyleHint(QFont::SansSerif);
    font.setPixelSize(pixelSize);
    font.setWeight(weight);
    font.setHintingPreference(QFont::PreferVerticalHinting);
    return font;
}

void applyTheme(QApplication& application, ThemeKind kind)
{
    loadFonts();
    const ThemeColours colours = themeColours(kind);
    if (application.style() == nullptr
        || application.style()->objectName().compare(u"fusion", Qt::CaseInsensitive) != 0)
        application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    application.setPalette(paletteOf(colours));
    application.setFont(themeFont(kTextPx));
    application.setStyleSheet(styleSheetOf(colours));
}

} // namespace gigahall::app
