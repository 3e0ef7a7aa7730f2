"""Pictures for the model card: the worst simulated test cases, one for each structure.

    python picture_failures.py MODEL.onnx PATIENTS OUT.png [--cases 60]

The same cases and scanner seeds as test_simulated.py. Shown is the coronal or sagittal slice with the most wrong voxels of that
structure: result solid, truth dashed.
"""

import argparse

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import onnxruntime
import torch

from anatomy.phantom import LABELS
from picture import COLORS
from test_simulated import Case, cases

AXES = {"coronal": 1, "sagittal": 2}  # of arrays [z, y, x]


def slice_with_most_errors(case, label):
    wrong = (case.predicted == label) != (case.labels == label)
    counts = {name: wrong.sum(tuple(a for a in range(3) if a != axis)) for name, axis in AXES.items()}
    name = max(counts, key=lambda n: counts[n].max())
    return name, AXES[name], int(counts[name].argmax())


def draw(view, case: Case, label, name):
    plane, axis, k = slice_with_most_errors(case, label)
    view.imshow(np.take(case.hu, k, axis), origin="lower", cmap="gray", vmin=-200, vmax=700)
    for value, color in enumerate(COLORS, 1):
        for labels, style, width in ((case.predicted, "solid", 1.3), (case.labels, "dashed", 0.9)):
            mask = np.take(labels, k, axis) == value
            if mask.any():
                view.contour(mask, [0.5], colors=color, linewidths=width, linestyles=style)
    view.set_title(f"{name} {case.dice[label - 1]:.2f} (seed {case.seed}, {plane})", color="white", fontsize=9)
    view.axis("off")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model")
    parser.add_argument("patients")
    parser.add_argument("out")
    parser.add_argument("--cases", type=int, default=60)
    options = parser.parse_args()
    torch.set_num_threads(1)
    session = onnxruntime.InferenceSession(options.model, providers=["CPUExecutionProvider"])
    kept = {}
    for case in cases(session, options.patients, options.cases):
        for label in LABELS:
            value = case.dice[label - 1]
            if not np.isnan(value) and (label not in kept or value < kept[label].dice[label - 1]):
                kept[label] = case
    figure, axes = plt.subplots(1, len(LABELS), figsize=(3.4 * len(LABELS), 3.4), facecolor="black")
    for view, (label, name) in zip(axes, LABELS.items()):
        draw(view, kept[label], label, name)
    plt.tight_layout(pad=0.3)
    plt.savefig(options.out, dpi=60, facecolor="black")


if __name__ == "__main__":
    main()
