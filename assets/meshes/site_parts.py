"""The site: gate, trees, lamp post, hall shell and building."""

import math
import random

from mathutils import Vector

from kit import Part, octagon


def gate():
    """Gate house with its barrier over two lanes, 16 x 6 x 4 m."""
    part = Part("gate")
    part.box((-3.0, -2.2, 0), (3.0, 2.2, 0.2), "stone", 0.03)
    part.box((-2.4, -1.6, 0.2), (2.4, 1.6, 1.15), "white")
    part.box((-2.3, -1.5, 1.15), (2.3, 1.5, 2.55), "glass")
    for x in (-2.32, -1.15, 0.0, 1.15, 2.32):
        for y in (-1.52, 1.52):
            part.box((x - 0.05, y - 0.05, 1.15), (x + 0.05, y + 0.05, 2.55), "graphite", skip="du")
    part.box((-2.0, -1.515, 1.9), (2.0, -1.505, 2.4), "window", skip="bdu")
    part.box((-3.3, -2.6, 2.55), (3.3, 2.6, 2.8), "graphite", 0.06, skip="")
    part.box((-3.0, -2.3, 2.8), (3.0, 2.3, 2.95), "white", 0.04)
    part.box((-0.7, -0.5, 2.95), (0.7, 0.5, 3.5), "stone", 0.06)
    part.tube((2.4, 1.6, 2.95), (2.4, 1.6, 4.6), 0.04, "steel", 5)
    for s in (-1, 1):  # barriers either side
        x = s * 3.7
        part.box((x - 0.2, -0.75, 0), (x + 0.2, -0.35, 1.1), "white", 0.05)
        part.box((x - 0.2, -0.76, 0.8), (x + 0.2, -0.34, 0.9), "graphite", skip="du")
        arm = 4.3
        for i in range(6):
            a, b = x + s * i * arm / 6, x + s * (i + 1) * arm / 6
            part.box((min(a, b), -0.6, 0.92), (max(a, b), -0.5, 1.04), "white" if i % 2 else "slate", skip="lr" if i < 5 else "l" if s > 0 else "r")
        part.box((s * 7.95 - 0.06, -0.65, 0), (s * 7.95 + 0.06, -0.45, 0.95), "slate", 0.02)
        part.box((x - 0.05, -0.78, 1.1), (x + 0.05, -0.68, 1.2), "beacon", 0.02)
        part.tube((x + s * 0.2, 1.4, 0), (x + s * 0.2, 1.4, 1.2), 0.14, "graphite", 8)  # card reader
        part.box((x + s * 0.2 - 0.12, 1.2, 1.2), (x + s * 0.2 + 0.12, 1.5, 1.55), "warm", 0.03)
    return [part]


def crown(part, rings, sides, mat, seed, jitter=0.12):
    """Rounded crown from rings (z, radius); slightly irregular so that a row of trees is not a row of stamps."""
    rng = random.Random(seed)
    points, faces = [], []
    for k, (z, r) in enumerate(rings):
        for i in range(sides):
            t = (i + 0.5 * (k % 2)) * 2 * math.pi / sides
            rr = r * (1 + rng.uniform(-jitter, jitter))
            points.append((rr * math.cos(t), rr * math.sin(t), z + rng.uniform(-jitter, jitter) * 0.5 * r))
    n = len(rings)
    for k in range(n - 1):
        for i in range(sides):
            j = (i + 1) % sides
            a, b, c, d = k * sides + i, k * sides + j, (k + 1) * sides + j, (k + 1) * sides + i
            faces += [(a, b, d), (b, c, d)] if k % 2 == 0 else [(a, b, c), (a, c, d)]
    top, bottom = len(points), len(points) + 1
    points += [(0, 0, rings[-1][0] + rings[-1][1] * 0.45), (0, 0, rings[0][0] - rings[0][1] * 0.35)]
    for i in range(sides):
        faces += [((n - 1) * sides + i, (n - 1) * sides + (i + 1) % sides, top), ((i + 1) % sides, i, bottom)]
    zmid = (rings[0][0] + rings[-1][0]) / 2
    part.faces_of(points, faces, mat, Vector((0, 0, zmid)))


