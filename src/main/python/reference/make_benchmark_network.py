"""Writes an nnU-Net-like network with random weights, to time Holoseg with.

Usage: python make_benchmark_network.py OUT.onnx [--features 32 64 128 256 320] [--classes 25]

The network is the PlainConvUNet of nnU-Net's default plans (two convolutions per stage, instance
norm, LeakyReLU), exported with free spatial sizes. Prints the GFLOP of one 96^3 tile.
"""

import argparse

import torch
from dynamic_network_architectures.architectures.unet import PlainConvUNet
from torch import nn


def gflop(net, size):
    total = 0

    def count(module, _, output):
        nonlocal total
        taps = module.weight[0, 0].numel()
        voxels = output[0, 0].numel()
        if isinstance(module, nn.ConvTranspose3d):
            total += 2 * voxels * module.in_channels * module.out_channels
        else:
            total += 2 * voxels * taps * module.in_channels * module.out_channels

    hooks = [m.register_forward_hook(count) for m in net.modules() if isinstance(m, (nn.Conv3d, nn.ConvTranspose3d))]
    with torch.no_grad():
        net(torch.zeros(1, 1, size, size, size))
    for hook in hooks:
        hook.remove()
    return total / 1e9


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("--features", type=int, nargs="+", default=[32, 64, 128, 256, 320])
    parser.add_argument("--classes", type=int, default=25)
    args = parser.parse_args()
    torch.manual_seed(1)
    stages = len(args.features)
    net = PlainConvUNet(1, stages, args.features, nn.Conv3d, 3, [1] + [2] * (stages - 1), 2, args.classes, 2, conv_bias=True,
                        norm_op=nn.InstanceNorm3d, norm_op_kwargs={"eps": 1e-5, "affine": True}, nonlin=nn.LeakyReLU,
                        nonlin_kwargs={"inplace": True}).eval()
    print(f"{gflop(net, 96):.0f} GFLOP for a tile of 96x96x96")
    axes = {2: "z", 3: "y", 4: "x"}
    torch.onnx.export(net, torch.zeros(1, 1, 32, 32, 32), args.out, input_names=["input"], output_names=["output"],
                      dynamic_axes={"input": axes, "output": axes}, opset_version=17, dynamo=False)


main()
