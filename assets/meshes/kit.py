"""Small solid-modelling kit for the shipped meshes: flat-shaded convex solids with a palette of matte materials.

Metres, Z up, front towards -Y, origin at the middle of the footprint on the floor. Nodes named detail:S hold what may be left
out where S metres are a pixel or two.
"""

import math

import bpy
from mathutils import Matrix, Vector

# Matte architect's-model palette, sRGB hex. Colour is kept for data, so everything here is a warm or cool grey.
PALETTE = {
    "white": "EFEDE7", "paper": "E2DFD7", "warm": "CFCAC0", "stone": "B3AEA5", "grey": "93918D",
    "slate": "6C6E71", "graphite": "46484C", "dark": "2A2C30", "steel": "ABAFB2", "zinc": "C3C7C9",
    "copper": "A9805F", "cool": "8C9CA8", "return": "A48F88", "glass": "75858F", "ceramic": "83756C",
    "leaf": "95A286", "leaf2": "849378", "bark": "7B6D60", "board": "59636A", "asphalt": "77767A",
}
# Parts that glow at night.
LIGHTS = {"lamp": "FFE9C4", "status": "DCEBFF", "screen": "BBD2E4", "window": "F4E6C8", "beacon": "E9C9B8"}


def linear(hexcode):
    def one(byte):
        value = byte / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return tuple(one(int(hexcode[i : i + 2], 16)) for i in (0, 2, 4))


def material(name):
    found = bpy.data.materials.get(name)
    if found:
        return found
    mat = bpy.data.materials.new(name)
    mat.use_nodes = True
    shader = mat.node_tree.nodes["Principled BSDF"]
    colour = linear(LIGHTS.get(name) or PALETTE[name])
    shader.inputs["Base Color"].default_value = (*colour, 1)
    shader.inputs["Roughness"].default_value = 0.85
    shader.inputs["Metallic"].default_value = 0
    if name in LIGHTS:
        shader.inputs["Emission"].default_value = (*colour, 1)
        shader.inputs["Emission Strength"].default_value = 1
    mat.diffuse_color = (*colour, 1)
    # Every part is convex and wound outwards: its back faces are never seen, and the file says so.
    mat.use_backface_culling = True
    return mat


