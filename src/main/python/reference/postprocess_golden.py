"""Reference values for io.github.holoseg.postprocess, made by the original packages.

Usage: python postprocess_golden.py OUTPUT_FOLDER

Writes small .npy files and manifest.json (cases, package versions). Every array is stored as
(channel,) z, y, x: the last axis is the fastest one, which is axis 0 (x) in Java. Lists in the
manifest are in Java's order, axis 0 first.

  nnunet_*  nnunetv2's export: resampling of half logits, decision, un-crop, transpose back
  monai_*   Spacingd (and CropForegroundd) undone by Invertd, before or after the decision
  ts_*      scipy.ndimage.zoom(order=0), as TotalSegmentator brings labels back
  parts_*   scipy.ndimage.label and binary_fill_holes
"""

import json
import platform
import sys
from functools import partial
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import torch
from monai.data import MetaTensor
from monai.transforms import AsDiscrete, Compose, CropForegroundd, Invertd, Spacingd, SpatialResample
from nnunetv2.inference.export_prediction import (
    convert_predicted_logits_to_segmentation_with_correct_shape as nnunet_export,
)
from nnunetv2.preprocessing.resampling.default_resampling import resample_data_or_seg_to_shape
from nnunetv2.postprocessing.remove_connected_components import remove_all_but_largest_component_from_segmentation
from nnunetv2.preprocessing.resampling.resample_torch import resample_torch_fornnunet
from nnunetv2.utilities.label_handling.label_handling import LabelManager
from scipy import ndimage

OUT = Path(sys.argv[1])
CASES = []
PARTS = []


def back(values):
    """From array order (z, y, x) to Java's (x, y, z), as plain numbers."""
    return [v.item() if hasattr(v, "item") else v for v in reversed(list(values))]


def save(name, array):
    np.save(OUT / f"{name}.npy", np.ascontiguousarray(array))


def add(name, scores, labels, *, turn=(0, 1, 2), scan_spacing, source_spacing, grid_spacing, crop_min,
        crop_size, resampled, grid_crop_min=None, grid_crop_size=None, activation="NONE", rule="ARGMAX",
        threshold=0.5, class_values=None, labels_first=False, activation_first=False,
        interpolation="LINEAR", coordinates="HALF_PIXEL", separate="NEVER",
        separate_interpolation="NEAREST", accumulate="FLOAT32"):
    """Stores a case; sizes and spacings are given in array order."""
    save(f"{name}_scores", scores)
    save(f"{name}_labels", labels.astype(np.uint16))
    CASES.append(dict(
        name=name, turn=list(turn), scanSize=back(labels.shape), scanSpacing=back(scan_spacing),
        sourceSpacing=back(source_spacing), gridSpacing=back(grid_spacing), cropMin=back(crop_min),
        cropSize=back(crop_size), resampledSize=back(resampled),
        gridCropMin=back(grid_crop_min or (0, 0, 0)), gridCropSize=back(grid_crop_size or resampled),
        activation=activation, rule=rule, threshold=threshold,
        classValues=class_values or list(range(scores.shape[0])), labelsFirst=labels_first,
        activationFirst=activation_first, interpolation=interpolation, coordinates=coordinates,
        separate=separate, separateInterpolation=separate_interpolation, accumulate=accumulate))


