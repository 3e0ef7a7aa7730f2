"""Pictures for the model card: outlines of the result (solid) and of the reference (dashed) on the sample CT.

    python picture.py LABELS.nii.gz OUT.png [AXIS SLICE]...   (axis x, y, z; slices of the RAS grid)
"""

import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import nibabel
import numpy as np

import evaluate

COLORS = ("#E6A23C", "#4CAF50", "#FF5A50", "#A07BFF", "#40D0FF")


def main(labels_file, out, views):
    hu, reference, affine = evaluate.load()
    image = nibabel.load(labels_file)
    labels = evaluate.sampled(np.asarray(image.dataobj).astype(np.uint8), image.affine, reference.shape, affine)
    figure, axes = plt.subplots(1, len(views), figsize=(4.4 * len(views), 4.2), facecolor="black")
    for view, (axis, k) in zip(np.atleast_1d(axes), views):
        part = [slice(None)] * 3
        part["xyz".index(axis)] = k
        part = tuple(part)
        view.imshow(hu[part].T, origin="lower", cmap="gray", vmin=-200, vmax=700)
        for value, color in enumerate(COLORS, 1):
            for mask, style, width in ((labels, "solid", 1.3), (reference, "dashed", 0.9)):
                if (mask[part] == value).any():
                    view.contour((mask[part] == value).T, [0.5], colors=color, linewidths=width, linestyles=style)
        if axis != "x":
            view.invert_xaxis()  # radiological: the patient's right on the left
        view.axis("off")
    plt.tight_layout(pad=0.2)
    plt.savefig(out, dpi=70, facecolor="black")


if __name__ == "__main__":
    rest = sys.argv[3:] or ["y", "40", "y", "50", "z", "30", "x", "60"]
    main(sys.argv[1], sys.argv[2], [(rest[i], int(rest[i + 1])) for i in range(0, len(rest), 2)])
