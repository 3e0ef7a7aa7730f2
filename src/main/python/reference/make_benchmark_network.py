"""Writes a plain convolutional U-Net as nnU-Net builds it, with random weights, for OverheadBenchmark.

    python src/main/python/reference/make_benchmark_network.py /tmp/unet.onnx [classes]

Features 32, 64, 128, 256, 320, two 3x3x3 convolutions per stage, instance norm, LeakyReLU: about
400 GFLOP for a tile of 96x96x96. Needs torch and dynamic_network_architectures; the file is some
60 MB and is not part of the project.
"""

import sys

import torch
from dynamic_network_architectures.architectures.unet import PlainConvUNet

target = sys.argv[1]
classes = int(sys.argv[2]) if len(sys.argv) > 2 else 25
patch = 96
torch.manual_seed(1)
net = PlainConvUNet(
    input_channels=1,
    n_stages=5,
    features_per_stage=[32, 64, 128, 256, 320],
    conv_op=torch.nn.Conv3d,
    kernel_sizes=3,
    strides=[1, 2, 2, 2, 2],
    n_conv_per_stage=2,
    num_classes=classes,
    n_conv_per_stage_decoder=2,
    conv_bias=True,
    norm_op=torch.nn.InstanceNorm3d,
    norm_op_kwargs={"eps": 1e-5, "affine": True},
    nonlin=torch.nn.LeakyReLU,
    nonlin_kwargs={"inplace": True},
).eval()

flops = 0


def count(module, inputs, output):
    global flops
    kernel = module.weight[0].numel() if isinstance(module, torch.nn.Conv3d) else module.weight[:, 0].numel()
    flops += 2 * kernel * output.numel() // (8 if isinstance(module, torch.nn.ConvTranspose3d) else 1)


hooks = [m.register_forward_hook(count) for m in net.modules() if isinstance(m, (torch.nn.Conv3d, torch.nn.ConvTranspose3d))]
image = torch.zeros(1, 1, patch, patch, patch)
with torch.no_grad():
    net(image)
for hook in hooks:
    hook.remove()
torch.onnx.export(
    net, (image,), target, dynamo=False, opset_version=17, input_names=["image"], output_names=["scores"],
    dynamic_axes={name: {2: "d", 3: "h", 4: "w"} for name in ("image", "scores")},
)
print(f"{target}: {flops / 1e9:.0f} GFLOP per {patch}^3 tile, {classes} classes, torch {torch.__version__}")
