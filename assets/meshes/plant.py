"""Outdoors: heat rejection, substation, unit substations, generators, batteries."""

import math

from kit import Part, octagon


def dry_cooler():
    """V-bank dry cooler, 2.36 x 13.4 x 2.6 m (long side along y), sixteen fans in two lines."""
    part, detail = Part("dry-cooler"), Part("detail:0.1")
    w, l, h = 2.36, 13.4, 2.6
    deck = h - 0.22
    part.box((-w / 2, -l / 2, deck - 0.16), (w / 2, l / 2, deck + 0.12), "white", skip="", top="paper")
    bays = 6
    pitch = l / bays
    for i in range(bays + 1):  # frames: legs and the V's end plates
        y = -l / 2 + i * pitch
        y = min(max(y, -l / 2 + 0.05), l / 2 - 0.05)
        for s in (-1, 1):
            # The side towards the coils is never seen.
            part.box((s * 1.06 - 0.05, y - 0.05, 0), (s * 1.06 + 0.05, y + 0.05, deck - 0.16), "stone", skip="dul" if s > 0 else "dur")
    # Coils in a V: two leaning slabs a side share the length; their outer face is finned grey.
    for s in (-1, 1):
        top, foot = s * 1.0, s * 0.14
        z0, z1 = 0.42, deck - 0.16
        t = s * 0.14
        points = [(top, -l / 2 + 0.12, z1), (top - t, -l / 2 + 0.12, z1), (foot - t, -l / 2 + 0.12, z0), (foot, -l / 2 + 0.12, z0)]
        points += [(x, -y, z) for x, y, z in points]
        part.faces_of(points, [(0, 3, 7, 4), (2, 3, 7, 6), (0, 1, 2, 3), (4, 5, 6, 7)], "grey", None, ["grey", "slate", "steel", "steel"])
        for i in range(1, bays, 2):
            y = -l / 2 + i * pitch
            part.sheet([(top + s * 0.012, y - 0.03, z1), (top + s * 0.012, y + 0.03, z1), (foot + s * 0.012, y + 0.03, z0), (foot + s * 0.012, y - 0.03, z0)], "warm", (s, 0, -0.4))
        detail.tube((s * 0.86, -l / 2 + 0.1, deck - 0.32), (s * 0.86, -l / 2 - 0.0, deck - 0.32), 0.09, "cool" if s < 0 else "return", 8)
    part.box((-0.5, -l / 2 + 0.12, 0.2), (0.5, l / 2 - 0.12, 0.42), "slate", skip="")
    part.box((-0.45, -l / 2 + 0.02, 0.75), (0.45, -l / 2 + 0.12, 1.6), "white", skip="db")  # control cabinet
    part.front(0.2, 0.32, -l / 2 + 0.008, 1.45, 1.49, "status")
    fans = 8
    for i in range(fans):
        y = -l / 2 + (i + 0.5) * l / fans
        for x in (-0.57, 0.57):
            part.fan(x, y, deck + 0.12, 0.52, "warm", "graphite", 8, 0.1, hub=None, rim=detail)
    return [part, detail]