def clump(part, x, y, z, radius, height, sides, rings, mat, seed):
    """Rounded mass of leaves, flatter below than above."""
    profile = {2: [(0.25, 0.95), (0.7, 0.66)], 3: [(0.16, 0.72), (0.45, 1.0), (0.8, 0.66)], 4: [(0.1, 0.6), (0.34, 0.98), (0.62, 0.95), (0.86, 0.56)]}[rings]
    part.at(x, y, z, turn=seed * 37)
    crown(part, [(height * t, radius * r) for t, r in profile], sides, mat, seed)
    part.home()


def tree():
    """Broad tree, some 7.5 m high: a tall mass and three lower ones on forked branches."""
    part = Part("tree")
    part.tube((0, 0, 0), (0, 0, 2.3), 0.24, "bark", 5, caps=False, end_radius=0.15)
    for x, y in ((0.9, 0.3), (-0.85, 0.35), (0.05, -0.9)):
        part.tube((0, 0, 1.7), (x, y, 3.3), 0.1, "bark", 3, caps=False, end_radius=0.05)
    clump(part, 0.1, 0.1, 2.9, 2.0, 4.6, 7, 4, "leaf", 7)
    clump(part, 1.3, 0.5, 2.3, 1.35, 3.0, 6, 3, "leaf2", 11)
    clump(part, -1.25, 0.6, 2.5, 1.3, 2.8, 6, 2, "leaf", 4)
    clump(part, 0.0, -1.3, 2.2, 1.3, 2.7, 6, 2, "leaf2", 9)
    return [part]


def tree_small():
    """Young tree, 4 m, for the thousands."""
    part = Part("tree-small")
    part.tube((0, 0, 0), (0, 0, 1.6), 0.11, "bark", 3, caps=False, end_radius=0.07)
    clump(part, 0.05, 0, 1.15, 1.05, 2.75, 6, 3, "leaf", 5)
    clump(part, 0.6, -0.45, 1.1, 0.7, 1.45, 4, 2, "leaf2", 3)
    return [part]


def lamp_post():
    """Street lamp, 8 m, two arms."""
    part = Part("lamp-post")
    part.tube((0, 0, 0), (0, 0, 0.5), 0.2, "stone", 8)
    part.tube((0, 0, 0.5), (0, 0, 7.8), 0.09, "graphite", 8, caps=False, end_radius=0.05)
    for s in (-1, 1):
        part.tube((0, 0, 7.6), (s * 1.1, 0, 7.95), 0.035, "graphite", 5)
        part.box((s * 1.3 - 0.35, -0.14, 7.93), (s * 1.3 + 0.35, 0.14, 8.03), "graphite", 0.03)
        part.sheet([(s * 1.3 - 0.3, -0.11, 7.925), (s * 1.3 + 0.3, -0.11, 7.925), (s * 1.3 + 0.3, 0.11, 7.925), (s * 1.3 - 0.3, 0.11, 7.925)], "lamp", (0, 0, -1))
    return [part]


