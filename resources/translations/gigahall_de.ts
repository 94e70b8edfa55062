<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>AlarmText</name>
    <message>
        <source>Critical</source>
        <translation>Kritisch</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>above</source>
        <translation>über</translation>
    </message>
    <message>
        <source>below</source>
        <translation>unter</translation>
    </message>
    <message>
        <source>outside of</source>
        <translation>außerhalb</translation>
    </message>
    <message>
        <source>rises by</source>
        <translation>steigt um</translation>
    </message>
    <message>
        <source>falls by</source>
        <translation>fällt um</translation>
    </message>
    <message>
        <source>data are</source>
        <translation>Daten sind</translation>
    </message>
    <message>
        <source>sum</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>highest</source>
        <translation>höchster Wert</translation>
    </message>
    <message>
        <source>GPUs</source>
        <translation>GPUs</translation>
    </message>
    <message>
        <source>Racks</source>
        <translation>Racks</translation>
    </message>
    <message>
        <source>Plant</source>
        <translation>Anlagen</translation>
    </message>
    <message>
        <source>Halls, %1</source>
        <translation>Hallen, %1</translation>
    </message>
    <message>
        <source>Buildings, %1</source>
        <translation>Gebäude, %1</translation>
    </message>
    <message>
        <source>Phases, %1</source>
        <translation>Phasen, %1</translation>
    </message>
    <message>
        <source>Campus, %1</source>
        <translation>Campus, %1</translation>
    </message>
    <message numerus="yes">
        <source>%n GPU(s)</source>
        <translation>
            <numerusform>%n GPU</numerusform>
            <numerusform>%n GPUs</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2 to %3</source>
        <translation>%1 %2 bis %3</translation>
    </message>
    <message>
        <source>%1, %2 of %3 racks</source>
        <translation>%1, %2 von %3 Racks</translation>
    </message>
    <message>
        <source>gone %1</source>
        <translation>vorbei %1</translation>
    </message>
    <message>
        <source>acknowledged %1</source>
        <translation>quittiert %1</translation>
    </message>
    <message>
        <source>active</source>
        <translation>aktiv</translation>
    </message>
</context>
<context>
    <name>AssetFacts</name>
    <message>
        <source>%1 dies, %2 packages</source>
        <translation>%1 Dies, %2 Pakete</translation>
    </message>
    <message>
        <source>Phases</source>
        <translation>Phasen</translation>
    </message>
    <message>
        <source>Buildings</source>
        <translation>Gebäude</translation>
    </message>
    <message>
        <source>Halls</source>
        <translation>Hallen</translation>
    </message>
    <message>
        <source>Compute racks</source>
        <translation>Rechen-Racks</translation>
    </message>
    <message>
        <source>Support racks</source>
        <translation>Netz- und Speicher-Racks</translation>
    </message>
    <message>
        <source>GPU dies</source>
        <translation>GPU-Dies</translation>
    </message>
    <message>
        <source>GPU packages</source>
        <translation>GPU-Pakete</translation>
    </message>
    <message>
        <source>IT nameplate</source>
        <translation>IT-Nennleistung</translation>
    </message>
    <message>
        <source>Facility nameplate</source>
        <translation>Nennleistung des Werks</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Design PUE</source>
        <translation>PUE der Auslegung</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Reihen</translation>
    </message>
    <message>
        <source>Trays</source>
        <translation>Einschübe</translation>
    </message>
    <message>
        <source>GPUs</source>
        <translation>GPUs</translation>
    </message>
    <message>
        <source>assumption</source>
        <translation>Annahme</translation>
    </message>
    <message>
        <source>Nameplate</source>
        <translation>Nennwert</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Rack</source>
        <translation>Rack</translation>
    </message>
    <message>
        <source>Rack type</source>
        <translation>Rack-Typ</translation>
    </message>
    <message>
        <source>Power at full load</source>
        <translation>Leistung bei Volllast</translation>
    </message>
</context>
<context>
    <name>AssetText</name>
    <message>
        <source>Campus</source>
        <translation>Campus</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>Phase</translation>
    </message>
    <message>
        <source>Building</source>
        <translation>Gebäude</translation>
    </message>
    <message>
        <source>Hall</source>
        <translation>Halle</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Reihe</translation>
    </message>
    <message>
        <source>Tray</source>
        <translation>Einschub</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlend</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>simuliert</translation>
    </message>
    <message>
        <source>recorded</source>
        <translation>aufgezeichnet</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>veraltet</translation>
    </message>
    <message>
        <source>bad quality</source>
        <translation>schlechte Qualität</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>Leistung</translation>
    </message>
    <message>
        <source>IT power</source>
        <translation>IT-Leistung</translation>
    </message>
    <message>
        <source>planned</source>
        <translation>geplant</translation>
    </message>
</context>
<context>
    <name>ChartText</name>
    <message>
        <source>highest</source>
        <translation>höchster</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>lowest</source>
        <translation>niedrigster</translation>
    </message>
    <message>
        <source>sum</source>
        <translation>Summe</translation>
    </message>
    <message numerus="yes">
        <source>the %1 highest peaks of %Ln rack(s)</source>
        <translation>
            <numerusform>die %1 höchsten Spitzen von %Ln Rack</numerusform>
            <numerusform>die %1 höchsten Spitzen von %Ln Racks</numerusform>
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
            <numerusform>%Ln Rack</numerusform>
            <numerusform>%Ln Racks</numerusform>
        </translation>
    </message>
    <message>
        <source>a value every %1</source>
        <translation>ein Wert alle %1</translation>
    </message>
    <message>
        <source>%1, A minus B</source>
        <translation>%1, A minus B</translation>
    </message>
</context>
<context>
    <name>EnergyBalance</name>
    <message>
        <source>Fed back</source>
        <translation>Rückspeisung</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Stromnetz</translation>
    </message>
    <message>
        <source>Generators</source>
        <translation>Generatoren</translation>
    </message>
    <message>
        <source>Charging</source>
        <translation>Laden</translation>
    </message>
    <message>
        <source>Batteries</source>
        <translation>Batterien</translation>
    </message>
    <message>
        <source>Transformers</source>
        <translation>Transformatoren</translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation>Verteilung</translation>
    </message>
    <message>
        <source>UPS</source>
        <translation>USV</translation>
    </message>
    <message>
        <source>Compute</source>
        <translation>Rechnen</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>Netz/Speicher</translation>
    </message>
    <message>
        <source>Cooling</source>
        <translation>Kühlung</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>Verluste</translation>
    </message>
    <message>
        <source>Liquid</source>
        <translation>Flüssigkeit</translation>
    </message>
    <message>
        <source>Air</source>
        <translation>Luft</translation>
    </message>
    <message>
        <source>Heat store</source>
        <translation>Wärmespeicher</translation>
    </message>
    <message>
        <source>Dry coolers</source>
        <translation>Trockenkühler</translation>
    </message>
    <message>
        <source>Chillers</source>
        <translation>Kältemaschinen</translation>
    </message>
    <message>
        <source>Ambient</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Electricity</source>
        <translation>Strom</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Heat</source>
        <translation>Wärme</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Racks: %1</source>
        <translation>Racks: %1</translation>
    </message>
</context>
<context>
    <name>HealthText</name>
    <message>
        <source>not connected</source>
        <translation>nicht verbunden</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>verbindet</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>verbunden</translation>
    </message>
    <message>
        <source>waiting to try again</source>
        <translation>wartet auf den nächsten Versuch</translation>
    </message>
    <message>
        <source>does not work</source>
        <translation>geht so nicht</translation>
    </message>
    <message>
        <source>%1 racks matched</source>
        <translation>%1 Racks zugeordnet</translation>
    </message>
    <message>
        <source>%1 of plant</source>
        <translation>%1 Anlagen</translation>
    </message>
    <message>
        <source>%1 keys unknown</source>
        <translation>%1 Schlüssel unbekannt</translation>
    </message>
    <message>
        <source>%1 values a second</source>
        <translation>%1 Werte je Sekunde</translation>
    </message>
    <message>
        <source>newest %1 s old</source>
        <translation>neuester %1 s alt</translation>
    </message>
    <message>
        <source>its clock is %1 s ahead</source>
        <translation>Uhr geht %1 s vor</translation>
    </message>
    <message>
        <source>its clock is %1 s late</source>
        <translation>Uhr geht %1 s nach</translation>
    </message>
    <message>
        <source>%1 errors</source>
        <translation>%1 Fehler</translation>
    </message>
    <message>
        <source>Warnings of the server:</source>
        <translation>Warnungen des Servers:</translation>
    </message>
    <message>
        <source>Differences from the layout:</source>
        <translation>Abweichungen vom Plan:</translation>
    </message>
    <message>
        <source>Keys that belong to no asset:</source>
        <translation>Schlüssel, die zu nichts gehören:</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Umschalt</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Ins</source>
        <translation>Einfg</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Pos1</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
