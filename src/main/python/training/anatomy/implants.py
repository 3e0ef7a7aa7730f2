"""Metal: nails with neck screws, plates with screws, total and partial hip prostheses, sacral and spinal screws."""

import numpy as np

from .field import ball, cone, unit, vector


def nail(field, f, draw, k):
    """Nail inside the shaft from the tip of the trochanter, with one or two screws into the head."""
    up = -f.distal
    radius = draw.between(4.8, 7)
    last = draw.one_of(2, 3, 4, 5)
    bent = f.base + up * draw.between(18, 45) * k - f.medial * draw.between(0, 8) * k
    path = [bent, f.path[1]] + f.path[2 : last + 1]
    for a, b in zip(path, path[1:]):
        field.add(cone(a, b, radius, radius * 0.95))
    for shift in (0.0, draw.between(7, 12)) if draw.chance(0.4) else (0.0,):
        start = f.base - f.neck * draw.between(16, 30) * k + f.distal * shift
        end = f.head + f.neck * draw.between(-2, 12) * k + f.distal * shift
        field.add(cone(start, end, draw.between(3, 5.5), draw.between(3, 5.5)))
    end = path[-1] - f.distal * 15 * k
    field.add(cone(end + f.medial * 22 * k, end - f.medial * 24 * k, 2.5, 2.5))


def plate_and_screws(field, f, draw, k):
    """A plate along the outside of the shaft; with a screw into the neck it is a sliding hip screw."""
    r = f.leg.shaft_radius * k + 3
    first, last = draw.one_of((0, 3), (1, 4), (0, 5), (3, 6))
    side = -f.medial
    points = [p + side * r for p in f.path[first : last + 1]]
    for a, b in zip(points, points[1:]):
        for across in (-5, 0, 5):
            field.add(cone(a + f.back * across, b + f.back * across, 2.8, 2.8))
    for t in np.arange(0.05, 1, draw.between(0.1, 0.2)):
        p = points[0] + (points[-1] - points[0]) * t
        field.add(cone(p, p - side * 2 * r, 2.2, 2.2))
    if first == 0 and draw.chance(0.7):
        field.add(cone(f.base - f.neck * 28 * k, f.head + f.neck * draw.between(0, 10), 4.5, 6))


def neck_screws(field, f, draw, k):
    for i in range(3):
        angle = 2 * np.pi * i / 3 + draw.between(0, 1)
        shift = (f.back * np.cos(angle) + f.distal * np.sin(angle)) * 7 * k
        field.add(cone(f.base - f.neck * 22 * k + shift, f.head + f.neck * 6 * k + shift, 3.3, 3.5))


def prosthesis(field, f, draw, k):
    """Stem, neck and head; with a cup when it is a total one. Gives whether there is a cup."""
    head = draw.between(14, 18) if draw.chance(0.7) else f.radius * 0.97
    field.add(ball(f.head, head))
    field.add(cone(f.head, f.base - f.neck * 4 * k, 7, 9 * k))
    stem = draw.between(0.22, 0.45)
    tip = f.path[0] + (f.path[3] - f.path[0]) * stem * 2
    field.add(cone(f.base - f.distal * 8 * k, f.base + f.distal * 30 * k, 12 * k, 10 * k), 3)
    field.add(cone(f.base + f.distal * 30 * k, tip, 9 * k, 5.5 * k), 3)
    if head < f.radius * 0.9 and draw.chance(0.85):
        axis = unit(vector(-f.side * 0.72, 0.1, 0.62))
        cover = 0.05
        outer = f.radius + draw.between(1, 5)

        def cup(x, y, z):
            x, y, z = x - f.head[0], y - f.head[1], z - f.head[2]
            r = np.sqrt(x * x + y * y + z * z)
            cosine = (x * axis[0] + y * axis[1] + z * axis[2]) / np.maximum(r, 1)
            return np.maximum(np.abs(r - outer + 2) - 2, (cover - cosine) * outer)

        field.add((cup, f.head - outer - 3, f.head + outer + 3))
        for _ in range(draw.one_of(0, 1, 2)):
            way = unit(axis + vector(*draw.rng.normal(0, 0.25, 3)))
            field.add(cone(f.head + way * outer, f.head + way * (outer + 28), 2.8, 2))
        return True
    return False


def pelvic_screws(field, path, heads, draw, k):
    """Through the sacral joints, and plates near the socket."""
    for i in range(draw.one_of(1, 2)):
        side = draw.one_of(1, -1)
        outside = path[i] + k * vector(side * 75, 12, -4)
        field.add(cone(outside, path[i] + k * vector(-side * draw.between(-10, 40), 0, 2), 3.6, 3.6))
    if draw.chance(0.5):
        head = heads[draw.one_of(1, -1)]
        side = np.sign(head[0])
        a = head + k * vector(-side * 20, 40, 35)
        b = head + k * vector(-side * 14, 40, -30)
        for shift in (-3, 3):
            field.add(cone(a + shift, b + shift, 2.2, 2.2))


def spinal_screws(field, centres, draw, k):
    first = draw.one_of(0, 1, 2)
    for centre in centres[first : first + draw.one_of(2, 3, 4)]:
        for side in (1, -1):
            entry = centre + k * vector(side * 17, 36, 2)
            field.add(cone(entry, centre + k * vector(side * 9, -4, 0), 3.2, 2.8))
            field.add(ball(entry + vector(0, 5, 0), 7))
    for side in (1, -1):
        top = min(first + 3, len(centres) - 1)
        field.add(cone(centres[first] + k * vector(side * 17, 43, 0), centres[top] + k * vector(side * 17, 43, 0), 2.8, 2.8))
