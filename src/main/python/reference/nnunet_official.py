"""One prediction by nnU-Net itself on the CPU, with times and memory. Also a program, so that memory is one prediction's:

    nnunet_official.py OUT MODEL[,LOWRES MODEL FIRST] INPUT[,INPUT2 ...] [--folds 0 1] [--step 0.5] [--no-mirror] [--scores] [--float32]
        [--float64-network] [--threads 2] [--no-onednn] [--previous LABELS]

writes OUT.nii.gz and OUT.json; with --scores OUT_data.npy (network's input, float32) and OUT_scores.npy (blended
scores on the network's grid, float16 as nnU-Net keeps them). --float32 lets nnU-Net sum and resample in float32
instead of float16, everything else (the Gaussian's rounding to float16 too) as it is: a comparison of scores is made with them.
--float64-network computes the network in float64 and changes nothing else: what nnU-Net would give without its network's rounding.
--threads and --no-onednn (PyTorch's own convolutions) change the order of its sums only. --previous: labels of the stage before.
The calls are those of nnUNetPredictor.predict_from_files_sequential, in the same order.
"""

import argparse
import contextlib
import functools
import io
import json
import os
import sys
import time
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
warnings.filterwarnings("ignore")
import nnunet_models  # noqa: F401  sets nnU-Net's variables
import nnunetv2.inference.predict_from_raw_data as predict_module
import numpy as np
import torch
from nnunetv2.inference.export_prediction import export_prediction_from_logits
from nnunetv2.utilities.label_handling.label_handling import convert_labelmap_to_one_hot

THREADS = 2
STAGES = {"load": (0, 1), "preprocess": (1, 2), "infer": (2, 3), "export": (3, 4), "all": (0, 4)}


