"""Makes reference values with TotalSegmentator's own functions.

Usage: python totalsegmentator_golden.py WHEEL OUT      (OUT: src/test/resources/golden/totalsegmentator)

The wheel's resampling.py, alignment.py and cropping.py are imported from the wheel itself and put together as its
nnunet.py and python_api.py do it for the CPU. In the place of nnU-Net stand convolutions with whole-number weights,
whose scores are exact in every runtime, so that every label must be equal. Made with TotalSegmentator 2.18.0.
"""

import importlib.util
import json
import platform
import sys
import tempfile
import zipfile
from importlib.metadata import version
from pathlib import Path

import nibabel as nib
import numpy as np
import onnxruntime
from nibabel.orientations import axcodes2ornt, inv_ornt_aff
from onnx import TensorProto, helper, numpy_helper

sys.path.insert(0, str(Path(__file__).parent))
OUT = Path(sys.argv[2])
MODULES = {}
CASES = []


def load(folder, name):
    spec = importlib.util.spec_from_file_location(f"ts_{name}", Path(folder) / "totalsegmentator" / f"{name}.py")
    MODULES[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(MODULES[name])


def save(name, data):
    """Arrays are stored z, y, x: x is the fastest axis of the file."""
    np.save(OUT / f"{name}.npy", np.ascontiguousarray(np.asarray(data).transpose(2, 1, 0)))


def rotation(degrees_x, degrees_z):
    x, z = np.deg2rad([degrees_x, degrees_z])
    about_x = np.array([[1, 0, 0], [0, np.cos(x), -np.sin(x)], [0, np.sin(x), np.cos(x)]])
    about_z = np.array([[np.cos(z), -np.sin(z), 0], [np.sin(z), np.cos(z), 0], [0, 0, 1]])
    return about_z @ about_x


def affine(shape, spacing, codes, turned):
    """Voxel axes point to the codes, then everything is turned."""
    ornt = axcodes2ornt(tuple(codes))
    base = np.zeros((3, 3))
    for axis, (world, sign) in enumerate(ornt):
        base[int(world), axis] = sign * spacing[axis]
    result = np.eye(4)
    result[:3, :3] = turned @ base
    result[:3, 3] = [-31.5, 12.25, 100.0]
    return result


def scan(shape, seed, whole):
    """Even air, an even body and noise, as of a CT."""
    rng = np.random.default_rng(seed)
    grid = np.stack(np.meshgrid(*[np.linspace(-1, 1, n) for n in shape], indexing="ij"))
    data = np.full(shape, -1024.0)
    body = (grid ** 2).sum(0) < 0.7
    data[body] = 37
    inner = ((grid - 0.1) ** 2).sum(0) < 0.12
    data[inner] = rng.integers(-200, 1400, inner.sum())
    return data if whole else data + rng.integers(-3, 4, shape) / 4


def convolution(name, channels, seed):
    rng = np.random.default_rng(seed)
    weights = rng.integers(-2, 3, size=(channels, 1, 3, 3, 3)).astype(np.float32)
    bias = rng.integers(-200, 200, size=channels).astype(np.float32)
    dims = ["z", "y", "x"]
    graph = helper.make_graph(
        [helper.make_node("Conv", ["input", "w", "b"], ["output"], pads=[1] * 6)], name,
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, 1, *dims])],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, channels, *dims])],
        [numpy_helper.from_array(weights, "w"), numpy_helper.from_array(bias, "b")])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8, producer_name="holoseg")
    (OUT / f"{name}.onnx").write_bytes(model.SerializeToString())
    return onnxruntime.InferenceSession(model.SerializeToString())


def predict(session, image):
    """In nnU-Net's place: labels on the image's own grid; arrays there are z, y, x in float32."""
    data = np.asanyarray(image.dataobj).astype(np.float32).transpose(2, 1, 0)
    scores = session.run(None, {"input": np.ascontiguousarray(data[None, None])})[0][0]
    return scores.argmax(0).transpose(2, 1, 0).astype(np.uint8)


