"""Hip bones with their sockets, and the sacrum.

Landmarks relative to the centre of the femoral head, adult mm, LPS; `side` turns them over. Sources: positions
of spines, crest, symphysis and tuber as any textbook gives them, spread widely.
"""

import numpy as np

from .field import ball, cone, ellipsoid, plate, rotation, unit, vector

SACRAL_SLOPE = 30  # degrees by which the upper end plate of S1 leans forward in the mean patient


def add_hip(field, side, head, radius, patient, draw, tilt):
    """The hip bone of one side. tilt: rotation matrix of the pelvis."""
    k = patient.scale

    def at(lateral, posterior, superior):
        """A landmark given by its distance from the head: lateral, posterior, superior."""
        return head + k * (tilt @ vector(side * lateral, posterior, superior))

    b = draw.between
    gap = patient.joint_space * k
    wall = b(5, 10) * k
    axis = tilt @ unit(vector(-side * b(0.6, 0.85), b(-0.05, 0.3), b(0.4, 0.75)))
    cover = np.cos(np.deg2rad(b(72, 92)))
    field.add(_socket(head, radius + gap, wall, axis, cover))

    roof = at(b(-12, 2), b(0, 10), b(32, 40))
    joint = at(-b(42, 54), b(42, 60), b(55, 85))
    field.add(ellipsoid(at(b(-10, 0), b(-2, 8), 30), k * vector(b(15, 19), b(17, 22), b(9, 13))), 6 * k)
    field.add(cone(roof, joint, b(10, 14) * k, b(9, 13) * k), 6 * k)
    front_low = at(b(2, 12), -b(28, 40), b(30, 45))
    field.add(cone(roof, front_low, 11 * k, b(7, 10) * k), 6 * k)

    # The wing: plates between the hub (front spine, roof, sacral joint) and the crest.
    front = at(b(22, 42), -b(38, 62), b(70, 98))
    top = at(b(24, 46), b(-12, 12), b(112, 142))
    rear_top = at(b(-22, 2), b(38, 62), b(102, 128))
    rear = at(-b(38, 50), b(68, 88), b(65, 92))
    crest = _curve([front, top, rear_top, rear], 10)
    hub = _curve([front_low, roof, joint], 10)
    thin, rim = b(1.4, 3.2) * k, b(4.5, 7.5) * k
    for i in range(len(crest) - 1):
        inner = [0.6 * crest[i + j] + 0.4 * hub[i + j] for j in (0, 1)]
        thick = 5 * k
        field.add(plate(hub[i], hub[i + 1], inner[0], thick, thick, thin), 3)
        field.add(plate(inner[0], inner[1], hub[i + 1], thin, thin, thick), 3)
        field.add(plate(crest[i], crest[i + 1], inner[0], rim * 0.6, rim * 0.6, thin), 3)
        field.add(plate(inner[0], inner[1], crest[i + 1], thin, thin, rim * 0.6), 3)
        field.add(cone(crest[i], crest[i + 1], rim, rim), 3)
    rear_low = at(-b(38, 46), b(60, 75), b(40, 58))
    field.add(cone(rear, rear_low, b(7, 10) * k, b(6, 9) * k), 4)
    field.add(plate(rear, rear_low, joint, 7 * k, 6 * k, 9 * k), 4)

    # Ischium and pubis; the symphysis leaves a few mm between the sides.
    middle = float(abs(head[0])) / k
    pubis = at(-(middle - b(8, 12)), -b(40, 60), -b(15, 40))
    field.add(ellipsoid(pubis, k * vector(b(9, 12), b(7, 10), b(13, 19))), 5 * k)
    pubis_low = pubis + k * (tilt @ vector(0, b(0, 8), -b(12, 20)))
    tuber = at(-b(26, 42), b(18, 36), -b(56, 78))
    field.add(cone(at(-(radius / k + 3), -b(10, 22), -b(-4, 10)), pubis, b(9, 13) * k, b(7, 10) * k), 5 * k)
    field.add(cone(pubis, pubis_low, b(8, 10) * k, b(7, 9) * k), 4 * k)
    bend = 0.5 * (pubis_low + tuber) + k * (tilt @ vector(side * b(-6, 2), b(-6, 6), b(-8, 4)))
    field.add(cone(pubis_low, bend, b(5.5, 8) * k, b(5, 7) * k), 4 * k)
    field.add(cone(bend, tuber, b(5, 7) * k, b(8, 11) * k), 4 * k)
    back = at(-b(10, 18), b(22, 30), -b(6, 18))
    field.add(cone(back, tuber, b(11, 14) * k, b(12, 15) * k), 6 * k)
    field.add(ellipsoid(tuber, k * vector(b(11, 15), b(13, 18), b(15, 22))), 5 * k)
    spine = at(-b(34, 44), b(38, 52), b(-8, 8))
    field.add(cone(back, spine, 9 * k, b(3, 5) * k), 5)
    field.add(cone(back, at(-b(30, 38), b(36, 46), b(24, 36)), 10 * k, 8 * k), 6)
    field.add(cone(at(-b(30, 38), b(36, 46), b(24, 36)), joint, 8 * k, 9 * k), 6)
    field.cut(ball(head, radius), gap)
    return field


