// The data panel of a rack: where it lies on a face, and a colour for a place on it.

const float kFrameX = 0.05;  // bezel at the sides, shares of the face
const float kFrameLow = 0.06;
const float kFrameHigh = 0.05;

/// Corner of a face (0..1) -> panel coordinates: 0..1 on the panel, outside on the bezel. Mirrored so that slot 0 is left seen from
/// the front.
vec2 panelOf(vec2 uv, int face, bool facesBack)
{
    if (face >= 4 ? facesBack : face == 3)
        uv.x = 1.0 - uv.x;
    if (face >= 4 && facesBack)
        uv.y = 1.0 - uv.y;
    return (uv - vec2(kFrameX, kFrameLow)) / vec2(1.0 - 2.0 * kFrameX, 1.0 - kFrameLow - kFrameHigh);
}

/// Metres of the panel of a face.
vec2 panelSize(vec3 sizeM, int face)
{
    return vec2(sizeM.x * (1.0 - 2.0 * kFrameX), (face >= 4 ? sizeM.y : sizeM.z) * (1.0 - kFrameLow - kFrameHigh));
}