</context>
<context>
    <name>WhatIfText</name>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>%1 fails</source>
        <translation>Ausfall: %1</translation>
    </message>
    <message>
        <source>%1 works again</source>
        <translation>Wieder in Betrieb: %1</translation>
    </message>
    <message>
        <source>Coolant at its set-point</source>
        <translation>Vorlauf auf Sollwert</translation>
    </message>
    <message>
        <source>Coolant %1 colder</source>
        <translation>Vorlauf %1 kälter</translation>
    </message>
    <message>
        <source>Coolant %1 warmer</source>
        <translation>Vorlauf %1 wärmer</translation>
    </message>
    <message>
        <source>%1 outside</source>
        <translation>Außen %1</translation>
    </message>
    <message>
        <source>%1 without a cap</source>
        <translation>%1 ohne Grenze</translation>
    </message>
    <message>
        <source>%1 capped at %2</source>
        <translation>%1 auf %2 begrenzt</translation>
    </message>
    <message>
        <source>Overloads are shed</source>
        <translation>Bei Überlast abwerfen</translation>
    </message>
    <message>
        <source>Overloads are capped</source>
        <translation>Bei Überlast drosseln</translation>
    </message>
    <message>
        <source>Overloads are only listed</source>
        <translation>Überlast nur melden</translation>
    </message>
    <message>
        <source>over %1 h</source>
        <translation>über %1 h</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Ausgefallen</translation>
    </message>
    <message>
        <source>IT load that is not served</source>
        <translation>IT-Last, die nicht versorgt wird</translation>
    </message>
    <message>
        <source>Racks dark</source>
        <translation>Racks außer Betrieb</translation>
    </message>
    <message>
        <source>too hot</source>
        <translation>davon zu heiß</translation>
    </message>
    <message>
        <source>Switched off since their coolant got too warm</source>
        <translation>Abgeschaltet, weil ihr Kühlmittel zu warm wurde</translation>
    </message>
    <message>
        <source>GPUs dark</source>
        <translation>GPUs außer Betrieb</translation>
    </message>
    <message>
        <source>Jobs hit</source>
        <translation>Betroffene Jobs</translation>
    </message>
    <message>
        <source>Jobs with a dark rack</source>
        <translation>Jobs mit einem Rack außer Betrieb</translation>
    </message>
    <message>
        <source>Racks held back</source>
        <translation>Gedrosselte Racks</translation>
    </message>
    <message>
        <source>Held back</source>
        <translation>Gedrosselt um</translation>
    </message>
    <message>
        <source>Batteries last</source>
        <translation>Batterien reichen</translation>
    </message>
    <message>
        <source>Until the first one that carries load is empty</source>
        <translation>Bis die erste leer ist, die Last trägt</translation>
    </message>
    <message>
        <source>Too hot in</source>
        <translation>Zu heiß in</translation>
    </message>
    <message>
        <source>Until the first rack switches itself off</source>
        <translation>Bis das erste Rack sich abschaltet</translation>
    </message>
    <message>
        <source>Overloaded</source>
        <translation>Überlastet</translation>
    </message>
    <message>
        <source>Above the rating before loads were shed or capped</source>
        <translation>Über dem Nennwert, bevor Last abgeworfen oder gedrosselt wurde</translation>
    </message>
    <message>
        <source>%1 racks dark</source>
        <translation>%1 Racks außer Betrieb</translation>
    </message>
    <message>
        <source>%1 lost</source>
        <translation>%1 ausgefallen</translation>
    </message>
    <message>
        <source>%1 held back</source>
        <translation>%1 gedrosselt</translation>
    </message>
    <message>
        <source>batteries last %1</source>
        <translation>Batterien reichen %1</translation>
    </message>
    <message>
        <source>too hot in %1</source>
        <translation>zu heiß in %1</translation>
    </message>
    <message>
        <source>%1 overloaded</source>
        <translation>%1 überlastet</translation>
    </message>
</context>
<context>
    <name>gigahall::app::AlarmDialog</name>
    <message>
        <source>Alarm rules (*.alarms.json)</source>
        <translation>Alarmregeln (*.alarms.json)</translation>
    </message>
    <message>
        <source>Alarm rules</source>
        <translation>Alarmregeln</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Load...</source>
        <translation>Laden...</translation>
    </message>
    <message>
        <source>Load alarm rules</source>
        <translation>Alarmregeln laden</translation>
    </message>
    <message>
        <source>Save as...</source>
        <translation>Speichern unter...</translation>
    </message>
    <message>
        <source>Save alarm rules</source>
        <translation>Alarmregeln speichern</translation>
    </message>
    <message>
        <source>Shipped rules</source>
        <translation>Mitgelieferte Regeln</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiteres</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Gespeichert als %1</translation>
    </message>
    <message>
        <source>There are no rules. Add one, or load a file of them.</source>
        <translation>Es gibt keine Regeln. Legen Sie eine an oder laden Sie eine Datei.</translation>
    </message>
</context>
<context>
    <name>gigahall::app::AlarmPanel</name>
    <message>
        <source>No alarm fits the filter.</source>
        <translation>Kein Alarm passt zum Filter.</translation>
    </message>
    <message numerus="yes">
        <source>No alarms. %n rule(s) watch the campus.</source>
        <translation>
            <numerusform>Keine Alarme. %n Regel überwacht den Campus.</numerusform>
            <numerusform>Keine Alarme. %n Regeln überwachen den Campus.</numerusform>
        </translation>
    </message>
    <message>
        <source>There are no rules yet. Add some, or load a file of them.</source>
        <translation>Es gibt noch keine Regeln. Legen Sie welche an oder laden Sie eine Datei.</translation>
    </message>
    <message>
        <source>Filter by asset or alarm</source>
        <translation>Objekt oder Alarm filtern</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>All severities</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Warning and critical</source>
        <translation>Warnung und kritisch</translation>
    </message>
    <message>
        <source>Critical only</source>
        <translation>Nur kritische</translation>
    </message>
    <message>
        <source>Unacknowledged</source>
        <translation>Unquittierte</translation>
    </message>
    <message>
        <source>Only what nobody has acknowledged</source>
        <translation>Nur was niemand quittiert hat</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>Quittieren</translation>
    </message>
    <message>
        <source>What is selected (Space)</source>
        <translation>Was ausgewählt ist (Leertaste)</translation>
    </message>
    <message>
        <source>Acknowledge all</source>
        <translation>Alle quittieren</translation>
    </message>
    <message>
        <source>Rules...</source>
        <translation>Regeln...</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>Alarme</translation>
    </message>
</context>
<context>
    <name>gigahall::app::AlarmRuleTable</name>
    <message>
        <source>New rule</source>
        <translation>Neue Regel</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: no values at hand to try it on.</source>
        <translation>%1: keine Werte da, um sie zu prüfen.</translation>
    </message>
    <message>
        <source>%1 watches %2. Changes show only in the course of time.</source>
        <translation>%1 überwacht %2. Änderungen zeigen sich erst im Lauf der Zeit.</translation>
    </message>
    <message numerus="yes">
        <source>%1 would raise %n alarm(s) now</source>
        <translation>
            <numerusform>%1 würde jetzt %n Alarm auslösen</numerusform>
            <numerusform>%1 würde jetzt %n Alarme auslösen</numerusform>
        </translation>
    </message>
    <message>
        <source>; %1 are watched.</source>
        <translation>; %1 werden überwacht.</translation>
    </message>
    <message>
        <source>%1 have no value.</source>
        <translation>%1 haben keinen Wert.</translation>
    </message>
    <message>
        <source>everywhere</source>
        <translation>überall</translation>
    </message>
    <message>
        <source>mistake</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Bedingung</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>Hysteresis</source>
        <translation>Hysterese</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Clears after</source>
        <translation>Endet nach</translation>
    </message>
    <message>
        <source>Stays</source>
        <translation>Bleibt</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>What is looked at, one by one</source>
        <translation>Was einzeln betrachtet wird</translation>
    </message>
    <message>
        <source>A name: what it is or holds. With * and ? a pattern of names. Empty: everywhere</source>
        <translation>Ein Name: was er bezeichnet oder enthält. Mit * und ? ein Muster von Namen. Leer: überall</translation>
    </message>
    <message>
        <source>Of a band: 20 .. 45. Of a change: 10 /s or 10 /min</source>
        <translation>Bei einem Band: 20 .. 45. Bei einer Änderung: 10 /s oder 10 /min</translation>
    </message>
    <message>
        <source>How far back a value must be before the alarm clears</source>
        <translation>Wie weit ein Wert zurück sein muss, bevor der Alarm endet</translation>
    </message>
    <message>
        <source>How long it must hold before it is raised</source>
        <translation>Wie lange es gelten muss, bevor der Alarm ausgelöst wird</translation>
    </message>
    <message>
        <source>How long it must be gone before it clears</source>
        <translation>Wie lange es vorbei sein muss, bevor der Alarm endet</translation>
    </message>
    <message>
        <source>Stays in the list until somebody acknowledges it</source>
        <translation>Bleibt in der Liste, bis ihn jemand quittiert</translation>
    </message>
    <message>
        <source>Alarms that it would raise with the values at hand</source>
        <translation>Alarme, die sie mit den vorliegenden Werten auslösen würde</translation>
    </message>
</context>
<context>
    <name>gigahall::app::AlarmTable</name>
    <message>
        <source>%1 when it was raised</source>
        <translation>%1 beim Auslösen</translation>
    </message>
    <message>
        <source>The limit is an assumption.</source>
        <translation>Die Grenze ist eine Annahme.</translation>
    </message>
    <message>
        <source>Limit: %1</source>
        <translation>Grenze: %1</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>Asset</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Worst</source>
        <translation>Extremwert</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
</context>
<context>
    <name>gigahall::app::AssetTreeModel</name>
    <message>
        <source>Asset</source>
        <translation>Anlage</translation>
    </message>
</context>
<context>
    <name>gigahall::app::BalancePanel</name>
    <message>
        <source>Supplied</source>
        <translation>Bezogen</translation>
    </message>
    <message>
        <source>IT</source>
        <translation>IT</translation>
    </message>
    <message>
        <source>PUE</source>
        <translation>PUE</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>Verluste</translation>
    </message>
    <message>
        <source>Copy as table</source>
        <translation>Als Tabelle kopieren</translation>
    </message>
    <message>
        <source>Save picture...</source>
        <translation>Bild speichern...</translation>
    </message>
    <message>
        <source>h</source>
        <comment>unit: hour</comment>
        <translation>h</translation>
    </message>
    <message>
        <source>Cost %1 per h</source>
        <translation>Kosten %1 je h</translation>
    </message>
    <message>
        <source>Water %1</source>
        <translation>Wasser %1</translation>
    </message>
    <message>
        <source>Residual: power %1, heat %2</source>
        <translation>Rest: Strom %1, Wärme %2</translation>
    </message>
    <message>
        <source>What does not add up, as a share of what is supplied and of the heat</source>
        <translation>Was nicht aufgeht, als Anteil am Bezug und an der Wärme</translation>
    </message>
    <message>
        <source>Energy balance</source>
        <translation>Energiebilanz</translation>
    </message>
    <message>
        <source>The picture could not be written</source>
        <translation>Das Bild ließ sich nicht schreiben</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG-Bild (*.png)</translation>
    </message>
    <message>
        <source>SVG drawing (*.svg)</source>
        <translation>SVG-Zeichnung (*.svg)</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>Racks: %1</source>
        <translation>Racks: %1</translation>
    </message>
