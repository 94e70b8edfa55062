<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>AssetFacts</name>
    <message>
        <source>%1 dies, %2 packages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Buildings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Halls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compute racks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Support racks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU dies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU packages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IT nameplate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Facility nameplate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Design PUE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPUs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>assumption</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nameplate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rack type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Power at full load</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AssetText</name>
    <message>
        <source>Campus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Building</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tray</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>simulated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bad quality</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gigahall::app::AssetTreeModel</name>
    <message>
        <source>Asset</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gigahall::app::GpuGrid</name>
    <message>
        <source>GPUs of the rack, tray by slot</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gigahall::app::KeysOverlay</name>
    <message>
        <source>Look around</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Middle button</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>move over the ground</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift + middle, Alt + left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turn about what is under the cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nearer to the cursor, farther away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right button + W A S D Q E</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fly; wheel or Shift for speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>go there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>selection in the middle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Home</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from the front, right, top</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>parallel or perspective</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>select</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>select nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl + F</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>find an asset by name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pause and play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>screenshot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this page</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gigahall::app::MainWindow</name>
    <message>
        <source>The graphics device does not answer: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preparing the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 - Gigahall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a campus or drop one here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 on average</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Campus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top racks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Properties</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open campus or view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Campus and view (*.campus.json *.view.json);;JSON (*.json);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import 3D scene</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3D scenes (*.glb *.gltf *.obj *.fbx);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View (*.view.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture could not be written there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open campus...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Import 3D scene...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save view...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;creenshot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selection in the &amp;middle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the &amp;front</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the &amp;right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the &amp;top</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Parallel or perspective</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;ind asset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause and play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keys and mouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Gigahall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>R&amp;oofs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roof &amp;diagrams true to scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data without s&amp;hading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;anels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Gigahall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;p style=&apos;font-size:16px&apos;&gt;Gigahall %1&lt;/p&gt;&lt;p&gt;A visual digital twin of gigawatt-scale AI campuses.&lt;/p&gt;&lt;p&gt;Qt %2. Typeface Inter (OFL).&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>simulated</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gigahall::app::MetricBar</name>
    <message>
        <source>Quantity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour map and range</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gigahall::app::ProblemsDialog</name>
    <message>
        <source>Not opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was not opened</source>
        <comment>file name</comment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s). What was open before stays open.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gigahall::app::PropertiesPanel</name>
    <message>
        <source>Fed by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cooled by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPUs, tray by slot</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, last %n minute(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gigahall::app::RangePopup</name>
    <message>
        <source>Colour map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard of the quantity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic, 2nd to 98th percentile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upper end</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gigahall::app::Sparkline</name>
    <message>
        <source>No values yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nameplate %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gigahall::app::StatusLine</name>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s old</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Racks: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 IT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 racks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 GPUs</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n draw(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1
%2
Picture %3 ms on the device, %4 ms on the CPU, %5 racks and %6 GPUs drawn</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gigahall::app::TimeBar</name>
    <message>
        <source>day %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play (Space)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed of the clock</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gigahall::app::TreePanel</name>
    <message>
        <source>No asset has this in its name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find asset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assets</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gigahall::app::ViewportWidget</name>
    <message>
        <source>3D view of the campus</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>scenery</name>
    <message>
        <source>TOP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>N</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>W</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU load</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU power</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU temperature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rack power</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coolant supply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coolant return</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coolant flow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>simulated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>per GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>per rack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roof diagram: rows not to scale</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
