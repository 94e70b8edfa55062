#!/usr/bin/env python3
"""Writes tables.h: 256 sRGB colours a map as 0xRRGGBB.

usage: make_tables.py PATH/TO/matplotlib/_cm_listed.py > tables.h

viridis, inferno, cividis and turbo are taken from matplotlib's published tables (see LICENCE.txt); "diverging" is
computed here: blue to white to red, even steps of lightness and chroma in Oklab on both sides. "categories" is a
list of 12 colours for things that have names and no order, see categories().
"""
import ast
import math
import sys

NAMES = ["viridis", "cividis", "inferno", "turbo"]


def oklab_to_srgb(lightness, a, b):
    l3 = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    m3 = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    s3 = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * l3 - 3.3077115913 * m3 + 0.2309699292 * s3,
        -1.2684380046 * l3 + 2.6097574011 * m3 - 0.3413193965 * s3,
        -0.0041960863 * l3 - 0.7034186147 * m3 + 1.7076147010 * s3,
    )

    def encode(x):
        x = min(max(x, 0.0), 1.0)
        return 12.92 * x if x <= 0.0031308 else 1.055 * x ** (1 / 2.4) - 0.055

    return tuple(encode(x) for x in linear)


def diverging():
    """Ends dark (L 0.36), middle nearly white (L 0.965); chroma rises quickly and falls towards the dark ends."""
    colours = []
    for i in range(256):
        x = (i - 127.5) / 127.5
        s = abs(x)
        lightness = 0.965 - 0.605 * s**1.15
        chroma = 0.165 * math.sin(math.pi * min(s, 1.0) ** 0.85 * 0.76)
        hue = math.radians(252 if x < 0 else 27)
        colours.append(oklab_to_srgb(lightness, chroma * math.cos(hue), chroma * math.sin(hue)))
    return colours


def decode(x):
    return x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4


def srgb_to_oklab(colour):
    r, g, b = colour
    l = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    m = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    s = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
        1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
        0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
    )


# How linear RGB looks without one kind of cone (Machado, Oliveira, Fernandes 2009, severity 1), and with all.
SIGHTS = (
    ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
)
LIMITED = 1.5  # a distance counts that much more to someone who sees fewer


def seen(srgb):
    """A colour in Oklab as each kind of eye sees it."""
    linear = [decode(x) for x in srgb]
    return [
        srgb_to_oklab([max(sum(k * x for k, x in zip(row, linear)), 0.0) for row in sight]) for sight in SIGHTS
    ]


def apart(a, b):
    """How far two colours are apart for the eye that has most trouble with them."""
    plain, *limited = (math.dist(x, y) for x, y in zip(a, b))
    return min([plain] + [LIMITED * d for d in limited])


def candidates():
    """Colours that read on a dark and on a light ground, neither glaring nor grey, away from what has a meaning already:
    the greys of missing values and the blue accent of both themes."""
    reserved = [seen([(h >> k & 255) / 255 for k in (16, 8, 0)]) for h in (0x5A6066, 0xB2AFA8, 0x2F6FDB, 0x4D9BFF)]
    found = []
    for lightness in (0.48, 0.54, 0.60, 0.66, 0.72, 0.78, 0.84):
        for chroma in (0.08, 0.11, 0.14, 0.16):
            if lightness > 0.8 and chroma > 0.12:
                continue
            for hue in range(0, 360, 12):
                a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
                srgb = oklab_to_srgb(lightness, a, b)
                there = seen(srgb)
                inside = math.dist(there[0], (lightness, a, b)) < 1e-3
                if inside and math.dist(there[0], reserved[2][0]) > 0.12 and min(apart(there, r) for r in reserved) > 0.06:
                    found.append((srgb, there))
    return found


def spread(table, start, count):
    """Starts with one candidate, adds the farthest, and exchanges any that another would be farther from the rest."""
    chosen = [start]

    def farthest(rest):
        return max(range(len(table)), key=lambda i: min(table[i][j] for j in rest))

    while len(chosen) < count:
        chosen.append(farthest(chosen))
    for _ in range(8):
        before = list(chosen)
        for k in range(count):
            rest = chosen[:k] + chosen[k + 1 :]
            other = farthest(rest)
            if min(table[other][j] for j in rest) > min(table[chosen[k]][j] for j in rest) + 1e-9:
                chosen[k] = other
        if chosen == before:
            break
    return min(table[a][b] for a in chosen for b in chosen if a != b), chosen


def categories(count=12):
    """The colours that are farthest apart for the eye that has most trouble telling them, the strongest first: few names
    get colours that differ most. Twelve is what still works; more names share colours, see categoryColour()."""
    found = candidates()
    table = [[apart(a, b) for _, b in found] for _, a in found]
    best = max(spread(table, start, count) for start in range(0, len(found), max(len(found) // 60, 1)))[1]
    order = [max(best, key=lambda i: sum(table[i][j] for j in best))]
    while len(order) < count:
        order.append(max((i for i in best if i not in order), key=lambda i: min(table[i][j] for j in order)))
    return [found[i][0] for i in order]


def published(path):
    """The literal lists of the module, without importing it."""
    with open(path, encoding="utf-8") as source:
        tree = ast.parse(source.read())
    lists = {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.List)
    }
    return {name: ast.literal_eval(lists[f"_{name}_data"]) for name in NAMES}


def main():
    tables = published(sys.argv[1])
    tables["diverging"] = diverging()
    tables["categories"] = categories()
    print("// Made by make_tables.py; do not edit. Licences: LICENCE.txt.")
    print("#pragma once\n\n#include <array>\n#include <cstdint>\n\nnamespace gigahall::app::colourtables {\n")
    for name, colours in tables.items():
        print(f"inline constexpr std::array<std::uint32_t, {len(colours)}> k{name.capitalize()}{{")
        words = [f"0x{round(r * 255):02x}{round(g * 255):02x}{round(b * 255):02x}" for r, g, b in colours]
        for i in range(0, len(words), 12):
            print("    " + ", ".join(words[i : i + 12]) + ",")
        print("};\n")
    print("} // namespace gigahall::app::colourtables")


main()