</context>
<context>
    <name>gigahall::app::ChartsPanel</name>
    <message>
        <source>Selection</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>Worst ten</source>
        <translation>Die höchsten zehn</translation>
    </message>
    <message>
        <source>Band</source>
        <translation>Band</translation>
    </message>
    <message>
        <source>Raster</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>The selection over time</source>
        <translation>Die Auswahl im Verlauf</translation>
    </message>
    <message>
        <source>The ten racks of a hall with the highest peaks</source>
        <translation>Die zehn Racks einer Halle mit den höchsten Spitzen</translation>
    </message>
    <message>
        <source>Lowest, mean and highest of a group</source>
        <translation>Niedrigster, mittlerer und höchster Wert einer Gruppe</translation>
    </message>
    <message>
        <source>Each GPU of a rack or rack of a row over time</source>
        <translation>Jede GPU eines Racks oder jedes Rack einer Reihe im Verlauf</translation>
    </message>
    <message>
        <source>What the chart is about</source>
        <translation>Wovon das Diagramm handelt</translation>
    </message>
    <message>
        <source>Fitted colours</source>
        <translation>Angepasste Farben</translation>
    </message>
    <message>
        <source>Colours over the values in sight; otherwise those of the picture</source>
        <translation>Farben über die sichtbaren Werte; sonst die des Bildes</translation>
    </message>
    <message>
        <source>How much time is in sight</source>
        <translation>Wie viel Zeit zu sehen ist</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Folgen</translation>
    </message>
    <message>
        <source>Go on with the clock</source>
        <translation>Mit der Uhr weitergehen</translation>
    </message>
    <message>
        <source>Copy as picture</source>
        <translation>Als Bild kopieren</translation>
    </message>
    <message>
        <source>Save as CSV...</source>
        <translation>Als CSV speichern...</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Jobs and owners are names; a chart shows numbers.</source>
        <translation>Jobs und Eigentümer sind Namen; ein Diagramm zeigt Zahlen.</translation>
    </message>
    <message>
        <source>%1 is not measured here.</source>
        <translation>%1 wird hier nicht gemessen.</translation>
    </message>
    <message>
        <source>Reading...</source>
        <translation>Wird gelesen ...</translation>
    </message>
    <message>
        <source>Save as CSV</source>
        <translation>Als CSV speichern</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>Values: %1</source>
        <translation>Werte: %1</translation>
    </message>
</context>
<context>
    <name>gigahall::app::ConnectionsDialog</name>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Trennen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>http://host:9090 or mqtts://host:8883</source>
        <translation>http://host:9090 oder mqtts://host:8883</translation>
    </message>
    <message>
        <source>What the source calls its quantities: a name, or a file *.profile.json</source>
        <translation>Wie die Quelle ihre Größen nennt: ein Name oder eine Datei *.profile.json</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Mapping</source>
        <translation>Zuordnung</translation>
    </message>
    <message>
        <source>Mapping (*.csv);;All files (*)</source>
        <translation>Zuordnung (*.csv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Kopfzeilen</translation>
    </message>
    <message>
        <source>Certificate authority</source>
        <translation>Zertifizierungsstelle</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt);;All files (*)</source>
        <translation>Zertifikate (*.pem *.crt);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Own certificate</source>
        <translation>Eigenes Zertifikat</translation>
    </message>
    <message>
        <source>Key of it</source>
        <translation>Schlüssel dazu</translation>
    </message>
    <message>
        <source>Keys (*.pem *.key);;All files (*)</source>
        <translation>Schlüssel (*.pem *.key);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>The key store did not take it (%1). A variable of the environment does as well: env:NAME</source>
        <translation>Der Schlüsselspeicher nahm es nicht an (%1). Eine Umgebungsvariable geht auch: env:NAME</translation>
    </message>
    <message>
        <source>Source %1</source>
        <translation>Quelle %1</translation>
    </message>
    <message>
        <source>Test: %1</source>
        <translation>Test: %1</translation>
    </message>
    <message>
        <source>The name stays: %1</source>
        <translation>Der Name bleibt: %1</translation>
    </message>
    <message>
        <source>Add a source</source>
        <translation>Quelle hinzufügen</translation>
    </message>
    <message>
        <source>Remove this source</source>
        <translation>Diese Quelle entfernen</translation>
    </message>
    <message>
        <source>Up: a source counts before those below it</source>
        <translation>Nach oben: eine Quelle zählt vor denen unter ihr</translation>
    </message>
    <message>
        <source>Down: a source counts before those below it</source>
        <translation>Nach unten: eine Quelle zählt vor denen unter ihr</translation>
    </message>
    <message>
        <source>key store, or env:NAME</source>
        <translation>Schlüsselspeicher oder env:NAME</translation>
    </message>
    <message>
        <source>Kept in the key store of the desktop; or env:NAME, a variable of the environment</source>
        <translation>Liegt im Schlüsselspeicher der Arbeitsfläche; oder env:NAME, eine Umgebungsvariable</translation>
    </message>
    <message>
        <source>Add a source with +. Nothing is connected before Test or Connect is pressed.</source>
        <translation>Mit + eine Quelle hinzufügen. Verbunden wird erst mit Testen oder Verbinden.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="vanished">Hinzufügen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="vanished">Entfernen</translation>
    </message>
    <message>
        <source>Up</source>
        <translation type="vanished">Nach oben</translation>
    </message>
    <message>
        <source>Down</source>
        <translation type="vanished">Nach unten</translation>
    </message>
    <message>
        <source>A source counts before those below it</source>
        <translation type="vanished">Eine Quelle gilt vor denen unter ihr</translation>
    </message>
    <message>
        <source>kept in the key store of the desktop, or env:NAME</source>
        <translation type="vanished">liegt im Schlüsselspeicher des Desktops, oder env:NAME</translation>
    </message>
</context>
<context>
    <name>gigahall::app::CurveView</name>
    <message>
        <source>Totals over time, by phase</source>
        <translation>Summen über die Zeit, nach Phasen</translation>
    </message>
</context>
<context>
    <name>gigahall::app::DateBar</name>
    <message>
        <source>1 day/s</source>
        <translation>1 Tag/s</translation>
    </message>
    <message>
        <source>1 week/s</source>
        <translation>1 Woche/s</translation>
    </message>
    <message>
        <source>2 weeks/s</source>
        <translation>2 Wochen/s</translation>
    </message>
    <message>
        <source>1 month/s</source>
        <translation>1 Monat/s</translation>
    </message>
    <message>
        <source>1 quarter/s</source>
        <translation>1 Quartal/s</translation>
    </message>
    <message>
        <source>1 year/s</source>
        <translation>1 Jahr/s</translation>
    </message>
    <message>
        <source>Whole campus</source>
        <translation>Ganzer Campus</translation>
    </message>
    <message>
        <source>Pause the rollout</source>
        <translation>Ausbau anhalten</translation>
    </message>
    <message>
        <source>Play the rollout</source>
        <translation>Ausbau abspielen</translation>
    </message>
    <message>
        <source>Date of the rollout</source>
        <translation>Datum des Ausbaus</translation>
    </message>
    <message>
        <source>Date of the rollout; signs are phases that are energised</source>
        <translation>Datum des Ausbaus; Zeichen sind Phasen, die ans Netz gehen</translation>
    </message>
    <message>
        <source>To the phase energised before</source>
        <translation>Zur Phase, die davor ans Netz ging</translation>
    </message>
    <message>
        <source>To the next phase that is energised</source>
        <translation>Zur nächsten Phase, die ans Netz geht</translation>
    </message>
    <message>
        <source>Again and again</source>
        <translation>Immer wieder</translation>
    </message>
    <message>
        <source>No date</source>
        <translation>Ohne Datum</translation>
    </message>
    <message>
        <source>The whole campus: everything stands and is in service</source>
        <translation>Der ganze Campus: alles steht und ist in Betrieb</translation>
    </message>
    <message>
        <source>Speed of the rollout</source>
        <translation>Geschwindigkeit des Ausbaus</translation>
    </message>
</context>
<context>
    <name>gigahall::app::GanttLegend</name>
    <message>
        <source>planned</source>
        <translation>geplant</translation>
    </message>
    <message>
        <source>up to the date</source>
        <translation>bis zum Datum</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>kritisch</translation>
    </message>
    <message>
        <source>energised</source>
        <translation>am Netz</translation>
    </message>
    <message>
        <source>baseline, where it differs</source>
        <translation>Basisplan, wo er abweicht</translation>
    </message>
    <message>
        <source>actual</source>
        <translation>tatsächlich</translation>
    </message>
</context>
<context>
    <name>gigahall::app::GanttView</name>
    <message>
        <source>This campus has no rollout: none of its phases has a date.</source>
        <translation>Dieser Campus hat keinen Ausbauplan: keine seiner Phasen hat ein Datum.</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
</context>
<context>
    <name>gigahall::app::GpuGrid</name>
    <message>
        <source>GPUs of the rack, tray by slot</source>
        <translation>GPUs des Racks, Einschub mal Platz</translation>
    </message>
</context>
<context>
    <name>gigahall::app::ImportDialog</name>
    <message>
        <source>Import 3D scene</source>
        <translation>3D-Szene importieren</translation>
    </message>
    <message>
        <source>Nodes whose names match become racks where they stand. Everything else is drawn as it is.</source>
        <translation>Knoten mit passendem Namen werden Racks, wo sie stehen. Alles andere wird gezeichnet, wie es ist.</translation>
    </message>
    <message>
        <source>Names of racks match</source>
        <translation>Namen der Racks passen zu</translation>
    </message>
    <message>
        <source>They are of the type</source>
        <translation>Sie sind vom Typ</translation>
    </message>
    <message>
        <source>Import...</source>
        <translation>Importieren...</translation>
    </message>
    <message>
        <source>Reading the scene</source>
        <translation>Die Szene wird gelesen</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rack(s)</source>
        <translation>
            <numerusform>%n Rack</numerusform>
            <numerusform>%n Racks</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the campus as</source>
        <translation>Campus speichern als</translation>
    </message>
    <message>
        <source>Campus (*.campus.json)</source>
        <translation>Campus (*.campus.json)</translation>
    </message>
    <message>
        <source>Writing the campus</source>
        <translation>Der Campus wird geschrieben</translation>
    </message>
