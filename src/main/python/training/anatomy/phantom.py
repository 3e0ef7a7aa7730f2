"""Puts one simulated patient together: distance fields of the bones, thickness of cortex, tissues, metal."""

from dataclasses import dataclass

import numpy as np

from . import femur as femurs
from . import implants, pelvis, soft, trunk
from .field import FAR, Field, Grid, ball, cone, vector
from .patient import Draw, draw_patient

LABELS = {1: "femur_left", 2: "femur_right", 3: "hip_left", 4: "hip_right", 5: "sacrum"}
BONES = ("femur", "hip", "sacrum", "other")


@dataclass
class Phantom:
    """Arrays [z, y, x]. `bones`: name to signed distance in mm; `cortex`: mm; `marrow`: 0 spongy to 1 medullary
    cavity; `metal`: signed distance in mm; `tissue`: numbers of soft.TISSUES; `left`: whether a voxel lies on the
    patient's left of the midline."""

    grid: Grid
    bones: dict
    cortex: np.ndarray
    marrow: np.ndarray
    metal: np.ndarray
    tissue: np.ndarray
    left: np.ndarray
    facts: dict

    def labels(self):
        return labels_of([self.bones[name] for name in BONES], self.left)


def labels_of(distances, left):
    """Label values where a segmented bone is the nearest one and the point lies inside it."""
    femur, hip, sacrum, other = distances
    side = np.where(left, 0, 1).astype(np.uint8)
    nearest = np.minimum(np.minimum(femur, hip), np.minimum(sacrum, other))
    result = np.zeros(femur.shape, np.uint8)
    inside = nearest < 0
    result[inside & (sacrum == nearest)] = 5
    is_hip = inside & (hip == nearest)
    result[is_hip] = 3 + side[is_hip]
    is_femur = inside & (femur == nearest)
    result[is_femur] = 1 + side[is_femur]
    return result


def training_grid(spacing=3.0):
    """Knees to lower ribs, 432 x 330 x 780 mm."""
    shape = (int(780 / spacing), int(330 / spacing), int(432 / spacing))
    return lambda displacement: Grid(shape, (spacing,) * 3, (-216 + spacing / 2, -165 + spacing / 2, -480 + spacing / 2), displacement)


def bend(draw):
    """A smooth displacement of a few mm; the same anatomy on any grid."""
    amplitude = draw.between(0.8, 4.0)
    cells = draw.between(45, 90)
    low, high = np.array([-330, -330, -560]), np.array([330, 330, 420])
    size = np.ceil((high - low) / cells).astype(int) + 4
    nodes = draw.rng.normal(size=(3, size[2], size[1], size[0])).astype(np.float32) * amplitude

    def displacement(axes):
        result = []
        for component in range(3):
            values = nodes[component]
            for axis in range(3):
                position = np.clip((axes[2 - axis] - low[2 - axis]) / cells, 0, size[2 - axis] - 4)
                i = position.astype(int)
                t = (position - i).astype(np.float32)
                form = [1, 1, 1]
                form[axis] = len(t)
                w = [(1 - t) ** 3 / 6, (3 * t**3 - 6 * t**2 + 4) / 6, (-3 * t**3 + 3 * t**2 + 3 * t + 1) / 6, t**3 / 6]
                values = sum(np.take(values, i + j, axis=axis) * w[j].reshape(form) for j in range(4))
            result.append(values.astype(np.float32))
        return result

    return displacement


