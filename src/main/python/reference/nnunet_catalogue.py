"""The nnU-Net cases: models, inputs, and which goes with which.

Sizes come in two kinds: "small" for the stored fixtures (phantoms, networks of some ten thousand weights), "live"
for a run on the sample CT with patches and features as people use them. Axes of models are nnU-Net's (z, y, x),
sizes and spacings of inputs are x, y, z.
"""

from pathlib import Path

import nibabel as nib
import numpy as np
from nnunet_inputs import affine_of, phantom, write
from nnunet_models import defaults

REORIENT = "NibabelIOWithReorient"


def models(live):
    """Every model of the cases, by name."""

    def f(*features):
        """Features of the stages: as given for the stored ones, times 4 live."""
        return [4 * n for n in features] if live else list(features)

    def patch(small, large):
        return large if live else small

    mm = (lambda small, large: large) if live else (lambda small, large: small)
    aniso = {"kernels": [[1, 3, 3], [3, 3, 3], [3, 3, 3]], "strides": [[1, 1, 1], [1, 2, 2], [2, 2, 2]]}
    five = {"background": 0, "a": 1, "b": 2, "c": 3, "d": 4}
    batch_norm = "torch.nn.modules.batchnorm.BatchNorm3d"
    bottleneck = "dynamic_network_architectures.building_blocks.residual.BottleneckD"
    return {
        "plain_old": defaults(
            style="old", trainer="nnUNetTrainerNoMirroring", labels=five, reader=REORIENT, seed=11,
            spacing=mm([3.0, 1.8, 1.8], [3.0, 3.0, 3.0]), patch=patch([16, 24, 24], [48, 64, 64]), features=f(4, 8, 12), **aniso),
        "plain_new": defaults(
            seed=12, folds=[0, 1], mirror=[0, 1, 2], momentum=True, spacing=mm([2.2, 1.7, 1.7], [2.5, 2.5, 2.5]),
            patch=patch([16, 24, 24], [64, 80, 80]), features=f(4, 6, 8)),
        "resenc": defaults(
            seed=13, network="ResidualEncoderUNet", labels={"background": 0, "a": 1, "b": 2}, reader=REORIENT,
            normalization=["ZScoreNormalization"], channels=["MR"], spacing=mm([5.0, 1.2, 1.2], [5.0, 1.2, 1.2]),
            patch=patch([8, 24, 28], [20, 128, 128]), features=f(4, 6, 8), **aniso),
        "resenc_bottleneck": defaults(
            seed=14, network="ResidualEncoderUNet", labels={"background": 0, "a": 1, "b": 2},
            spacing=mm([2.5, 1.8, 1.8], [3.0, 3.0, 3.0]), patch=patch([16, 24, 24], [48, 64, 64]), features=f(4, 6, 8),
            blocks=[1, 3, 2], arch={"block": bottleneck, "bottleneck_channels": f(2, 3, 4), "stem_channels": f(5)[0]},
            imports=["block"]),
        "regions": defaults(
            seed=15, labels={"background": 0, "whole": [1, 2, 3], "inner": [2, 3], "core": 3}, regions_class_order=[1, 2, 3],
            spacing=mm([2.0, 2.0, 2.0], [3.0, 2.5, 2.5]), patch=patch([16, 24, 24], [48, 64, 64]), features=f(4, 6, 8), mirror=[0, 2]),
        "twochannel": defaults(
            seed=16, labels={"background": 0, "a": 1, "b": 2}, channels=["CT", "MR"], transpose=[1, 0, 2], reader=REORIENT,
            normalization=["CTNormalization", "ZScoreNormalization"], mask=[False, True],
            spacing=mm([1.8, 2.6, 1.7], [3.5, 3.2, 2.8]), patch=patch([24, 16, 28], [64, 48, 64]), features=f(4, 6, 8)),
        "flat": defaults(
            seed=17, configuration="2d", labels={"background": 0, "a": 1, "b": 2}, spacing=mm([1.8, 1.8], [2.5, 2.5]),
            patch=patch([24, 32], [96, 112]), features=f(4, 8, 12, 12), mirror=[0, 1]),
        "cascade": defaults(
            seed=18, configuration="3d_cascade_fullres", labels={"background": 0, "a": 1, "b": 2},
            spacing=mm([2.2, 1.6, 1.6], [3.0, 2.6, 2.6]), patch=patch([16, 24, 24], [48, 64, 64]), features=f(4, 6, 8),
            lowres={"spacing": mm([3.2, 2.6, 2.6], [5.0, 4.5, 4.5]), "patch": patch([8, 16, 16], [32, 48, 48])}),
        "torch": defaults(
            seed=19, resampling="torch", force_separate_z=False, spacing=mm([2.0, 1.8, 1.8], [2.6, 2.6, 2.6]),
            patch=patch([16, 24, 24], [48, 64, 64]), features=f(4, 6, 8)),
        "torch_thick": defaults(
            seed=20, resampling="torch", spacing=mm([4.0, 1.2, 1.2], [5.0, 1.5, 1.5]), reader=REORIENT,
            patch=patch([8, 24, 28], [20, 96, 96]), features=f(4, 6, 8), **aniso),
        "ignore": defaults(
            seed=21, labels={"background": 0, "a": 1, "b": 2, "ignore": 3}, spacing=mm([2.5, 1.5, 1.5], [3.0, 3.0, 3.0]),
            patch=patch([16, 24, 24], [48, 64, 64]), features=f(4, 6, 8)),
        "batch_norm": defaults(
            seed=22, reader="NibabelIO", normalization=["RescaleTo01Normalization"], channels=["rescale_to_0_1"],
            spacing=mm([2.5, 1.8, 1.8], [3.0, 3.0, 3.0]), patch=patch([16, 24, 24], [48, 64, 64]), features=f(4, 6, 8),
            arch={"norm_op": batch_norm, "conv_bias": False, "nonlin": "torch.nn.ReLU", "nonlin_first": True}),
        "trainer_bn": defaults(
            seed=23, trainer="nnUNetTrainerBN", normalization=["NoNormalization"], channels=["noNorm"],
            spacing=mm([2.5, 1.8, 1.8], [3.0, 3.0, 3.0]), patch=patch([16, 24, 24], [48, 64, 64]), features=f(4, 6, 8)),
        "fold_all": defaults(
            seed=24, reader="SimpleITKIOWithReorient", folds=["all"], force_separate_z=True, spacing=mm([2.5, 1.8, 1.8], [3.0, 2.5, 2.5]),
            patch=patch([16, 24, 24], [48, 64, 64]), features=f(4, 6, 8)),
        "many": defaults(
            seed=25, labels={"background": 0, **{f"part {i}": i for i in range(1, 261)}}, spacing=mm([2.0, 1.7, 1.8], [3.0, 3.0, 3.0]),
            patch=patch([16, 24, 24], [48, 64, 64]), features=f(4, 8)),
    }