</context>
<context>
    <name>gigahall::app::KeysOverlay</name>
    <message>
        <source>Look around</source>
        <translation>Umsehen</translation>
    </message>
    <message>
        <source>Middle button</source>
        <translation>Mittlere Taste</translation>
    </message>
    <message>
        <source>move over the ground</source>
        <translation>über den Boden schieben</translation>
    </message>
    <message>
        <source>Shift + middle, Alt + left</source>
        <translation>Umschalt + mittlere, Alt + linke</translation>
    </message>
    <message>
        <source>turn about what is under the cursor</source>
        <translation>um das drehen, was unter dem Zeiger liegt</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Rad</translation>
    </message>
    <message>
        <source>nearer to the cursor, farther away</source>
        <translation>näher zum Zeiger, weiter weg</translation>
    </message>
    <message>
        <source>Right button + W A S D Q E</source>
        <translation>Rechte Taste + W A S D Q E</translation>
    </message>
    <message>
        <source>fly; wheel or Shift for speed</source>
        <translation>fliegen; Rad oder Umschalt für das Tempo</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Doppelklick</translation>
    </message>
    <message>
        <source>go there</source>
        <translation>dorthin gehen</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Ansichten</translation>
    </message>
    <message>
        <source>selection in the middle</source>
        <translation>Auswahl in die Mitte</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Pos1</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>alles</translation>
    </message>
    <message>
        <source>from the front, right, top</source>
        <translation>von vorn, rechts, oben</translation>
    </message>
    <message>
        <source>parallel or perspective</source>
        <translation>parallel oder perspektivisch</translation>
    </message>
    <message>
        <source>full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Arbeiten</translation>
    </message>
    <message>
        <source>Left click</source>
        <translation>Linksklick</translation>
    </message>
    <message>
        <source>select</source>
        <translation>auswählen</translation>
    </message>
    <message>
        <source>select nothing</source>
        <translation>nichts auswählen</translation>
    </message>
    <message>
        <source>Ctrl + F</source>
        <translation>Strg + F</translation>
    </message>
    <message>
        <source>find an asset by name</source>
        <translation>Anlage nach Namen finden</translation>
    </message>
    <message>
        <source>screenshot</source>
        <translation>Bildschirmfoto</translation>
    </message>
    <message>
        <source>this page</source>
        <translation>diese Seite</translation>
    </message>
    <message>
        <source>Del  Ins</source>
        <translation>Entf  Einfg</translation>
    </message>
    <message>
        <source>let the selection fail, put it in order</source>
        <translation>Auswahl ausfallen lassen, wieder in Betrieb nehmen</translation>
    </message>
    <message>
        <source>Ctrl + Z</source>
        <translation>Strg + Z</translation>
    </message>
    <message>
        <source>undo</source>
        <translation>rückgängig</translation>
    </message>
    <message>
        <source>energy balance</source>
        <translation>Energiebilanz</translation>
    </message>
    <message>
        <source>charts</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>alarms</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>Space  [  ]</source>
        <translation>Leertaste  [  ]</translation>
    </message>
    <message>
        <source>pause and play, a step back, a step on</source>
        <translation>anhalten und abspielen, einen Schritt zurück, weiter</translation>
    </message>
    <message>
        <source>N  End</source>
        <translation>N  Ende</translation>
    </message>
    <message>
        <source>to the next alarm, back to live</source>
        <translation>zum nächsten Alarm, zurück zu live</translation>
    </message>
    <message>
        <source>Space</source>
        <translation type="vanished">Leertaste</translation>
    </message>
    <message>
        <source>pause and play</source>
        <translation type="vanished">anhalten und weiter</translation>
    </message>
    <message>
        <source>rollout: plan, date, totals</source>
        <translation>Ausbau: Plan, Datum, Summen</translation>
    </message>
    <message>
        <source>difference from what was planned, or from something else</source>
        <translation>Abweichung vom Geplanten oder von etwas anderem</translation>
    </message>
