#pragma once

#include "model/telemetry/alarmscope.h"

#include <QAbstractTableModel>
#include <QLocale>
#include <QPalette>

#include <memory>
#include <vector>

namespace gigahall::app {

/// Rules of alarms as a table to edit: every cell is checked as it changes, and says what would be told right now.
class AlarmRuleTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        NameColumn,
        SeverityColumn,
        QuantityColumn,
        LevelColumn,
        WhereColumn,
        KindColumn,
        LimitColumn,
        HysteresisColumn,
        DelayOnColumn,
        DelayOffColumn,
        LatchedColumn,
        NowColumn,
        ColumnCount
    };

    /// The campus and the frame that rules are tried on; both may be null.
    AlarmRuleTable(std::shared_ptr<const model::Campus> campus, model::FramePtr frame, QObject* parent = nullptr);

    const std::vector<model::AlarmRule>& rules() const { return m_rules; }
    void setRules(std::vector<model::AlarmRule> rules);
    void setLook(const QLocale& locale, const QPalette& palette);
    /// Another rule, or a copy, after `row`; its row.
    int add(int row);
    int duplicate(int row);
    void remove(int row);

    /// What is wrong with a rule, whatever the campus.
    const std::string& mistake(int row) const { return m_checks[static_cast<std::size_t>(row)].mistake; }
    int mistakes() const; ///< rules with one
    const model::AlarmPreview& preview(int row) const { return m_checks[static_cast<std::size_t>(row)].preview; }
    /// "would raise 12 alarms now", or the mistake.
    QString verdict(int row) const;

    /// What a cell may be, in words; empty for free text. EditRole of such a cell is an index into it.
    QStringList choices(int row, int column) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void changed();

private:
    struct Check
    {
        std::string mistake;
        std::string place; ///< why it has nothing to do in this campus
        model::AlarmPreview preview;
    };

    Check check(std::size_t row) const;
    void checkAll();
    std::string freeId(const std::string& base) const;
    QString text(int row, int column) const;
    QString plain(double number) const;
    QString limitText(const model::AlarmRule& rule) const;
    bool isUsed(const model::AlarmRule& rule, int column) const;
    bool choose(model::AlarmRule& rule, int column, int choice) const;
    bool write(model::AlarmRule& rule, int column, const QString& text) const;
    bool writeLimit(model::AlarmRule& rule, const QString& text) const;

    std::shared_ptr<const model::Campus> m_campus;
    model::FramePtr m_frame;
    std::vector<model::AlarmRule> m_rules;
    std::vector<Check> m_checks; ///< by rule
    QLocale m_locale;
    QPalette m_palette;
};

} // namespace gigahall::app