def chiller():
    """Air-cooled chiller, 2.36 x 12.4 x 2.6 m: compressor bay below, W of coils, fans on top."""
    part = Part("chiller")
    w, l, h = 2.36, 12.4, 2.6
    part.box((-w / 2, -l / 2, 0.0), (w / 2, l / 2, 0.16), "graphite", 0.02)
    part.box((-w / 2 + 0.05, -l / 2, 0.16), (w / 2 - 0.05, -l / 2 + 1.5, h - 0.3), "white", 0.02)
    part.box((-0.95, -l / 2 - 0.03, 0.35), (-0.03, -l / 2, 2.0), "paper", 0.01, skip="b")
    part.box((0.03, -l / 2 - 0.03, 0.35), (0.95, -l / 2, 2.0), "paper", 0.01, skip="b")
    part.box((0.3, -l / 2 - 0.045, 1.5), (0.6, -l / 2 - 0.03, 1.72), "screen", skip="b")
    part.box((-w / 2, -l / 2, h - 0.34), (w / 2, l / 2, h - 0.16), "white", 0.03, skip="")
    y0, y1 = -l / 2 + 1.5, l / 2
    part.extrude([(y0, 0.8), (y1, 0.8), (y1, h - 0.34), (y0, h - 0.34)], -0.2, 0.2, "slate")
    for s in (-1, 1):
        points = [(s * 1.14, y0, h - 0.34), (s * 1.02, y0, h - 0.34), (s * 0.86, y0, 0.85), (s * 0.98, y0, 0.85)]
        points += [(x, y1 - 0.02, z) for x, _, z in points]
        part.faces_of(points, [(0, 3, 7, 4), (2, 3, 7, 6), (0, 1, 2, 3), (4, 5, 6, 7)], "grey")
        for i in range(8):
            y = y0 + i * (y1 - y0 - 0.12) / 7
            part.box((s * 1.08 - 0.04, y, 0.16), (s * 1.08 + 0.04, y + 0.1, h - 0.34), "warm", skip="du")
    for i in range(3):  # evaporator barrel, compressors
        y = y0 + 1.0 + i * 3.4
        part.tube((0, y, 0.5), (0, y + 1.8, 0.5), 0.28, "stone", 10)
        part.tube((0.45, y + 0.2, 0.42), (0.45, y + 1.2, 0.42), 0.2, "slate", 8)
    part.tube((-0.5, y0, 0.48), (-0.5, l / 2 - 0.4, 0.48), 0.24, "cool", 10)
    for x, mat in ((-0.5, "cool"), (0.4, "return")):
        part.tube((x, l / 2 - 0.5, 0.48), (x, l / 2, 0.48), 0.12, mat, 10)
    fans = 9
    for i in range(fans):
        y = -l / 2 + (i + 0.5) * l / fans
        for x in (-0.57, 0.57):
            part.fan(x, y, h - 0.16, 0.48, "warm", "graphite", 8, 0.16)
    return [part]


def bushing(part, x, y, z, height, sheds=4, radius=0.19, lean=(0, 0)):
    """Ceramic bushing: turret, sheds growing narrower, cap."""
    part.tube((x, y, z), (x, y, z + 0.35), radius * 1.5, "warm", 6, start_cap=False)
    step = (height - 0.6) / sheds
    dx, dy = lean
    for i in range(sheds):
        a, b = i / sheds, (i + 1) / sheds
        z0 = z + 0.35 + i * step
        part.tube((x + dx * a, y + dy * a, z0), (x + dx * b, y + dy * b, z0 + step), radius * (1.15 - 0.5 * a), "ceramic", 6, end_radius=radius * (0.7 - 0.35 * a), start_cap=False)
    part.tube((x + dx, y + dy, z + height - 0.3), (x + dx, y + dy, z + height), 0.07, "zinc", 5)


def radiator(part, x, y, side, length=3.4, height=3.6, fins=8):
    """Bank of radiator fins standing out from the tank towards `side` (y), with its headers."""
    z0 = 1.1
    for i in range(fins):
        fx = x - length / 2 + (i + 0.5) * length / fins
        ya, yb = sorted((y + side * 0.35, y + side * 1.55))
        part.box((fx - 0.09, ya, z0), (fx + 0.09, yb, z0 + height), "paper")
    for z in (z0 + 0.25, z0 + height - 0.3):
        part.box((x - length / 2, y + side * 0.95 - 0.1, z), (x + length / 2, y + side * 0.95 + 0.1, z + 0.14), "warm", skip="")
        part.box((x - 0.15, min(y, y + side * 0.7), z), (x + 0.15, max(y, y + side * 0.7), z + 0.14), "warm", skip="")
    part.box((x - length / 2, min(y + side * 0.5, y + side * 1.4), z0 - 0.3), (x + length / 2, max(y + side * 0.5, y + side * 1.4), z0 - 0.08), "slate", skip="")


