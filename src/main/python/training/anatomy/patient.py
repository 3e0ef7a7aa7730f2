"""What differs from one simulated patient to the next, drawn before any shape is made.

Ranges are wider than in textbooks on purpose: the network must not learn one anatomy. Angles in degrees,
lengths in mm for an adult; `scale` makes children of it.
"""

from dataclasses import dataclass, field

import numpy as np


class Draw:
    """Named random draws of one seed."""

    def __init__(self, seed):
        self.rng = np.random.default_rng(seed)

    def between(self, low, high):
        return float(self.rng.uniform(low, high))

    def normal(self, mean, sd):
        return float(np.clip(self.rng.normal(mean, sd), mean - 2.5 * sd, mean + 2.5 * sd))

    def chance(self, probability):
        return bool(self.rng.random() < probability)

    def one_of(self, *choices):
        return choices[int(self.rng.integers(len(choices)))]

    def around(self, value, spread):
        """A value of one side of the body near the patient's own."""
        return value + self.between(-spread, spread)


@dataclass
class Leg:
    head_radius: float
    neck_shaft_angle: float
    anteversion: float
    neck_length: float
    length: float
    shaft_radius: float
    cortex: float
    flexion: float
    abduction: float
    turn: float


@dataclass
class Patient:
    scale: float
    child: bool
    head_distance: float
    tilt: float
    sacral_slope: float
    joint_space: float
    fat: float
    width: float
    depth: float
    legs: dict = field(default_factory=dict)


def draw_patient(draw):
    child = draw.chance(0.2)
    scale = draw.between(0.5, 0.85) if child else draw.normal(1.0, 0.06)
    head = draw.between(21.5, 27)
    angle, version = draw.normal(128, 5.5), draw.normal(13, 9)
    neck, length = draw.between(42, 60), draw.between(385, 455)
    shaft, cortex = draw.between(12.5, 16.5), draw.between(2.5, 8)
    flexion, abduction = draw.between(-6, 14), draw.between(-3, 10)
    if draw.chance(0.12):
        flexion += draw.between(10, 45)
    stature = draw.one_of("slim", "middle", "middle", "obese")
    fat = {"slim": draw.between(4, 14), "middle": draw.between(10, 32), "obese": draw.between(28, 75)}[stature]
    patient = Patient(
        scale=scale,
        child=child,
        head_distance=draw.between(80, 97),
        tilt=draw.normal(0, 8),
        sacral_slope=draw.normal(0, 10),
        joint_space=draw.between(1.2, 4.5) + (1.5 if child else 0),
        fat=fat,
        width=draw.between(135, 170),
        depth=draw.between(85, 115),
    )
    for side in (1, -1):
        patient.legs[side] = Leg(
            head_radius=draw.around(head, 0.7),
            neck_shaft_angle=draw.around(angle, 3),
            anteversion=draw.around(version, 5),
            neck_length=draw.around(neck, 2.5),
            length=draw.around(length, 4),
            shaft_radius=draw.around(shaft, 0.6),
            cortex=max(1.5, draw.around(cortex, 0.5)),
            flexion=draw.around(flexion, 4),
            abduction=draw.around(abduction, 4),
            turn=draw.between(-25, 30),
        )
    return patient