def large_models():
    """As big as people's: run live only, when they are named."""
    stages = [32, 64, 128, 256, 320]
    named = {
        "mid": defaults(seed=31, labels={"background": 0, "a": 1, "b": 2, "c": 3, "d": 4}, spacing=[3.0, 3.0, 3.0],
                        patch=[80, 80, 80], features=stages, reader=REORIENT),
        "big3mm": defaults(seed=32, style="old", trainer="nnUNetTrainerNoMirroring", spacing=[3.0, 3.0, 3.0], patch=[112, 112, 128],
                           labels={"background": 0, **{f"part {i}": i for i in range(1, 118)}}, features=stages, reader=REORIENT),
    }
    cascade = models(True)["cascade"]
    return {**named, **{f"cascade_{seed}": {**cascade, "seed": seed} for seed in (41, 42)}, "big3mm_43": {**named["big3mm"], "seed": 43}}


def case(model, inputs, what, folds=None, step=0.5, mirror=True):
    return {"model": model, "inputs": inputs, "what": what, "folds": folds, "step": step, "mirror": mirror}


CASES = {
    "plain_old": case("plain_old", ["ct"], "old-style plans, anisotropic first stage, no mirroring"),
    "plain_new": case("plain_new", ["ct"], "new-style plans, two folds, mirroring over three axes, momentum in the checkpoint"),
    "plain_new_fold1": case("plain_new", ["ct"], "one of two folds, no mirroring", folds=[1], mirror=False),
    "resenc": case("resenc", ["thick"], "residual encoder, ZScore, the thick axis on its own in both directions"),
    "resenc_bottleneck": case("resenc_bottleneck", ["ct"], "residual encoder of bottleneck blocks, own stem"),
    "regions": case("regions", ["ct"], "overlapping regions, sigmoid, mirroring over two axes"),
    "twochannel": case("twochannel", ["pair0", "pair1"], "two channels, transposed, cropped to non-zero, ZScore with mask"),
    "flat": case("flat", ["ct"], "2d configuration, mirroring"),
    "cascade": case("cascade", ["corner"], "3d_lowres, then 3d_cascade_fullres; zeros outside"),
    "torch": case("torch", ["ct"], "resampling by torch"),
    "torch_thick": case("torch_thick", ["thick"], "resampling by torch, the thick axis on its own"),
    "ignore": case("ignore", ["ct"], "ignore label; the grid is the scan's"),
    "batch_norm": case("batch_norm", ["ct"], "batch norm named by the plans, ReLU before the norm, no bias; scaled to 0..1"),
    "trainer_bn": case("trainer_bn", ["ct"], "nnUNetTrainerBN; no normalisation"),
    "fold_all": case("fold_all", ["lps"], "fold_all, SimpleITKIOWithReorient, thickest axis always on its own", folds=["all"]),
    "many": case("many", ["small"], "more than 255 labels"),
    "lps_reorient": case("plain_old", ["lps"], "stored LPS, turned to RAS by NibabelIOWithReorient"),
    "oblique_reorient": case("plain_old", ["oblique"], "oblique, axes permuted, NibabelIOWithReorient"),
    "lps_sitk": case("regions", ["lps"], "stored LPS, not turned by SimpleITKIO", mirror=False),
    "oblique_nibabel": case("batch_norm", ["oblique"], "oblique, axes permuted, not turned by NibabelIO"),
    "small": case("plain_old", ["small"], "scan smaller than the patch along every axis"),
    "one_slice": case("plain_old", ["slice"], "one voxel thick"),
    "step08": case("plain_old", ["ct"], "tile step 0.8", step=0.8),
    "int16_slope": case("plain_old", ["slope"], "int16 with scl_slope 0.5 and scl_inter -1024.25"),
}

