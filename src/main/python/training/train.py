"""Trains the network on simulated scans.

    python train.py PATIENTS OUT --steps 2400 [--threads 2] [--device cpu]

PATIENTS: folder of generate.py; more patients may come while training runs. OUT gets last.pt (everything
needed to go on: run the same command again), log.csv and validation.csv. Real scans are never read here.
"""

import argparse
import copy
import csv
import glob
import os
import time

import numpy as np
import torch
import torch.nn.functional as F

import scanner
from anatomy.phantom import LABELS
from network import CLASSES, Network


def patients(folder, first, last):
    found = []
    for path in glob.glob(os.path.join(folder, "*.npy")):
        seed = int(os.path.basename(path)[:-4])
        if first <= seed < last:
            found.append((seed, path))
    return [path for _, path in sorted(found)]


class Scans(torch.utils.data.IterableDataset):
    """Scan after scan; `first` is the number of the first one, so that a resumed run does not repeat itself."""

    def __init__(self, folder, first, seed, patch):
        self.folder, self.first, self.seed, self.patch = folder, first, seed, patch

    def __iter__(self):
        torch.set_num_threads(1)
        info = torch.utils.data.get_worker_info()
        worker, workers = (info.id, info.num_workers) if info else (0, 1)
        number = self.first + worker
        while True:
            rng = np.random.default_rng([self.seed, number])
            files = patients(self.folder, 0, 100000)
            packed = np.load(files[int(rng.integers(len(files)))], mmap_mode="r")
            hu, labels = scanner.scan(packed, int(rng.integers(2**60)), self.patch)
            yield hu[None], labels
            number += workers


def loss_of(scores, labels):
    """Cross-entropy and soft Dice over the classes that are there."""
    entropy = F.cross_entropy(scores, labels)
    p = scores.softmax(1)
    truth = F.one_hot(labels, CLASSES).movedim(-1, 1).to(p.dtype)
    both = (p * truth).sum((0, 2, 3, 4))[1:]
    sums = (p + truth).sum((0, 2, 3, 4))[1:]
    there = truth.sum((0, 2, 3, 4))[1:] > 20
    dice = (2 * both + 1) / (sums + 1)
    return entropy + (1 - dice[there].mean() if there.any() else 0 * entropy)


def dice_sums(predicted, labels):
    """Twice the overlap and the sum of both sizes, for each label."""
    result = np.zeros((2, CLASSES - 1))
    for i in range(1, CLASSES):
        a, b = predicted == i, labels == i
        result[0, i - 1] = 2 * float((a & b).sum())
        result[1, i - 1] = float(a.sum() + b.sum())
    return result


@torch.no_grad()
def validate(network, folder, n, device):
    """Dice for each label, pooled over n fixed scans of simulated patients that are not trained on."""
    network.eval()
    sums = np.zeros((2, CLASSES - 1))
    files = patients(folder, 100000, 200000)
    for i in range(min(n, len(files))):
        hu, labels = scanner.scan(np.load(files[i], mmap_mode="r"), 7 + i)
        scores = network(hu[None, None].to(device))
        sums += dice_sums(scores.argmax(1)[0].cpu(), labels)
    network.train()
    return sums[0] / np.maximum(sums[1], 1)


def rate(step, steps, peak, warm_up):
    warm = min(1.0, (step + 1) / warm_up)
    return peak * warm * max(0.02, (1 - step / steps)) ** 0.9