def run(image, parts, target, crop=None, addon=None):
    """nnunet.nnUNet_predict_image, without what does not change labels."""
    resampling, alignment, cropping = MODULES["resampling"], MODULES["alignment"], MODULES["cropping"]
    original = image
    image = nib.Nifti1Image(image.get_fdata(), image.affine)
    box = None
    if crop is not None:
        image, box = cropping.crop_to_mask(image, crop, addon=addon, dtype=np.int32)
    cropped = image
    image = alignment.as_closest_canonical(image)
    shape = image.shape
    resampled = resampling.change_spacing(image, [target] * 3, order=1, dtype=np.int32)
    combined = np.zeros(resampled.shape, np.uint8)
    for session, table in parts:
        mapped = np.array(table, np.uint8)[predict(session, resampled)]
        np.copyto(combined, mapped, where=mapped != 0)
    labels = nib.Nifti1Image(combined, resampled.affine)
    labels = resampling.change_spacing(labels, [target] * 3, shape, order=0, dtype=np.uint8, force_affine=image.affine)
    labels = alignment.undo_canonical(labels, original)
    if crop is not None:
        labels = cropping.undo_crop(labels, original, box)
    return resampled, labels.get_fdata().astype(np.uint8), box, cropped


def case(name, shape, spacing, codes, target, networks, whole=True, turned=np.eye(3), wanted=(1, 3), margin=2.0):
    data = scan(shape, len(name), whole)
    image = nib.Nifti1Image(data, affine(shape, spacing, codes, turned))
    parts, coarse = networks
    resampled, labels, _, _ = run(image, parts, target)
    _, rough, _, _ = run(image, [coarse], 2 * target)
    # The coarse class that is found in the smallest box.
    found = min((c for c in np.unique(rough) if c > 0), key=lambda c: np.prod(np.ptp(np.argwhere(rough == c), 0) + 1))
    mask = (rough == found).astype(np.uint8)
    _, inside, box, _ = run(image, parts, target, crop=nib.Nifti1Image(mask, image.affine), addon=[margin] * 3)
    inside = inside * np.isin(inside, wanted)
    save(f"{name}_in", data.astype(np.float32))
    save(f"{name}_resampled", np.asanyarray(resampled.dataobj).astype(np.float32))
    save(f"{name}_labels", labels)
    save(f"{name}_roi", inside.astype(np.uint8))
    CASES.append(dict(name=name, affine=image.affine.tolist(), target=target, wanted=list(wanted), found=int(found),
                      margin=margin, box=[[int(a), int(b)] for a, b in box], voxels=np.bincount(labels.ravel()).tolist()))
    print(name, shape, "->", resampled.shape, "labels", CASES[-1]["voxels"], "box", box)


TASK_FOLDER = "nnUNetTrainer__nnUNetPlans__3d_fullres"
TASK_PARTS = [("Dataset904_resenc_bottleneck", [0, 1, 2]), ("Dataset912_batch_norm", [0, 3, 0, 4])]
TASK_TARGET = [1.8, 1.8, 2.5]


def pieces_of(slices, margin):
    """Where nnunet.nnUNet_predict_image cuts along z, and what it keeps of each piece's labels."""
    third = slices // 3
    return [(slice(0, third + margin), slice(None, -margin)),
            (slice(third + 1 - margin, third * 2 + margin), slice(margin - 1, -margin)),
            (slice(third * 2 + 1 - margin, None), slice(margin - 1, None))]


def predict_task(image, pieces):
    """Every part of the task on every piece of a resampled image, merged as nnunet.nnUNet_predict_image does."""
    import nnunet_official

    data = np.asanyarray(image.dataobj)
    merged = []
    with tempfile.TemporaryDirectory() as work:
        for index, (cut, kept) in enumerate(pieces):
            file = Path(work) / f"s0{index + 1}_0000.nii.gz"
            nib.save(nib.Nifti1Image(data[:, :, cut], image.affine), file)
            combined = np.zeros(data[:, :, cut].shape, np.uint8)
            for name, table in TASK_PARTS:
                out = Path(work) / f"{name}_{index}"
                nnunet_official.predict(OUT.parent / "nnunet" / "models" / name / TASK_FOLDER, [file], out, folds=[0],
                                        step=0.8, mirror=False)
                labels = np.asanyarray(nib.load(str(out) + ".nii.gz").dataobj).astype(np.uint8)
                mapped = np.array(table, np.uint8)[labels]
                np.copyto(combined, mapped, where=mapped != 0)
            merged.append(combined[:, :, kept])
    return np.concatenate(merged, axis=2)


