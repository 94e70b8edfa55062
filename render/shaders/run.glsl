// Shared by the picture and the id pass of runs: which item, and where on it.
layout(location = 0) in vec3 inRelative;
layout(location = 1) in vec3 inBox;
layout(location = 2) flat in vec3 inNormal;
layout(location = 3) flat in vec4 inSizePitch;
layout(location = 4) flat in uvec4 inWhat;
layout(location = 5) flat in uvec4 inType;
layout(location = 6) flat in vec3 inColour;

const float kFrameX = 0.05;  // bezel of a rack's panel, share of its width
const float kFrameLow = 0.06;
const float kFrameHigh = 0.05;

struct Place
{
    uint item;      // within the run
    float x;        // metres within the item
    bool gap;       // between two items
    uint face;      // 0,1 ends; 2,3 fronts and backs; 4,5 bottom and top
    bool front;
    vec2 panel;     // 0..1 over the data panel; outside on the bezel
    vec2 panelPerPx;
    bool onPanel;
};

Place findPlace()
{
    Place p;
    float pitch = inSizePitch.w;
    p.item = min(uint(max(inBox.x, 0.0) / pitch), inType.z - 1u);
    p.x = inBox.x - float(p.item) * pitch;
    p.face = inWhat.w & 7u;
    bool back = (inWhat.w >> 3) != 0u;
    p.front = p.face == (back ? 3u : 2u);
    p.gap = p.x > inSizePitch.x + 0.002 && p.face >= 2u;
    vec2 at;
    vec2 perPx = vec2(fwidth(inBox.x), p.face >= 4u ? fwidth(inBox.y) : fwidth(inBox.z));
    float width = inSizePitch.x;
    if (p.face >= 4u) {
        at = vec2(p.x / width, inBox.y / inSizePitch.y);
        if (back)
            at = 1.0 - at;
        perPx /= vec2(width, inSizePitch.y);
    } else {
        at = vec2(p.x / width, inBox.z / inSizePitch.z);
        if (p.face == 3u)
            at.x = 1.0 - at.x;
        perPx /= vec2(width, inSizePitch.z);
    }
    vec2 low = vec2(kFrameX, kFrameLow);
    vec2 span = vec2(1.0 - 2.0 * kFrameX, 1.0 - kFrameLow - kFrameHigh);
    p.panel = (at - low) / span;
    p.panelPerPx = perPx / span;
    p.onPanel = all(greaterThanEqual(p.panel, vec2(0.0))) && all(lessThanEqual(p.panel, vec2(1.0)));
    return p;
}