def transformer():
    """345/34.5 kV, 200 MVA: 12 x 7 x 8 m with bushings."""
    part = Part("transformer")
    part.prism(octagon(0, 0, 12, 7, 0.3), 0, 0.25, "stone", 0.05)
    for x in (-3.2, 0, 3.2):
        part.box((x - 0.25, -1.7, 0.25), (x + 0.25, 1.7, 0.6), "graphite", skip="du")
    part.prism(octagon(-0.2, 0, 8.8, 3.0, 0.35), 0.6, 4.7, "white")
    part.prism(octagon(-0.2, 0, 9.1, 3.3, 0.4), 4.7, 4.9, "warm", 0.05, bottom=True)
    part.prism(octagon(-0.2, 0, 8.5, 2.8, 0.35), 4.9, 5.15, "white", 0.1)
    for i in range(5):  # stiffeners
        x = -4.2 + i * 2.0
        for s in (-1, 1):
            part.box((x - 0.07, s * 1.57 - 0.08, 0.7), (x + 0.07, s * 1.57 + 0.08, 4.7), "paper", skip="du")
    for x in (-2.5, 2.0):
        for s in (-1, 1):
            radiator(part, x, s * 1.5, s)
    # Conservator with its pipe and the tap changer at the end.
    part.tube((2.0, 0.2, 6.5), (5.4, 0.2, 6.5), 0.55, "white", 12)
    for x in (2.6, 4.6):
        part.box((x - 0.08, -0.2, 5.1), (x + 0.08, 0.6, 6.1), "stone", skip="du")
    part.pipe([(2.4, 0.2, 6.0), (1.6, 0.2, 5.6), (1.6, 0.2, 5.1)], 0.09, "warm", 6)
    part.box((4.2, -0.9, 0.7), (5.3, 0.9, 3.6), "warm", 0.08)
    part.box((-5.3, -0.7, 0.8), (-4.6, 0.7, 2.7), "paper", 0.05)
    part.box((-5.33, -0.4, 2.2), (-5.3, -0.1, 2.35), "status", skip="r")
    for i, x in enumerate((-3.6, -1.7, 0.2)):
        bushing(part, x, -0.45, 5.1, 2.9, 4, 0.26, (0, -0.45))
        bushing(part, x + 0.6, 0.85, 5.1, 1.35, 2, 0.16)
        part.tube((x, -1.25, 4.9), (x, -1.25, 5.9), 0.13, "slate", 6)
    return [part]


def unit_substation():
    """3.15 MVA unit substation, 6.4 x 3.0 x 3.2 m: medium voltage, transformer, low voltage in a line."""
    part, detail = Part("unit-substation"), Part("detail:0.07")
    part.box((-3.2, -1.5, 0), (3.2, 1.5, 0.2), "stone")
    part.box((-3.1, -1.2, 0.2), (-1.5, 1.2, 2.9), "white", skip="du")
    part.box((1.4, -1.3, 0.2), (3.1, 1.3, 2.9), "white", skip="du")
    part.box((-3.16, -1.28, 2.9), (-1.44, 1.28, 3.05), "graphite", skip="")
    part.box((1.34, -1.38, 2.9), (3.16, 1.38, 3.05), "graphite", skip="")
    for x0, x1 in ((-3.02, -2.33), (-2.27, -1.58), (1.5, 2.22), (2.28, 3.0)):
        f = -1.2 if x0 < 0 else -1.3
        part.front(x0, x1, f - 0.012, 0.4, 2.7, "paper")
        part.front(x0 + 0.12, x0 + 0.24, f - 0.024, 2.3, 2.34, "status")
        detail.box((x1 - 0.12, f - 0.05, 1.3), (x1 - 0.08, f - 0.012, 1.6), "graphite", skip="b")
        detail.louvres(x0 + 0.1, x1 - 0.1, f - 0.012, 0.5, 0.9, 4, "slate", 0.03)
    part.prism(octagon(-0.05, 0, 2.2, 1.3, 0.15), 0.35, 2.3, "warm")
    for s in (-1, 1):  # corrugated walls
        for i in range(11):
            x = -1.02 + i * 0.196
            detail.box((x - 0.035, min(s * 0.65, s * 1.1), 0.55), (x + 0.035, max(s * 0.65, s * 1.1), 2.1), "paper", skip="df" if s > 0 else "db")
    for x in (-0.6, -0.05, 0.5):
        part.tube((x, 0.25, 2.3), (x, 0.25, 2.75), 0.07, "ceramic", 5, end_radius=0.045, start_cap=False)
    part.box((-1.5, -0.25, 2.25), (-0.9, 0.25, 2.7), "stone", skip="dl")
    part.box((0.8, -0.35, 2.25), (1.4, 0.35, 2.75), "stone", skip="dr")
    return [part, detail]