class Part:
    """One node of the exported file. Every add_* makes a convex solid, whose faces are turned outwards from its middle."""

    def __init__(self, name):
        self.name = name
        self.vertices, self.faces, self.materials = [], [], []
        self.frame = Matrix.Identity(4)

    def at(self, x=0.0, y=0.0, z=0.0, turn=0.0, tilt=0.0):
        """Following solids are placed there; tilt is about the local x axis, turn about z, both in degrees."""
        self.frame = (
            Matrix.Translation((x, y, z))
            @ Matrix.Rotation(math.radians(turn), 4, "Z")
            @ Matrix.Rotation(math.radians(tilt), 4, "X")
        )
        return self

    def home(self):
        return self.at()

    def faces_of(self, points, faces, mat, middle=None, mats=None):
        points = [Vector(p) for p in points]
        if middle is None:
            middle = sum(points, Vector()) / len(points)
        base = len(self.vertices)
        self.vertices += [self.frame @ p for p in points]
        for index, face in enumerate(faces):
            corner = [points[i] for i in face]
            normal = sum(((corner[i] - corner[0]).cross(corner[i + 1] - corner[0]) for i in range(1, len(face) - 1)), Vector())
            outward = sum(corner, Vector()) / len(corner) - middle
            ordered = face if normal.dot(outward) >= 0 else tuple(reversed(face))
            self.faces.append(tuple(base + i for i in ordered))
            self.materials.append(mats[index] if mats else mat)

    def box(self, low, high, mat, bevel=0.0, skip="d", top=None):
        """Axis-aligned box; bevel chamfers the upper edges; skip leaves out faces: d(own) u(p) l(eft) r(ight) f(ront) b(ack)."""
        (x0, y0, z0), (x1, y1, z1) = low, high
        # A finer chamfer is a pixel or two at arm's length, and half of the triangles of a rack.
        b = min(bevel, (x1 - x0) / 2.01, (y1 - y0) / 2.01) if bevel > 0.0045 else 0.0
        points = [(x0, y0, z0), (x1, y0, z0), (x1, y1, z0), (x0, y1, z0)]
        zs = z1 - b
        points += [(x0, y0, zs), (x1, y0, zs), (x1, y1, zs), (x0, y1, zs)]
        sides = {"d": (0, 1, 2, 3), "f": (0, 1, 5, 4), "r": (1, 2, 6, 5), "b": (2, 3, 7, 6), "l": (3, 0, 4, 7)}
        upper = (4, 5, 6, 7)
        faces = [face for key, face in sides.items() if key not in skip]
        if b > 0:
            points += [(x0 + b, y0 + b, z1), (x1 - b, y0 + b, z1), (x1 - b, y1 - b, z1), (x0 + b, y1 - b, z1)]
            faces += [(4 + i, 4 + (i + 1) % 4, 8 + (i + 1) % 4, 8 + i) for i in range(4)]
            upper = (8, 9, 10, 11)
        mats = [mat] * len(faces)
        if "u" not in skip:
            faces.append(upper)
            mats.append(top or mat)
        self.faces_of(points, faces, mat, Vector(((x0 + x1) / 2, (y0 + y1) / 2, (z0 + z1) / 2)), mats)
        return self

    def block(self, x, y, z, w, d, h, mat, bevel=0.0, skip="d", top=None):
        """Box by the middle of its footprint and its size."""
        return self.box((x - w / 2, y - d / 2, z), (x + w / 2, y + d / 2, z + h), mat, bevel, skip, top)

    def prism(self, outline, z0, z1, mat, bevel=0.0, bottom=False, top=None):
        """Convex outline (counter-clockwise x, y) pulled up; bevel draws the top in towards the middle."""
        n = len(outline)
        cx, cy = sum(p[0] for p in outline) / n, sum(p[1] for p in outline) / n
        points = [(x, y, z0) for x, y in outline] + [(x, y, z1 - bevel) for x, y in outline]
        faces = [(i, (i + 1) % n, n + (i + 1) % n, n + i) for i in range(n)]
        ring = n
        if bevel > 0:
            reach = max(math.hypot(x - cx, y - cy) for x, y in outline)
            k = 1 - bevel / reach
            points += [(cx + (x - cx) * k, cy + (y - cy) * k, z1) for x, y in outline]
            faces += [(n + i, n + (i + 1) % n, 2 * n + (i + 1) % n, 2 * n + i) for i in range(n)]
            ring = 2 * n
        mats = [mat] * len(faces)
        faces.append(tuple(range(ring, ring + n)))
        mats.append(top or mat)
        if bottom:
            faces.append(tuple(range(n)))
            mats.append(mat)
        self.faces_of(points, faces, mat, Vector((cx, cy, (z0 + z1) / 2)), mats)
        return self

    def extrude(self, profile, x0, x1, mat, skip_caps=False, skip_edges=()):
        """Convex profile (y, z) pulled along x."""
        n = len(profile)
        points = [(x0, y, z) for y, z in profile] + [(x1, y, z) for y, z in profile]
        faces = [(i, (i + 1) % n, n + (i + 1) % n, n + i) for i in range(n) if i not in skip_edges]
        if not skip_caps:
            faces += [tuple(range(n)), tuple(range(n, 2 * n))]
        self.faces_of(points, faces, mat)
        return self

    def tube(self, start, end, radius, mat, sides=6, caps=True, end_radius=None, start_cap=True):
        """Round bar, cone or truncated cone between two points."""
        a, b = Vector(start), Vector(end)
        axis = (b - a).normalized()
        u = axis.orthogonal().normalized()
        # Flat side down where the bar lies, so that it rests on what carries it.
        if abs(axis.z) < 0.9:
            u = axis.cross(Vector((0, 0, 1))).normalized()
        v = axis.cross(u)
        radius2 = radius if end_radius is None else end_radius
        ring = [(math.cos(t), math.sin(t)) for t in ((i + 0.5) * 2 * math.pi / sides for i in range(sides))]
        points = [a + (u * c + v * s) * radius for c, s in ring]
        if radius2 > 0:
            points += [b + (u * c + v * s) * radius2 for c, s in ring]
            faces = [(i, (i + 1) % sides, sides + (i + 1) % sides, sides + i) for i in range(sides)]
            if caps:
                faces.append(tuple(range(sides, 2 * sides)))
        else:
            points.append(b)
            faces = [(i, (i + 1) % sides, sides) for i in range(sides)]
        if caps and start_cap:
            faces.append(tuple(range(sides)))
        self.faces_of(points, faces, mat, (a + b) / 2)
        return self

    def pipe(self, path, radius, mat, sides=6):
        """Tubes along a path; joints overlap by a little so that corners close."""
        for start, end in zip(path, path[1:]):
            a, b = Vector(start), Vector(end)
            reach = (b - a).normalized() * radius * 0.7
            self.tube(a - reach, b + reach, radius, mat, sides)
        return self

    def sheet(self, corners, mat, towards):
        """One flat face seen from the direction `towards`."""
        points = [Vector(p) for p in corners]
        middle = sum(points, Vector()) / len(points) - Vector(towards)
        self.faces_of(points, [tuple(range(len(points)))], mat, middle)
        return self

    def front(self, x0, x1, y, z0, z1, mat):
        """Flat face towards -y: a door, a screen, a light, for the two triangles of it that are seen."""
        return self.sheet([(x0, y, z0), (x1, y, z0), (x1, y, z1), (x0, y, z1)], mat, (0, -1, 0))

    def louvres(self, x0, x1, y, z0, z1, count, mat, depth=0.06):
        """Slanted slats on a wall that faces -y at `y`."""
        step = (z1 - z0) / count
        for i in range(count):
            z = z0 + i * step
            self.sheet([(x0, y - depth, z + step * 0.1), (x1, y - depth, z + step * 0.1), (x1, y, z + step * 0.9), (x0, y, z + step * 0.9)], mat, (0, -1, 0.5))
        return self

    def fan(self, x, y, z, radius, ring="slate", blade="dark", sides=8, height=0.12, hub="grey", rim=None):
        """Axial fan on top of a unit, seen from above: conical ring (of the part `rim`, if any), dark throat, hub."""
        (rim or self).tube((x, y, z), (x, y, z + height), radius, ring, sides, caps=False, end_radius=radius * 0.94)
        circle = [(x + radius * 0.94 * math.cos(t), y + radius * 0.94 * math.sin(t), z + height * 0.6) for t in ((i + 0.5) * 2 * math.pi / sides for i in range(sides))]
        self.sheet(circle, blade, (0, 0, 1))
        if hub:
            r = radius * 0.3
            self.sheet([(x - r, y, z + height), (x, y - r, z + height), (x + r, y, z + height), (x, y + r, z + height)], hub, (0, 0, 1))
        return self

    def triangles(self):
        return sum(len(face) - 2 for face in self.faces)

    def make(self, parent=None):
        """The Blender object."""
        mesh = bpy.data.meshes.new(self.name)
        mesh.from_pydata([tuple(v) for v in self.vertices], [], self.faces)
        names = list(dict.fromkeys(self.materials))
        for name in names:
            mesh.materials.append(material(name))
        for polygon, name in zip(mesh.polygons, self.materials):
            polygon.material_index = names.index(name)
        mesh.update()
        made = bpy.data.objects.new(self.name, mesh)
        bpy.context.scene.collection.objects.link(made)
        made.parent = parent
        return made


