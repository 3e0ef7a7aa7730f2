"""Signed distance fields on a regular grid, filled shape by shape.

Distances are in mm, negative inside. Every shape is evaluated only in the box that it can change, which is
what makes a few hundred shapes on a few million voxels take seconds.
Shapes after: I. Quilez, "Distance functions" (rounded cones, ellipsoids, triangles; smooth minimum).
"""

import numpy as np

FAR = 31.75  # mm; distances are limited to this


class Grid:
    """Voxel centres in LPS mm, bent by a smooth displacement so that no two bones are alike.

    shape: (nz, ny, nx); spacing: mm (x, y, z); origin: centre of the first voxel, mm (x, y, z).
    """

    def __init__(self, shape, spacing, origin, displacement=None):
        self.shape = tuple(shape)
        self.spacing = np.asarray(spacing, np.float32)
        self.origin = np.asarray(origin, np.float32)
        axes = [self.origin[i] + self.spacing[i] * np.arange(self.shape[2 - i], dtype=np.float32) for i in range(3)]
        self.axes = axes
        if displacement is None:
            self.shift = None
            self.reach = 0.0
        else:
            self.shift = displacement(axes)  # three arrays [z, y, x]
            self.reach = max(float(np.abs(s).max()) for s in self.shift)

    def box(self, low, high):
        """The slices (z, y, x) of all voxels that a shape between two corners (mm) can reach; None if none."""
        slices = []
        for i in (2, 1, 0):
            first = int(np.floor((low[i] - self.reach - self.origin[i]) / self.spacing[i]))
            last = int(np.ceil((high[i] + self.reach - self.origin[i]) / self.spacing[i])) + 1
            first, last = max(first, 0), min(last, self.shape[2 - i])
            if first >= last:
                return None
            slices.append(slice(first, last))
        return tuple(slices)

    def points(self, box):
        """Anatomical positions x, y, z (mm) of the voxels in a box, each an array that broadcasts to it."""
        x = self.axes[0][box[2]][None, None, :]
        y = self.axes[1][box[1]][None, :, None]
        z = self.axes[2][box[0]][:, None, None]
        if self.shift is None:
            return x, y, z
        return x + self.shift[0][box], y + self.shift[1][box], z + self.shift[2][box]

    def everywhere(self):
        return self.points((slice(None), slice(None), slice(None)))


def smooth_minimum(a, b, k):
    """Union with a fillet of about k mm."""
    h = np.clip(0.5 + 0.5 * (b - a) / k, 0, 1)
    return b * (1 - h) + a * h - k * h * (1 - h)


class Field:
    """A signed distance field that shapes are added to and cut from."""

    def __init__(self, grid):
        self.grid = grid
        self.values = np.full(grid.shape, FAR, np.float32)

    def add(self, shape, fillet=0.0, reach=None):
        """Unites with a shape: a pair (function of x, y, z; corners low, high in mm)."""
        function, low, high = shape
        margin = (fillet if reach is None else reach) + 8
        box = self.grid.box(np.asarray(low) - margin, np.asarray(high) + margin)
        if box is None:
            return self
        distance = function(*self.grid.points(box))
        old = self.values[box]
        self.values[box] = smooth_minimum(old, distance, fillet) if fillet > 0 else np.minimum(old, distance)
        return self

    def cut(self, shape, gap=0.0):
        """Takes a shape away, grown by gap mm."""
        function, low, high = shape
        box = self.grid.box(np.asarray(low) - gap - 4, np.asarray(high) + gap + 4)
        if box is None:
            return self
        self.values[box] = np.maximum(self.values[box], gap - function(*self.grid.points(box)))
        return self

    def cut_field(self, other, gap):
        self.values = np.maximum(self.values, gap - other.values)
        return self


def vector(*values):
    return np.asarray(values, np.float32)


def unit(v):
    return v / np.linalg.norm(v)