</context>
<context>
    <name>gigahall::app::MainWindow</name>
    <message>
        <source>The graphics device does not answer: %1</source>
        <translation>Die Grafikeinheit antwortet nicht: %1</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>%1 wird geöffnet</translation>
    </message>
    <message>
        <source>Preparing the picture</source>
        <translation>Das Bild wird vorbereitet</translation>
    </message>
    <message>
        <source>%1 - Gigahall</source>
        <translation>%1 - Gigahall</translation>
    </message>
    <message>
        <source>Open a campus or drop one here.</source>
        <translation>Einen Campus öffnen oder hierher ziehen.</translation>
    </message>
    <message>
        <source>%1 on average</source>
        <translation>%1 im Mittel</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Campus</source>
        <translation>Campus</translation>
    </message>
    <message>
        <source>Top racks</source>
        <translation>Höchste Racks</translation>
    </message>
    <message>
        <source>Properties</source>
        <translation>Eigenschaften</translation>
    </message>
    <message>
        <source>Import 3D scene</source>
        <translation>3D-Szene importieren</translation>
    </message>
    <message>
        <source>3D scenes (*.glb *.gltf *.obj *.fbx);;All files (*)</source>
        <translation>3D-Szenen (*.glb *.gltf *.obj *.fbx);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Save view</source>
        <translation>Ansicht speichern</translation>
    </message>
    <message>
        <source>View (*.view.json)</source>
        <translation>Ansicht (*.view.json)</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
    <message>
        <source>The picture could not be written there.</source>
        <translation>Das Bild konnte dort nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>&amp;Import 3D scene...</source>
        <translation>3D-Szene &amp;importieren...</translation>
    </message>
    <message>
        <source>&amp;Save view...</source>
        <translation>Ansicht &amp;speichern...</translation>
    </message>
    <message>
        <source>S&amp;creenshot</source>
        <translation>&amp;Bildschirmfoto</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>B&amp;eenden</translation>
    </message>
    <message>
        <source>&amp;Everything</source>
        <translation>&amp;Alles</translation>
    </message>
    <message>
        <source>Selection in the &amp;middle</source>
        <translation>Auswahl in die &amp;Mitte</translation>
    </message>
    <message>
        <source>From the &amp;front</source>
        <translation>Von &amp;vorn</translation>
    </message>
    <message>
        <source>From the &amp;right</source>
        <translation>Von &amp;rechts</translation>
    </message>
    <message>
        <source>From the &amp;top</source>
        <translation>Von &amp;oben</translation>
    </message>
    <message>
        <source>&amp;Parallel or perspective</source>
        <translation>&amp;Parallel oder perspektivisch</translation>
    </message>
    <message>
        <source>F&amp;ind asset</source>
        <translation>Anlage f&amp;inden</translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>Nichts auswählen</translation>
    </message>
    <message>
        <source>Pause and play</source>
        <translation>Anhalten und weiter</translation>
    </message>
    <message>
        <source>&amp;Keys and mouse</source>
        <translation>&amp;Tasten und Maus</translation>
    </message>
    <message>
        <source>&amp;About Gigahall</source>
        <translation>Ü&amp;ber Gigahall</translation>
    </message>
    <message>
        <source>R&amp;oofs</source>
        <translation>&amp;Dächer</translation>
    </message>
    <message>
        <source>Roof &amp;diagrams true to scale</source>
        <translation>Dachdia&amp;gramme maßstäblich</translation>
    </message>
    <message>
        <source>Data without s&amp;hading</source>
        <translation>Daten ohne S&amp;chattierung</translation>
    </message>
    <message>
        <source>&amp;Labels</source>
        <translation>&amp;Beschriftung</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>Vollbil&amp;d</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>P&amp;anels</source>
        <translation>&amp;Felder</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Thema</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>Zu %1 gehen</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>Auswählen</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>Namen kopieren</translation>
    </message>
    <message>
        <source>About Gigahall</source>
        <translation>Über Gigahall</translation>
    </message>
    <message>
        <source>&lt;p style=&apos;font-size:16px&apos;&gt;Gigahall %1&lt;/p&gt;&lt;p&gt;A visual digital twin of gigawatt-scale AI campuses.&lt;/p&gt;&lt;p&gt;Qt %2. Typeface Inter (OFL).&lt;/p&gt;</source>
        <translation>&lt;p style=&apos;font-size:16px&apos;&gt;Gigahall %1&lt;/p&gt;&lt;p&gt;Ein sichtbarer digitaler Zwilling von KI-Campus mit Gigawatt-Leistung.&lt;/p&gt;&lt;p&gt;Qt %2. Schrift Inter (OFL).&lt;/p&gt;</translation>
    </message>
    <message>
        <source>recorded</source>
        <translation>aufgezeichnet</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>simuliert</translation>
    </message>
    <message>
        <source>R&amp;educed motion</source>
        <translation>&amp;Weniger Bewegung</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>Was wäre, wenn</translation>
    </message>
    <message>
        <source>Energy balance</source>
        <translation>Energiebilanz</translation>
    </message>
    <message>
        <source>Everything as planned</source>
        <translation>Alles wie geplant</translation>
    </message>
    <message>
        <source>Day: %1</source>
        <translation>Tag: %1</translation>
    </message>
    <message>
        <source>From now on...</source>
        <translation>Ab jetzt...</translation>
    </message>
    <message>
        <source>Weather</source>
        <translation>Wetter</translation>
    </message>
    <message>
        <source>Put %1 in order again</source>
        <translation>%1 wieder in Betrieb nehmen</translation>
    </message>
    <message>
        <source>Let %1 fail</source>
        <translation>%1 ausfallen lassen</translation>
    </message>
    <message>
        <source>Cap the power of its racks</source>
        <translation>Leistung der Racks begrenzen</translation>
    </message>
    <message>
        <source>At %1 % of their rating</source>
        <translation>Auf %1&#x202f;% der Nennleistung</translation>
    </message>
    <message>
        <source>No cap</source>
        <translation>Ohne Grenze</translation>
    </message>
    <message>
        <source>Hardware</source>
        <translation>Hardware</translation>
    </message>
    <message>
        <source>%1 with %2</source>
        <translation>%1 mit %2</translation>
    </message>
    <message>
        <source>Let selection &amp;fail</source>
        <translation>Auswahl aus&amp;fallen lassen</translation>
    </message>
    <message>
        <source>Selection in &amp;order again</source>
        <translation>Auswahl wieder in &amp;Betrieb</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Everything as &amp;planned</source>
        <translation>Alles wie ge&amp;plant</translation>
    </message>
    <message>
        <source>As planned</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>&amp;What if</source>
        <translation>&amp;Was wäre, wenn</translation>
    </message>
    <message>
        <source>&amp;Weather</source>
        <translation>W&amp;etter</translation>
    </message>
    <message>
        <source>&amp;Coolant set-point</source>
        <translation>&amp;Vorlauf-Sollwert</translation>
    </message>
    <message>
        <source>O&amp;verloads</source>
        <translation>Über&amp;last</translation>
    </message>
    <message>
        <source>Temperature outside, %1</source>
        <translation>Außentemperatur in %1</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>The shipped alarm rules are used: %1</source>
        <translation>Es gelten die mitgelieferten Alarmregeln: %1</translation>
    </message>
    <message>
        <source>Alarm r&amp;ules...</source>
        <translation>Alarmr&amp;egeln...</translation>
    </message>
    <message>
        <source>View %1</source>
        <translation>Ansicht %1</translation>
    </message>
    <message>
        <source>Recorded %1</source>
        <translation>Aufgezeichnet: %1</translation>
    </message>
    <message>
        <source>Recording to %1</source>
        <translation>Aufzeichnung nach %1</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>%1, %2 of %3 sources</source>
        <translation>%1, %2 von %3 Quellen</translation>
    </message>
    <message>
        <source>Live &amp;connections...</source>
        <translation>Live-&amp;Verbindungen...</translation>
    </message>
    <message>
        <source>Back to &amp;live</source>
        <translation>Zurück zu &amp;live</translation>
    </message>
    <message>
        <source>&amp;Record</source>
        <translation>&amp;Aufzeichnen</translation>
    </message>
    <message>
        <source>One step back</source>
        <translation>Einen Schritt zurück</translation>
    </message>
    <message>
        <source>One step on</source>
        <translation>Einen Schritt weiter</translation>
    </message>
    <message>
        <source>%1: what happens there does not begin within what is open.</source>
        <translation>%1: Was dort geschieht, beginnt nicht in dem, was geöffnet ist.</translation>
    </message>
    <message>
        <source>As recorded</source>
        <translation>Wie aufgezeichnet</translation>
    </message>
    <message>
        <source>Back to &amp;live values</source>
        <translation>Zurück zu den &amp;Live-Werten</translation>
    </message>
    <message>
        <source>Back to the &amp;recording</source>
        <translation>Zurück zur &amp;Aufzeichnung</translation>
    </message>
    <message>
        <source>Back to live</source>
        <translation>Zurück zu live</translation>
    </message>
    <message>
        <source>what if from %1</source>
        <translation>Was wäre, wenn ab %1</translation>
    </message>
    <message>
        <source>Looking for the next alarm</source>
        <translation>Suche den nächsten Alarm</translation>
    </message>
    <message>
        <source>Looking for the next alarm: %1 (%2 %)</source>
        <translation>Suche den nächsten Alarm: %1 (%2 %)</translation>
    </message>
    <message>
        <source>No alarm between here and now</source>
        <translation>Kein Alarm zwischen hier und jetzt</translation>
    </message>
    <message>
        <source>No alarm until the end</source>
        <translation>Kein Alarm bis zum Ende</translation>
    </message>
    <message>
        <source>No alarm in the next 24 hours</source>
        <translation>Kein Alarm in den nächsten 24 Stunden</translation>
    </message>
    <message>
        <source>Alarm at %1</source>
        <translation>Alarm um %1</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1: %2, %3</translation>
    </message>
    <message>
        <source>is a mapping; expected the recording it belongs to, NAME.csv beside NAME.mapping.csv</source>
        <translation>ist eine Zuordnung; erwartet wird die Aufzeichnung dazu, NAME.csv neben NAME.mapping.csv</translation>
    </message>
    <message>
        <source>does not open here; expected a campus (*.campus.json), a view (*.view.json), a recording (*.h5, *.csv) or a 3D scene (*.glb, *.gltf, *.obj, *.fbx)</source>
        <translation type="vanished">lässt sich hier nicht öffnen; erwartet werden ein Campus (*.campus.json), eine Ansicht (*.view.json), eine Aufzeichnung (*.h5, *.csv) oder eine 3D-Szene (*.glb, *.gltf, *.obj, *.fbx)</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>All that opens (*.campus.json *.view.json *.json *.h5 *.hdf5 *.csv *.glb *.gltf *.obj *.fbx);;Campus and view (*.campus.json *.view.json);;Recordings (*.h5 *.hdf5 *.csv);;All files (*)</source>
        <translation type="vanished">Alles, was sich öffnen lässt (*.campus.json *.view.json *.json *.h5 *.hdf5 *.csv *.glb *.gltf *.obj *.fbx);;Campus und Ansicht (*.campus.json *.view.json);;Aufzeichnungen (*.h5 *.hdf5 *.csv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>verbindet</translation>
    </message>
    <message>
        <source>%1, %2 keys unknown</source>
        <translation>%1, %2 Schlüssel unbekannt</translation>
    </message>
    <message>
        <source>&amp;Open...</source>
        <translation>&amp;Öffnen...</translation>
    </message>
    <message>
        <source>To the &amp;next alarm</source>
        <translation>Zum &amp;nächsten Alarm</translation>
    </message>
    <message>
        <source>Open campus or view</source>
        <translation type="vanished">Campus oder Ansicht öffnen</translation>
    </message>
    <message>
        <source>Campus and view (*.campus.json *.view.json);;JSON (*.json);;All files (*)</source>
        <translation type="vanished">Campus und Ansicht (*.campus.json *.view.json);;JSON (*.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>&amp;Open campus...</source>
        <translation type="vanished">Campus &amp;öffnen...</translation>
    </message>
    <message>
        <source>Rollout</source>
        <translation>Ausbau</translation>
    </message>
    <message>
        <source>Rollout totals</source>
        <translation>Summen des Ausbaus</translation>
    </message>
    <message>
        <source>Sources and assumptions</source>
        <translation>Quellen und Annahmen</translation>
    </message>
    <message>
        <source>Earlier by...</source>
        <translation>Früher um ...</translation>
    </message>
    <message>
        <source>A minus B</source>
        <translation>A minus B</translation>
    </message>
    <message>
        <source>B is so many minutes earlier:</source>
        <translation>B liegt so viele Minuten früher:</translation>
    </message>
    <message>
        <source>This moment, %1</source>
        <translation>Dieser Augenblick, %1</translation>
    </message>
    <message>
        <source>Subtract a recording</source>
        <translation>Eine Aufzeichnung abziehen</translation>
    </message>
    <message>
        <source>Recordings (*.h5 *.csv);;All files (*)</source>
        <translation>Aufzeichnungen (*.h5 *.csv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Jobs and owners are names, which have no difference.</source>
        <translation>Jobs und Eigentümer sind Namen; zwischen ihnen gibt es keine Differenz.</translation>
    </message>
    <message>
        <source>As &amp;measured</source>
        <translation>Wie &amp;gemessen</translation>
    </message>
    <message>
        <source>As &amp;planned</source>
        <translation>Wie &amp;geplant</translation>
    </message>
    <message>
        <source>, A minus B: %1</source>
        <translation>, A minus B: %1</translation>
    </message>
    <message>
        <source>&amp;Off</source>
        <translation>&amp;Aus</translation>
    </message>
    <message>
        <source>A &amp;recording...</source>
        <translation>Eine Auf&amp;zeichnung ...</translation>
    </message>
    <message>
        <source>&amp;Difference on and off</source>
        <translation>&amp;Differenz ein und aus</translation>
    </message>
    <message>
        <source>Difference A m&amp;inus B</source>
        <translation>Differenz A m&amp;inus B</translation>
    </message>
    <message>
        <source>Another &amp;time</source>
        <translation>Eine andere Z&amp;eit</translation>
    </message>
    <message>
        <source>does not open here; expected a campus (*.campus.json), a view (*.view.json), a recording (*.h5, *.csv), a plan (*.csv, *.xml, *.rollout.json), a story (*.story.json) or a 3D scene (*.glb, *.gltf, *.obj, *.fbx)</source>
        <translation>lässt sich hier nicht öffnen; erwartet wird ein Campus (*.campus.json), eine Ansicht (*.view.json), eine Aufzeichnung (*.h5, *.csv), ein Plan (*.csv, *.xml, *.rollout.json), eine Geschichte (*.story.json) oder eine 3D-Szene (*.glb, *.gltf, *.obj, *.fbx)</translation>
    </message>
    <message>
        <source>All that opens (*.campus.json *.view.json *.json *.h5 *.hdf5 *.csv *.xml *.glb *.gltf *.obj *.fbx);;Campus and view (*.campus.json *.view.json);;Recordings (*.h5 *.hdf5 *.csv);;Plans (*.csv *.xml *.rollout.json);;Stories (*.story.json);;All files (*)</source>
        <translation>Alles, was sich öffnen lässt (*.campus.json *.view.json *.json *.h5 *.hdf5 *.csv *.xml *.glb *.gltf *.obj *.fbx);;Campus und Ansicht (*.campus.json *.view.json);;Aufzeichnungen (*.h5 *.hdf5 *.csv);;Pläne (*.csv *.xml *.rollout.json);;Geschichten (*.story.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Save &amp;plan...</source>
        <translation>&amp;Plan speichern...</translation>
    </message>
    <message>
        <source>Plan %1</source>
        <translation>Plan %1</translation>
    </message>
    <message>
        <source>Save plan</source>
        <translation>Plan speichern</translation>
    </message>
    <message>
        <source>Plan (*.csv)</source>
        <translation>Plan (*.csv)</translation>
    </message>
    <message>
        <source>plan changed</source>
        <translation>Plan geändert</translation>
    </message>
</context>
<context>
    <name>gigahall::app::MetricBar</name>
    <message>
        <source>Quantity</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Colour map and range</source>
        <translation>Farbskala und Bereich</translation>
    </message>
    <message>
        <source>More…</source>
        <translation>Mehr…</translation>
    </message>
    <message>
        <source>More quantities</source>
        <translation>Weitere Größen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Show what plays minus something else</source>
        <translation>Was läuft minus etwas anderes zeigen</translation>
    </message>
    <message>
        <source>A minus B; B: %1</source>
        <translation>A minus B; B: %1</translation>
    </message>
</context>
<context>
    <name>gigahall::app::ProblemsDialog</name>
    <message>
        <source>Not opened</source>
        <translation>Nicht geöffnet</translation>
    </message>
    <message>
        <source>%1 was not opened</source>
        <comment>file name</comment>
        <translation>%1 wurde nicht geöffnet</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s). What was open before stays open.</source>
        <translation>
            <numerusform>%n Fehler. Was offen war, bleibt offen.</numerusform>
            <numerusform>%n Fehler. Was offen war, bleibt offen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Stelle</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Was nicht stimmt</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>gigahall::app::PropertiesPanel</name>
    <message>
        <source>Fed by</source>
        <translation>Gespeist von</translation>
    </message>
    <message>
        <source>Cooled by</source>
        <translation>Gekühlt von</translation>
    </message>
    <message>
        <source>GPUs, tray by slot</source>
        <translation>GPUs, Einschub mal Platz</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, last %n minute(s)</source>
        <translation>
            <numerusform>%1, letzte Minute</numerusform>
            <numerusform>%1, letzte %n Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, A minus B</source>
        <translation>%1, A minus B</translation>
    </message>
</context>
<context>
    <name>gigahall::app::RangePopup</name>
    <message>
        <source>Colour map</source>
        <translation>Farbskala</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>Standard of the quantity</source>
        <translation>Standard der Größe</translation>
    </message>
    <message>
        <source>Automatic, 2nd to 98th percentile</source>
        <translation>Automatisch, 2. bis 98. Perzentil</translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation>Fest</translation>
    </message>
    <message>
        <source>Lower end</source>
        <translation>Unteres Ende</translation>
    </message>
    <message>
        <source>Upper end</source>
        <translation>Oberes Ende</translation>
    </message>
</context>
<context>
    <name>gigahall::app::RolloutPanel</name>
    <message>
        <source>Plan as loaded</source>
        <translation>Plan wie geladen</translation>
    </message>
    <message>
        <source>As loaded</source>
        <translation>Wie geladen</translation>
    </message>
    <message>
        <source>Take back all that was moved</source>
        <translation>Alles Verschobene zurücknehmen</translation>
    </message>
    <message>
        <source>Whole plan</source>
        <translation>Ganzer Plan</translation>
    </message>
    <message>
        <source>From the first to the last day</source>
        <translation>Vom ersten bis zum letzten Tag</translation>
    </message>
    <message>
        <source>Fold all</source>
        <translation>Alles einklappen</translation>
    </message>
</context>
<context>
    <name>gigahall::app::SankeyView</name>
    <message>
        <source>No power flows</source>
        <translation>Es fließt kein Strom</translation>
    </message>
    <message>
        <source>No simulation</source>
        <translation>Keine Simulation</translation>
    </message>
    <message>
        <source>Energy balance</source>
        <translation>Energiebilanz</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 of what leaves %2</source>
        <translation>%1 der Abgabe von: %2</translation>
    </message>
    <message>
        <source>%1 of what reaches %2</source>
        <translation>%1 der Aufnahme von: %2</translation>
    </message>
    <message>
        <source>%1 of what is supplied</source>
        <translation>%1 des Bezugs</translation>
    </message>
    <message>
        <source>from %1: %2, %3</source>
        <translation>von %1: %2, %3</translation>
    </message>
    <message>
        <source>to %1: %2, %3</source>
        <translation>nach %1: %2, %3</translation>
    </message>
</context>
<context>
    <name>gigahall::app::Sparkline</name>
    <message>
        <source>No values yet</source>
        <translation>Noch keine Werte</translation>
    </message>
    <message>
        <source>nameplate %1</source>
        <translation>Nennwert %1</translation>
    </message>
</context>
<context>
    <name>gigahall::app::StatusLine</name>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>%1 s old</source>
        <translation>%1 s alt</translation>
    </message>
    <message>
        <source>Racks: %1</source>
        <translation>Racks: %1</translation>
    </message>
    <message>
        <source>%1 of %2 IT</source>
        <translation>%1 von %2 IT</translation>
    </message>
    <message>
        <source>%1 racks</source>
        <translation>%1 Racks</translation>
    </message>
    <message>
        <source>%1 GPUs</source>
        <translation>%1 GPUs</translation>
    </message>
    <message numerus="yes">
        <source>%n draw(s)</source>
        <translation>
            <numerusform>%n Zeichenaufruf</numerusform>
            <numerusform>%n Zeichenaufrufe</numerusform>
        </translation>
    </message>
    <message>
        <source>%1
%2
Picture %3 ms on the device, %4 ms on the CPU, %5 racks and %6 GPUs drawn</source>
        <translation>%1
%2
Bild %3 ms auf der Grafikeinheit, %4 ms auf dem Prozessor, %5 Racks und %6 GPUs gezeichnet</translation>
    </message>
    <message>
        <source>%1: %2 assets, %3 not acknowledged</source>
        <translation>%1: %2 Objekte, %3 nicht quittiert</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>what if from %1 of %2</source>
        <translation type="vanished">Was wäre, wenn ab %1 aus %2</translation>
    </message>
    <message>
        <source>A %1 minus B %2</source>
        <translation>A %1 minus B %2</translation>
    </message>
</context>
<context>
    <name>gigahall::app::StoryDesk</name>
    <message>
        <source>&amp;Story</source>
        <translation>&amp;Geschichte</translation>
    </message>
    <message>
        <source>&amp;Present</source>
        <translation>&amp;Vorführen</translation>
    </message>
    <message>
        <source>Present &amp;file...</source>
        <translation>&amp;Datei vorführen...</translation>
    </message>
    <message>
        <source>Add &amp;key here</source>
        <translation>&amp;Schlüsselbild hier anlegen</translation>
    </message>
    <message>
        <source>&amp;Edit story...</source>
        <translation>Geschichte b&amp;earbeiten...</translation>
    </message>
    <message>
        <source>Export &amp;video...</source>
        <translation>&amp;Video ausgeben...</translation>
    </message>
    <message>
        <source>Story</source>
        <translation>Geschichte</translation>
    </message>
    <message>
        <source>Story (*.story.json)</source>
        <translation>Geschichte (*.story.json)</translation>
    </message>
    <message>
        <source>New story</source>
        <translation>Neue Geschichte</translation>
    </message>
    <message>
        <source>Key %1 of the story</source>
        <translation>Schlüsselbild %1 der Geschichte</translation>
    </message>
</context>
<context>
    <name>gigahall::app::StoryEditor</name>
    <message>
        <source>Story</source>
        <translation>Geschichte</translation>
    </message>
    <message>
        <source>At (s)</source>
        <translation>Bei (s)</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Caption, English</source>
        <translation>Text, englisch</translation>
    </message>
    <message>
        <source>Caption, German</source>
        <translation>Text, deutsch</translation>
    </message>
    <message>
        <source>Add key here</source>
        <translation>Schlüsselbild hier anlegen</translation>
    </message>
    <message>
        <source>Delete key</source>
        <translation>Schlüsselbild löschen</translation>
    </message>
    <message>
        <source>Present from here</source>
        <translation>Ab hier vorführen</translation>
    </message>
    <message>
        <source>Save...</source>
        <translation>Speichern...</translation>
    </message>
    <message>
        <source>New story</source>
        <translation>Neue Geschichte</translation>
    </message>
    <message>
        <source>Save story</source>
        <translation>Geschichte speichern</translation>
    </message>
    <message>
        <source>Story (*.story.json)</source>
        <translation>Geschichte (*.story.json)</translation>
    </message>
    <message>
        <source>Rests (s)</source>
        <translation>Ruht (s)</translation>
    </message>
    <message>
        <source>Use this view</source>
        <translation>Diese Ansicht übernehmen</translation>
    </message>
    <message>
        <source>Camera, date, time and quantity of the selected key become those of the window</source>
        <translation>Kamera, Datum, Zeit und Größe des gewählten Schlüsselbilds werden die des Fensters</translation>
    </message>
    <message>
        <source>%1 was changed. Save it?</source>
        <translation>%1 wurde geändert. Speichern?</translation>
    </message>
</context>
<context>
    <name>gigahall::app::TimeBar</name>
    <message>
        <source>day %1, %2</source>
        <translation>Tag %1, %2</translation>
    </message>
    <message>
        <source>Play (Space)</source>
        <translation>Weiter (Leertaste)</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>Anhalten (Leertaste)</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Speed of the clock</source>
        <translation>Tempo der Uhr</translation>
    </message>
    <message>
        <source>One step back ([)</source>
        <translation>Einen Schritt zurück ([)</translation>
    </message>
    <message>
        <source>One step on (])</source>
        <translation>Einen Schritt weiter (])</translation>
    </message>
    <message>
        <source>Again and again: what was marked in a chart, else the whole recording</source>
        <translation>Immer wieder: was im Diagramm markiert ist, sonst die ganze Aufzeichnung</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Back to what is measured now (End)</source>
        <translation>Zurück zu dem, was jetzt gemessen wird (Ende)</translation>
    </message>
    <message>
        <source>To the next alarm (N)</source>
        <translation>Zum nächsten Alarm (N)</translation>
    </message>
</context>
<context>
    <name>gigahall::app::TotalsPanel</name>
    <message>
        <source>Nameplate, as planned. What is announced is of September 2025, a letter of intent.</source>
        <translation type="vanished">Nennleistung, wie geplant. Angekündigtes ist vom September 2025, eine Absichtserklärung.</translation>
    </message>
    <message>
        <source>Sources and assumptions</source>
        <translation>Quellen und Annahmen</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>Tabelle kopieren</translation>
    </message>
    <message>
        <source>Totals on this date and at the end of each quarter, for a spreadsheet</source>
        <translation>Summen an diesem Datum und am Ende jedes Quartals, für eine Tabellenkalkulation</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>Nameplate, as planned. %1.</source>
        <translation>Nennleistung, wie geplant. %1.</translation>
    </message>
    <message>
        <source>Nameplate, as planned.</source>
        <translation>Nennleistung, wie geplant.</translation>
    </message>
</context>
<context>
    <name>gigahall::app::TreePanel</name>
    <message>
        <source>No asset has this in its name.</source>
        <translation>Keine Anlage hat das im Namen.</translation>
    </message>
    <message>
        <source>Find asset</source>
        <translation>Anlage finden</translation>
    </message>
    <message>
        <source>Assets</source>
        <translation>Anlagen</translation>
    </message>
</context>
<context>
    <name>gigahall::app::VideoDialog</name>
    <message>
        <source>Export video</source>
        <translation>Video ausgeben</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Englisch</translation>
    </message>
    <message>
        <source>German</source>
        <translation>Deutsch</translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation>Wählen...</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Pictures a second</source>
        <translation>Bilder je Sekunde</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Make video</source>
        <translation>Video erstellen</translation>
    </message>
    <message>
        <source>Video (*.mp4 *.webm *.gif)</source>
        <translation>Video (*.mp4 *.webm *.gif)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Opening the story</source>
        <translation>Die Geschichte wird geöffnet</translation>
    </message>
    <message>
        <source>%1 %, %2 left</source>
        <translation>%1 %, noch %2</translation>
    </message>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation>Abgebrochen; es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
    <message>
        <source>Cancelling</source>
        <translation>Wird abgebrochen</translation>
    </message>
</context>
<context>
    <name>gigahall::app::ViewportWidget</name>
    <message>
        <source>3D view of the campus</source>
        <translation>3D-Ansicht des Campus</translation>
    </message>
</context>
<context>
    <name>gigahall::app::WhatIfPanel</name>
    <message>
        <source>Weather</source>
        <translation>Wetter</translation>
    </message>
    <message>
        <source>Everything is served. Select something and let it fail.</source>
        <translation>Alles ist versorgt. Etwas auswählen und ausfallen lassen.</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Eingriffe</translation>
    </message>
    <message>
        <source>Above their rating</source>
        <translation>Über dem Nennwert</translation>
    </message>
    <message>
        <source>What if from %1 of %2</source>
        <translation>Was wäre, wenn ab %1 aus %2</translation>
    </message>
    <message>
        <source>Power of %1 racks was not measured: the mean of their type stands for it.</source>
        <translation>Von %1 Racks ist die Leistung nicht gemessen: Dafür steht der Mittelwert ihres Typs.</translation>
    </message>
    <message>
        <source>Select something and let it fail: from the moment shown on, the simulator takes over.</source>
        <translation>Etwas auswählen und ausfallen lassen: Ab dem gezeigten Moment übernimmt der Simulator.</translation>
    </message>
</context>
<context>
    <name>report</name>
    <message>
        <source>On %1</source>
        <translation>Am %1</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>Vollständig</translation>
    </message>
    <message>
        <source>MW energised, by phase</source>
        <translation>MW am Netz, nach Phase</translation>
    </message>
    <message>
        <source>GPU dies online, by phase</source>
        <translation>GPU-Dies in Betrieb, nach Phase</translation>
    </message>
    <message>
        <source>Rollout</source>
        <translation>Ausbau</translation>
    </message>
    <message>
        <source>IT, MW</source>
        <translation>IT, MW</translation>
    </message>
    <message>
        <source>Facility, MW</source>
        <translation>Anlage, MW</translation>
    </message>
    <message>
        <source>Halls</source>
        <translation>Hallen</translation>
    </message>
    <message>
        <source>Compute racks</source>
        <translation>Rechen-Racks</translation>
    </message>
    <message>
        <source>GPU dies</source>
        <translation>GPU-Dies</translation>
    </message>
    <message>
        <source>GPU packages</source>
        <translation>GPU-Pakete</translation>
    </message>
    <message>
        <source>Cost, bn US$</source>
        <translation>Kosten, Mrd. US$</translation>
    </message>
    <message>
        <source>In service</source>
        <translation>In Betrieb</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>Phase</translation>
    </message>
    <message>
        <source>Campus</source>
        <translation>Campus</translation>
    </message>
    <message>
        <source>At the end of each quarter in which something is energised</source>
        <translation>Am Ende jedes Quartals, in dem etwas ans Netz geht</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Load and energy at %1</source>
        <translation>Last und Energie um %1</translation>
    </message>
    <message>
        <source>What runs at that time, not what is rated: %1.</source>
        <translation>Was zu dieser Zeit läuft, nicht was ausgelegt ist: %1.</translation>
    </message>
    <message>
        <source>Sources and assumptions</source>
        <translation>Quellen und Annahmen</translation>
    </message>
    <message>
        <source>To make it again</source>
        <translation>So entsteht dieser Bericht noch einmal</translation>
    </message>
    <message>
        <source>What if: %1.</source>
        <translation>Was wäre, wenn: %1.</translation>
    </message>
    <message>
        <source>what if</source>
        <translation>was wäre, wenn</translation>
    </message>
</context>
<context>
    <name>rollout</name>
    <message>
        <source>M</source>
        <translation>Mio.</translation>
    </message>
    <message>
        <source>bn US$</source>
        <translation>Mrd. US$</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>GPU dies</source>
        <translation type="vanished">GPU-Dies</translation>
    </message>
    <message>
        <source>Racks</source>
        <translation>Racks</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>As announced, September 2025, letter of intent</source>
        <translation type="vanished">Wie angekündigt, September 2025, Absichtserklärung</translation>
    </message>
    <message>
        <source>energised of %1</source>
        <translation>von %1 am Netz</translation>
    </message>
    <message>
        <source>Nameplate of the racks in service times the peak PUE of their phase. Announced: 10 GW. %1.</source>
        <translation type="vanished">Nennleistung der Racks in Betrieb mal Spitzen-PUE ihrer Phase. Angekündigt: 10 GW. %1.</translation>
    </message>
    <message>
        <source>GPU dies online of %1</source>
        <translation>von %1 GPU-Dies</translation>
    </message>
    <message>
        <source>%1 dies. Announced: 4 to 5 million GPUs, counted as dies. %2.</source>
        <translation type="vanished">%1 Dies. Angekündigt: 4 bis 5 Millionen GPUs, als Dies gezählt. %2.</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>Cost: rate times gigawatts energised, see the panel on sources and assumptions.</source>
        <translation>Kosten: Satz mal Gigawatt am Netz, siehe Quellen und Annahmen.</translation>
    </message>
    <message>
        <source>Phases energised</source>
        <translation>Phasen am Netz</translation>
    </message>
    <message>
        <source>All of whose racks are in service</source>
        <translation>Alle ihre Racks sind in Betrieb</translation>
    </message>
    <message>
        <source>Buildings</source>
        <translation>Gebäude</translation>
    </message>
    <message>
        <source>Halls</source>
        <translation>Hallen</translation>
    </message>
    <message>
        <source>GPU packages online</source>
        <translation>GPU-Pakete in Betrieb</translation>
    </message>
    <message>
        <source>A package holds two or more dies. &quot;4 to 5 million GPUs&quot; fits dies.</source>
        <translation type="vanished">Ein Paket enthält zwei oder mehr Dies. „4 bis 5 Millionen GPUs“ passt zu Dies.</translation>
    </message>
    <message>
        <source>4 to 5 million</source>
        <translation type="vanished">4 bis 5 Millionen</translation>
    </message>
    <message>
        <source>GPUs announced</source>
        <translation>GPUs angekündigt</translation>
    </message>
    <message>
        <source>Compute racks</source>
        <translation>Rechen-Racks</translation>
    </message>
    <message>
        <source>Support racks</source>
        <translation>Netz- und Speicher-Racks</translation>
    </message>
    <message>
        <source>IT of that</source>
        <translation>Davon IT</translation>
    </message>
    <message>
        <source>Nameplate of racks and support racks</source>
        <translation>Nennleistung der Rechen-, Netz- und Speicher-Racks</translation>
    </message>
    <message>
        <source>Investor&apos;s tranches</source>
        <translation>Tranchen des Investors</translation>
    </message>
    <message>
        <source>10 bn US$ for each gigawatt, up to 100: a stake, no part of the cost. As announced, September 2025, letter of intent</source>
        <translation type="vanished">10 Mrd. US$ je Gigawatt, bis zu 100: eine Beteiligung, kein Teil der Kosten. Wie angekündigt, September 2025, Absichtserklärung</translation>
    </message>
    <message>
        <source>Energy at nameplate</source>
        <translation>Energie bei Nennleistung</translation>
    </message>
    <message>
        <source>If everything ran at its nameplate from the day it was energised</source>
        <translation>Wenn alles ab dem Tag am Netz mit Nennleistung liefe</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>begun %1</source>
        <translation>begonnen %1</translation>
    </message>
    <message>
        <source>finished %1</source>
        <translation>beendet %1</translation>
    </message>
    <message>
        <source>No slack: critical</source>
        <translation>Kein Puffer: kritisch</translation>
    </message>
    <message numerus="yes">
        <source>Slack: %n day(s)</source>
        <translation>
            <numerusform>Puffer: %n Tag</numerusform>
            <numerusform>Puffer: %n Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>Planned: %1</source>
        <translation>Geplant: %1</translation>
    </message>
    <message>
        <source>Baseline: %1</source>
        <translation>Basisplan: %1</translation>
    </message>
    <message>
        <source>Actual: %1</source>
        <translation>Tatsächlich: %1</translation>
    </message>
    <message>
        <source>All energised: %1</source>
        <translation>Alles am Netz: %1</translation>
    </message>
    <message>
        <source>Dates: assumption</source>
        <translation>Daten: Annahme</translation>
    </message>
    <message>
        <source>Dates from: %1</source>
        <translation>Daten aus: %1</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1 am %2</translation>
    </message>
    <message>
        <source>%1 GPU-months (dies)</source>
        <translation>%1 GPU-Monate (Dies)</translation>
    </message>
    <message>
        <source>all in service %1</source>
        <translation>alles in Betrieb %1</translation>
    </message>
    <message>
        <source>nothing is energised later</source>
        <translation>nichts geht später ans Netz</translation>
    </message>
    <message>
        <source>assumption</source>
        <translation>Annahme</translation>
    </message>
    <message>
        <source>10 GW of AI factories, 4 to 5 million GPUs, the first gigawatt in the second half of 2026.</source>
        <translation type="vanished">10 GW an KI-Fabriken, 4 bis 5 Millionen GPUs, das erste Gigawatt im zweiten Halbjahr 2026.</translation>
    </message>
    <message>
        <source>&quot;GPUs&quot; is taken as dies: ten gigawatts of these racks hold 4 to 5 million dies, and half as many packages or fewer.</source>
        <translation type="vanished">„GPUs“ wird als Dies verstanden: Zehn Gigawatt dieser Racks enthalten 4 bis 5 Millionen Dies und halb so viele Pakete oder weniger.</translation>
    </message>
    <message>
        <source>Ratings</source>
        <translation>Nennwerte</translation>
    </message>
    <message>
        <source>%1 dies in %2 packages</source>
        <translation>%1 Dies in %2 Paketen</translation>
    </message>
    <message>
        <source>Assumption.</source>
        <translation>Annahme.</translation>
    </message>
    <message>
        <source>Source: %1</source>
        <translation>Quelle: %1</translation>
    </message>
    <message>
        <source>Facility power</source>
        <translation>Leistung der Anlage</translation>
    </message>
    <message>
        <source>Nameplate of racks times the peak PUE of their phase: what has to be there in the hottest hour. The simulated load is less.</source>
        <translation>Nennleistung der Racks mal Spitzen-PUE ihrer Phase: was in der heißesten Stunde da sein muss. Die simulierte Last ist kleiner.</translation>
    </message>
    <message>
        <source>PUE %1: %2 (the layout, an assumption)</source>
        <translation>PUE %1: %2 (aus dem Layout, eine Annahme)</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>The plan is that of the layout.</source>
        <translation>Der Plan ist der des Layouts.</translation>
    </message>
    <message>
        <source>The plan is from %1.</source>
        <translation>Der Plan ist aus %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n activity(s): %1</source>
        <translation>
            <numerusform>%n Vorgang: %1</numerusform>
            <numerusform>%n Vorgänge: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>No actual dates: there is no source for any.</source>
        <translation>Keine tatsächlichen Daten: Für keines gibt es eine Quelle.</translation>
    </message>
    <message numerus="yes">
        <source>%n activity(s) with actual dates</source>
        <translation>
            <numerusform>%n Vorgang mit tatsächlichen Daten</numerusform>
            <numerusform>%n Vorgänge mit tatsächlichen Daten</numerusform>
        </translation>
    </message>
    <message>
        <source>, known to %1</source>
        <translation>, bekannt bis %1</translation>
    </message>
    <message>
        <source>%1 to %2 bn US$ a gigawatt</source>
        <translation>%1 bis %2 Mrd. US$ je Gigawatt</translation>
    </message>
    <message>
        <source>public statement, 2025</source>
        <translation>öffentliche Aussage, 2025</translation>
    </message>
    <message>
        <source>the mission&apos;s text</source>
        <translation>Text des Auftrags</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Cost is a rate times gigawatts of rated facility power, and nothing else: no interest, no schedule of payments.</source>
        <translation>Kosten sind ein Satz mal Gigawatt Nennleistung der Anlage und sonst nichts: keine Zinsen, kein Zahlungsplan.</translation>
    </message>
    <message>
        <source>At 5 to 6 bn US$ a gigawatt, %1 come to %2 bn US$. That contradicts the same text&apos;s &quot;several trillions&quot;, and the public statement of 50 to 60 bn a gigawatt.</source>
        <translation>Mit 5 bis 6 Mrd. US$ je Gigawatt kosten %1 %2 Mrd. US$. Das widerspricht den „mehreren Billionen“ desselben Textes und der öffentlichen Aussage von 50 bis 60 Mrd. je Gigawatt.</translation>
    </message>
    <message>
        <source>At 50 to 60 bn they come to %1 bn US$: neither rate reaches several trillions.</source>
        <translation>Mit 50 bis 60 Mrd. sind es %1 Mrd. US$: Keiner der Sätze erreicht mehrere Billionen.</translation>
    </message>
    <message>
        <source>The announced 100 bn US$ are the investor&apos;s stake, paid in tranches of 10 bn for each gigawatt; they are not the cost of building. As announced, September 2025, letter of intent.</source>
        <translation type="vanished">Die angekündigten 100 Mrd. US$ sind die Beteiligung des Investors, gezahlt in Tranchen von 10 Mrd. je Gigawatt; sie sind nicht die Baukosten. Wie angekündigt, September 2025, Absichtserklärung.</translation>
    </message>
    <message numerus="yes">
        <source>%n more quarter(s)</source>
        <translation>
            <numerusform>%n weiteres Quartal</numerusform>
            <numerusform>%n weitere Quartale</numerusform>
        </translation>
    </message>
    <message>
        <source>Dies</source>
        <translation>Dies</translation>
    </message>
    <message>
        <source>%1 to %2 million</source>
        <translation>%1 bis %2 Millionen</translation>
    </message>
    <message>
        <source>Announced: %1. %2.</source>
        <translation>Angekündigt: %1. %2.</translation>
    </message>
    <message>
        <source>Announced: %1 GPUs, counted as dies. %2.</source>
        <translation>Angekündigt: %1 GPUs, als Dies gezählt. %2.</translation>
    </message>
    <message>
        <source>The announced %1 bn US$ are the investor&apos;s stake, paid in tranches of %2 bn for each gigawatt; they are not the cost of building. %3.</source>
        <translation>Die angekündigten %1 Mrd. US$ sind die Beteiligung des Investors, gezahlt in Tranchen von %2 Mrd. je Gigawatt; sie sind nicht die Baukosten. %3.</translation>
    </message>
    <message>
        <source>Nameplate of the racks in service times the peak PUE of their phase.</source>
        <translation>Nennleistung der Racks in Betrieb mal Spitzen-PUE ihrer Phase.</translation>
    </message>
    <message>
        <source>%1 dies.</source>
        <translation>%1 Dies.</translation>
    </message>
    <message>
        <source>A package holds two or more dies.</source>
        <translation>Ein Paket enthält zwei oder mehr Dies.</translation>
    </message>
    <message>
        <source>At 50 to 60 bn US$ a gigawatt, the public statement of 2025 for AI factories, %1 come to %2 bn US$.</source>
        <translation>Bei 50 bis 60 Mrd. US$ je Gigawatt, der öffentlichen Aussage von 2025 für KI-Fabriken, ergeben %1 %2 Mrd. US$.</translation>
    </message>
</context>
<context>
    <name>scenery</name>
    <message>
        <source>TOP</source>
        <translation>OBEN</translation>
    </message>
    <message>
        <source>S</source>
        <translation>S</translation>
    </message>
    <message>
        <source>E</source>
        <translation>O</translation>
    </message>
    <message>
        <source>N</source>
        <translation>N</translation>
    </message>
    <message>
        <source>W</source>
        <translation>W</translation>
    </message>
    <message>
        <source>GPU load</source>
        <translation>GPU-Last</translation>
    </message>
    <message>
        <source>GPU power</source>
        <translation>GPU-Leistung</translation>
    </message>
    <message>
        <source>GPU temperature</source>
        <translation>GPU-Temperatur</translation>
    </message>
    <message>
        <source>Rack power</source>
        <translation>Rack-Leistung</translation>
    </message>
    <message>
        <source>Coolant supply</source>
        <translation>Vorlauf</translation>
    </message>
    <message>
        <source>Coolant return</source>
        <translation>Rücklauf</translation>
    </message>
    <message>
        <source>Coolant flow</source>
        <translation>Durchfluss</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>simuliert</translation>
    </message>
    <message>
        <source>recorded</source>
        <translation>aufgezeichnet</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>veraltet</translation>
    </message>
    <message>
        <source>bad</source>
        <translation>schlecht</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlend</translation>
    </message>
    <message>
        <source>per GPU</source>
        <translation>je GPU</translation>
    </message>
    <message>
        <source>per rack</source>
        <translation>je Rack</translation>
    </message>
    <message>
        <source>Roof diagram: rows not to scale</source>
        <translation>Dachdiagramm: Reihen nicht maßstäblich</translation>
    </message>
    <message>
        <source>%1, A minus B</source>
        <translation>%1, A minus B</translation>
    </message>
    <message>
        <source>pp</source>
        <translation>Pp</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>Auslastung</translation>
    </message>
    <message>
        <source>Power ramp</source>
        <translation>Leistungsänderung</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Job</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Eigentümer</translation>
    </message>
    <message>
        <source>without power</source>
        <translation>ohne Strom</translation>
    </message>
    <message>
        <source>%1 others</source>
        <translation>%1 weitere</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>racks</source>
        <translation>Racks</translation>
    </message>
    <message>
        <source>racks and plant</source>
        <translation>Racks und Anlagen</translation>
    </message>
    <message>
        <source>planned</source>
        <translation>geplant</translation>
    </message>
    <message>
        <source>as measured</source>
        <translation>wie gemessen</translation>
    </message>
    <message>
        <source>as planned</source>
        <translation>wie geplant</translation>
    </message>
    <message>
        <source>%1 earlier</source>
        <translation>%1 früher</translation>
    </message>
    <message>
        <source>what if from %1 of %2</source>
        <translation>Was wäre, wenn ab %1 aus %2</translation>
    </message>
    <message>
        <source>simulated (seed %1)</source>
        <translation>simuliert (Startwert %1)</translation>
    </message>
    <message>
        <source>recorded %1</source>
        <translation>aufgezeichnet: %1</translation>
    </message>
</context>
<context>
    <name>story</name>
    <message>
        <source>M</source>
        <translation>Mio.</translation>
    </message>
    <message>
        <source>PUE, computed</source>
        <translation>PUE, berechnet</translation>
    </message>
    <message>
        <source>energised of %1 GW</source>
        <translation>von %1 GW am Netz</translation>
    </message>
    <message>
        <source>GPU dies online</source>
        <translation>GPU-Dies in Betrieb</translation>
    </message>
    <message>
        <source>drawn in all</source>
        <translation>Leistungsaufnahme</translation>
    </message>
    <message>
        <source>outside</source>
        <translation>draußen</translation>
    </message>
    <message>
        <source>of IT load lost</source>
        <translation>IT-Last ausgefallen</translation>
    </message>
    <message>
        <source>racks dark</source>
        <translation>Racks dunkel</translation>
    </message>
    <message>
        <source>jobs stopped</source>
        <translation>Jobs gestoppt</translation>
    </message>
    <message>
        <source>grey with dots: no value</source>
        <translation>grau mit Punkten: kein Wert</translation>
    </message>
</context>
</TS>