def generator():
    """3 MW standby set in a sound enclosure, 13 x 3.5 x 4 m (long side along x)."""
    part, detail = Part("generator"), Part("detail:0.1")
    l, w = 13.0, 3.5
    part.box((-l / 2, -w / 2, 0), (l / 2, w / 2, 0.55), "graphite")  # belly tank
    part.box((-l / 2 + 0.1, -w / 2 + 0.06, 0.55), (l / 2 - 2.2, w / 2 - 0.06, 3.6), "white", 0.1)
    part.extrude([(-w / 2 + 0.06, 0.55), (w / 2 - 0.06, 0.55), (w / 2 - 0.06, 3.9), (-w / 2 + 0.06, 3.9)], l / 2 - 2.15, l / 2 - 0.1, "paper")
    part.box((l / 2 - 2.0, -1.4, 3.9), (l / 2 - 0.3, 1.4, 3.92), "dark")
    for i in range(7):  # discharge slats over the radiator
        x = l / 2 - 1.95 + i * 0.24
        detail.box((x, -1.4, 3.92), (x + 0.06, 1.4, 4.0), "slate", skip="du" if i % 2 else "d")
    for s in (-1, 1):
        for one in (part, detail):
            one.at(turn=0 if s < 0 else 180)
        f = -w / 2 + 0.06
        for i in range(5):  # doors
            x = -5.7 + i * 1.85 if s < 0 else -3.6 + i * 1.85
            part.front(x, x + 1.5, f - 0.012, 0.75, 3.2, "paper")
            detail.box((x + 1.3, f - 0.05, 1.7), (x + 1.36, f - 0.012, 2.0), "graphite", skip="b")
            if i in (0, 4):
                detail.louvres(x + 0.15, x + 1.35, f - 0.012, 1.0, 2.9, 8, "stone", 0.06)
    part.home()
    detail.home()
    for i in range(9):  # intake end
        z = 0.8 + i * 0.28
        part.sheet([(-l / 2, -1.4, z), (-l / 2, 1.4, z), (-l / 2 + 0.1, 1.4, z + 0.26), (-l / 2 + 0.1, -1.4, z + 0.26)], "stone", (-1, 0, 0.3))
    part.tube((0.4, 0, 3.66), (3.4, 0, 3.66), 0.34, "steel", 10)  # silencer, half sunk on its saddles
    for x in (0.9, 2.9):
        part.box((x - 0.08, -0.42, 3.55), (x + 0.08, 0.42, 3.7), "graphite")
    part.tube((0.4, 0, 3.66), (0.1, 0, 3.66), 0.12, "slate", 8)
    part.front(-6.0, -5.9, -w / 2 + 0.0, 2.0, 2.06, "status")
    return [part, detail]


def battery():
    """Battery container 6.1 x 2.44 x 2.9 m with HVAC units on the short end."""
    part = Part("battery")
    l, w, h = 6.1, 2.44, 2.9
    part.box((-l / 2, -w / 2, 0.0), (l / 2, w / 2, 0.16), "graphite")
    part.box((-l / 2, -w / 2 + 0.02, 0.16), (l / 2 - 0.5, w / 2 - 0.02, h), "white", 0.07)
    for i in range(4):
        x = -l / 2 + 0.12 + i * 1.36
        part.box((x, -w / 2 - 0.0, 0.3), (x + 1.26, -w / 2 + 0.02, h - 0.22), "paper", 0.0, skip="bd")
        part.box((x + 1.1, -w / 2 - 0.025, 1.3), (x + 1.15, -w / 2, 1.6), "slate", skip="bud")
        part.louvres(x + 0.15, x + 0.95, -w / 2, 0.45, 0.85, 2, "stone", 0.02)
    for z in (0.3, 1.6):
        part.box((l / 2 - 0.5, -0.9, z), (l / 2 - 0.05, 0.9, z + 1.15), "warm", 0.04)
        part.sheet([(l / 2 - 0.04, 0.0 + 0.42 * math.cos(t), z + 0.57 + 0.42 * math.sin(t)) for t in (i * math.pi / 4 for i in range(8))], "graphite", (1, 0, 0))
    for x in (-2.0, -0.2):  # deflagration panels on the roof
        part.box((x - 0.5, -0.7, h), (x + 0.5, 0.7, h + 0.03), "stone")
    part.box((2.1, -w / 2 - 0.012, 2.35), (2.3, -w / 2 + 0.02, 2.42), "status", skip="b")
    return [part]


