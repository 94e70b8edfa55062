#!/usr/bin/env python3
"""Writes tables.h: 256 sRGB colours a map as 0xRRGGBB.

usage: make_tables.py PATH/TO/matplotlib/_cm_listed.py > tables.h

viridis, inferno, cividis and turbo are taken from matplotlib's published tables (see LICENCE.txt); "diverging" is
computed here: blue to white to red, even steps of lightness and chroma in Oklab on both sides.
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
    print("// Made by make_tables.py; do not edit. Licences: LICENCE.txt.")
    print("#pragma once\n\n#include <array>\n#include <cstdint>\n\nnamespace gigahall::app::colourtables {\n")
    for name, colours in tables.items():
        print(f"inline constexpr std::array<std::uint32_t, 256> k{name.capitalize()}{{")
        words = [f"0x{round(r * 255):02x}{round(g * 255):02x}{round(b * 255):02x}" for r, g, b in colours]
        for i in range(0, 256, 12):
            print("    " + ", ".join(words[i : i + 12]) + ",")
        print("};\n")
    print("} // namespace gigahall::app::colourtables")


main()