def ball(centre, radius):
    return ellipsoid(centre, vector(radius, radius, radius))


def ellipsoid(centre, radii, turn=None):
    """turn: 3x3 matrix whose rows are the axes of the ellipsoid; None: along x, y, z."""
    centre, radii = np.asarray(centre, np.float32), np.asarray(radii, np.float32)

    def distance(x, y, z):
        x, y, z = x - centre[0], y - centre[1], z - centre[2]
        if turn is not None:
            x, y, z = (turn[i][0] * x + turn[i][1] * y + turn[i][2] * z for i in range(3))
        a = np.sqrt((x / radii[0]) ** 2 + (y / radii[1]) ** 2 + (z / radii[2]) ** 2)
        b = np.sqrt((x / radii[0] ** 2) ** 2 + (y / radii[1] ** 2) ** 2 + (z / radii[2] ** 2) ** 2)
        return a * (a - 1) / np.maximum(b, 1e-6)

    size = radii if turn is None else np.full(3, radii.max())
    return distance, centre - size, centre + size


def cone(a, b, ra, rb):
    """A capsule from a to b whose radius goes from ra to rb (mm)."""
    a, b = np.asarray(a, np.float32), np.asarray(b, np.float32)
    ba = b - a
    length2 = float(ba @ ba) + 1e-9

    def distance(x, y, z):
        px, py, pz = x - a[0], y - a[1], z - a[2]
        t = np.clip((px * ba[0] + py * ba[1] + pz * ba[2]) / length2, 0, 1)
        d = np.sqrt((px - t * ba[0]) ** 2 + (py - t * ba[1]) ** 2 + (pz - t * ba[2]) ** 2)
        return d - (ra + (rb - ra) * t)

    r = max(ra, rb)
    return distance, np.minimum(a, b) - r, np.maximum(a, b) + r


def plate(a, b, c, ra, rb, rc):
    """A triangle of varying half thickness (mm at each corner), rounded at the rim."""
    a, b, c = (np.asarray(v, np.float32) for v in (a, b, c))
    edges = [cone(a, b, ra, rb)[0], cone(b, c, rb, rc)[0], cone(c, a, rc, ra)[0]]
    u, v = b - a, c - a
    normal = np.cross(u, v)
    area2 = float(normal @ normal) + 1e-9
    n = normal / np.sqrt(area2)

    def distance(x, y, z):
        rim = np.minimum(np.minimum(edges[0](x, y, z), edges[1](x, y, z)), edges[2](x, y, z))
        px, py, pz = x - a[0], y - a[1], z - a[2]
        away = np.abs(px * n[0] + py * n[1] + pz * n[2])
        # Barycentric coordinates of the foot of the perpendicular.
        wc = ((u[1] * pz - u[2] * py) * normal[0] + (u[2] * px - u[0] * pz) * normal[1] + (u[0] * py - u[1] * px) * normal[2]) / area2
        wb = ((py * v[2] - pz * v[1]) * normal[0] + (pz * v[0] - px * v[2]) * normal[1] + (px * v[1] - py * v[0]) * normal[2]) / area2
        wa = 1 - wb - wc
        inside = (wa >= 0) & (wb >= 0) & (wc >= 0)
        return np.where(inside, np.minimum(rim, away - (wa * ra + wb * rb + wc * rc)), rim)

    r = max(ra, rb, rc)
    return distance, np.minimum(np.minimum(a, b), c) - r, np.maximum(np.maximum(a, b), c) + r


def rotation(axis, degrees):
    """Rotation matrix about x (0), y (1) or z (2)."""
    t = np.deg2rad(degrees)
    c, s = np.cos(t), np.sin(t)
    m = np.eye(3, dtype=np.float32)
    i, j = [(1, 2), (2, 0), (0, 1)][axis]
    m[i, i] = m[j, j] = c
    m[i, j], m[j, i] = -s, s
    return m
