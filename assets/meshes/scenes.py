"""Scenes for `gigahall import`: blender -b --python assets/meshes/scenes.py -- SHIPPED_DIR FIXTURES_DIR

SHIPPED_DIR gets scene-hall.glb; FIXTURES_DIR the scenes of the tests, each with a .json of where its racks really stand
(middle of the footprint, turn, size), computed by Blender.
"""

import json
import math
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import bpy  # noqa: E402
from mathutils import Matrix, Vector  # noqa: E402

import kit  # noqa: E402
from kit import Part, octagon  # noqa: E402


def plain_rack(name="rack", w=0.6, d=1.068, h=2.236):
    """A rack of few triangles: body, recessed front with trays, top."""
    part = Part(name)
    f = -d / 2
    part.box((-w / 2, f + 0.04, 0), (w / 2, d / 2, h), "graphite", 0.012)
    for x in (-w / 2, w / 2 - 0.03):
        part.box((x, f, 0), (x + 0.03, f + 0.04, h - 0.012), "slate", skip="db")
    for i in range(18):
        z = 0.14 + i * 0.11
        part.box((-w / 2 + 0.035, f + 0.015, z), (w / 2 - 0.035, f + 0.04, z + 0.09), "zinc", skip="bd")
    return part


def empty(name, parent=None, at=(0, 0, 0), turn=0.0, scale=(1, 1, 1)):
    made = bpy.data.objects.new(name, None)
    bpy.context.scene.collection.objects.link(made)
    made.parent = parent
    made.location, made.rotation_euler, made.scale = at, (0, 0, math.radians(turn)), scale
    return made


def linked(name, mesh, parent, at, turn=0.0):
    made = bpy.data.objects.new(name, mesh)
    bpy.context.scene.collection.objects.link(made)
    made.parent = parent
    made.location, made.rotation_euler = at, (0, 0, math.radians(turn))
    return made


def truth(name, world, low, high):
    """Where a box of the node's own frame stands: middle of the footprint, turn of its front, size."""
    front = (world.to_3x3() @ Vector((0, -1, 0))).normalized()
    turn = math.degrees(math.atan2(front.y, front.x)) + 90
    c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    corners = [world @ Vector((x, y, z)) for x in (low[0], high[0]) for y in (low[1], high[1]) for z in (low[2], high[2])]
    own = [(p.x * c + p.y * s, -p.x * s + p.y * c, p.z) for p in corners]
    a, b = [min(p[i] for p in own) for i in range(3)], [max(p[i] for p in own) for i in range(3)]
    u, v = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
    return {
        "name": name, "position": [round(u * c - v * s, 5), round(u * s + v * c, 5), round(a[2], 5)],
        "turn": round((turn + 180) % 360 - 180, 4), "size": [round(b[i] - a[i], 5) for i in range(3)],
    }


def write_truth(path, racks):
    with open(path, "w", encoding="ascii") as out:
        out.write("[\n" + ",\n".join("  " + json.dumps(r) for r in sorted(racks, key=lambda r: (r["name"], r["position"]))) + "\n]\n")


def low_high(mesh):
    return [[f(v.co[i] for v in mesh.vertices) for i in range(3)] for f in (min, max)]


def instances_named(prefix):
    """World matrix and mesh of every object as the depsgraph draws it: what any exporter should agree with."""
    graph = bpy.context.evaluated_depsgraph_get()
    return [(i.object.original, i.matrix_world.copy()) for i in graph.object_instances if i.object.type == "MESH" and i.object.name.startswith(prefix)]


def hall_shell(w, d, h):
    """Floor, three and a half walls, columns, cable trays: what stays a backdrop."""
    shell = Part("shell")
    shell.box((-w / 2, -d / 2, -0.05), (w / 2, d / 2, 0.0), "paper")
    shell.box((-w / 2, d / 2, 0), (w / 2, d / 2 + 0.25, h), "white", 0.03)
    shell.box((-w / 2 - 0.25, -d / 2, 0), (-w / 2, d / 2 + 0.25, h), "white", 0.03)
    shell.box((w / 2, -d / 2, 0), (w / 2 + 0.25, d / 2 + 0.25, 1.1), "white", 0.03)
    shell.box((-w / 2 - 0.25, -d / 2 - 0.25, 0), (w / 2 + 0.25, -d / 2, 0.3), "white", 0.03)
    for x in (-w / 2 + 6, 0, w / 2 - 6):
        for y in (-d / 2 + 0.8, d / 2 - 0.8):
            shell.prism(octagon(x, y, 0.5, 0.5, 0.08), 0, h, "warm")
    for y in (-d / 4, d / 4):
        shell.box((-w / 2 + 2, y - 0.2, 2.9), (w / 2 - 2, y + 0.2, 2.98), "steel", skip="")
    return shell


