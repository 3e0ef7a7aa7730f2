"""How much of a difference between nnU-Net and Holoseg is rounding: both against the same predictor with a float64 network.

    python src/main/python/reference/nnunet_rounding.py --case plain_old cascade [--work FOLDER] [--fresh] [--scores]

For each case, and for each stage of a cascade: how many voxels' labels differ
    from the truth   nnU-Net's predictor with its network computed in float64 and nothing else changed, its sums in float16
                     included (nnunet_official.py --float64-network)
    from nnU-Net     the usual run: float32, 2 threads, oneDNN
of nnU-Net itself, of nnU-Net in other circumstances (VARIANTS: threads, instruction set, PyTorch's own convolutions) and of Holoseg. What
nnU-Net differs from itself is the noise that no port can be below. --scores: also how far the blended scores are from the
truth's, sums in float32 on all sides (needs the test classes: mvn test-compile). Folders are those of nnunet_live.py.
"""

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import numpy as np
from label_agreement import compare
from nnunet_catalogue import live_inputs, small_inputs
from nnunet_live import ALL, PROJECT, SCAN, dump, holoseg, models_of, official

AVX2 = {"ONEDNN_MAX_CPU_ISA": "AVX2", "ATEN_CPU_CAPABILITY": "avx2"}
VARIANTS = {
    "nnU-Net": ([], {}),
    "nnU-Net, 1 thread": (["--threads", "1"], {}),
    "nnU-Net, AVX2": ([], AVX2),
    "nnU-Net, without oneDNN": (["--no-onednn"], {"ATEN_CPU_CAPABILITY": "default"}),
}
TRUTH = (["--float64-network"], {})


@contextlib.contextmanager
def environment(changes):
    before = dict(os.environ)
    os.environ.update(changes)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def run_official(work, name, key, variant, folders, files, case, args, more=()):
    """One of nnU-Net's runs; returns its label file without the ending. An earlier one is used again."""
    out = work / "rounding" / name / key.replace(", ", "_").replace(" ", "_")
    out.parent.mkdir(parents=True, exist_ok=True)
    with environment(variant[1]):
        official(folders, files, case, out, [*variant[0], *more], args.fresh)
    return out


def row(stage, who, labels, truth, theirs, scores=None):
    cells = [stage, who]
    for other in (truth, theirs):
        found = compare(f"{other}.nii.gz", f"{labels}.nii.gz")
        cells += [f"{found['differing']}", f"{found['lowestDice']:.6f}"] if labels != other else ["-", "-"]
    cells.append("-" if scores is None else f"{scores[0]:.1e} / {scores[1]:.1e}")
    print("| " + " | ".join(cells) + " |", flush=True)


def distance(truth, scores):
    """Root mean square and largest of the differences, channel by channel."""
    a, b = (np.load(f"{f}_scores.npy", mmap_mode="r") for f in (truth, scores))
    squares, largest = 0.0, 0.0
    for x, y in zip(a, b):
        d = np.abs(x.astype(np.float64) - y)
        squares, largest = squares + float((d * d).sum()), max(largest, float(d.max()))
    return (squares / a.size) ** 0.5, largest


def run_case(name, folders, files, work, args):
    case = ALL[name]
    runs = {key: run_official(work, name, key, variant, folders, files, case, args) for key, variant in VARIANTS.items()}
    truth = run_official(work, name, "float64", TRUTH, folders, files, case, args)
    ours = work / "rounding" / name / "holoseg"
    holoseg(folders[-1], files, case, ours)
    scores = {}
    if args.scores:
        more = ["--scores", "--float32"]
        exact = run_official(work, name, "float64_scores", TRUTH, folders, files, case, args, more)
        theirs = run_official(work, name, "scores", VARIANTS["nnU-Net"], folders, files, case, args, more)
        dump(folders[-1], files, case, Path(f"{ours}_scores"), "fp32")
        scores = {"nnU-Net": distance(exact, theirs), "Holoseg": distance(exact, Path(f"{ours}_scores"))}
    for stage in range(len(folders) - 1):
        first = Path(f"{ours}_stage{stage}")
        holoseg(folders[stage], files, case, first)
        staged = {key: Path(f"{out}_stage{stage}") for key, out in {**runs, "truth": truth}.items()}
        table(f"{name}, stage {stage + 1}", {**staged, "Holoseg": first}, {})
    label = f"{name}, stage {len(folders)}" if len(folders) > 1 else name
    table(label, {**runs, "truth": truth, "Holoseg": ours}, scores)
    if len(folders) > 1:
        given = ["--previous", f"{ours}_stage{len(folders) - 2}.nii.gz"]
        same = run_official(work, name, "given", VARIANTS["nnU-Net"], folders[-1:], files, case, args, given)
        row(label, "Holoseg, against nnU-Net given Holoseg's stage before", ours, truth, same)


def table(stage, labels, scores):
    for who, file in labels.items():
        if who != "truth":
            row(stage, who, file, labels["truth"], labels["nnU-Net"], scores.get(who))


HEAD = """| case | who | voxels not as the truth | lowest Dice | voxels not as nnU-Net | lowest Dice | scores: rms / largest difference to the truth |
|---|---|---|---|---|---|---|"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--case", nargs="+", default=["plain_old", "cascade", "big3mm"])
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "holoseg-live")
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--scores", action="store_true")
    args = parser.parse_args()
    work = args.work / ("small" if args.small else "live")
    inputs = small_inputs(work / "inputs") if args.small else live_inputs(work / "inputs", SCAN)
    subprocess.run([PROJECT / "holoseg", "doctor"], cwd=PROJECT, check=True, stdout=subprocess.DEVNULL)
    print(HEAD, flush=True)
    for name in args.case:
        folders = models_of(work, not args.small, inputs, name, args.fresh)
        run_case(name, folders, [inputs[i] for i in ALL[name]["inputs"]], work, args)


if __name__ == "__main__":
    main()
