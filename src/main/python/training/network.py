"""The network: a small residual U-Net that sees 336 mm at once.

Its encoder works on a grid of 6, 12, 24 and 48 mm, so that the whole pelvis is one picture and left and right can be
told from each other; a light last stage brings the boundary back to 3 mm. Input: HU [b, 1, z, y, x] on a 3 mm
grid, LPS, sizes multiples of 16. Output: scores [b, 6, z, y, x]. HU are brought to three windows inside the network, so
nothing but HU goes in.
Residual blocks and instance norm as in nnU-Net's residual encoder (Isensee et al., 2024).
"""

import torch
import torch.nn as nn
import torch.nn.functional as F

WINDOWS = ((-1000.0, 1000.0), (-160.0, 240.0), (0.0, 1600.0))  # HU shown as -1 to 1
FEATURES = (16, 48, 96, 160)
CLASSES = 6


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.first = nn.Conv3d(inputs, outputs, 3, stride, 1, bias=False)
        self.first_norm = nn.InstanceNorm3d(outputs, affine=True)
        self.second = nn.Conv3d(outputs, outputs, 3, 1, 1, bias=False)
        self.second_norm = nn.InstanceNorm3d(outputs, affine=True)
        self.pool = nn.AvgPool3d(2) if stride > 1 else None
        self.project = nn.Conv3d(inputs, outputs, 1, bias=False) if inputs != outputs else None

    def forward(self, x):
        y = F.leaky_relu(self.first_norm(self.first(x)), 0.01)
        y = self.second_norm(self.second(y))
        x = x if self.pool is None else self.pool(x)
        x = x if self.project is None else self.project(x)
        return F.leaky_relu(y + x, 0.01)


class Network(nn.Module):
    def __init__(self, features=FEATURES, classes=CLASSES, head=8):
        super().__init__()
        inputs = len(WINDOWS)
        self.stem = nn.Conv3d(inputs, features[0], 4, 2, 1, bias=False)
        self.stem_norm = nn.InstanceNorm3d(features[0], affine=True)
        pairs = list(zip(features, features[1:]))
        self.encoder = nn.ModuleList([Block(features[0], features[0])] + [Block(a, b, 2) for a, b in pairs])
        self.bottom = Block(features[-1], features[-1])
        self.up = nn.ModuleList([nn.ConvTranspose3d(b, a, 2, 2) for a, b in pairs])
        self.decoder = nn.ModuleList(
            [
                nn.Sequential(
                    nn.Conv3d(2 * a, a, 3, 1, 1, bias=False), nn.InstanceNorm3d(a, affine=True), nn.LeakyReLU(0.01)
                )
                for a, _ in pairs
            ]
        )
        self.coarse = nn.Conv3d(features[0], classes, 1)
        self.last_up = nn.ConvTranspose3d(features[0], head, 2, 2)
        self.last = nn.Conv3d(head + inputs, head, 3, 1, 1, bias=False)
        self.last_norm = nn.InstanceNorm3d(head, affine=True)
        self.scores = nn.Conv3d(head, classes, 1)

    def windows(self, hu):
        return torch.cat([((hu - (a + b) / 2) / ((b - a) / 2)).clamp(-1, 1) for a, b in WINDOWS], 1)

    def forward(self, hu):
        """Scores on the 3 mm grid; while training also on the 6 mm grid."""
        x = self.windows(hu)
        y = F.leaky_relu(self.stem_norm(self.stem(x)), 0.01)
        skips = []
        for block in self.encoder:
            y = block(y)
            skips.append(y)
        y = self.bottom(y)
        for i in reversed(range(len(self.up))):
            y = self.decoder[i](torch.cat([self.up[i](y), skips[i]], 1))
        fine = torch.cat([self.last_up(y), x], 1)
        fine = F.leaky_relu(self.last_norm(self.last(fine)), 0.01)
        fine = self.scores(fine)
        return (fine, self.coarse(y)) if self.training else fine
