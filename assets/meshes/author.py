"""Writes the shipped meshes: blender -b --python assets/meshes/author.py -- OUTDIR [NAME...]

Run by hand after an edit; the .glb files are committed. Prints triangles and bytes and fails on a budget that is exceeded.
"""

import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import kit  # noqa: E402
import plant  # noqa: E402
import racks  # noqa: E402
import site_parts  # noqa: E402

# name: (function, most triangles). Thousands of some are drawn, hence the small numbers.
MESHES = {
    "compute-rack": (racks.compute_rack, 2500),
    "gpu-module": (racks.gpu_module, 1000),
    "support-rack": (racks.support_rack, 1000),
    "cdu": (racks.cdu, 1000),
    "pump": (racks.pump, 1000),
    "switchgear": (racks.switchgear, 1000),
    "ups": (racks.ups, 1000),
    "dry-cooler": (plant.dry_cooler, 600),
    "chiller": (plant.chiller, 1000),
    "transformer": (plant.transformer, 1500),
    "unit-substation": (plant.unit_substation, 1000),
    "generator": (plant.generator, 1000),
    "battery": (plant.battery, 200),
    "tank": (plant.tank, 1000),
    "gantry": (plant.gantry, 1000),
    "gate": (site_parts.gate, 1000),
    "tree": (site_parts.tree, 200),
    "tree-small": (site_parts.tree_small, 60),
    "hall-shell": (site_parts.hall_shell, 1000),
    "building": (site_parts.building, 1000),
    "lamp-post": (site_parts.lamp_post, 1000),
}


def main(argv):
    if not argv:
        sys.exit("usage: author.py -- OUTDIR [NAME...]")
    folder, names = argv[0], argv[1:] or list(MESHES)
    os.makedirs(folder, exist_ok=True)
    failed = False
    for name in names:
        function, most = MESHES[name]
        kit.clear()
        parts = function()
        kit.centre(parts)
        for part in parts:
            part.make()
        path = os.path.join(folder, name + ".glb")
        kit.export(path)
        triangles, size = sum(part.triangles() for part in parts), os.path.getsize(path)
        low = [min(v[i] for part in parts for v in part.vertices) for i in range(3)]
        high = [max(v[i] for part in parts for v in part.vertices) for i in range(3)]
        extent = " x ".join(f"{b - a:.2f}" for a, b in zip(low, high))
        over = triangles > most or size > 200_000
        failed |= over
        print(f"MESH {name:16} {triangles:5} of {most:5} triangles {size / 1000:6.1f} kB  {extent} m {'TOO MUCH' if over else ''}")
    sys.exit(1 if failed else 0)


main(sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else [])