def hall_shell():
    """White space of one hall without its front wall, 44 x 28 x 7 m: floor, walls, columns, roof beams, lights."""
    part = Part("hall-shell")
    w, d, h, t = 44.0, 28.0, 7.0, 0.3
    part.box((-w / 2, -d / 2, 0), (w / 2, d / 2, 0.05), "paper")
    part.box((-w / 2, d / 2 - t, 0.05), (w / 2, d / 2, h), "white")
    for s in (-1, 1):
        x0, x1 = sorted((s * w / 2, s * (w / 2 - t)))
        part.box((x0, -d / 2, 0.05), (x1, d / 2 - t, h), "white")
    for i in range(5):
        x = -w / 2 + 1 + i * (w - 2) / 4
        for y in (-d / 2 + 0.5, 0.0, d / 2 - 0.8):
            part.prism(octagon(x, y, 0.5, 0.5, 0.08), 0.05, h - 0.9, "paper")
        part.box((x - 0.15, -d / 2, h - 0.9), (x + 0.15, d / 2 - t, h - 0.2), "warm", skip="u")
    for i in range(8):
        y = -d / 2 + 2 + i * (d - 4) / 7
        part.box((-w / 2 + 1, y - 0.12, h - 1.25), (w / 2 - 1, y + 0.12, h - 1.15), "zinc", skip="")
        part.sheet([(-w / 2 + 1.5, y - 0.08, h - 1.26), (w / 2 - 1.5, y - 0.08, h - 1.26), (w / 2 - 1.5, y + 0.08, h - 1.26), (-w / 2 + 1.5, y + 0.08, h - 1.26)], "lamp", (0, 0, -1))
    for x in (-16, -6, 6, 16):  # doors in the back wall
        part.box((x - 1.2, d / 2 - t - 0.06, 0.05), (x + 1.2, d / 2 - t, 2.9), "stone", 0.02, skip="b")
    return [part]


def building():
    """A data hall building, 260 x 110 x 12 m: plinth, bays of panels, bands of windows, roof with parapet and plant screens."""
    part = Part("building")
    w, d, h = 260.0, 110.0, 12.0
    part.box((-w / 2 - 0.4, -d / 2 - 0.4, 0), (w / 2 + 0.4, d / 2 + 0.4, 1.0), "stone", 0.2)
    part.box((-w / 2, -d / 2, 1.0), (w / 2, d / 2, h - 0.6), "white", skip="du")
    part.box((-w / 2, -d / 2, h - 0.6), (w / 2, d / 2, h - 0.5), "paper")
    for x0, y0, x1, y1 in ((-w / 2, -d / 2, w / 2, -d / 2 + 0.6), (-w / 2, d / 2 - 0.6, w / 2, d / 2), (-w / 2, -d / 2 + 0.6, -w / 2 + 0.6, d / 2 - 0.6), (w / 2 - 0.6, -d / 2 + 0.6, w / 2, d / 2 - 0.6)):
        part.box((x0, y0, h - 0.6), (x1, y1, h + 0.4), "white", 0.1, skip="d")
    for s, turn in ((-1, 0), (1, 180)):
        part.at(turn=turn)
        for i in range(12):  # pilasters and loading doors
            x = -w / 2 + 20 + i * 20
            part.box((x - 0.4, -d / 2 - 0.35, 1.0), (x + 0.4, -d / 2, h - 0.4), "paper", skip="db")
            if i < 12 and i % 3 == 1:
                part.box((x + 6, -d / 2 - 0.12, 1.0), (x + 12, -d / 2, 6.0), "grey", skip="db")
        part.box((-w / 2 + 2, -d / 2 - 0.1, 8.6), (w / 2 - 2, -d / 2, 9.6), "glass", skip="b")
    for turn in (90, 270):
        part.at(turn=turn)
        part.box((-d / 2 + 6, -w / 2 - 0.1, 8.6), (d / 2 - 6, -w / 2, 9.6), "glass", skip="b")
        part.box((-8, -w / 2 - 3.2, 0.9), (8, -w / 2, 5.6), "glass", 0.1)
        part.box((-9.5, -w / 2 - 5, 5.6), (9.5, -w / 2, 6.1), "graphite", 0.08, skip="")
        part.box((-7.5, -w / 2 - 3.25, 1.6), (7.5, -w / 2 - 3.2, 4.8), "window", skip="b")
    part.home()
    for x in (-65, 65):  # penthouses and light shafts on the roof
        for y in (-28, 28):
            part.box((x - 40, y - 5, h - 0.5), (x + 40, y + 5, h + 2.0), "paper", 0.25, top="warm")
            for i in range(5):
                part.block(x - 26.4 + i * 13.2, y + 14, h - 0.5, 6, 3, 0.9, "stone", 0.15, top="glass")
    part.box((-3, -d / 2 + 8, h - 0.5), (3, d / 2 - 8, h + 1.0), "warm", 0.2)
    return [part]