def train_coarse_head(network, options, steps=120):
    """A shipped network has no coarse head; a new one would pull the others out of place while it learns."""
    head = list(network.coarse.parameters())
    optimizer = torch.optim.AdamW(head, lr=2e-2)
    scans = torch.utils.data.DataLoader(Scans(options.patients, 10**8, options.seed, tuple(options.patch)), num_workers=1)
    for parameter in network.parameters():
        parameter.requires_grad_(False)
    for parameter in head:
        parameter.requires_grad_(True)
    for done, (hu, labels) in enumerate(scans):
        _, coarse = network(hu.to(options.device))
        loss = loss_of(coarse, labels.to(options.device)[:, ::2, ::2, ::2])
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        if done % 20 == 0:
            print(f"coarse head {done}: {float(loss.detach()):.3f}", flush=True)
        if done + 1 == steps:
            break
    for parameter in network.parameters():
        parameter.requires_grad_(True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("patients")
    parser.add_argument("out")
    parser.add_argument("--steps", type=int, default=2400)
    parser.add_argument("--rate", type=float, default=2.5e-3)
    parser.add_argument("--warm", type=int, default=60, help="steps until the rate is reached; with --start some hundred")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--validate", type=int, default=200, help="steps between validations")
    parser.add_argument("--patch", type=int, nargs=3, default=scanner.PATCH, help="voxels along z, y, x; multiples of 16")
    parser.add_argument("--start", help="weights to start from, of an earlier training")
    options = parser.parse_args()
    os.makedirs(options.out, exist_ok=True)
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)

    network = Network().to(options.device, memory_format=torch.channels_last_3d)
    average = copy.deepcopy(network)
    optimizer = torch.optim.AdamW(network.parameters(), lr=options.rate, weight_decay=1e-4, betas=(0.9, 0.98))
    step, spent = 0, 0.0
    last = os.path.join(options.out, "last.pt")
    if os.path.exists(last):
        state = torch.load(last, map_location=options.device)
        network.load_state_dict(state["network"])
        average.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
        step, spent = state["step"], state["seconds"]
    elif options.start:
        weights = torch.load(options.start, map_location=options.device)["average"]
        network.load_state_dict(weights)
        average.load_state_dict(weights)
        train_coarse_head(network, options)
        average.load_state_dict(network.state_dict())

    scans = torch.utils.data.DataLoader(
        Scans(options.patients, step, options.seed, tuple(options.patch)),
        batch_size=1,
        num_workers=options.workers,
        prefetch_factor=2,
    )
    began, logged, running = time.time(), time.time(), []
    for hu, labels in scans:
        if step >= options.steps:
            break
        for group in optimizer.param_groups:
            group["lr"] = rate(step, options.steps, options.rate, options.warm)
        hu = hu.to(options.device)
        labels = labels.to(options.device)
        fine, coarse = network(hu)
        loss = loss_of(fine, labels) + 0.5 * loss_of(coarse, labels[:, ::2, ::2, ::2])
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimizer.step()
        step += 1
        keep = min(0.995, 1 - 10 / (10 + step))
        with torch.no_grad():
            for a, b in zip(average.parameters(), network.parameters()):
                a.lerp_(b, 1 - keep)
        running.append(float(loss.detach()))
        if step % 20 == 0:
            seconds = spent + time.time() - began
            row = [step, round(seconds), round(float(np.mean(running)), 4), len(patients(options.patients, 0, 100000))]
            _append(os.path.join(options.out, "log.csv"), ["step", "seconds", "loss", "patients"], row)
            print(row, f"{(time.time() - logged) / 20:.2f} s a step", flush=True)
            logged, running = time.time(), []
        if step % 100 == 0 or step >= options.steps:
            state = {
                "network": network.state_dict(),
                "average": average.state_dict(),
                "optimizer": optimizer.state_dict(),
                "step": step,
                "seconds": spent + time.time() - began,
                "options": vars(options),
            }
            torch.save(state, last + ".part")
            os.replace(last + ".part", last)
        if step % options.validate == 0 or step >= options.steps:
            dice = validate(average, options.patients, 8, options.device)
            _append(
                os.path.join(options.out, "validation.csv"),
                ["step", *LABELS.values()],
                [step] + [round(float(d), 4) for d in dice],
            )
            print("validation", step, dice.round(3), flush=True)


def _append(path, header, row):
    new = not os.path.exists(path)
    with open(path, "a", newline="") as out:
        writer = csv.writer(out)
        if new:
            writer.writerow(header)
        writer.writerow(row)


if __name__ == "__main__":
    main()
