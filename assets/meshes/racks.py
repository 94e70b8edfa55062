"""Inside a hall: racks, GPU module, CDU, pump, and what stands in the galleries."""

from kit import Part, octagon

RACK_W, RACK_D, RACK_H = 0.6, 1.068, 2.236
TRAYS = 18
# Trays share the panel of the distant view (6 % to 95 % of the height) at an equal pitch: its cells lie on their fronts.
TRAY_Z0, TRAY_Z1 = 0.06 * RACK_H, 0.95 * RACK_H


def frame(part, w=RACK_W, d=RACK_D, h=RACK_H, mat="graphite"):
    """Four posts, plinth with feet and roof tray of a rack."""
    post = 0.042
    for x in (-1, 1):
        for y in (-1, 1):
            part.prism(octagon(x * (w - post) / 2, y * (d - post) / 2, post, post, 0.008), 0.03, h - 0.035, mat)
            part.block(x * (w - 0.08) / 2, y * (d - 0.1) / 2, 0, 0.05, 0.05, 0.03, "dark")
    part.box((-w / 2, -d / 2, 0.03), (w / 2, d / 2, 0.062), mat)
    part.box((-w / 2, -d / 2, h - 0.05), (w / 2, d / 2, h - 0.014), mat, 0.012, skip="")


def cable_entry(part):
    """Brush panel in the roof tray with the ends of power whips and network bundles. Nothing stands over RACK_H: meshes are
    fitted to the size a layout gives."""
    part.box((-0.15, -0.1, RACK_H - 0.014), (0.15, 0.2, RACK_H - 0.006), "dark")
    for x in (-0.1, -0.04, 0.02, 0.08):
        part.tube((x, 0.05, RACK_H - 0.01), (x, 0.05, RACK_H), 0.02, "slate", 6, start_cap=False)


def side_panels(part, w=RACK_W, d=RACK_D, h=RACK_H, mat="paper"):
    """Side walls with one pressed field each."""
    for s in (-1, 1):
        x = s * (w / 2 - 0.007)
        part.box((x - 0.004, -d / 2 + 0.045, 0.06), (x + 0.004, d / 2 - 0.045, h - 0.05), mat)
        part.box((x - 0.007, -d / 2 + 0.11, 0.25), (x + 0.007, d / 2 - 0.11, h - 0.25), mat, skip="ud")


def compute_rack():
    rack = Part("frame")
    frame(rack, d=RACK_D - 0.012)
    side_panels(rack)
    back = RACK_D / 2
    # Rear: busbar in the middle, supply and return manifolds, cable bundles, an open mesh door.
    rack.box((-0.035, back - 0.2, 0.1), (0.035, back - 0.16, 2.13), "copper", 0.004)
    for x, mat in ((-0.2, "cool"), (0.2, "return")):
        rack.prism(octagon(x, back - 0.09, 0.055, 0.055, 0.014), 0.08, 2.15, mat, 0.01)
        rack.tube((x, back - 0.09, 2.15), (x, back - 0.09, RACK_H - 0.05), 0.024, mat, 8)
        for i in range(TRAYS):
            z = TRAY_Z0 + (i + 0.5) * (TRAY_Z1 - TRAY_Z0) / TRAYS
            rack.tube((x, back - 0.11, z), (x * 0.86, back - 0.23, z), 0.011, "dark", 5, caps=False)
    for x in (-0.265, -0.248, 0.248, 0.265):
        rack.tube((x, back - 0.17, 0.12), (x, back - 0.17, 2.12), 0.011, "slate", 6, caps=False)
    rack.box((-0.275, back - 0.03, 0.07), (-0.268, back - 0.005, 2.17), "slate")
    for z in (0.07, 0.75, 1.45, 2.14):
        rack.box((-0.275, back - 0.022, z), (0.275, back - 0.008, z + 0.025), "slate", skip="")
    cable_entry(rack)
    for z0, z1 in ((0.066, TRAY_Z0 - 0.006), (TRAY_Z1 + 0.006, RACK_H - 0.052)):  # power shelf below, switch above
        rack.box((-0.265, -RACK_D / 2 + 0.012, z0), (0.265, 0.2, z1), "slate", 0.004)
        rack.louvres(-0.2, 0.06, -RACK_D / 2 + 0.012, z0 + 0.012, z1 - 0.01, 2, "graphite", 0.006)
    # Front lips either side of the trays, and the name plate with its status light on the roof tray.
    front = -RACK_D / 2
    for s in (-1, 1):
        rack.box((s * 0.277 - 0.005, front - 0.002, 0.07), (s * 0.277 + 0.005, front + 0.05, 2.166), "steel", skip="du")
    rack.box((-0.075, front - 0.003, RACK_H - 0.045), (0.075, front, RACK_H - 0.028), "steel", skip="b")
    rack.box((0.21, front - 0.003, RACK_H - 0.042), (0.25, front, RACK_H - 0.034), "status", skip="b")
    return [rack] + [compute_tray(i) for i in range(TRAYS)]


