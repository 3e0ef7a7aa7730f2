"""Skin, fat, muscles, organs, bowel, vessels, table: numbers per voxel that the scanner gives HU to."""

import numpy as np

from .field import Field, cone, ellipsoid, smooth_minimum, vector

TISSUES = [
    "air", "skin", "fat", "muscle", "muscle_b", "organ_a", "organ_b", "organ_c", "vessel", "vein", "gas",
    "bowel", "bowel_content", "contrast", "bladder", "table", "cloth", "cartilage", "disc", "tendon", "cement",
]
NUMBER = {name: i for i, name in enumerate(TISSUES)}


def smooth_noise(draw, shape, cell, spacing):
    """Unit noise with features of about `cell` mm."""
    size = [max(3, int(np.ceil(n * s / cell)) + 3) for n, s in zip(shape, spacing[::-1])]
    coarse = draw.rng.normal(size=size).astype(np.float32)
    for axis in range(3):
        n, s = shape[axis], spacing[2 - axis]
        position = np.arange(n) * s / cell
        i = np.minimum(position.astype(int), size[axis] - 3)
        t = (position - i).astype(np.float32)
        form = [1, 1, 1]
        form[axis] = n
        weights = [((1 - t) ** 2 / 2), (-2 * t * t + 2 * t + 1) / 2, t * t / 2]
        coarse = sum(np.take(coarse, i + j, axis=axis) * weights[j].reshape(form) for j in range(3))
    return coarse / max(float(coarse.std()), 1e-6)


def body_outline(grid, patient, frames, draw):
    """Signed distance of the skin (mm), trunk and thighs; half width and half depth of the trunk."""
    k = patient.scale
    x, y, z = grid.everywhere()
    half_width = (patient.width + patient.fat) * k
    half_depth = (patient.depth + patient.fat * 0.9) * k
    middle = draw.between(0, 25) * k
    waist = 1 - draw.between(0, 0.18) * np.exp(-(((z - 170 * k) / (70 * k)) ** 2))
    hips = 1 + draw.between(0, 0.12) * np.exp(-(((z + 10 * k) / (80 * k)) ** 2))
    width = half_width * waist * hips
    power = draw.between(2.1, 3.0)
    trunk = ((np.abs(x) / width) ** power + (np.abs(y - middle) / half_depth) ** power) ** (1 / power)
    trunk = (trunk - 1) * half_depth
    if draw.chance(0.5):  # flattened by the table
        trunk = np.maximum(trunk, y - (middle + half_depth * draw.between(0.75, 0.95)))
    floor = -draw.between(35, 70) * k
    trunk = np.maximum(trunk, (floor - z) * 0.9)
    legs = Field(grid)
    legs.values[:] = 200
    for side in (1, -1):
        f = frames[side]
        out = -f.medial * draw.between(0, 12) * k
        thick = (draw.between(62, 80) + patient.fat * 0.8) * k
        calf = thick * draw.between(0.6, 0.8)
        legs.add(cone(f.base + out + f.distal * 20 * k, f.knee, thick, calf), reach=60)
        legs.add(cone(f.knee, f.knee + f.distal * 300, calf, calf * 0.85), reach=60)
    return smooth_minimum(trunk, legs.values, draw.between(15, 45)), half_width, half_depth, middle


def fill(tissue, grid, shape, name, where, shrink=0.0):
    """Gives a shape's tissue to its voxels that also lie in the mask `where`."""
    function, low, high = shape
    box = grid.box(np.asarray(low) - 2, np.asarray(high) + 2)
    if box is None:
        return
    region = tissue[box]
    region[(function(*grid.points(box)) < -shrink) & where[box]] = NUMBER[name]


