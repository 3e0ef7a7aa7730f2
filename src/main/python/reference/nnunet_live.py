"""Runs the nnU-Net cases live on the sample CT, by nnU-Net and by Holoseg, and prints one table.

    python src/main/python/reference/nnunet_live.py [--case plain_old ...] [--work FOLDER] [--fresh] [--small]

--case   only these; the default is CASES of nnunet_catalogue.py; LARGE has more, larger ones and other weights
--work   where models, inputs and results go (default: holoseg-live in the folder for temporary files). What nnU-Net
         made there in an earlier run is used again, unless --fresh is given
--small  the stored sizes instead of the sample CT: seconds, to try the script
--no-scores  only labels, times and memory

Holoseg is started as a user starts it, `./holoseg segment`; time is from start to end of the process, and memory the most
that the process ever had resident (VmHWM), for both. nnU-Net's share for importing its packages is given in
the JSON beside the table. Scores come from a second run of both with float32 sums (nnunet_official.py
--float32, Holoseg's precision=fp32), where a difference means something: with nnU-Net's float16 sums one
step is up to 1 at the corners of a scan.
"""

import argparse
import importlib.metadata
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import nibabel as nib
import numpy as np
from label_agreement import compare
from nnunet_cases import build_models
from nnunet_catalogue import CASES, LARGE, live_inputs, small_inputs

ALL = {**CASES, **LARGE}

HERE = Path(__file__).parent
PROJECT = HERE.parents[3]
SCAN = PROJECT / "sample-volumes/data/example_ct.nii.gz"


