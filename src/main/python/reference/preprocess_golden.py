"""Reference values for io.github.holoseg.preprocess, made by the original packages.

Usage: python preprocess_golden.py OUTPUT_FOLDER

Writes small .npy files and manifest.json. Arrays are (channel,) z, y, x: the last axis is the
fastest one, axis 0 in Java. Lists in the manifest are in Java's order, axis 0 first.

  resample_*  nnunetv2 resample_data_or_seg_to_shape, scipy.ndimage.zoom + int32 (TotalSegmentator), MONAI Spacingd
  intensity_* MONAI ScaleIntensityRange, NormalizeIntensity, ScaleIntensity, ClipIntensityPercentiles
  nnunet_*    nnunetv2 DefaultPreprocessor.run_case_npy, end to end
"""

import json
import platform
import sys
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import torch
from monai.data import MetaTensor
from monai.transforms import NormalizeIntensity, ScaleIntensity, ScaleIntensityRange, Spacing
from nnunetv2.preprocessing.preprocessors.default_preprocessor import DefaultPreprocessor
from nnunetv2.preprocessing.resampling.default_resampling import resample_data_or_seg_to_shape
from nnunetv2.utilities.label_handling.label_handling import LabelManager, convert_labelmap_to_one_hot
from nnunetv2.preprocessing.resampling.resample_torch import resample_torch_fornnunet
from scipy import ndimage

OUT = Path(sys.argv[1])
RNG = np.random.default_rng(20261123)
RESAMPLE, INTENSITY, NNUNET, LABELS = [], [], [], []


def back(values):
    return [v.item() if hasattr(v, "item") else v for v in reversed(list(values))]


def save(name, array):
    np.save(OUT / f"{name}.npy", np.ascontiguousarray(array.astype(np.float32)))


def smooth(shape):
    """HU-like values with edges, so that the spline rings and the clipping bites."""
    a = ndimage.gaussian_filter(RNG.normal(size=shape), 1.2) * 900
    a[a > 300] = 2500
    return np.round(a - 100).astype(np.float32)


def nnunet_resample(name, shape, new_shape, current, new, order=3, order_z=0, separate=None):
    a = smooth(shape)
    r = resample_data_or_seg_to_shape(a[None].copy(), new_shape, current, new, is_seg=False, order=order,
                                      order_z=order_z, force_separate_z=separate)[0]
    save(f"resample_{name}_in", a)
    save(f"resample_{name}_out", r)
    RESAMPLE.append(dict(name=name, size=back(new_shape), current=back(current), next=back(new),
                         interpolation={0: "NEAREST", 1: "LINEAR", 3: "CUBIC"}[order], coordinates="HALF_PIXEL",
                         separate={None: "AUTO", False: "NEVER", True: "ALWAYS"}[separate],
                         separateInterpolation={0: "NEAREST", 1: "LINEAR"}[order_z], truncate=False))


def torch_resample(name, shape, new_shape, current, new, separate=None):
    a = smooth(shape)
    r = resample_torch_fornnunet(a[None].copy(), new_shape, current, new, is_seg=False, force_separate_z=separate)[0]
    save(f"resample_{name}_in", a)
    save(f"resample_{name}_out", r)
    RESAMPLE.append(dict(name=name, size=back(new_shape), current=back(current), next=back(new), interpolation="LINEAR",
                         coordinates="TORCH", separate={None: "AUTO", False: "NEVER", True: "ALWAYS"}[separate],
                         truncate=False))


def label_resample(name, shape, new_shape, current, new, torch_rule, separate=None):
    """Labels of an earlier stage, -1 outside, as resampling_fn_seg brings them to the finer grid."""
    field = ndimage.gaussian_filter(RNG.normal(size=(5, *shape)), (0, 1, 1, 1))
    labels = np.round(field.argmax(0) - 1).astype(np.int8)
    if torch_rule:
        r = resample_torch_fornnunet(labels[None].copy(), new_shape, current, new, is_seg=True, force_separate_z=separate)
    else:
        r = resample_data_or_seg_to_shape(labels[None].copy(), new_shape, current, new, is_seg=True, order=1, order_z=0,
                                          force_separate_z=separate)
    save(f"labels_{name}_in", labels)
    save(f"labels_{name}_out", np.asarray(r)[0])
    LABELS.append(dict(name=name, size=back(new_shape), current=back(current), next=back(new),
                       coordinates="TORCH" if torch_rule else "HALF_PIXEL",
                       separate={None: "AUTO", False: "NEVER", True: "ALWAYS"}[separate]))


