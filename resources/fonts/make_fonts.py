#!/usr/bin/python3
"""Inter with tabular figures as its ordinary figures: Qt 6.4 has no switch for OpenType features.

usage: make_fonts.py FOLDER_WITH_INTER_OTF FOLDER_TO_WRITE
needs python3-fonttools; run by hand, the results are committed. The family is renamed to "Inter Tabular" so that an
installed Inter is never mixed up with it.
"""
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

STYLES = ["Regular", "Medium", "SemiBold"]
RANGES = [(0x20, 0x17F), (0x2B0, 0x2FF), (0x370, 0x3FF), (0x2000, 0x20CF), (0x2100, 0x214F), (0x2190, 0x21FF), (0x2200, 0x22FF),
          (0x25A0, 0x25FF)]


def tabular(font):
    table = font["GSUB"].table
    mapping = {}
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for sub in table.LookupList.Lookup[index].SubTable:
                    mapping.update(getattr(sub, "ExtSubTable", sub).mapping)
    digits = {code: glyph for code, glyph in font.getBestCmap().items() if chr(code) in "0123456789"}
    for cmap in font["cmap"].tables:
        for code, glyph in digits.items():
            if code in cmap.cmap:
                cmap.cmap[code] = mapping.get(glyph, glyph)


def rename(font, style):
    for name in list(font["name"].names):
        if name.nameID in (1, 16):
            name.string = "Inter Tabular" if style == "Regular" or name.nameID == 16 else f"Inter Tabular {style}"
        elif name.nameID in (4,):
            name.string = f"Inter Tabular {style}"
        elif name.nameID in (6,):
            name.string = f"InterTabular-{style}"
        elif name.nameID in (3,):
            name.string = f"InterTabular-{style};4.0b7"


def main():
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    for style in STYLES:
        font = TTFont(source / f"Inter-{style}.otf")
        tabular(font)
        options = subset.Options(layout_features=["kern", "mark", "mkmk", "ccmp", "locl"], name_IDs=["*"], hinting=False)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=[c for a, b in RANGES for c in range(a, b + 1)])
        subsetter.subset(font)
        rename(font, style)
        cff = font["CFF "].cff
        cff.fontNames = [f"InterTabular-{style}"]
        font.save(target / f"InterTabular-{style}.otf")


main()
