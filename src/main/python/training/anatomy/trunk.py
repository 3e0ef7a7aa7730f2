"""Bones that are not segmented but look alike: lumbar and lower thoracic vertebrae, ribs, forearms and hands."""

import numpy as np

from .field import cone, ellipsoid, plate, rotation, vector
from .pelvis import SACRAL_SLOPE


def add_spine(field, first, patient, draw, tilt):
    """Vertebrae upwards from the sacrum. first: centre of S1. Gives the centres.

    Lordosis: L5 leans forward with the end plate of S1, though less; each vertebra above leans less far, L1 backward;
    the thoracic ones come forward again.
    """
    k = patient.scale
    b = draw.between
    slope = SACRAL_SLOPE + patient.sacral_slope + patient.tilt
    up = rotation(0, slope) @ vector(0, 0, 1)
    lean = slope * b(0.45, 0.9) - b(0, 5)
    target = b(-22, 2)  # of L1
    heights = [b(12, 15) * k for _ in range(9)]
    gaps = [b(5, 12) * k for _ in range(9)]
    place = first + k * (tilt @ vector(b(-2, 2), b(-2, 2), 0)) + up * (12 * k + 0.5 * gaps[0])  # middle of the disc below
    scoliosis = b(-1.5, 1.5)
    width, depth = b(22, 29), b(14.5, 21)
    lumbar = [lean + (target - lean) * (i / 4) ** b(0.7, 1.3) for i in range(5)]
    rising = b(1, 5)
    leans = lumbar + [lumbar[-1] + rising * (i + 1) for i in range(4)]
    centres = []
    for i in range(9):
        turn = rotation(0, leans[i]) @ rotation(1, scoliosis * i) @ rotation(2, b(-3, 3))
        height = heights[i]
        centre = place + turn @ vector(0, 0, 0.5 * gaps[i] + height)
        field.add(_body(centre, turn, width * k, depth * k, height), 0)

        def at(x, y, z):
            return centre + k * (turn @ vector(x, y, z))

        for side in (1, -1):
            field.add(cone(at(side * 12, depth - 2, 5), at(side * 14, depth + 14, 2), 5 * k, 5 * k), 3)
            field.add(cone(at(side * 14, depth + 14, 2), at(side * b(34, 44), depth + b(12, 20), b(-2, 8)), 4.5 * k, 3 * k), 3)
            field.add(cone(at(side * 15, depth + 18, 18), at(side * 14, depth + 20, -22), 6 * k, 6 * k), 3)
            field.add(plate(at(side * 14, depth + 16, 6), at(0, depth + 26, 4), at(0, depth + 26, -14), 3.5 * k, 4 * k, 4 * k), 3)
        field.add(cone(at(0, depth + 24, 0), at(0, depth + b(38, 48), b(-14, -4)), 4 * k, 4.5 * k), 3)
        if draw.chance(0.2):  # bony spurs at the edges of the bodies
            side = draw.one_of(1, -1)
            field.add(ellipsoid(at(side * width, b(-8, 4), draw.one_of(-13, 13)), k * vector(6, 8, 4)), 2)
        centres.append(centre)
        place = centre + turn @ vector(0, 0, height + (0.5 * gaps[i + 1] if i < 8 else 0))
    return centres


def _body(centre, turn, width, depth, height):
    def distance(x, y, z):
        x, y, z = x - centre[0], y - centre[1], z - centre[2]
        u, v, w = (turn[0][i] * x + turn[1][i] * y + turn[2][i] * z for i in range(3))
        # A waist, as vertebral bodies have.
        squeeze = 1 - 0.1 * (1 - np.minimum((w / height) ** 2, 1))
        round_ = (np.sqrt((u / (width * squeeze)) ** 2 + (v / (depth * squeeze)) ** 2) - 1) * depth
        return np.maximum(round_, np.abs(w) - height)

    size = np.full(3, max(width, depth, height) * 1.2, np.float32)
    return distance, centre - size, centre + size


def add_ribs(field, centres, patient, draw, half_width, half_depth):
    k = patient.scale
    for centre in centres[5:]:
        drop = draw.between(30, 75) * k
        for side in (1, -1):
            reach = draw.between(0.45, 0.9)
            points = []
            for t in np.linspace(0.02, reach, 9):
                angle = np.pi * (0.5 - t)  # from behind, round the side, to the front
                points.append(
                    vector(
                        centre[0] + side * np.cos(angle) * half_width * 0.86,
                        np.sin(angle) * half_depth * 0.8 + centre[1] * 0.3,
                        centre[2] - drop * t * 1.2,
                    )
                )
            points[0] = centre + k * vector(side * 22, 26, 4)
            for a, c in zip(points, points[1:]):
                field.add(cone(a, c, 4.5 * k, 4.5 * k), 2)


def add_arm(field, side, lateral, draw, k):
    """Forearm and hand beside the hip, as on many trauma scans. lateral: mm from the midline."""
    b = draw.between
    wrist = vector(side * lateral, b(-50, 20), b(-60, 60))
    elbow = wrist + k * vector(side * b(-5, 25), b(0, 40), 240)
    for shift in (vector(-11, 0, 0), vector(11, 0, 0)):
        field.add(cone(elbow + k * shift, wrist + k * shift, 6.5 * k, 7.5 * k))
    knuckles = wrist + k * vector(b(-15, 15), b(-25, 10), -80)
    for i in range(5):
        across = vector((i - 2) * 10, (i - 2) * b(-3, 3), 0)
        field.add(cone(wrist + k * across * 0.7 + k * vector(0, 0, -22), knuckles + k * across, 4 * k, 4.5 * k))
        field.add(cone(knuckles + k * across - k * vector(0, 0, 6), knuckles + k * across + k * vector(0, b(-30, 0), -55), 4 * k, 3 * k))
    field.add(ellipsoid(wrist + k * vector(0, 0, -10), k * vector(20, 11, 12)))
    return wrist, elbow, knuckles


def add_loose_densities(field, draw, n):
    """Stones, calcified vessels and lymph nodes, pills: small, dense, anywhere."""
    for _ in range(n):
        at = vector(draw.between(-110, 110), draw.between(-90, 60), draw.between(-200, 260))
        field.add(ellipsoid(at, vector(draw.between(1.5, 7), draw.between(1.5, 7), draw.between(1.5, 9))))