def zoom(name, shape, new_shape, order):
    a = smooth(shape)
    z = [n / s for n, s in zip(new_shape, shape)]
    # float64, as nibabel gives it to TotalSegmentator: truncation shows the last bit
    r = ndimage.zoom(a.astype(np.float64), z, order=order, mode="nearest").astype(np.int32)
    assert r.shape == tuple(new_shape)
    save(f"resample_{name}_in", a)
    save(f"resample_{name}_out", r)
    RESAMPLE.append(dict(name=name, size=back(new_shape), current=[1, 1, 1], next=[1, 1, 1],
                         interpolation={0: "NEAREST", 1: "LINEAR", 3: "CUBIC"}[order], coordinates="CORNER_ALIGNED",
                         separate="NEVER", truncate=True))


def monai_spacing(name, shape, current, new):
    a = smooth(shape)
    # MONAI's array axes are those of the affine: give it x, y, z and turn back.
    img = MetaTensor(torch.as_tensor(a.transpose(2, 1, 0)[None].copy()),
                     affine=torch.diag(torch.tensor([*current[::-1], 1.0], dtype=torch.float64)))
    r = Spacing(pixdim=new[::-1], mode="bilinear", padding_mode="border")(img)[0].numpy().transpose(2, 1, 0)
    save(f"resample_{name}_in", a)
    save(f"resample_{name}_out", r)
    RESAMPLE.append(dict(name=name, size=back(r.shape), current=back(current), next=back(new), interpolation="LINEAR",
                         coordinates="FIRST_VOXEL", separate="NEVER", truncate=False))


def intensity(name, transform, step):
    a = smooth((6, 7, 8))
    a[0] = 0
    r = np.asarray(transform(a[None].copy()))[0]
    save(f"intensity_{name}_in", a)
    save(f"intensity_{name}_out", r)
    INTENSITY.append(dict(name=name, **step))