def make(seed, grid_of=None):
    # A stream of its own for each part: soft tissue draws as many numbers as the grid has cells, and must not
    # change the bones of the same seed on another grid.
    draw, soft_draw, metal_draw, inner_draw = (Draw([seed, part]) for part in range(4))
    patient = draw_patient(draw)
    k = patient.scale
    grid = (grid_of or training_grid())(bend(draw))
    x, y, z = grid.everywhere()
    tilt = pelvis.pelvis_tilt(patient, draw)

    frames, hips = {}, Field(grid)
    femur, other, metal = Field(grid), Field(grid), Field(grid)
    for side in (1, -1):
        head = k * (tilt @ vector(side * patient.head_distance, draw.between(-3, 3), draw.between(-3, 3)))
        leg = patient.legs[side]
        f = femurs.frame(side, leg, head, k)
        frames[side] = f
        femurs.add_femur(femur, f, draw, k)
        femurs.add_lower_leg(other, f, draw, k)
        one = Field(grid)
        pelvis.add_hip(one, side, head, f.radius, patient, draw, tilt)
        middle_gap = draw.between(1.5, 4) * (1.5 if patient.child else 1)
        one.values = np.maximum(one.values, middle_gap - side * x)
        hips.values = np.minimum(hips.values, one.values)

    path, tail = pelvis.sacrum_path(patient, draw, tilt)
    sacrum = Field(grid)
    pelvis.add_sacrum(sacrum, path, patient, draw, tilt)
    sacrum.cut_field(hips, draw.between(0.6, 2.8))
    pelvis.add_coccyx(other, tail, patient, draw)
    other.cut_field(sacrum, 1)
    centres = trunk.add_spine(other, path[0], patient, draw, tilt)
    other.cut_field(hips, 2)

    body, half_width, half_depth, middle = soft.body_outline(grid, patient, frames, draw)
    trunk.add_ribs(other, centres, patient, draw, half_width, half_depth)
    arms = []
    if draw.chance(0.25):
        for side in (1, -1):
            arms.append(trunk.add_arm(other, side, half_width + draw.between(20, 45), draw, k))
    tissue = np.zeros(grid.shape, np.uint8)
    soft.paint(tissue, body, grid, patient, frames, path, soft_draw, half_width, half_depth, middle)
    for wrist, elbow, knuckles in arms:
        for a, b in ((elbow, wrist), (wrist, knuckles)):
            soft.fill(tissue, grid, cone(a, b, 30 * k, 24 * k), "muscle", tissue == 0)
    soft.surround(tissue, body, grid, soft_draw, half_depth, middle)
    discs = Field(grid)
    for a, b in zip([path[0]] + centres, centres):
        discs.add(ball(0.5 * (a + b), 15 * k))
    tissue[(discs.values < 0) & (tissue > 0)] = soft.NUMBER["disc"]
    for side in (1, -1):
        f = frames[side]
        joint = Field(grid).add(ball(f.head, f.radius + patient.joint_space * k + 1))
        tissue[joint.values < 0] = soft.NUMBER["cartilage"]
    tissue[(np.abs(x) < 7 * k) & (hips.values < 9 * k) & (y < -15 * k)] = soft.NUMBER["cartilage"]

    loose = Field(grid)
    trunk.add_loose_densities(loose, draw, int(draw.between(0, 14)))
    loose.values[body > -8] = FAR
    other.values = np.minimum(other.values, loose.values)

    facts = {"seed": seed, "scale": k, "child": patient.child, "fat": patient.fat, "implants": _implants(metal, frames, path, centres, metal_draw, k)}
    cortex, marrow = _inner_structure(femur, hips, sacrum, other, frames, patient, inner_draw, x, y, z)
    return Phantom(
        grid,
        {"femur": femur.values, "hip": hips.values, "sacrum": sacrum.values, "other": other.values},
        cortex,
        marrow,
        metal.values,
        tissue,
        np.broadcast_to(x > 0, grid.shape),
        facts,
    )


def _implants(metal, frames, path, centres, draw, k):
    made = []
    if draw.chance(0.3):
        for side in (1, -1):
            if not draw.chance(0.6):
                continue
            f = frames[side]
            kind = draw.one_of("nail", "nail", "nail", "prosthesis", "prosthesis", "plate", "screws")
            made.append(f"{kind} {'left' if side > 0 else 'right'}")
            if kind == "nail":
                implants.nail(metal, f, draw, k)
            elif kind == "prosthesis":
                implants.prosthesis(metal, f, draw, k)
            elif kind == "plate":
                implants.plate_and_screws(metal, f, draw, k)
            else:
                implants.neck_screws(metal, f, draw, k)
    if draw.chance(0.05):
        implants.pelvic_screws(metal, path, {s: frames[s].head for s in frames}, draw, k)
        made.append("pelvic screws")
    if draw.chance(0.05):
        implants.spinal_screws(metal, centres, draw, k)
        made.append("spinal screws")
    return made


def _inner_structure(femur, hips, sacrum, other, frames, patient, draw, x, y, z):
    """Thickness of the cortex (mm) and how much of the inside is marrow (0 to 1)."""
    k = patient.scale
    shape = femur.values.shape
    thin = {name: draw.between(0.7, 2.0) * k for name in ("femur", "hip", "sacrum", "other")}
    cortex = np.full(shape, thin["other"], np.float32)
    marrow = np.full(shape, draw.between(0, 0.4), np.float32)
    cortex[hips.values < 2] = thin["hip"] * draw.between(1, 1.5)
    marrow[hips.values < 2] = draw.between(0, 0.4)
    cortex[sacrum.values < 2] = thin["sacrum"]
    marrow[sacrum.values < 2] = draw.between(0, 0.7)
    for side in (1, -1):
        f = frames[side]
        t = femurs.along_shaft(f, x, y, z) / k
        length = f.leg.length
        rise = np.clip((t - draw.between(-5, 20)) / draw.between(40, 80), 0, 1)
        fall = np.clip((length * 0.97 - t) / 110, 0, 1)
        along = rise * fall
        here = (femur.values < 2) & ((x > 0) == (side > 0))
        thickness = thin["femur"] + along * (f.leg.cortex * k - thin["femur"])
        cortex[here] = np.maximum(thickness, thin["femur"])[here]
        inside = np.clip(along * 1.6 - 0.2, 0, 1)
        from_head = np.sqrt((x - f.head[0]) ** 2 + (y - f.head[1]) ** 2 + (z - f.head[2]) ** 2)
        dense_head = np.clip((from_head - f.radius * 0.8) / (f.radius * 0.8), 0, 1)
        trochanter = draw.between(0.1, 0.9) * dense_head
        marrow[here] = np.maximum(inside, trochanter)[here]
    return cortex, marrow