def peak_mib():
    """VmHWM; ru_maxrss would count the parent's memory before exec."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


@contextlib.contextmanager
def float32_sums():
    """nnU-Net asks for torch.half; here that is float32. The Gaussian keeps its half-precision values."""
    gaussian, half = predict_module.compute_gaussian, torch.half

    def as_float32(tile, sigma_scale, value_scaling_factor, device):
        return gaussian(tile, sigma_scale=sigma_scale, value_scaling_factor=value_scaling_factor, dtype=half, device=device).float()

    as_float32.cache_clear = gaussian.cache_clear
    predict_module.compute_gaussian, torch.half = as_float32, torch.float32
    try:
        yield
    finally:
        predict_module.compute_gaussian, torch.half = gaussian, half


class Float64(torch.nn.Module):
    """A network of float32 in and out that calculates in float64."""

    SLICES = 4

    def __init__(self, network):
        super().__init__()
        self.network = network.double()
        for module in self.network.modules():
            if isinstance(module, torch.nn.Conv3d):
                module.forward = functools.partial(self.convolve, module)

    @classmethod
    def convolve(cls, module, x):
        """A few slices at a time: PyTorch's convolution in float64 writes out every product's input, at once 20 GB."""
        (stride, *_), (kernel, *_), (pad, *plane) = module.stride, module.kernel_size, module.padding
        x = torch.nn.functional.pad(x, (0, 0, 0, 0, pad, pad))
        slices = (x.shape[2] - kernel) // stride + 1
        parts = []
        for z in range(0, slices, cls.SLICES):
            n = min(cls.SLICES, slices - z)
            part = x[:, :, z * stride : (z + n - 1) * stride + kernel]
            parts.append(torch.nn.functional.conv3d(part, module.weight, module.bias, module.stride, (0, *plane)))
        return torch.cat(parts, 2)

    def load_state_dict(self, *args, **kwargs):
        return self.network.load_state_dict(*args, **kwargs)

    def forward(self, x):
        return self.network(x.double()).float()


def predict(model, files, out, folds=None, step=0.5, mirror=True, previous=None, threads=THREADS, float64=False):
    """Writes out.nii.gz; returns (network's input, blended scores, numbers)."""
    marks = [(time.time(), time.process_time())]

    def mark():
        marks.append((time.time(), time.process_time()))

    torch.set_num_threads(threads)
    with contextlib.redirect_stdout(io.StringIO()):
        predictor = predict_module.nnUNetPredictor(
            tile_step_size=step, use_gaussian=True, use_mirroring=mirror, perform_everything_on_device=True,
            device=torch.device("cpu"), verbose=False, allow_tqdm=False)
        predictor.initialize_from_trained_model_folder(str(model), folds, "checkpoint_final.pth")
    if float64:
        predictor.network = Float64(predictor.network)
    passes = [0]

    def count(module, args, output):
        passes[0] += 1
        assert args[0].dtype == output.dtype == torch.float32 and not torch.is_autocast_enabled("cpu")

    predictor.network.register_forward_hook(count)
    mark()
    preprocessor = predictor.configuration_manager.preprocessor_class(verbose=False)
    data, seg, properties = preprocessor.run_case(
        [str(f) for f in files], previous, predictor.plans_manager, predictor.configuration_manager, predictor.dataset_json)
    if previous is not None:
        data = np.vstack((data, convert_labelmap_to_one_hot(seg[0], predictor.label_manager.foreground_labels, data.dtype)))
    mark()
    scores = predictor.predict_logits_from_preprocessed_data(torch.from_numpy(data)).cpu()
    mark()
    export_prediction_from_logits(
        scores, properties, predictor.configuration_manager, predictor.plans_manager, predictor.dataset_json,
        str(out), False, num_threads_torch=threads)
    mark()
    predict_module.compute_gaussian.cache_clear()
    numbers = {
        "grid": list(data.shape), "passes": passes[0], "spacing": [float(s) for s in properties["spacing"]],
        "shape": [int(n) for n in properties["shape_before_cropping"]],
        "box": [[int(v) for v in b] for b in properties["bbox_used_for_cropping"]],
        "mirror": list(predictor.allowed_mirroring_axes or []) if mirror else [],
        "seconds": {stage: marks[to][0] - marks[of][0] for stage, (of, to) in STAGES.items()},
        "cpuStages": {stage: marks[to][1] - marks[of][1] for stage, (of, to) in STAGES.items()},
        "cpuSeconds": marks[-1][1] - marks[0][1],
    }
    return data, scores.numpy(), numbers


def cascade(models, files, out, float32=False, previous=None, **options):
    """All stages; the last one's result. float32: the last stage's sums are float32, those before it as ever."""
    numbers = []
    for i, model in enumerate(models):
        last = i == len(models) - 1
        target = out if last else Path(str(out) + f"_stage{i}")
        with float32_sums() if float32 and last else contextlib.nullcontext():
            data, scores, n = predict(model, files, target, previous=previous, **options)
        numbers.append(n)
        previous = str(target) + ".nii.gz"
    seconds, stages = ({k: sum(n[kind][k] for n in numbers) for k in STAGES} for kind in ("seconds", "cpuStages"))
    return data, scores, {**numbers[-1], "seconds": seconds, "cpuStages": stages, "passes": sum(n["passes"] for n in numbers),
                          "cpuSeconds": sum(n["cpuSeconds"] for n in numbers)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("models")
    parser.add_argument("inputs")
    parser.add_argument("--folds", nargs="+", default=None)
    parser.add_argument("--step", type=float, default=0.5)
    parser.add_argument("--no-mirror", action="store_true")
    parser.add_argument("--scores", action="store_true")
    parser.add_argument("--float32", action="store_true")
    parser.add_argument("--float64-network", action="store_true")
    parser.add_argument("--threads", type=int, default=THREADS)
    parser.add_argument("--no-onednn", action="store_true")
    parser.add_argument("--previous")
    args = parser.parse_args()
    torch.backends.mkldnn.set_flags(_enabled=not args.no_onednn)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    imports = peak_mib()
    data, scores, numbers = cascade(
        args.models.split(","), args.inputs.split(","), args.out, args.float32, args.previous, folds=args.folds,
        step=args.step, mirror=not args.no_mirror, threads=args.threads, float64=args.float64_network)
    if args.scores:
        np.save(f"{args.out}_data.npy", data)
        np.save(f"{args.out}_scores.npy", scores)
    numbers.update(peakMib=peak_mib(), importsMib=imports, load=os.getloadavg()[0])
    Path(f"{args.out}.json").write_text(json.dumps(numbers, indent=1) + "\n")


if __name__ == "__main__":
    main()