def octagon(x, y, w, d, cut):
    """Rectangle with cut corners, counter-clockwise."""
    x0, x1, y0, y1 = x - w / 2, x + w / 2, y - d / 2, y + d / 2
    return [(x0 + cut, y0), (x1 - cut, y0), (x1, y0 + cut), (x1, y1 - cut), (x1 - cut, y1), (x0 + cut, y1), (x0, y1 - cut), (x0, y0 + cut)]


def centre(parts):
    """Moves a model so that the middle of its footprint is the origin and its lowest point the floor."""
    points = [v for part in parts for v in part.vertices]
    low, high = (Vector(f(p[i] for p in points) for i in range(3)) for f in (min, max))
    shift = Vector(((low.x + high.x) / 2, (low.y + high.y) / 2, low.z))
    for part in parts:
        part.vertices = [v - shift for v in part.vertices]


def clear():
    bpy.ops.wm.read_factory_settings(use_empty=True)


def export(path):
    """Everything in the scene as one GLB without textures or tangents."""
    bpy.ops.export_scene.gltf(
        filepath=path, export_format="GLB", export_yup=True, export_texcoords=False, export_normals=True,
        export_colors=False, export_animations=False, export_skins=False, export_morph=False, export_cameras=False,
        export_lights=False, export_extras=False,
    )
