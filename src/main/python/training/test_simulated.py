"""Dice on simulated patients that were neither trained on nor validated on.

    python test_simulated.py MODEL.onnx PATIENTS [--cases 60]

PATIENTS: folder with seeds from 200000 (generate.py FOLDER 200000 200060). Each patient is scanned once, with a scanner
seed of its own. Prints, for each label, the mean Dice of the cases that show at least 2 ml of it, with a 95 % confidence
interval (bootstrap over cases, 2000 draws), the median and the worst; then the same for groups.
"""

import argparse
import json
import os
from dataclasses import dataclass

import numpy as np
import onnxruntime
import torch

import scanner
from agreement import dice, wrong_side
from anatomy.phantom import LABELS
from train import patients

PATCH = (128, 112, 128)
ENOUGH = 75  # voxels of 27 mm3: 2 ml


@dataclass
class Case:
    """One simulated scan, arrays [z, y, x]; dice holds NaN where less than 2 ml of a structure are in view."""

    seed: int
    hu: np.ndarray
    labels: np.ndarray
    predicted: np.ndarray
    dice: list


def cases(session, folder, n):
    """The first n test patients, each scanned once with a scanner seed of its own."""
    for i, path in enumerate(patients(folder, 200000, 300000)[:n]):
        hu, labels = scanner.scan(np.load(path, mmap_mode="r"), 5000 + i, PATCH)
        scores = session.run(None, {session.get_inputs()[0].name: hu[None, None].numpy()})[0]
        predicted, labels = scores.argmax(1)[0], labels.numpy()
        row = []
        for label in LABELS:
            a, b = predicted == label, labels == label
            row.append(dice(a, b) if b.sum() >= ENOUGH else np.nan)
        yield Case(int(os.path.basename(path)[:-4]), hu.numpy(), labels, predicted, row)


def interval(values, rng):
    draws = rng.choice(values, (2000, len(values))).mean(1)
    return np.percentile(draws, [2.5, 97.5])


def table(title, rows):
    rng = np.random.default_rng(1)
    print(f"\n{title}\n\n| label | cases | mean Dice | 95 % interval | median | worst |\n|---|---|---|---|---|---|")
    for i, name in enumerate(LABELS.values()):
        v = rows[:, i][~np.isnan(rows[:, i])]
        if len(v):
            low, high = interval(v, rng)
            print(f"| `{name}` | {len(v)} | {v.mean():.3f} | {low:.3f} to {high:.3f} | {np.median(v):.3f} | {v.min():.3f} |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model")
    parser.add_argument("patients")
    parser.add_argument("--cases", type=int, default=60)
    options = parser.parse_args()
    torch.set_num_threads(1)
    session = onnxruntime.InferenceSession(options.model, providers=["CPUExecutionProvider"])
    facts = {}
    for line in open(os.path.join(options.patients, "facts.jsonl")):
        fact = json.loads(line)
        facts[fact["seed"]] = fact
    rows, wrong, bone, implant, child = [], 0, 0, [], []
    for one in cases(session, options.patients, options.cases):
        rows.append(one.dice)
        wrong += wrong_side(one.predicted, one.labels)
        bone += int((one.labels > 0).sum())
        implant.append(bool(facts[one.seed]["implants"]))
        child.append(facts[one.seed]["child"])
    rows, implant, child = np.array(rows), np.array(implant), np.array(child)
    table(f"All {len(rows)} cases; {wrong} of {bone} bone voxels on the wrong side", rows)
    table(f"With metal ({implant.sum()})", rows[implant])
    table(f"Without metal ({(~implant).sum()})", rows[~implant])
    table(f"Children ({child.sum()})", rows[child])


if __name__ == "__main__":
    main()
