"""One femur with knee: head, neck, trochanters, bowed shaft, condyles; patella, tibia and fibula below.

Proportions: neck-shaft angle about 128 degrees, anteversion about 13, the tip of the greater trochanter at
the level of the centre of the head, the lesser one behind and medial (any textbook of anatomy).
"""

from dataclasses import dataclass

import numpy as np

from .field import ball, cone, ellipsoid, rotation, unit, vector


@dataclass
class FemurFrame:
    """Landmarks of one femur, LPS mm: centre of the head, neck base on the shaft axis, distal end, directions."""

    side: int
    head: np.ndarray
    radius: float
    base: np.ndarray
    distal: np.ndarray
    knee: np.ndarray
    neck: np.ndarray
    medial: np.ndarray
    back: np.ndarray
    path: list
    leg: object


def frame(side, leg, head, scale):
    """side: +1 left, -1 right. head: centre of the head."""
    pose = (
        rotation(0, leg.flexion) @ rotation(1, -side * leg.abduction) @ rotation(2, side * leg.turn)
    )  # turned about its own axis first, then lifted sideways and forward
    valgus = np.deg2rad(7.0)
    down = unit(vector(-side * np.sin(valgus), 0, -np.cos(valgus)))
    version = np.deg2rad(leg.anteversion)
    medial = vector(-side * np.cos(version), -np.sin(version), 0)
    medial = unit(medial - down * float(medial @ down))
    angle = np.deg2rad(leg.neck_shaft_angle)
    neck = down * np.cos(angle) + medial * np.sin(angle)
    down, medial, neck = pose @ down, pose @ medial, pose @ neck
    back = pose @ vector(0, 1, 0)
    base = head - neck * leg.neck_length * scale
    length = leg.length * scale
    bow = 9 * scale
    path = [base + down * length * t - back * bow * 4 * t * (1 - t) for t in np.linspace(0, 1, 7)]
    return FemurFrame(side, head, leg.head_radius * scale, base, down, path[-1], neck, medial, back, path, leg)


def add_femur(field, f, draw, k):
    """Adds the bone to a field; k: scale of the body."""
    r = f.leg.shaft_radius * k
    field.add(ellipsoid(f.head, f.radius * vector(draw.between(0.96, 1.03), draw.between(0.96, 1.03), draw.between(0.96, 1.03))))
    waist = draw.between(0.58, 0.72) * f.radius
    middle = f.base + (f.head - f.base) * 0.55
    field.add(cone(f.head, middle, waist * 1.1, waist), 6 * k)
    field.add(cone(middle, f.base, waist, draw.between(16, 20) * k), 6 * k)
    up, lateral = -f.distal, -f.medial
    tip = f.base + lateral * draw.between(5, 12) * k + up * draw.between(8, 20) * k + f.back * draw.between(2, 8) * k
    turn = np.stack([lateral, unit(np.cross(up, lateral)), up])
    field.add(ellipsoid(tip, k * vector(draw.between(11, 15), draw.between(15, 20), draw.between(18, 25)), turn), 7 * k)
    field.add(cone(tip - up * 10 * k, f.base - up * 22 * k + lateral * 3 * k, 13 * k, 15 * k), 6 * k)
    lesser = f.base - up * draw.between(26, 40) * k + f.medial * draw.between(11, 16) * k + f.back * draw.between(6, 11) * k
    field.add(ellipsoid(lesser, k * draw.between(0.8, 1.2) * vector(8, 8, 11)), 5 * k)
    field.add(cone(f.base, f.path[1], draw.between(18, 22) * k, r), 6 * k)
    for a, b in zip(f.path[1:-2], f.path[2:-1]):
        field.add(cone(a, b, r, r), 2)
        field.add(cone(a + f.back * r * 0.8, b + f.back * r * 0.8, 3 * k, 3 * k), 4)  # linea aspera
    field.add(cone(f.path[-2], f.knee, r, draw.between(23, 29) * k), 4 * k)
    for inner in (1, -1):
        centre = f.knee + f.medial * inner * 23 * k + f.back * 8 * k + f.distal * 8 * k
        field.add(ellipsoid(centre, k * vector(18, 27, 21)), 8 * k)
    if draw.chance(0.15):  # osteophytes round the head
        for _ in range(3):
            spot = f.head + unit(vector(*draw.rng.normal(size=3)) - f.neck * 0.3) * f.radius
            field.add(ball(spot, draw.between(3, 6) * k), 3)
    return field


def add_lower_leg(field, f, draw, k):
    """Patella, tibia, fibula: bones that are not femur."""
    bend = rotation(0, -draw.between(0, 12)) @ f.distal
    plateau = f.knee + f.distal * (36 * k + draw.between(3, 7) * k)
    field.add(ellipsoid(plateau, k * vector(37, 25, 10)))
    field.add(cone(plateau, plateau + bend * 50 * k, 26 * k, 14 * k), 5)
    field.add(cone(plateau + bend * 50 * k, plateau + bend * 300 * k, 13 * k, 11 * k), 3)
    outer = plateau - f.medial * 36 * k + f.back * 16 * k + bend * 18 * k
    field.add(cone(outer, outer + bend * 280 * k, 7 * k, 6 * k))
    field.add(ellipsoid(f.knee - f.back * draw.between(38, 46) * k - f.distal * draw.between(-5, 15) * k, k * vector(21, 9, 20)))
    return field


def along_shaft(f, x, y, z):
    """Distance in mm from the neck base towards the knee."""
    return (x - f.base[0]) * f.distal[0] + (y - f.base[1]) * f.distal[1] + (z - f.base[2]) * f.distal[2]