LARGE = {
    "mid": case("mid", ["ct"], "5 classes, features 32 to 320, patch 80"),
    "big3mm": case("big3mm", ["ct"], "118 classes, features 32 to 320, patch 112 x 112 x 128, one tile"),
    "cascade_41": case("cascade_41", ["corner"], "as cascade, other random weights"),
    "cascade_42": case("cascade_42", ["corner"], "as cascade, other random weights"),
    "big3mm_43": case("big3mm_43", ["ct"], "as big3mm, other random weights"),
}


def small_inputs(folder):
    """Phantoms for the stored cases; returns name -> file."""
    folder = Path(folder)
    ct = phantom((48, 40, 36))
    files = {"ct": write(folder / "ct.nii.gz", ct, affine_of((1.5, 1.5, 2.5)))}
    files["thick"] = write(folder / "thick.nii.gz", phantom((44, 40, 14), 2), affine_of((1.3, 1.25, 4.5)))
    files["lps"] = write(folder / "lps.nii.gz", phantom((40, 44, 30), 3), affine_of((1.6, 1.4, 2.6), axes="LPS"))
    files["oblique"] = write(folder / "oblique.nii.gz", phantom((34, 42, 44), 4),
                             affine_of((2.4, 1.5, 1.6), axes="IRP", tilt=(11, -7, 5)))
    files["small"] = write(folder / "small.nii.gz", phantom((28, 26, 20), 5), affine_of((1.4, 1.5, 2.0)))
    files["slice"] = write(folder / "slice.nii.gz", phantom((44, 40, 1), 6), affine_of((1.5, 1.5, 2.5)))
    files["slope"] = write(folder / "slope.nii.gz", phantom((44, 38, 30), 7), affine_of((1.5, 1.5, 2.5)), slope=0.5, inter=-1024.25)
    files.update(pair(folder, phantom((46, 42, 34), 8), phantom((46, 42, 34), 9), affine_of((1.6, 1.7, 2.5))))
    # Small: one coarse label that rounding turns over changes many fine ones.
    hu = phantom((28, 26, 22), 10)
    files["corner"] = write(folder / "corner.nii.gz", np.where(inside(hu.shape), hu, 0), affine_of((1.6, 1.7, 2.5)))
    return files


