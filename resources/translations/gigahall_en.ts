<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>AlarmText</name>
    <message numerus="yes">
        <source>%n GPU(s)</source>
        <translation>
            <numerusform>%n GPU</numerusform>
            <numerusform>%n GPUs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChartText</name>
    <message numerus="yes">
        <source>the %1 highest peaks of %Ln rack(s)</source>
        <translation>
            <numerusform>the %1 highest peaks of %Ln rack</numerusform>
            <numerusform>the %1 highest peaks of %Ln racks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln GPU(s)</source>
        <translation>
            <numerusform>%Ln GPU</numerusform>
            <numerusform>%Ln GPUs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rack(s)</source>
        <translation>
            <numerusform>%Ln rack</numerusform>
            <numerusform>%Ln racks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gigahall::app::AlarmDialog</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gigahall::app::AlarmPanel</name>
    <message numerus="yes">
        <source>No alarms. %n rule(s) watch the campus.</source>
        <translation>
            <numerusform>No alarms. %n rule watches the campus.</numerusform>
            <numerusform>No alarms. %n rules watch the campus.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gigahall::app::AlarmRuleTable</name>
    <message numerus="yes">
        <source>%1 would raise %n alarm(s) now</source>
        <translation>
            <numerusform>%1 would raise %n alarm now</numerusform>
            <numerusform>%1 would raise %n alarms now</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gigahall::app::ImportDialog</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rack(s)</source>
        <translation>
            <numerusform>%n rack</numerusform>
            <numerusform>%n racks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gigahall::app::ProblemsDialog</name>
    <message numerus="yes">
        <source>%n problem(s). What was open before stays open.</source>
        <translation>
            <numerusform>%n problem. What was open before stays open.</numerusform>
            <numerusform>%n problems. What was open before stays open.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gigahall::app::PropertiesPanel</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, last %n minute(s)</source>
        <translation>
            <numerusform>%1, last minute</numerusform>
            <numerusform>%1, last %n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gigahall::app::StatusLine</name>
    <message numerus="yes">
        <source>%n draw(s)</source>
        <translation>
            <numerusform>%n draw</numerusform>
            <numerusform>%n draws</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rollout</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Slack: %n day(s)</source>
        <translation>
            <numerusform>Slack: %n day</numerusform>
            <numerusform>Slack: %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n activity(s): %1</source>
        <translation>
            <numerusform>%n activity: %1</numerusform>
            <numerusform>%n activities: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n activity(s) with actual dates</source>
        <translation>
            <numerusform>%n activity with actual dates</numerusform>
            <numerusform>%n activities with actual dates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more quarter(s)</source>
        <translation>
            <numerusform>%n more quarter</numerusform>
            <numerusform>%n more quarters</numerusform>
        </translation>
    </message>
</context>
</TS>