def scene_hall(shipped, fixtures):
    """Hall that ships: nested empties, two rotated blocks, racks as linked copies of one mesh, CDUs, walls and columns."""
    kit.clear()
    import racks as inside

    root = empty("hall", at=(12, 8, 0), turn=15)
    hall_shell(30, 20, 4.5).make(root)
    rack = plain_rack().make()
    mesh = rack.data
    bpy.data.objects.remove(rack)
    cdu = inside.cdu()[0].make()
    cdu_mesh = cdu.data
    bpy.data.objects.remove(cdu)
    for block, (x, turn) in enumerate(((-6.6, 0), (6.6, 180))):
        pod = empty(f"pod-{block + 1}", root, (x, 0, 0), turn)
        for row in range(4):
            line = empty(f"row-{block + 1}-{row + 1}", pod, (0, -6 + row * 3.6, 0), 180 * (row % 2))
            for k in range(12):
                linked(f"rack-{block + 1}-{row + 1}-{k + 1:02}", mesh, line, (-4.2 + k * 0.6, 0, 0))
            linked(f"cdu-{block + 1}-{row + 1}", cdu_mesh, line, (3.9, 0, 0))
    bpy.context.view_layer.update()
    write_truth(os.path.join(fixtures, "scene-hall.json"), [truth(o.name, m, *low_high(o.data)) for o, m in instances_named("rack-")])
    kit.export(os.path.join(shipped, "scene-hall.glb"))


def collection_instance(name, collection, scene, at, turn=0.0, scale=(1, 1, 1)):
    made = bpy.data.objects.new(name, None)
    made.instance_type, made.instance_collection = "COLLECTION", collection
    scene.objects.link(made)
    made.location, made.rotation_euler, made.scale = at, (0, 0, math.radians(turn)), scale
    return made


def into(collection, made):
    for old in list(made.users_collection):
        old.objects.unlink(made)
    collection.objects.link(made)
    return made


def nested(fixtures):
    """Racks in a row collection that is instanced four times: turned, mirrored, scaled, below an empty that is moved itself."""
    kit.clear()
    module = bpy.data.collections.new("row module")
    rack = plain_rack("rack").make()
    mesh = rack.data
    bpy.data.objects.remove(rack)
    for k in range(5):
        body = into(module, linked(f"Rack {k + 1}", mesh, None, (k * 0.65, 0.2, 0), 0))
        door = Part("door")
        door.box((-0.28, -0.56, 0.05), (0.28, -0.54, 2.2), "steel", skip="b")
        leaf = into(module, door.make())
        leaf.name = f"door {k + 1}"
        leaf.parent = body
    main = bpy.context.scene.collection
    site = empty("site", at=(100, -40, 0.15), turn=-30)
    for name, at, turn, scale in (
        ("row A", (0, 0, 0), 0, (1, 1, 1)), ("row B", (0, 3, 0), 180, (1, 1, 1)),
        ("row C", (10, 0, 0), 90, (1.5, 1.0, 0.9)), ("row D", (10, 8, 0), 45, (-1, 1, 1)),
    ):
        collection_instance(name, module, main, at, turn, scale).parent = site
    column = Part("column")
    column.prism(octagon(0, 0, 0.6, 0.6, 0.1), 0, 5, "warm")
    column.make(site).location = (5, 5, 0)
    bpy.context.view_layer.update()
    low, high = low_high(mesh)
    low[1] = -0.56  # the door stands before the body
    write_truth(os.path.join(fixtures, "nested.json"), [truth(o.name, m, low, high) for o, m in instances_named("Rack ")])
    kit.export(os.path.join(fixtures, "nested.glb"))


def small(fixtures):
    """The same eight racks as OBJ and FBX; in the OBJ they have no transforms of their own any more."""
    kit.clear()
    mesh = Part("rack")
    mesh.box((-0.3, -0.534, 0), (0.3, 0.534, 2.236), "graphite", 0.02)
    mesh.box((-0.26, -0.55, 0.1), (0.26, -0.534, 2.1), "zinc", skip="b")
    first = mesh.make()
    data = first.data
    bpy.data.objects.remove(first)
    line = empty("line", at=(4, 2, 0), turn=90)
    for k in range(8):
        linked(f"rack_{k + 1}", data, line, (k * 0.7, 0, 0), 180 if k >= 4 else 0)
    floor = Part("floor")
    floor.box((-4, -2, -0.1), (12, 12, 0), "paper")
    floor.make()
    bpy.context.view_layer.update()
    write_truth(os.path.join(fixtures, "small.json"), [truth(o.name, m, *low_high(o.data)) for o, m in instances_named("rack_")])
    bpy.ops.wm.obj_export(filepath=os.path.join(fixtures, "small.obj"), export_uv=False, path_mode="STRIP")
    bpy.ops.export_scene.fbx(filepath=os.path.join(fixtures, "small.fbx"), bake_anim=False, add_leaf_bones=False, mesh_smooth_type="FACE")
    bpy.ops.export_scene.fbx(
        filepath=os.path.join(fixtures, "small-z-up-metres.fbx"), bake_anim=False, add_leaf_bones=False, mesh_smooth_type="FACE",
        axis_up="Z", axis_forward="Y", apply_scale_options="FBX_SCALE_ALL",
    )


def main(shipped, fixtures):
    os.makedirs(fixtures, exist_ok=True)
    scene_hall(shipped, fixtures)
    nested(fixtures)
    small(fixtures)


main(*sys.argv[sys.argv.index("--") + 1 :])