def inside(n):
    """A box that leaves some voxels free on every side, without a corner of it."""
    keep = np.zeros(n, bool)
    keep[n[0] // 10 : -n[0] // 8, n[1] // 7 : -n[1] // 12, n[2] // 9 : -n[2] // 11] = True
    keep[: n[0] // 4, : n[1] // 4, : n[2] // 3] = False
    return keep


def pair(folder, first, second, affine):
    """Two channels that are 0 outside a box and a corner of it; the second has a hole of zeros inside."""
    n, keep = first.shape, inside(first.shape)
    second = second + 1100
    second[n[0] // 2 : n[0] // 2 + 4, n[1] // 2 : n[1] // 2 + 3, n[2] // 2 : n[2] // 2 + 3] = 0
    names = ("pair_0000.nii.gz", "pair_0001.nii.gz")
    return {f"pair{i}": write(folder / name, np.where(keep, values, 0), affine)
            for i, (name, values) in enumerate(zip(names, (first, second)))}


def live_inputs(folder, scan):
    """The same kinds of input from the sample CT."""
    folder = Path(folder)
    image = nib.load(scan)
    hu, spacing = image.get_fdata(), [float(s) for s in image.header.get_zooms()]
    files = {"ct": Path(scan)}
    repeated = np.repeat(np.repeat(hu, 2, 0), 2, 1)[:, :, ::2]
    files["thick"] = write(folder / "thick.nii.gz", smooth(repeated), affine_of((spacing[0] / 2, spacing[1] / 2, 2 * spacing[2])))
    files["lps"] = write(folder / "lps.nii.gz", hu, affine_of(spacing, axes="LPS"))
    files["oblique"] = write(folder / "oblique.nii.gz", np.transpose(hu, (2, 0, 1)),
                             affine_of([spacing[a] for a in (2, 0, 1)], axes="IRP", tilt=(11, -7, 5)))
    files["small"] = write(folder / "small.nii.gz", hu[40:90, 30:80, 20:60], affine_of(spacing))
    files["slice"] = write(folder / "slice.nii.gz", hu[:, :, 50:51], affine_of(spacing))
    files["slope"] = write(folder / "slope.nii.gz", hu, affine_of(spacing), slope=0.5, inter=-1024.25)
    files.update(pair(folder, hu, np.roll(hu, 7, 0), affine_of(spacing)))
    files["corner"] = files["pair0"]
    return files


def smooth(values):
    from scipy.ndimage import gaussian_filter

    return np.rint(gaussian_filter(values, [0.7, 0.7, 0]))