def compute_tray(index):
    """One sled: lid, recessed front with ear handles, connectors and a status light."""
    pitch = (TRAY_Z1 - TRAY_Z0) / TRAYS
    z0 = TRAY_Z0 + index * pitch + 0.004
    z1 = z0 + pitch - 0.008
    y0, y1 = -RACK_D / 2 + 0.012, RACK_D / 2 - 0.24
    tray = Part(f"tray:{index}")
    tray.box((-0.265, y0, z0), (0.265, y1, z1), "zinc", 0.004)
    tray.box((-0.225, y0 - 0.004, z0 + 0.012), (0.225, y0, z1 - 0.014), "dark", skip="b")
    # What lies behind the cells stays hidden; the status light shines through the joint below them.
    for s in (-1, 1):
        tray.box((s * 0.25 - 0.007, y0 - 0.004, z0 + 0.025), (s * 0.25 + 0.007, y0, z1 - 0.025), "slate", 0.002, skip="b")
    tray.box((0.215, y0 - 0.01, z0 - 0.001), (0.24, y0, z0 + 0.004), "status", skip="b")
    return tray


def gpu_module():
    """A compute module as it lies in the tray: base, cold plate and the face that data colours."""
    body = Part("module")
    w, d, h = 0.13, 0.3, 0.05
    body.box((-w / 2, -d / 2, 0), (w / 2, d / 2, 0.008), "board", skip="")
    body.prism(octagon(0, -0.02, w * 0.9, d * 0.76, 0.012), 0.008, h - 0.006, "steel", 0.004)
    for x in (-0.03, 0.03):
        body.tube((x, 0.09, 0.024), (x, d / 2, 0.024), 0.009, "cool" if x < 0 else "return", 6)
    for x in (-1, 1):
        for y in (-1, 1):
            body.block(x * 0.056, y * 0.138, 0.008, 0.012, 0.012, 0.006, "slate")
    data = Part("data")
    data.prism(octagon(0, -0.02, w * 0.78, d * 0.64, 0.01), h - 0.007, h, "warm", 0.003)
    data.box((-w * 0.45, -d / 2 - 0.006, 0.012), (w * 0.45, -d / 2, h - 0.008), "warm", skip="b")
    return [body, data]


def support_rack():
    rack = Part("frame")
    frame(rack)
    side_panels(rack, mat="warm")
    front = -RACK_D / 2
    # Perforated door in two leaves of slats, switches glimmer behind it.
    rack.box((-0.27, front + 0.06, 0.08), (0.27, front + 0.08, 2.16), "dark")
    for i in range(20):
        z = 0.11 + i * 0.102
        rack.box((-0.265, front + 0.025, z), (0.265, front + 0.06, z + 0.07), ("slate", "graphite", "stone")[i % 3], 0.004, skip="b")
        if i % 4 != 3:
            rack.box((0.12, front + 0.022, z + 0.03), (0.24, front + 0.025, z + 0.036), "status", skip="bdulr")
    for x in (-0.272, 0.272):
        rack.box((x - 0.006, front - 0.004, 0.06), (x + 0.006, front + 0.03, 2.18), "steel", skip="d")
    for z in (0.06, 2.165):
        rack.box((-0.272, front - 0.004, z), (0.272, front + 0.012, z + 0.015), "steel", skip="")
    back = RACK_D / 2
    rack.box((-0.27, back - 0.02, 0.08), (0.27, back, 2.16), "slate")
    rack.louvres(-0.22, 0.22, front - 0.0, 0.0, 0.06, 1, "dark", 0.004)
    cable_entry(rack)
    return [rack]


def cdu():
    """Coolant distribution unit of the 2 MW class, 0.9 x 1.2 x 2.1 m."""
    unit, detail = Part("cdu"), Part("detail:0.08")
    w, d, h = 0.9, 1.2, 2.1
    f = -d / 2
    unit.box((-w / 2, f + 0.02, 0), (w / 2, d / 2, 0.1), "dark", skip="du")
    unit.prism(octagon(0, 0.0, w, d - 0.01, 0.02), 0.1, h - 0.06, "white")
    unit.prism(octagon(0, 0.0, w, d - 0.01, 0.02), h - 0.06, h, "graphite")
    for s in (-1, 1):  # door leaves with a shadow gap
        x0, x1 = (-w / 2 + 0.03, -0.006) if s < 0 else (0.006, w / 2 - 0.03)
        unit.front(x0, x1, f, 0.14, h - 0.1, "paper")
        detail.box((s * 0.05 - 0.012, f - 0.022, 0.95), (s * 0.05 + 0.012, f, 1.2), "steel", 0.006, skip="b")
        detail.louvres(x0 + 0.06, x1 - 0.06, f, 0.22, 0.62, 5, "slate", 0.018)
    detail.box((0.12, f - 0.014, 1.42), (0.34, f, 1.58), "dark", 0.005, skip="b")
    unit.front(0.135, 0.325, f - 0.016, 1.435, 1.565, "screen")
    unit.front(-0.34, -0.2, f - 0.012, 1.72, 1.735, "status")
    for x, y, mat in ((-0.28, 0.1, "cool"), (-0.28, 0.4, "return"), (0.28, 0.1, "cool"), (0.28, 0.4, "return")):
        detail.tube((x, y, h), (x, y, h + 0.04), 0.095, "steel", 8, start_cap=False)
        unit.tube((x, y, h), (x, y, h + 0.2), 0.065, mat, 8, start_cap=False)
    return [unit, detail]