def nnunet(name, logits, cropped, grid_spacing, scan_spacing, *, forward=(0, 1, 2), bbox_low=(0, 0, 0),
           bbox_high=(0, 0, 0), regions=None, force=None, order=1, order_z=0, by_torch=False):
    """grid_spacing and cropped are in the transposed order, scan_spacing in the file's (z, y, x)."""
    logits = logits.astype(np.float16)
    backward = [list(forward).index(i) for i in range(3)]
    before = [b + c + e for b, c, e in zip(bbox_low, cropped, bbox_high)]
    bbox = [[b, b + c] for b, c in zip(bbox_low, cropped)]
    n = logits.shape[0]
    if regions is None:
        manager = LabelManager({"background": 0, **{f"l{i}": i for i in range(1, n)}}, None)
    else:
        names = {"background": 0, **{f"r{i}": list(range(i + 1, n + 1)) for i in range(n)}}
        manager = LabelManager(names, regions)
    resample = partial(resample_data_or_seg_to_shape, is_seg=False, order=order, order_z=order_z,
                       force_separate_z=force)
    if by_torch:
        resample = partial(resample_torch_fornnunet, is_seg=False, force_separate_z=force)
    labels = nnunet_export(
        torch.from_numpy(logits.copy()),
        SimpleNamespace(transpose_forward=list(forward), transpose_backward=backward),
        SimpleNamespace(spacing=list(grid_spacing), resampling_fn_probabilities=resample),
        manager,
        dict(spacing=list(scan_spacing), shape_after_cropping_and_before_resampling=list(cropped),
             shape_before_cropping=before, bbox_used_for_cropping=bbox))
    add(name, logits, np.asarray(labels), turn=[2 - forward[2 - t] for t in range(3)],
        scan_spacing=scan_spacing, source_spacing=[scan_spacing[i] for i in forward],
        grid_spacing=grid_spacing, crop_min=bbox_low, crop_size=cropped, resampled=logits.shape[1:],
        activation="NONE" if regions is None else "SIGMOID",
        rule="ARGMAX" if regions is None else "REGIONS",
        class_values=list(range(n)) if regions is None else list(regions),
        interpolation=["NEAREST", "LINEAR"][order], separate={None: "AUTO", False: "NEVER", True: "ALWAYS"}[force],
        separate_interpolation=["NEAREST", "LINEAR"][order_z], accumulate="FLOAT16",
        coordinates="TORCH" if by_torch else "HALF_PIXEL")


def logits_of(seed, classes, shape, step=None, scale=3.0):
    """Smooth random logits; step: rounded to multiples, so that ties are frequent."""
    rng = np.random.default_rng(seed)
    values = ndimage.gaussian_filter(rng.normal(size=(classes, *shape)), (0, 1, 1, 1))
    values = values / values.std() * scale
    return (values if step is None else np.round(values / step) * step).astype(np.float32)


def nnunet_cases():
    nnunet("nnunet_plain", logits_of(1, 5, (10, 14, 12)), (9, 20, 17), (1.5, 1.5, 1.5), (1.7, 1.05, 1.06))
    nnunet("nnunet_ties", logits_of(2, 5, (6, 8, 12), 1.0), (12, 12, 18), (2, 1.5, 1.5), (1, 1, 1))
    nnunet("nnunet_ties_fine", logits_of(3, 4, (9, 8, 10), 1 / 64, 0.2), (12, 12, 15), (2, 1.5, 1.5), (1.5, 1, 1))
    rng = np.random.default_rng(4)
    near = np.float16(1) + rng.integers(0, 4, (6, 8, 8, 8)).astype(np.float16) * np.float16(2.0 ** -10)
    nnunet("nnunet_last_bits", near, (12, 12, 20), (1, 1, 1), (1, 1, 1))
    nnunet("nnunet_last_bits_down", near, (7, 6, 5), (1, 1, 1), (1, 1, 1))
    nnunet("nnunet_tiny", rng.integers(-5, 6, (4, 6, 6, 6)) * 2.0 ** -24, (9, 9, 12), (1, 1, 1), (1, 1, 1))
    nnunet("nnunet_separate_z_by_grid", logits_of(5, 5, (5, 14, 12), 0.5), (11, 20, 17), (5, 1.2, 1.2), (2.3, 0.8, 0.85))
    nnunet("nnunet_separate_x_by_scan", logits_of(6, 4, (10, 11, 12)), (13, 12, 4), (1, 1, 1), (0.8, 0.9, 3.2))
    nnunet("nnunet_separate_y_by_grid", logits_of(7, 4, (10, 5, 12), 0.25), (13, 9, 10), (1, 4, 1), (0.8, 2.1, 1.2))
    nnunet("nnunet_separate_two_axes_tie", logits_of(8, 4, (6, 7, 12)), (9, 8, 10), (4, 4, 1), (3, 3, 1.2))
    nnunet("nnunet_separate_same_length", logits_of(9, 4, (6, 7, 12), 0.5), (6, 10, 15), (4, 1, 1), (4, .7, .8))
    nnunet("nnunet_separate_linear", logits_of(10, 4, (5, 9, 12), 0.5), (12, 12, 18), (5, 1, 1), (2, .75, .7), order_z=1)
    nnunet("nnunet_never_separate", logits_of(11, 4, (5, 9, 12), 0.5), (12, 12, 18), (5, 1, 1), (2, .75, .7), force=False)
    nnunet("nnunet_always_separate", logits_of(12, 4, (5, 9, 12), 0.5), (12, 12, 18), (2, 1, 1), (1, .75, .7), force=True)
    nnunet("nnunet_down", logits_of(13, 5, (12, 14, 16), 0.5), (6, 7, 5), (1, 1, 1), (2, 2, 3))
    nnunet("nnunet_identity", logits_of(14, 5, (7, 8, 9), 1.0), (7, 8, 9), (1, 1, 1), (1, 1, 1))
    nnunet("nnunet_crop_transpose", logits_of(15, 5, (7, 8, 9), 0.5), (10, 9, 12), (1.5, 1.2, 1.1),
           (1.0, 1.1, 0.9), forward=(1, 2, 0), bbox_low=(2, 0, 3), bbox_high=(1, 2, 0))
    nnunet("nnunet_crop_swap", logits_of(16, 3, (7, 8, 9), 0.5), (7, 12, 9), (1.5, 1.2, 1.1), (1.0, 1.1, 0.9),
           forward=(2, 1, 0), bbox_low=(0, 1, 2), bbox_high=(3, 0, 1))
    nnunet("nnunet_regions", logits_of(17, 3, (8, 9, 10), 0.5), (12, 13, 15), (1, 1, 1), (.7, .7, .7), regions=[1, 2, 3])
    nnunet("nnunet_regions_order", logits_of(18, 3, (8, 9, 10)), (12, 13, 15), (1, 1, 1), (.7, .7, .7), regions=[3, 1, 2])
    nnunet("nnunet_torch", logits_of(51, 5, (10, 14, 12)), (9, 20, 17), (1.5, 1.5, 1.5), (1.7, 1.05, 1.06), by_torch=True)
    # exact ties are left out: there PyTorch's float32 rounding decides, and ours differs in the last bit
    nnunet("nnunet_torch_separate", logits_of(53, 5, (5, 14, 12)), (11, 20, 17), (5, 1.2, 1.2), (2.3, 0.8, 0.85), by_torch=True)
    nnunet("nnunet_torch_regions", logits_of(54, 3, (8, 9, 10)), (12, 13, 15), (1, 1, 1), (.7, .7, .7), regions=[1, 2, 3],
           by_torch=True)
    tiny = np.random.default_rng(19).integers(-6, 7, (3, 6, 7, 8)) * 2.0 ** -24
    nnunet("nnunet_regions_tiny", tiny, (6, 7, 8), (1, 1, 1), (1, 1, 1), regions=[1, 2, 3])
    nnunet("nnunet_regions_tiny_up", tiny, (9, 12, 12), (1, 1, 1), (1, 1, 1), regions=[1, 2, 3])