def _socket(head, inner, wall, axis, cover):
    """A cap of a spherical shell round the head."""

    def distance(x, y, z):
        x, y, z = x - head[0], y - head[1], z - head[2]
        r = np.sqrt(x * x + y * y + z * z)
        cosine = (x * axis[0] + y * axis[1] + z * axis[2]) / np.maximum(r, 1)
        return np.maximum(np.abs(r - (inner + wall / 2)) - wall / 2, (cover - cosine) * inner)

    size = inner + wall
    return distance, head - size, head + size


def _curve(points, n):
    """n points on a Catmull-Rom spline through the given ones."""
    p = [2 * points[0] - points[1]] + list(points) + [2 * points[-1] - points[-2]]
    result = []
    for u in np.linspace(0, len(points) - 1, n):
        i = min(int(u), len(points) - 2)
        t = u - i
        a, b, c, d = p[i : i + 4]
        result.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3))
    return result


def sacrum_path(patient, draw, tilt):
    """Centres of S1 to S5 and of three coccygeal segments."""
    b = draw.between
    curve = b(0.5, 1.4)
    points = [
        vector(0, b(30, 56), b(68, 98)),
        vector(0, 0, 0),
        vector(0, 0, 0),
        vector(0, 0, 0),
        vector(0, 0, 0),
    ]
    steps = [(19, -20), (13, -20), (5, -19), (-3, -17)]
    for i, (back, down) in enumerate(steps):
        points[i + 1] = points[i] + vector(b(-1, 1), back * curve + b(-2, 2), down * b(0.9, 1.1))
    tail = [points[-1] + vector(b(-2, 2), -7 * curve * (j + 1), -9 * (j + 1) - 4) for j in range(3)]
    # The slope of the sacrum differs by some 40 degrees between people who hold the pelvis alike.
    slope = rotation(0, patient.sacral_slope)
    points, tail = ([points[0] + slope @ (p - points[0]) for p in part] for part in (points, tail))
    return [patient.scale * (tilt @ p) for p in points], [patient.scale * (tilt @ p) for p in tail]


def add_sacrum(field, path, patient, draw, tilt):
    k = patient.scale
    b = draw.between
    tilt = tilt @ rotation(0, patient.sacral_slope)
    broad, deep = b(0.85, 1.15), b(0.85, 1.2)
    body = [(25, 17, 13), (21, 14, 12), (18, 11, 11), (15, 9, 10), (12, 7, 10)]
    body = [(x * broad, y * deep, z) for x, y, z in body]
    wing = [b(42, 58), b(38, 54), b(30, 45), b(22, 36), b(14, 25)]
    wing_back, wing_up, spine_out = b(-2, 14), b(-9, 3), b(0.6, 1.3)
    for i, p in enumerate(path):
        field.add(ellipsoid(p, k * vector(*body[i])), 4)
        if i + 1 < len(path):
            field.add(cone(p, path[i + 1], body[i][1] * 0.9 * k, body[i + 1][1] * 0.9 * k), 4)
        for side in (1, -1):
            tip = p + k * (tilt @ vector(side * (wing[i] - 9), wing_back, wing_up))
            field.add(cone(p, tip, (14 - 1.6 * i) * k, (12 - 1.4 * i) * k), 5)
        crest = p + k * (tilt @ vector(0, (26 - 3.5 * i) * spine_out, -2))
        field.add(cone(p + k * (tilt @ vector(0, 16 - 2 * i, 0)), crest, 7 * k, 4 * k), 4)
        for side in (1, -1):
            field.add(plate(crest, p + k * (tilt @ vector(side * 20, 18 - 2 * i, 0)), p + k * (tilt @ vector(side * 8, 18 - 2 * i, -16)), 4 * k, 4 * k, 4 * k), 4)
    for i in range(4):
        for side in (1, -1):
            hole = 0.5 * (path[i] + path[i + 1]) + k * (tilt @ vector(side * (19 - 2 * i), 1, 0))
            field.cut(cone(hole, hole + k * (tilt @ vector(0, -16, 0)), b(2.5, 4.5) * k, 4.5 * k))
    for a, c in zip(path[:3], path[1:4]):
        shift = k * (tilt @ vector(0, 17, 0))
        field.cut(cone(a + shift * 1.0, c + shift * 0.9, b(3, 6) * k, b(2.5, 5) * k))
    # The upper end plate of S1 is flat.
    normal = tilt @ rotation(0, SACRAL_SLOPE) @ vector(0, 0, 1)
    top = path[0] + normal * 12 * k

    def above(x, y, z):
        return -((x - top[0]) * normal[0] + (y - top[1]) * normal[1] + (z - top[2]) * normal[2])

    field.cut((lambda x, y, z: np.maximum(above(x, y, z), np.abs(x - top[0]) - 27 * k), top - 40 * k, top + 40 * k))
    return field


def add_coccyx(field, tail, patient, draw):
    radius = 7 * patient.scale
    for p in tail:
        field.add(ellipsoid(p, radius * vector(1.2, 0.8, 0.8)), 1)
        radius *= 0.8
    return field


def pelvis_tilt(patient, draw):
    return rotation(0, patient.tilt) @ rotation(1, draw.normal(0, 1.5)) @ rotation(2, draw.normal(0, 2))