def tank():
    """Thermal store or fuel tank, 6 m across, 7 m high, with stair, railing and pipe."""
    part = Part("tank")
    part.tube((0, 0, 0), (0, 0, 0.3), 3.25, "stone", 24, start_cap=False)
    part.tube((0, 0, 0.3), (0, 0, 6.2), 3.0, "white", 24, caps=False)
    for z in (2.2, 4.2):
        part.tube((0, 0, z), (0, 0, z + 0.12), 3.04, "paper", 24)
    part.tube((0, 0, 6.2), (0, 0, 7.0), 3.0, "paper", 24, end_radius=0.35)
    part.tube((0, 0, 6.9), (0, 0, 7.15), 0.35, "steel", 8)
    for i in range(16):
        t0, t1 = (math.radians(-150 + i * 11), math.radians(-150 + (i + 1) * 11))
        z = 0.45 + i * 0.36
        a = [(r * math.cos(t), r * math.sin(t)) for r, t in ((3.0, t0), (3.7, t0), (3.7, t1), (3.0, t1))]
        part.prism(a, z, z + 0.06, "slate")
        part.tube((a[1][0], a[1][1], z), (a[1][0], a[1][1], z + 1.0), 0.03, "steel", 4, caps=False)
    for x, mat in ((-0.5, "cool"), (0.5, "return")):
        part.pipe([(x, -2.8, 0.8), (x, -3.6, 0.8), (x, -3.6, 0.1)], 0.16, mat, 8)
    return [part]


def lattice(part, x, z0, z1, width, mat):
    """Leg of a portal: two slim posts and a zigzag between them."""
    for s in (-1, 1):
        part.box((x + s * width / 2 - 0.08, -0.12, z0), (x + s * width / 2 + 0.08, 0.12, z1), mat)
    steps = 6
    for i in range(steps):
        za, zb = z0 + (z1 - z0) * i / steps, z0 + (z1 - z0) * (i + 1) / steps
        s = 1 if i % 2 else -1
        part.tube((x - s * width / 2, 0, za), (x + s * width / 2, 0, zb), 0.05, mat, 4, caps=False)


def gantry():
    """Steel portal of the switchyard, 18 x 1.2 x 15 m, insulator strings and conductors' ends."""
    part = Part("gantry")
    for x in (-8.2, 8.2):
        part.block(x, 0, 0, 2.2, 1.2, 0.35, "stone", 0.05)
        lattice(part, x, 0.35, 15.0, 1.3, "steel")
    for y in (-0.45, 0.45):
        for z in (12.0, 13.0):
            part.box((-8.9, y - 0.07, z), (8.9, y + 0.07, z + 0.14), "steel", skip="")
    bays = 12
    for i in range(bays):
        xa, xb = -8.4 + i * 1.4, -8.4 + (i + 1) * 1.4
        za, zb = (12.05, 13.05) if i % 2 else (13.05, 12.05)
        for y in (-0.45, 0.45):
            part.tube((xa, y, za), (xb, y, zb), 0.045, "steel", 4, caps=False)
        part.tube((xa, -0.45, 13.1), (xb, 0.45, 13.1), 0.04, "steel", 4, caps=False)
    for x in (-5.0, 0, 5.0):
        for i in range(6):
            z = 11.9 - i * 0.3
            part.tube((x, 0, z), (x, 0, z - 0.3), 0.2, "ceramic", 8, end_radius=0.1, start_cap=False)
        part.tube((x, 0, 10.1), (x, 0, 9.9), 0.16, "zinc", 6)
    for x in (-8.85, 8.85):
        part.tube((x, 0, 15.0), (x, 0, 15.8), 0.05, "steel", 4, end_radius=0.01)
    return [part]
