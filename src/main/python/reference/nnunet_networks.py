#!/usr/bin/env python3
"""Networks of dynamic_network_architectures with random weights, and what PyTorch makes of a random tile.

usage: nnunet_networks.py FOLDER            the small cases, kept as golden values
       nnunet_networks.py FOLDER --big      two of real size, for measuring; not kept

Each case is a folder: configuration.json (as in plans.json), weights.json (name: shape, first value in weights.bin),
weights.bin (float32, little-endian), input.npy, output.npy.
"""
import argparse
import json
import platform
import time
import warnings
from importlib.metadata import version
from pathlib import Path

import numpy as np
import torch

warnings.filterwarnings("ignore")
from nnunetv2.utilities.get_network_from_plans import get_network_from_plans  # noqa: E402
from nnunetv2.utilities.plans_handling.plans_handler import ConfigurationManager  # noqa: E402

THREADS = 2
KW = ["conv_op", "norm_op", "dropout_op", "nonlin"]


def new(name, dim, features, kernels, strides, convs, decoder, residual=False, norm="InstanceNorm", **extra):
    kwargs = {
        "n_stages": len(features) if isinstance(features, list) else 0, "features_per_stage": features, "conv_op": f"torch.nn.modules.conv.Conv{dim}d",
        "kernel_sizes": kernels, "strides": strides, ("n_blocks_per_stage" if residual else "n_conv_per_stage"): convs,
        "n_conv_per_stage_decoder": decoder, "conv_bias": True,
        "norm_op": f"torch.nn.modules.{'instancenorm' if norm == 'InstanceNorm' else 'batchnorm'}.{norm}{dim}d",
        "norm_op_kwargs": {"eps": 1e-5, "affine": True}, "dropout_op": None, "dropout_op_kwargs": None,
        "nonlin": "torch.nn.LeakyReLU", "nonlin_kwargs": {"inplace": True}}
    kwargs.update(extra)
    imports = KW + (["block"] if "block" in extra else [])
    return {"architecture": {
        "network_class_name": "dynamic_network_architectures.architectures.unet."
                              + ("ResidualEncoderUNet" if residual else "PlainConvUNet"),
        "arch_kwargs": kwargs, "_kw_requires_import": imports}}


def old(patch, base, most, kernels, strides, convs, decoder, name="PlainConvUNet"):
    return {"UNet_class_name": name, "UNet_base_num_features": base, "unet_max_num_features": most,
            "n_conv_per_stage_encoder": convs, "n_conv_per_stage_decoder": decoder, "num_pool_per_axis": [1, 1, 1],
            "pool_op_kernel_sizes": strides, "conv_kernel_sizes": kernels, "patch_size": patch}


T = [3, 3, 3]
CASES = {  # name: (configuration, input channels, heads, tile z y x)
    "plain": (new("plain", 3, [4, 8, 12], [T, T, T], [[1] * 3, [2] * 3, [2] * 3], [2, 2, 2], [2, 2]), 1, 3, (8, 12, 16)),
    "old": (old([8, 16, 16], 4, 6, [[1, 3, 3], T, T], [[1, 1, 1], [1, 2, 2], [2, 2, 2]], [2, 2, 2], [2, 2]), 1, 4, (6, 8, 12)),
    "oldresidual": (old([8, 16, 16], 4, 8, [T, T], [[1, 1, 1], [2, 2, 2]], [1, 2], [1], "ResidualEncoderUNet"), 1, 2, (6, 8, 10)),
    "residual": (new("r", 3, [4, 4, 8, 8], [[1, 3, 3], T, T, T], [[1, 1, 1], [1, 2, 2], [2, 2, 2], [2, 2, 1]],
                     [1, 3, 2, 2], [1, 1, 1], True), 2, 3, (4, 16, 16)),
    "bottleneck": (new("b", 3, [8, 12], [T, T], [[1] * 3, [2] * 3], [2, 2], [1], True,
                       block="dynamic_network_architectures.building_blocks.residual.BottleneckD",
                       bottleneck_channels=[4, 6], stem_channels=5), 1, 2, (6, 8, 8)),
    "batchnorm": (new("bn", 3, [4, 6], [T, T], [[1] * 3, [2] * 3], [2, 1], [2], norm="BatchNorm"), 1, 2, (6, 6, 8)),
    "relunobias": (new("rl", 3, [4, 6], [T, T], [[1] * 3, [2] * 3], [1, 2], [1], conv_bias=False,
                       nonlin="torch.nn.ReLU", norm_op_kwargs={"eps": 1e-3, "affine": False}), 1, 2, (6, 8, 8)),
    "nonlinfirst": (new("nf", 3, [4, 6], [T, T], [[1] * 3, [2] * 3], [2, 2], [2], nonlin_first=True,
                        nonlin_kwargs={"negative_slope": 0.2}), 1, 2, (6, 8, 8)),
    "batchnormlast": (new("bl", 3, [4, 6], [T, T], [[1] * 3, [2] * 3], [2, 2], [2], norm="BatchNorm", nonlin_first=True,
                          nonlin="torch.nn.ReLU", conv_bias=False), 1, 2, (6, 8, 8)),
    "dropout": (new("do", 3, [4, 6], [T, T], [[1] * 3, [2] * 3], [2, 2], [2],
                    dropout_op="torch.nn.modules.dropout.Dropout3d", dropout_op_kwargs={"p": 0.5}), 1, 2, (6, 8, 8)),
    "plain2d": (new("2d", 2, [4, 8, 8], [[3, 3]] * 3, [[1, 1], [2, 2], [2, 2]], [2, 2, 2], [2, 2]), 3, 3, (24, 32)),
    "residual2d": (new("r2", 2, [4, 8], [[3, 3]] * 2, [[1, 1], [2, 2]], [1, 2], [1], True, norm="BatchNorm"), 1, 2, (16, 24)),
    "unevenstrides": (new("us", 3, [4, 6, 6], [T] * 3, [[1, 1, 1], [2, 2, 2], [1, 2, 2]], [1, 1, 1], [1, 1]), 1, 2, (8, 16, 16)),
    "seven": (new("7", 2, [4] * 7, [[3, 3]] * 7, [[1, 1]] + [[2, 2]] * 6, [1] * 7, [1] * 6), 1, 2, (128, 128)),
    "scalars": (new("s", 3, 4, 3, [1, 2, 2], 2, 1, n_stages=3), 1, 2, (8, 8, 12)),
    "wide": (new("w", 3, [17, 33], [[3, 5, 1], T], [[1] * 3, [2] * 3], [1, 1], [1]), 1, 19, (6, 8, 8)),
}
BIG = {
    "small96": (new("s", 3, [16, 32, 64, 128], [T] * 4, [[1] * 3] + [[2] * 3] * 3, [2] * 4, [2] * 3), 1, 5, (96, 96, 96)),
    "big128": (new("b", 3, [32, 64, 128, 256, 320, 320], [T] * 6, [[1] * 3] + [[2] * 3] * 5, [2] * 6, [2] * 5), 1, 26, (128, 128, 128)),
    "resenc96": (new("re", 3, [32, 64, 128, 256, 320], [T] * 5, [[1] * 3] + [[2] * 3] * 4, [1, 3, 4, 6, 6], [1] * 4, True), 1, 5, (96, 96, 96)),
}