def pump():
    """Base-mounted end-suction pump with its motor, 1.6 x 0.7 x 0.9 m."""
    p = Part("pump")
    p.box((-0.8, -0.35, 0), (0.8, 0.35, 0.1), "stone", 0.015)
    p.box((-0.72, -0.24, 0.1), (0.72, 0.24, 0.16), "graphite", 0.01)
    z = 0.48
    p.tube((-0.62, 0, z), (0.06, 0, z), 0.22, "warm", 12)  # motor with ribs
    for i in range(5):
        x = -0.54 + i * 0.12
        p.tube((x, 0, z), (x + 0.05, 0, z), 0.238, "paper", 12)
    p.tube((-0.7, 0, z), (-0.62, 0, z), 0.17, "graphite", 12, end_radius=0.22)
    p.box((-0.42, -0.11, z + 0.2), (-0.14, 0.11, z + 0.34), "paper", 0.02)
    p.tube((0.06, 0, z), (0.3, 0, z), 0.07, "steel", 8)
    p.tube((0.12, 0, z), (0.2, 0, z), 0.11, "slate", 8)
    p.tube((0.3, 0, z), (0.42, 0, z), 0.16, "cool", 12, end_radius=0.27)
    p.tube((0.42, 0, z), (0.6, 0, z), 0.27, "cool", 12)
    p.tube((0.6, 0, z), (0.74, 0, z), 0.12, "cool", 10)
    p.tube((0.74, 0, z), (0.8, 0, z), 0.18, "steel", 10)
    p.tube((0.51, 0.16, z), (0.51, 0.16, 0.84), 0.1, "cool", 10)
    p.tube((0.51, 0.16, 0.84), (0.51, 0.16, 0.9), 0.16, "steel", 10)
    for x in (-0.5, -0.1, 0.45):
        p.box((x - 0.05, -0.16, 0.16), (x + 0.05, 0.16, 0.32), "graphite")
    return [p]


def cabinet_row(name, fields, w, d, h, body, door, extra=None):
    """Line of electrical cabinets: plinth, shadow gaps between doors, meters, handles."""
    part, detail = Part(name), Part("detail:0.08")
    f = -d / 2
    part.box((-w / 2, f + 0.04, 0), (w / 2, d / 2, 0.1), "dark", skip="du")
    part.box((-w / 2, f + 0.006, 0.1), (w / 2, d / 2, h), body)
    pitch = w / fields
    for i in range(fields):
        x0, x1 = -w / 2 + i * pitch + 0.02, -w / 2 + (i + 1) * pitch - 0.02
        part.front(x0, x1, f, 0.14, h * 0.56, door)
        part.front(x0, x1, f, h * 0.58, h - 0.08, door)
        part.front(x0 + 0.38, x0 + 0.42, f - 0.012, h * 0.78, h * 0.8, "status")
        detail.box((x0 + 0.08, f - 0.015, h * 0.74), (x0 + 0.3, f, h * 0.83), "dark", skip="b")
        detail.box((x1 - 0.1, f - 0.03, h * 0.32), (x1 - 0.07, f, h * 0.42), "graphite", 0.008, skip="b")
        if extra:
            extra(detail, x0, x1, f)
    return part, detail


def switchgear():
    def vent(part, x0, x1, f):
        part.louvres(x0 + 0.1, x1 - 0.1, f, 0.22, 0.5, 3, "slate", 0.02)

    part, detail = cabinet_row("switchgear", 6, 6.0, 1.5, 2.4, "warm", "white", vent)
    part.box((-2.9, -0.2, 2.4), (2.9, 0.5, 2.62), "stone")
    return [part, detail]


def ups():
    def vent(part, x0, x1, f):
        part.louvres(x0 + 0.06, x1 - 0.06, f, 0.2, 1.0, 7, "slate", 0.02)

    part, detail = cabinet_row("ups", 4, 4.0, 1.0, 2.1, "graphite", "slate", vent)
    for i in range(4):
        part.fan(-1.5 + i, 0.1, 2.1, 0.3, "stone", "dark", 8, 0.06, rim=detail)
    return [part, detail]