def nnunet_case(name, shape, spacing, target, schemes, transpose=(0, 1, 2), use_mask=False, blank=False,
                flat=False, classes=0, torch_rule=False, zero=False):
    """flat: a 2D configuration; classes: labels of a cascade's first stage, stored as _seg."""
    channels = len(schemes)
    data = np.stack([smooth(shape) for _ in range(channels)])
    if blank:
        data[:, :2] = 0
        data[:, :, :, -3:] = 0
        data[:, 4:6, 4:6, 4:6] = 0
    if zero:
        data[:] = 0
    props = {str(c): dict(mean=80.5 + c, std=190.25, percentile_00_5=-300.0, percentile_99_5=1500.0) for c in range(channels)}
    kwargs = dict(is_seg=False, order=3, order_z=0, force_separate_z=None)
    target_t = [target[i] for i in transpose][1 if flat else 0:]
    configuration = SimpleNamespace(
        spacing=target_t, normalization_schemes=schemes, use_mask_for_norm=[use_mask] * channels,
        resampling_fn_data=lambda d, s, c, n: resample_data_or_seg_to_shape(d, s, c, n, **kwargs),
        resampling_fn_seg=(lambda d, s, c, n: resample_torch_fornnunet(d, s, c, n, is_seg=True)) if torch_rule else
        (lambda d, s, c, n: resample_data_or_seg_to_shape(d, s, c, n, is_seg=True, order=1, order_z=0, force_separate_z=None)))
    plans = SimpleNamespace(transpose_forward=list(transpose), foreground_intensity_properties_per_channel=props)
    properties = {"spacing": list(spacing)}
    seg = None
    preprocessor = DefaultPreprocessor(verbose=False)
    if classes:
        field = ndimage.gaussian_filter(RNG.normal(size=(classes + 1, *shape)), (0, 1, 1, 1))
        seg = field.argmax(0).astype(np.float32)[None]
        save(f"nnunet_{name}_seg", seg[0])
        labels = {"background": 0, **{f"l{i}": i for i in range(1, classes + 1)}}
        plans.get_label_manager = lambda _: LabelManager(labels, None)
        preprocessor.modify_seg_fn = lambda s, *_: s
    r, seg, properties = preprocessor.run_case_npy(
        data.copy(), seg, properties, plans, configuration, {})
    if classes:
        r = np.vstack((r, convert_labelmap_to_one_hot(seg[0], list(range(1, classes + 1)), r.dtype)))
    save(f"nnunet_{name}_in", data)
    save(f"nnunet_{name}_out", r)
    box = properties["bbox_used_for_cropping"]
    NNUNET.append(dict(name=name, spacing=back(spacing), target=back(target), schemes=schemes,
                       axes="bc" + "".join("zyx"[i] for i in transpose)[1 if flat else 0:], mask=use_mask,
                       classes=classes, torchLabels=torch_rule,
                       cropMin=back(b[0] for b in box), cropSize=back(b[1] - b[0] for b in box)))


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    nnunet_resample("cubic_mixed", (9, 11, 12), (13, 8, 17), [3, 2, 2], [2.1, 2.75, 1.4])
    nnunet_resample("cubic_up", (7, 8, 9), (20, 21, 22), [3, 3, 3], [1.1, 1.1, 1.2], separate=False)
    nnunet_resample("cubic_thin", (1, 8, 9), (3, 12, 13), [3, 3, 3], [1, 2, 2], separate=False)
    nnunet_resample("cubic_one_axis", (9, 8, 7), (9, 8, 11), [2, 2, 3], [2, 2, 2])
    nnunet_resample("linear", (9, 11, 12), (13, 8, 17), [3, 2, 2], [2.1, 2.75, 1.4], order=1)
    nnunet_resample("separate_z", (6, 12, 13), (9, 10, 17), [5, 1, 1], [3.3, 1.2, 0.75])
    nnunet_resample("separate_y", (12, 6, 13), (10, 11, 17), [1, 5, 1], [1.2, 2.7, 0.75])
    nnunet_resample("separate_x", (12, 13, 6), (10, 17, 8), [1, 1, 5], [1.2, 0.75, 3.7])
    nnunet_resample("separate_new", (12, 13, 11), (3, 17, 9), [1, 1, 1], [4, 0.75, 1.2])
    nnunet_resample("separate_same_z", (6, 12, 13), (6, 10, 17), [5, 1, 1], [5, 1.2, 0.75])
    zoom("ts_linear", (9, 11, 12), (14, 7, 17), 1)
    zoom("ts_cubic", (9, 11, 12), (14, 7, 17), 3)
    zoom("ts_nearest", (9, 11, 12), (14, 7, 17), 0)
    monai_spacing("monai", (9, 11, 12), (2.0, 1.0, 1.5), (1.5, 1.5, 1.5))
    intensity("range_clip", ScaleIntensityRange(-57, 164, 0, 1, clip=True),
              dict(op="ScaleRange", args=[-57, 164, 0, 1], clip=True))
    intensity("range", ScaleIntensityRange(-1000, 1000, -1, 1, clip=False),
              dict(op="ScaleRange", args=[-1000, 1000, -1, 1], clip=False))
    intensity("normalize", NormalizeIntensity(), dict(op="ZScoreAll", args=[]))
    intensity("normalize_nonzero", NormalizeIntensity(nonzero=True), dict(op="ZScoreNonzero", args=[]))
    intensity("minmax", ScaleIntensity(minv=-1, maxv=1), dict(op="MinMax", args=[-1, 1]))
    ct, z = "CTNormalization", "ZScoreNormalization"
    nnunet_case("iso", (8, 9, 10), [2.0, 1.5, 1.5], [1.5, 1.5, 1.5], [ct])
    nnunet_case("separate", (6, 14, 15), [5.0, 1.0, 1.0], [4.0, 1.2, 1.2], [ct])
    nnunet_case("transposed", (8, 9, 10), [2.0, 1.5, 1.0], [1.5, 2.0, 1.25], [ct], transpose=(2, 0, 1))
    nnunet_case("two_channels_cropped", (10, 11, 12), [2.0, 1.5, 1.5], [1.5, 1.5, 1.5], [ct, z], blank=True)
    nnunet_case("masked", (10, 11, 12), [2.0, 1.5, 1.5], [1.5, 1.5, 1.5], [z], use_mask=True, blank=True)
    nnunet_case("same_shape", (8, 9, 10), [1.5, 1.5, 1.5], [1.51, 1.5, 1.49], [z])
    nnunet_resample("nearest", (9, 11, 12), (13, 8, 17), [3, 2, 2], [2.1, 2.75, 1.4], order=0)
    nnunet_resample("always_separate", (6, 12, 13), (9, 10, 17), [2, 1, 1], [1.3, 1.2, 0.75], separate=True)
    nnunet_resample("separate_z_linear", (6, 12, 13), (9, 10, 17), [5, 1, 1], [3.3, 1.2, 0.75], order_z=1)
    nnunet_resample("separate_y_linear", (12, 6, 13), (10, 11, 17), [1, 5, 1], [1.2, 2.7, 0.75], order_z=1)
    nnunet_resample("separate_x_linear", (12, 13, 6), (10, 17, 8), [1, 1, 5], [1.2, 0.75, 3.7], order_z=1)
    torch_resample("torch", (9, 11, 12), (13, 8, 17), [3, 2, 2], [2.1, 2.75, 1.4])
    torch_resample("torch_long", (3, 5, 400), (4, 7, 611), [1, 1, 1], [0.8, 0.7, 0.65])
    torch_resample("torch_separate", (6, 12, 13), (9, 10, 17), [5, 1, 1], [3.3, 1.2, 0.75])
    torch_resample("torch_never", (6, 12, 13), (9, 10, 17), [5, 1, 1], [3.3, 1.2, 0.75], separate=False)
    for rule in (False, True):
        kind = "torch" if rule else "default"
        label_resample(f"{kind}_up", (8, 9, 10), (16, 18, 20), [2, 2, 2], [1, 1, 1], rule)
        label_resample(f"{kind}_mixed", (8, 9, 10), (11, 13, 7), [2, 2, 2], [1.5, 1.4, 2.9], rule)
        label_resample(f"{kind}_separate", (6, 9, 10), (13, 17, 21), [5, 1, 1], [2.3, 0.5, 0.5], rule)
        label_resample(f"{kind}_thirds", (9, 9, 9), (27, 27, 27), [3, 3, 3], [1, 1, 1], rule)
    nnunet_case("slices", (5, 14, 15), [4.0, 1.0, 1.5], [4.0, 1.2, 1.2], [ct], flat=True)
    nnunet_case("slices_transposed", (14, 15, 5), [1.0, 1.5, 3.5], [1.2, 1.2, 3.5], [z], transpose=(2, 0, 1), flat=True)
    nnunet_case("scaled", (8, 9, 10), [2.0, 1.5, 1.5], [1.5, 1.5, 1.5], ["RescaleTo01Normalization", "NoNormalization"])
    nnunet_case("cascade", (10, 11, 12), [2.0, 1.5, 1.5], [1.0, 1.1, 1.2], [ct], blank=True, classes=3)
    nnunet_case("cascade_masked", (10, 11, 12), [2.0, 1.5, 1.5], [1.0, 1.1, 1.2], [z], use_mask=True, blank=True, classes=3)
    nnunet_case("cascade_torch", (10, 11, 12), [2.0, 1.5, 1.5], [1.0, 1.1, 1.2], [ct], blank=True, classes=3, torch_rule=True)
    nnunet_case("all_zero", (6, 7, 8), [2.0, 1.5, 1.5], [1.5, 1.5, 1.5], [ct], zero=True)
    nnunet_case("thin", (1, 9, 10), [2.0, 1.5, 1.5], [2.0, 1.0, 1.0], [ct])
    packages = ["numpy", "scipy", "scikit-image", "torch", "monai", "nnunetv2"]
    manifest = dict(python=platform.python_version(), versions={p: version(p) for p in packages}, resample=RESAMPLE,
                    intensity=INTENSITY, nnunet=NNUNET, labels=LABELS)
    (OUT / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


main()