def high_water(pid):
    """The most memory (MiB) that a process has had resident; 0 when it is gone."""
    try:
        with open(f"/proc/{pid}/status") as status:
            return next((int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM")), 0)
    except OSError:
        return 0


def measured(command, log, **environment):
    """Runs a command; returns wall seconds, CPU seconds, peak MiB of the process.

    The peak is VmHWM, looked up while it runs: ru_maxrss of a child counts this script's own memory before exec.
    """
    started, peak = time.time(), 0
    with open(log, "w") as out:
        process = subprocess.Popen([str(c) for c in command], stdout=out, stderr=subprocess.STDOUT, cwd=PROJECT,
                                   env={**os.environ, **environment})
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            peak = max(peak, high_water(process.pid))
            time.sleep(0.02)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        tail = Path(log).read_text(errors="replace").strip().splitlines()[-4:]
        raise RuntimeError(f"{Path(str(command[0])).name} ended with {process.returncode}: " + " | ".join(tail))
    return {"seconds": time.time() - started, "cpuSeconds": usage.ru_utime + usage.ru_stime, "peakMib": peak}


def official(folders, files, case, out, flags, fresh):
    """nnU-Net's numbers and result; an earlier one is used again."""
    done = Path(f"{out}.run.json")
    if done.exists() and not fresh:
        return json.loads(done.read_text())
    command = [sys.executable, HERE / "nnunet_official.py", out, ",".join(map(str, folders)), ",".join(map(str, files)),
               "--step", case["step"], *flags]
    if case["folds"]:
        command += ["--folds", *case["folds"]]
    if not case["mirror"]:
        command += ["--no-mirror"]
    run = measured(command, f"{out}.log")
    run.update({k: v for k, v in json.loads(Path(f"{out}.json").read_text()).items() if k not in run},
               stages=json.loads(Path(f"{out}.json").read_text())["seconds"])
    done.write_text(json.dumps(run, indent=1))
    return run


def options(case):
    """A case's options for `holoseg segment`."""
    found = []
    if case["step"] != 0.5:
        found += ["--overlap", round(1 - case["step"], 9)]
    if not case["mirror"]:
        found += ["--mirror", "off"]
    if case["folds"] and case["folds"] != ["all"]:
        found += ["--folds", ",".join(map(str, case["folds"]))]
    return found


def wanted(case):
    """The same for ScoreDump."""
    found = [f"overlap={round(1 - case['step'], 9)}", f"mirror={'auto' if case['mirror'] else 'off'}"]
    if case["folds"] and case["folds"] != ["all"]:
        found.append("folds=" + ",".join(map(str, case["folds"])))
    return found


def holoseg(model, files, case, out):
    """`./holoseg segment` twice: the first run converts the model."""
    command = [PROJECT / "holoseg", "segment", *files, "-m", model, "-o", f"{out}.nii.gz", "--device", "cpu", *options(case)]
    home = {"XDG_CACHE_HOME": str(out.parent / "cache")}
    first = measured(command, f"{out}_first.log", **home)
    run = measured(command, f"{out}.log", **home)
    return {**run, "firstSeconds": first["seconds"], "firstPeakMib": first["peakMib"]}


def class_path():
    lib = PROJECT / "target/lib"
    return f"{PROJECT}/target/test-classes:{PROJECT}/target/classes:{lib}/*:{PROJECT}/target/lib-optional/*"


def dump(model, files, case, out, precision):
    """Network input and scores of Holoseg, by the test class ScoreDump."""
    measured(["java", "-Xmx6g", "-cp", class_path(), "io.github.holoseg.pipeline.ScoreDump", out, model, *files,
              f"precision={precision}", *wanted(case)],
             f"{out}_dump.log", XDG_CACHE_HOME=str(out.parent / "cache"))


def difference(a_file, b_file):
    """Largest absolute difference and share of values that differ."""
    a, b = (np.load(f, mmap_mode="r") for f in (a_file, b_file))
    if a.shape != b.shape:
        raise ValueError(f"grids {a.shape} and {b.shape}")
    largest, differing = 0.0, 0
    for x, y in zip(a, b):
        d = np.abs(x.astype(np.float64) - y.astype(np.float64))
        largest, differing = max(largest, float(d.max())), differing + int((d > 0).sum())
    return largest, 100 * differing / a.size


def run_case(name, case, folders, inputs, work, args):
    files, model = [inputs[i] for i in case["inputs"]], folders[-1]
    theirs, ours = work / "official" / name, work / "holoseg" / name
    for folder in (theirs.parent, ours.parent):
        folder.mkdir(parents=True, exist_ok=True)
    row = {"case": name, "what": case["what"]}
    row["official"] = official(folders, files, case, theirs, [] if args.no_scores else ["--scores"], args.fresh)
    row["holoseg"] = holoseg(model, files, case, ours)
    row.update(compare(f"{theirs}.nii.gz", f"{ours}.nii.gz"))
    if not args.no_scores:
        dump(model, files, case, ours, "exact")
        row["data"], _ = difference(f"{theirs}_data.npy", f"{ours}_data.npy")
        row["scores16"], row["scores16share"] = difference(f"{theirs}_scores.npy", f"{ours}_scores.npy")
        official(folders, files, case, Path(f"{theirs}_float32"), ["--scores", "--float32"], args.fresh)
        dump(model, files, case, Path(f"{ours}_float32"), "fp32")
        row["scores32"], _ = difference(f"{theirs}_float32_scores.npy", f"{ours}_float32_scores.npy")
    return row


def number(value, form):
    return "-" if value is None else format(value, form)


def line(row):
    """One row of the table."""
    if "error" in row:
        return f"| {row['case']} | {row['error']} |" + " |" * 12
    o, h = row["official"], row["holoseg"]
    cells = [row["case"], f"{row['voxels']}", f"{row['agreement']:.5f}", row["differing"], f"{row['lowestDice']:.6f}",
             number(row.get("data"), ".1e"), number(row.get("scores32"), ".1e"),
             f"{number(row.get('scores16share'), '.2f')} / {number(row.get('scores16'), '.3f')}",
             f"{o['seconds']:.1f} / {o['cpuSeconds']:.1f}", f"{h['seconds']:.1f} / {h['cpuSeconds']:.1f}", f"{h['firstSeconds']:.1f}",
             f"{h['seconds'] / o['seconds']:.2f} / {h['cpuSeconds'] / o['cpuSeconds']:.2f}", f"{o['peakMib']:.0f}", f"{h['peakMib']:.0f}",
             f"{h['peakMib'] / o['peakMib']:.2f}"]
    return "| " + " | ".join(map(str, cells)) + " |"


HEAD = """| case | voxels | agreement % | differing | lowest Dice | input diff | score diff, float32 sums | float16 scores: % that differ / max \
| nnU-Net s / CPU s | Holoseg s / CPU s | first run s | ratio s / CPU s | nnU-Net MiB | Holoseg MiB | ratio |
|""" + "---|" * 15


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--case", nargs="+", default=list(CASES))
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "holoseg-live")
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--no-scores", action="store_true")
    args = parser.parse_args()
    if not args.small and not SCAN.exists():
        sys.exit(f"{SCAN} is not here; run sample-volumes/fetch")
    work = args.work / ("small" if args.small else "live")
    inputs = small_inputs(work / "inputs") if args.small else live_inputs(work / "inputs", SCAN)
    subprocess.run([PROJECT / "holoseg", "doctor"], cwd=PROJECT, check=True, stdout=subprocess.DEVNULL)
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; "
          + ", ".join(f"{p} {importlib.metadata.version(p)}" for p in ("nnunetv2", "torch", "numpy", "scipy")))
    print(HEAD, flush=True)
    rows = []
    for name in args.case:
        case = ALL[name]
        try:
            folders = models_of(work, not args.small, inputs, name, args.fresh)
            rows.append(run_case(name, case, folders, inputs, work, args))
        except (RuntimeError, ValueError, OSError) as e:
            rows.append({"case": name, "error": f"{e}"})
        print(line(rows[-1]), flush=True)
    (work / "table.json").write_text(json.dumps(rows, indent=1) + "\n")
    failed = [r["case"] for r in rows if "error" in r or r["agreement"] < 99.99 or r["lowestDice"] < 0.9999]
    if failed:
        sys.exit("not within 99.99 % of the voxels and a Dice of 0.9999: " + ", ".join(failed))


def models_of(work, live, inputs, name, fresh):
    """The folders of a case's model; built unless they are there."""
    root = work / "models"
    known = root / f"{ALL[name]['model']}.json"
    if not known.exists() or fresh:
        folders = build_models(root, live, inputs, [name])[ALL[name]["model"]]
        known.write_text(json.dumps([str(f) for f in folders]))
    return [Path(f) for f in json.loads(known.read_text())]


if __name__ == "__main__":
    main()