def monai(name, seed, classes, shape, spacing, pixdim, *, crop=False, mode="argmax-last", threshold=0.5):
    """shape, spacing, pixdim: x, y, z as MONAI has them."""
    rng = np.random.default_rng(seed)
    image = torch.zeros(1, *shape)
    inner = [slice(n // 4, n - n // 5) for n in shape]
    image[(0, *inner)] = 1.0
    data = {"image": MetaTensor(image, affine=torch.diag(torch.tensor([*spacing, 1.0], dtype=torch.float64)))}
    steps = [Spacingd("image", pixdim=pixdim, mode="bilinear")]
    if crop:
        steps.append(CropForegroundd("image", source_key="image", allow_smaller=True))
    pre = Compose(steps)
    resampled = list(Compose(steps[:1])(data)["image"].shape[1:])
    data = pre(data)
    kept = list(data["image"].shape[1:])
    start = [0, 0, 0]
    if crop:
        start = [int(v) for v in data["foreground_start_coord"]]
    logits = ndimage.gaussian_filter(rng.normal(size=(classes, *kept)), (0, 1, 1, 1))
    logits = torch.from_numpy((logits / logits.std() * 3).astype(np.float32))
    labels_first = mode == "argmax-first"
    if mode == "argmax-last":
        pred = torch.softmax(logits, 0)
    elif mode == "threshold":
        pred = torch.sigmoid(logits)
    else:
        pred = AsDiscrete(argmax=True)(torch.softmax(logits, 0))
    data["pred"] = MetaTensor(pred)
    data = Invertd("pred", transform=pre, orig_keys="image", nearest_interp=labels_first)(data)
    result = data["pred"]
    if mode == "argmax-last":
        result = AsDiscrete(argmax=True)(result)
    elif mode == "threshold":
        result = AsDiscrete(threshold=threshold)(result)
        value = torch.zeros_like(result[:1])
        for c in range(classes):
            value[result[c:c + 1] > 0] = c + 1
        result = value
    zyx = lambda a: np.asarray(a).transpose(0, 3, 2, 1)
    add(name, zyx(logits), zyx(result)[0], scan_spacing=spacing[::-1], source_spacing=spacing[::-1],
        grid_spacing=pixdim[::-1], crop_min=(0, 0, 0), crop_size=shape[::-1], resampled=resampled[::-1],
        grid_crop_min=start[::-1], grid_crop_size=kept[::-1],
        activation="SIGMOID" if mode == "threshold" else "SOFTMAX",
        rule="THRESHOLD" if mode == "threshold" else "ARGMAX", threshold=threshold,
        class_values=list(range(1, classes + 1)) if mode == "threshold" else None,
        labels_first=labels_first, activation_first=not labels_first,
        interpolation="NEAREST" if labels_first else "LINEAR", coordinates="FIRST_VOXEL")


def monai_cases():
    monai("monai_softmax_up", 21, 4, (17, 20, 9), (1.0, 1.1, 2.0), (1.5, 1.5, 2.3))
    monai("monai_softmax_down", 22, 3, (9, 10, 8), (2.0, 3.0, 2.5), (1.5, 1.5, 2.0))
    monai("monai_same_size", 23, 3, (9, 10, 8), (1.5, 1.45, 2.0), (1.5, 1.5, 2.0))
    monai("monai_softmax_crop", 24, 4, (17, 20, 12), (1.0, 1.1, 2.0), (1.5, 1.4, 1.7), crop=True)
    monai("monai_threshold", 25, 2, (17, 12, 9), (1.0, 1.1, 2.0), (1.5, 1.5, 2.3), mode="threshold")
    monai("monai_labels", 26, 5, (17, 20, 9), (1.0, 1.1, 2.0), (1.5, 1.7, 2.3), mode="argmax-first")
    monai("monai_labels_down", 27, 5, (9, 10, 8), (2.0, 3.1, 2.5), (1.5, 1.3, 2.1), mode="argmax-first")
    # half the spacing: every second position lies halfway between two samples
    monai("monai_labels_halves", 29, 5, (16, 17, 18), (1.5, 1.5, 1.5), (3, 3, 3), mode="argmax-first")
    monai("monai_labels_halves_odd", 30, 5, (23, 18, 15), (0.75, 1.2, 1.25), (1.5, 2.4, 2.5), mode="argmax-first")
    monai("monai_labels_halves_up", 34, 5, (12, 13, 14), (2.5, 1.5, 3), (1, 1, 2), mode="argmax-first")
    monai("monai_labels_halves_crop", 33, 5, (17, 22, 15), (0.6, 1.5, 1.0), (1.2, 3.0, 2.0), crop=True,
          mode="argmax-first")
    monai("monai_labels_crop", 28, 5, (17, 20, 12), (1.0, 1.1, 2.0), (1.5, 1.4, 1.7), crop=True, mode="argmax-first")


def total_segmentator(name, seed, classes, grid, scan):
    logits = logits_of(seed, classes, grid, 0.5)
    labels = logits.argmax(0).astype(np.uint8)
    zoom = np.array(scan) / np.array(grid)
    result = ndimage.zoom(labels, zoom, order=0, mode="nearest")
    assert result.shape == tuple(scan), result.shape
    spacing = [3.0 * g / s for g, s in zip(grid, scan)]
    add(name, logits, result, scan_spacing=spacing, source_spacing=spacing, grid_spacing=(3, 3, 3),
        crop_min=(0, 0, 0), crop_size=scan, resampled=grid, labels_first=True, interpolation="NEAREST",
        coordinates="CORNER_ALIGNED")


def total_segmentator_cases():
    total_segmentator("ts_up", 31, 5, (10, 14, 12), (21, 33, 25))
    total_segmentator("ts_halves", 32, 5, (6, 7, 8), (11, 13, 15))
    total_segmentator("ts_down", 33, 5, (12, 14, 16), (5, 8, 7))


def first_largest(mask):
    parts, n = ndimage.label(mask)
    if n == 0:
        return mask
    # scipy numbers components in C order of their first voxel: argmax takes the first of equals
    return parts == 1 + np.bincount(parts.ravel())[1:].argmax()


def part_cases():
    rng = np.random.default_rng(41)
    noise = rng.choice(4, size=(9, 11, 13), p=(0.45, 0.25, 0.2, 0.1)).astype(np.uint16)
    field = ndimage.gaussian_filter(rng.normal(size=(4, 24, 22, 26)), (0, 1.2, 1.2, 1.2))
    blobs = np.where(field.max(0) > 0.06, field.argmax(0) + 1, 0).astype(np.uint16)
    blobs[rng.random(blobs.shape) < 0.02] = 0
    shells = np.zeros((24, 22, 26), np.uint16)
    z, y, x = np.indices(shells.shape)
    for value, centre, radius in ((1, (11, 10, 10), 9), (2, (12, 10, 9), 5), (3, (3, 18, 22), 6)):
        d = np.sqrt((z - centre[0]) ** 2 + (y - centre[1]) ** 2 + (x - centre[2]) ** 2)
        shells[(d <= radius) & (d > radius - 2)] = value
    shells[rng.random(shells.shape) < 0.01] = 0
    shells[rng.random(shells.shape) < 0.01] = 2
    spacing = (1.5, 0.8, 0.9)
    volume = spacing[0] * spacing[1] * spacing[2]
    for name, values in (("noise", noise), ("blobs", blobs), ("shells", shells)):
        save(f"parts_{name}", values)
        used = [int(v) for v in np.unique(values) if v]
        largest, small, filled = values.copy(), values.copy(), values.copy()
        for v in used:
            mask = values == v
            largest[mask & ~first_largest(mask)] = 0
            parts, n = ndimage.label(mask)
            sizes = np.bincount(parts.ravel(), minlength=n + 1)
            small[mask & (sizes[parts] * volume < 20)] = 0
            hole = ndimage.binary_fill_holes(filled == v) & (filled == 0)
            filled[hole] = v
        save(f"parts_{name}_largest", largest)
        save(f"parts_{name}_small20", small)
        save(f"parts_{name}_filled", filled)
        save(f"parts_{name}_together", remove_all_but_largest_component_from_segmentation(values, used[1:]))
        PARTS.append(dict(name=name, labels=used, spacing=back(spacing)))


def torch_nearest():
    """Which sample MONAI's nearest neighbour takes along one axis, half of them halfway."""
    found = []
    for n, m, ratio in ((150, 300, 0.5), (106, 211, 0.5), (54, 107, 0.5), (151, 61, 2.5), (124, 83, 1.5),
                        (45, 68, 0.7), (72, 143, 0.5), (7, 1, 1.5), (1, 5, 0.25)):
        ramp = torch.arange(n, dtype=torch.float32).reshape(1, n, 1, 1).repeat(1, 1, 2, 2)
        result = SpatialResample(mode="nearest", padding_mode="border", align_corners=False, dtype=np.float64)(
            MetaTensor(ramp, affine=torch.eye(4, dtype=torch.float64)),
            dst_affine=torch.diag(torch.tensor([ratio, 1, 1, 1], dtype=torch.float64)), spatial_size=(m, 2, 2))
        found.append(dict(inputs=n, outputs=m, ratio=ratio, samples=[int(v) for v in result[0, :, 0, 0]]))
    return found


def sigmoid_bounds():
    """Lowest float32 whose torch.sigmoid exceeds the threshold."""
    bounds = []
    for threshold in (0.5, 0.3, 0.7, 0.05):
        low, high = np.float32(-20), np.float32(20)
        while np.nextafter(low, np.float32(30)) < high:
            middle = np.float32((np.float64(low) + np.float64(high)) / 2)
            if middle <= low or middle >= high:
                middle = np.nextafter(low, np.float32(30))
            if (torch.sigmoid(torch.full((64,), middle.item())) > threshold).all():
                high = middle
            else:
                low = middle
        bounds.append(dict(threshold=threshold, bound=float(high)))
    return bounds


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    nnunet_cases()
    monai_cases()
    total_segmentator_cases()
    part_cases()
    packages = ("numpy", "scipy", "scikit-image", "torch", "monai", "nnunetv2")
    versions = {"python": platform.python_version(), **{p: version(p) for p in packages}}
    manifest = dict(script="src/main/python/reference/postprocess_golden.py", versions=versions,
                    cases=CASES, parts=PARTS, sigmoidBounds=sigmoid_bounds(),
                    torchNearest=torch_nearest())
    (OUT / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


if __name__ == "__main__":
    main()
