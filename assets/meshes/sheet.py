"""Contact sheet of .glb files for looking at them: blender -b --python assets/meshes/sheet.py -- OUT.png FILE.glb..."""

import math
import os
import sys

import bpy
import numpy
from mathutils import Vector

CELL_PX, COLUMNS = 480, 4
numpy.bool = bool  # Blender 3.4's glTF import still uses the alias that NumPy 1.24 dropped


def import_model(path):
    before = set(bpy.data.objects)
    bpy.ops.import_scene.gltf(filepath=path)
    return [o for o in bpy.data.objects if o not in before]


def bounds(objects):
    points = [o.matrix_world @ Vector(c) for o in objects if o.type == "MESH" for c in o.bound_box]
    return [Vector(f(p[i] for p in points) for i in range(3)) for f in (min, max)]


def stage():
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.cycles.samples = 24
    scene.cycles.use_denoising = False
    scene.view_settings.view_transform = "Standard"
    world = bpy.data.worlds.new("sky")
    world.use_nodes = True
    world.node_tree.nodes["Background"].inputs[0].default_value = (0.72, 0.78, 0.86, 1)
    world.node_tree.nodes["Background"].inputs[1].default_value = 0.55
    scene.world = world
    sun = bpy.data.objects.new("sun", bpy.data.lights.new("sun", "SUN"))
    sun.data.energy, sun.data.angle = 2.6, 0.05
    sun.rotation_euler = (math.radians(48), math.radians(8), math.radians(-38))
    scene.collection.objects.link(sun)
    bpy.ops.mesh.primitive_plane_add(size=4000)
    ground = bpy.context.object
    mat = bpy.data.materials.new("ground")
    mat.use_nodes = True
    mat.node_tree.nodes["Principled BSDF"].inputs["Base Color"].default_value = (0.60, 0.57, 0.52, 1)
    ground.data.materials.append(mat)
    camera = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
    camera.data.lens = 60
    scene.collection.objects.link(camera)
    scene.camera = camera
    return camera


def shoot(path, out, angle=-32, height=26):
    camera = stage()
    low, high = bounds(import_model(path))
    middle, size = (low + high) / 2, (high - low).length
    direction = Vector((math.sin(math.radians(angle)), -math.cos(math.radians(angle)), math.tan(math.radians(height)))).normalized()
    camera.location = middle + direction * size * 1.75
    camera.data.clip_end = size * 20
    camera.data.clip_start = size * 0.01
    camera.rotation_euler = (-direction).to_track_quat("-Z", "Y").to_euler()
    render = bpy.context.scene.render
    render.resolution_x = render.resolution_y = CELL_PX
    render.filepath = out
    bpy.ops.render.render(write_still=True)


def main(argv):
    out, files = argv[0], argv[1:]
    rows = (len(files) + COLUMNS - 1) // COLUMNS
    sheet = numpy.ones((rows * CELL_PX, COLUMNS * CELL_PX, 4), dtype=numpy.float32)
    cell = out + ".cell.png"
    for index, path in enumerate(files):
        name, _, angle = path.partition("@")
        shoot(name, cell, float(angle or -32))
        image = bpy.data.images.load(cell)
        pixels = numpy.array(image.pixels[:], dtype=numpy.float32).reshape(CELL_PX, CELL_PX, 4)
        row, column = rows - 1 - index // COLUMNS, index % COLUMNS
        sheet[row * CELL_PX : (row + 1) * CELL_PX, column * CELL_PX : (column + 1) * CELL_PX] = pixels
    os.remove(cell)
    image = bpy.data.images.new("sheet", COLUMNS * CELL_PX, rows * CELL_PX)
    image.pixels = sheet.ravel()
    image.filepath_raw, image.file_format = out, "PNG"
    image.save()


main(sys.argv[sys.argv.index("--") + 1 :])