def whole_task(name, shape, seed, margin=None):
    """Two of nnU-Net's small random networks (golden/nnunet/models) as parts of a task, through nnU-Net itself.

    With a margin in three pieces; then it is counted how many labels differ from those of the scan in one piece.
    """
    import nnunet_inputs

    resampling, alignment = MODULES["resampling"], MODULES["alignment"]
    data = nnunet_inputs.phantom(shape, seed=seed).astype(np.int16)
    if margin is not None:
        data[:5, :, 30:] = 0  # nnU-Net's box of what is not 0 is narrower in the last piece
    matrix = nnunet_inputs.affine_of((1.3, 1.4, 2.1), axes="LPS", tilt=(4.0, 0.0, 9.0))
    original = nib.Nifti1Image(data, matrix)
    image = alignment.as_closest_canonical(nib.Nifti1Image(original.get_fdata(), matrix))
    resampled = resampling.change_spacing(image, TASK_TARGET, order=1, dtype=np.int32)

    def back(labels):
        result = nib.Nifti1Image(labels, resampled.affine)
        result = resampling.change_spacing(result, TASK_TARGET, image.shape, order=0, dtype=np.uint8,
                                           force_affine=image.affine)
        return alignment.undo_canonical(result, original).get_fdata().astype(np.uint8)

    whole = [(slice(None), slice(None))]
    labels = back(predict_task(resampled, whole if margin is None else pieces_of(resampled.shape[2], margin)))
    facts = dict(affine=matrix.tolist(), target=TASK_TARGET, folder=TASK_FOLDER, parts=[[n, t] for n, t in TASK_PARTS],
                 voxels=np.bincount(labels.ravel(), minlength=5).tolist())
    if margin is not None:
        facts.update(margin=margin, differing_unsplit=int((labels != back(predict_task(resampled, whole))).sum()))
    save(f"{name}_in", data)
    save(f"{name}_labels", labels)
    print(name, data.shape, "->", resampled.shape, facts)
    return facts


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(sys.argv[1]).extractall(folder)
        for name in ("resampling", "alignment", "cropping"):
            load(folder, name)
    parts = [(convolution("first", 3, 5), [0, 1, 2]), (convolution("second", 2, 8), [0, 3])]
    networks = parts, (convolution("coarse", 4, 2), [0, 1, 2, 3])
    case("ras_down", (20, 18, 15), (0.9, 1.1, 2.0), "RAS", 1.5, networks)
    case("lps_down", (19, 20, 14), (0.8, 0.8, 1.25), "LPS", 1.5, networks)
    case("permuted", (14, 21, 17), (1.25, 0.7, 1.1), "SAL", 1.5, networks)
    case("oblique", (18, 15, 20), (0.97, 1.3, 0.9), "PIR", 1.5, networks, turned=rotation(20, 13))
    case("up", (14, 15, 9), (1.0, 1.0, 5.0), "LAS", 1.5, networks)
    case("coarse_grid", (17, 16, 15), (1.2, 1.2, 1.2), "RPI", 3.0, networks)
    case("fractions", (15, 14, 13), (0.7, 0.9, 1.2), "LPS", 1.5, networks, whole=False)
    case("exactly", (12, 11, 10), (1.5, 1.5, 1.5), "LPS", 1.5, networks, whole=False)
    near = float(np.nextafter(np.float32(1.5), np.float32(2)))
    case("nearly", (12, 11, 10), (near, near, near), "LPS", 1.5, networks, whole=False)
    packages = ["numpy", "scipy", "nibabel", "onnx", "onnxruntime", "joblib", "nnunetv2", "torch"]
    manifest = dict(totalsegmentator="2.18.0", python=platform.python_version(),
                    versions={p: version(p) for p in packages}, cases=CASES,
                    task=whole_task("task", (38, 34, 27), 4), split=whole_task("split", (24, 22, 84), 9, margin=20))
    (OUT / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


main()