def paint(tissue, body, grid, patient, frames, path, draw, half_width, half_depth, middle):
    """Fills a body with tissue numbers; bones and metal come later."""
    k = patient.scale
    b = draw.between
    x, y, z = grid.everywhere()
    spacing = grid.spacing
    fat = patient.fat * k
    tissue[body < 0] = NUMBER["skin"]
    tissue[body < -b(1.0, 2.5)] = NUMBER["fat"]
    uneven = smooth_noise(draw, grid.shape, b(50, 110), spacing) * fat * b(0.1, 0.35)
    depth = body + fat + uneven
    muscle = depth < 0
    tissue[muscle] = NUMBER["muscle"]
    groups = smooth_noise(draw, grid.shape, b(25, 55), spacing)
    tissue[muscle & (groups > b(0.2, 1.2))] = NUMBER["muscle_b"]
    # Fat between muscles lies in sheets: where a smooth noise is near zero.
    sheets = np.abs(smooth_noise(draw, grid.shape, b(30, 60), spacing))
    tissue[muscle & (sheets < b(0.03, 0.22))] = NUMBER["fat"]
    if draw.chance(0.3):
        fibres = smooth_noise(draw, grid.shape, b(8, 16), spacing)
        tissue[muscle & (fibres > b(0.9, 1.8))] = NUMBER["fat"]

    cavity = ((x / (half_width * b(0.55, 0.72))) ** 2 + ((y - middle + b(5, 30)) / (half_depth * b(0.6, 0.8))) ** 2) ** 0.5 - 1
    cavity = np.maximum(cavity * 70, -(z + b(35, 60) * k))
    cavity = np.maximum(cavity, depth + 6)
    inside = cavity < 0
    tissue[inside] = NUMBER["fat"] if draw.chance(0.7) else NUMBER["muscle"]

    def put(shape, name, where, shrink=0.0):
        fill(tissue, grid, shape, name, where, shrink)

    for _ in range(int(b(10, 34))):
        centre = vector(b(-100, 100), b(-95, 40) + middle * 0.5, b(-50, 300)) * k
        shape = ellipsoid(centre, k * vector(b(8, 48), b(8, 42), b(8, 48)))
        kind = draw.one_of("organ_a", "organ_b", "organ_c", "bowel", "bowel", "bowel", "vein")
        put(shape, kind, inside)
        if kind == "bowel":
            put(shape, draw.one_of("gas", "gas", "bowel_content", "bowel_content", "contrast", "fat"), inside, b(2, 5))
    # Bowel loops are tubes.
    for _ in range(int(b(2, 7))):
        point = vector(b(-90, 90), b(-80, 20), b(-40, 250)) * k
        radius = b(9, 22) * k
        content = draw.one_of("gas", "bowel_content", "bowel_content", "contrast")
        for _ in range(6):
            after = point + vector(b(-45, 45), b(-30, 30), b(-35, 35)) * k
            put(cone(point, after, radius, radius), "bowel", inside)
            put(cone(point, after, radius - 3, radius - 3), content, inside)
            point = after
    put(ellipsoid(vector(b(-10, 10), b(-35, -5), b(-15, 25)) * k, k * vector(b(18, 50), b(18, 42), b(14, 48))), "bladder", inside | muscle)
    put(ellipsoid(vector(b(-6, 6), b(28, 48), b(-10, 30)) * k, k * vector(b(12, 28), b(10, 22), b(25, 50))), draw.one_of("bowel_content", "gas", "organ_a"), inside)
    top = vector(b(-8, 12), path[0][1] / k - b(48, 62), 110) * k
    put(cone(top, top + vector(b(-8, 8), b(-20, 20), 300) * k, b(7, 12) * k, b(8, 13) * k), "vessel", muscle)
    put(cone(top + vector(-20, 4, 0) * k, top + vector(-22, b(-20, 20), 300) * k, b(8, 13) * k, b(8, 13) * k), "vein", muscle)
    for side in (1, -1):
        head = frames[side].head
        groin = head + k * vector(-side * b(-4, 12), -b(26, 42), b(-5, 15))
        knee = head + (frames[side].knee - head) * 0.8 + k * vector(-side * 10, 14, 0)
        for name, shift in (("vessel", 0), ("vein", 11)):
            move = k * vector(-side * shift, shift * 0.3, 0)
            r = b(3.5, 6.5) * k
            put(cone(top + move, groin + move, r * 1.2, r), name, muscle)
            put(cone(groin + move, knee + move, r, r * 0.8), name, muscle)
    return depth


def surround(tissue, body, grid, draw, half_depth, middle):
    """Table, mattress, sheets."""
    if draw.chance(0.85):
        x, y, z = grid.everywhere()
        bend = draw.between(0, 0.0009)
        level = middle + half_depth * draw.between(0.93, 1.05) + draw.between(2, 30)
        away = y + bend * x * x - level
        flat = np.abs(x) < draw.between(170, 260)
        thick = draw.between(1.5, 4)
        shell = (np.abs(away) < thick) | (np.abs(away - draw.between(15, 60)) < thick)
        tissue[shell & flat & (tissue == 0) & (body > 1)] = NUMBER["table"]
        if draw.chance(0.5):
            tissue[(away < 0) & (away > -draw.between(5, 25)) & flat & (tissue == 0) & (body > 1)] = NUMBER["cloth"]
    if draw.chance(0.4):
        distance = body + smooth_noise(draw, grid.shape, draw.between(25, 60), grid.spacing) * draw.between(3, 12)
        tissue[(distance > 4) & (distance < draw.between(6, 10)) & (tissue == 0)] = NUMBER["cloth"]