def make(folder, configuration, channels, heads, tile):
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(configuration)
    arch = ConfigurationManager(json.loads(text)).configuration["architecture"]
    net = get_network_from_plans(arch["network_class_name"], arch["arch_kwargs"], arch["_kw_requires_import"], channels, heads,
                                 allow_init=True, deep_supervision=False)
    generator = torch.Generator().manual_seed(sum(map(ord, folder.name)))
    with torch.no_grad():
        for p in net.parameters():
            p.copy_(torch.randn(p.shape, generator=generator) * (0.2 if p.ndim == 1 else (2 / p[0].numel()) ** 0.5)
                    + (1 if p.ndim == 1 else 0) * 0.7)
        for k, b in net.named_buffers():
            if b.is_floating_point():
                b.copy_(torch.rand(b.shape, generator=generator) + 0.5)
    net.eval()
    offsets, index, parts, at = {}, {}, [], 0
    for name, t in net.state_dict().items():
        if not t.is_floating_point():
            index[name] = {"shape": list(t.shape), "at": 0}
            continue
        key = (t.data_ptr(), tuple(t.shape))
        if key not in offsets:
            offsets[key] = at
            parts.append(t.numpy().astype("<f4").ravel())
            at += t.numel()
        index[name] = {"shape": list(t.shape), "at": offsets[key]}
    x = torch.randn((1, channels, *tile), generator=generator)
    torch.set_num_threads(THREADS)
    with torch.no_grad():
        t0, c0 = time.time(), time.process_time()
        y = net(x).numpy()
        seconds = [(time.time() - t0, time.process_time() - c0)]
        if x.numel() > 200_000:
            for _ in range(3):
                t0, c0 = time.time(), time.process_time()
                net(x)
                seconds.append((time.time() - t0, time.process_time() - c0))
    (folder / "configuration.json").write_text(text + "\n")
    (folder / "weights.json").write_text(json.dumps(index) + "\n")
    np.concatenate(parts).tofile(folder / "weights.bin")
    np.save(folder / "input.npy", x.numpy())
    np.save(folder / "output.npy", y)
    print(f"{folder.name}: {at} weights, largest score {abs(y).max():.3g}, "
          f"seconds {[round(s, 2) for s, _ in seconds]}, CPU seconds {[round(c, 2) for _, c in seconds]}")


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("folder", type=Path)
    ap.add_argument("--big", action="store_true")
    ap.add_argument("--case", default=None)
    ap.add_argument("--threads", type=int, default=THREADS, help="of PyTorch")
    a = ap.parse_args()
    globals()["THREADS"] = a.threads
    cases = BIG if a.big else CASES
    stored = a.folder / "manifest.json"
    manifest = json.loads(stored.read_text()) if a.case and stored.exists() else {}
    for name, (configuration, channels, heads, tile) in cases.items():
        if a.case in (None, name):
            make(a.folder / name, configuration, channels, heads, tile)
            manifest[name] = {"channels": channels, "heads": heads}
    if not a.big:
        manifest["versions"] = {p: version(p) for p in ("torch", "dynamic_network_architectures", "nnunetv2", "numpy")}
        manifest["versions"]["python"] = platform.python_version()
        stored.write_text(json.dumps(manifest, indent=1) + "\n")


if __name__ == "__main__":
    main()
