"""A simulated CT scanner: from packed anatomy (generate.py) to HU and labels on a patch.

Everything about contrast is drawn anew for each patch, in the spirit of SynthSeg (Billot et al., Medical Image
Analysis 2023), but within what CT can show: HU are calibrated, so tissues keep their order more or less.
Arrays are torch tensors [z, y, x]; LPS; 3 mm.
"""

import math

import numpy as np
import torch
import torch.nn.functional as F

from anatomy import phantom
from anatomy.field import rotation
from anatomy.soft import NUMBER, TISSUES
from generate import STEP

SPACING = 3.0
ORIGIN = [float(v) for v in phantom.training_grid(SPACING)(None).origin]  # of the stored grid, LPS mm
PATCH = (112, 96, 112)  # z, y, x

# Mean HU from .. to, and texture (sd of a smooth field) up to.
RANGES = {
    "air": (-1005, -985, 5),
    "skin": (-40, 90, 20),
    "fat": (-125, -70, 25),
    "muscle": (25, 80, 25),
    "muscle_b": (10, 85, 25),
    "organ_a": (-10, 140, 30),
    "organ_b": (0, 180, 30),
    "organ_c": (20, 260, 30),
    "vessel": (25, 420, 30),
    "vein": (25, 260, 30),
    "gas": (-1000, -600, 60),
    "bowel": (0, 120, 30),
    "bowel_content": (-120, 120, 80),
    "contrast": (80, 1300, 150),
    "bladder": (-10, 40, 10),
    "table": (-900, -50, 60),
    "cloth": (-990, -500, 40),
    "cartilage": (10, 140, 20),
    "disc": (30, 160, 20),
    "tendon": (40, 130, 20),
    "cement": (800, 2000, 100),
}


class Dice:
    """Random numbers of one patch."""

    def __init__(self, seed):
        self.rng = np.random.default_rng(seed)
        self.torch = torch.Generator().manual_seed(int(self.rng.integers(2**62)))

    def between(self, low, high):
        return float(self.rng.uniform(low, high))

    def log(self, low, high):
        return math.exp(self.between(math.log(low), math.log(high)))

    def chance(self, p):
        return bool(self.rng.random() < p)

    def noise(self, *shape):
        return torch.randn(*shape, generator=self.torch)


def smooth(dice, shape, cell):
    """A smooth random field of sd about 1, features of `cell` voxels."""
    size = [max(2, math.ceil(n / cell) + 1) for n in shape]
    field = F.interpolate(dice.noise(1, 1, *size), size=shape, mode="trilinear", align_corners=True)[0, 0]
    return field * 1.45


def view(packed, dice, patch=PATCH, centre=None, strong=True):
    """Cuts a turned and scaled patch out of a stored patient. Gives float channels [8, z, y, x]."""
    if centre is None:
        if dice.chance(0.8):
            centre = (dice.rng.normal(0, 22), dice.rng.normal(5, 15), dice.between(-120, 110))
        else:
            centre = (dice.rng.normal(0, 45), dice.rng.normal(0, 25), dice.between(-330, 200))
    angles = [dice.rng.normal(0, 6 if strong else 3) for _ in range(3)]
    if dice.chance(0.08):
        angles[int(dice.rng.integers(3))] += dice.between(-30, 30)
    m = torch.eye(3)
    for axis, angle in enumerate(angles):
        m = m @ torch.from_numpy(rotation(axis, angle))
    scale = dice.between(0.88, 1.13)
    m = m * scale * torch.tensor([dice.between(0.95, 1.05) for _ in range(3)])
    # Only the part of the file that the turned box touches is read.
    half = torch.tensor([(n - 1) / 2 * SPACING for n in reversed(patch)])
    corners = torch.tensor([[a, b, c] for a in (-1.0, 1) for b in (-1.0, 1) for c in (-1.0, 1)]) * half
    reach = (corners @ m.T).abs().max(0).values.numpy()
    low, high = [], []
    for i in range(3):
        n = packed.shape[3 - i]
        first = math.floor((centre[i] - reach[i] - ORIGIN[i]) / SPACING) - 1
        last = math.ceil((centre[i] + reach[i] - ORIGIN[i]) / SPACING) + 2
        low.append(min(max(first, 0), n - 2))
        high.append(max(min(last, n), low[-1] + 2))
    part = torch.from_numpy(
        np.ascontiguousarray(packed[:, low[2] : high[2], low[1] : high[1], low[0] : high[0]])
    ).float()
    axes = [torch.linspace(-float(half[i]), float(half[i]), patch[2 - i]) for i in range(3)]
    coordinates = []
    for i in range(3):
        mm = (
            m[i, 0] * axes[0][None, None, :] + m[i, 1] * axes[1][None, :, None] + m[i, 2] * axes[2][:, None, None]
        ) + centre[i]
        voxel = (mm - ORIGIN[i]) / SPACING - low[i]
        coordinates.append(voxel * (2 / (high[i] - low[i] - 1)) - 1)
    grid = torch.stack(coordinates, -1)[None]
    smooth_part = F.grid_sample(part[None, :7], grid, mode="bilinear", padding_mode="border", align_corners=True)[0]
    # Nearest voxels by indexing: tissue numbers must not be mixed.
    index = [((c + 1) * (part.shape[3 - i] - 1) / 2).round().long() for i, c in enumerate(coordinates)]
    valid = torch.ones(patch, dtype=torch.bool)
    for i in range(3):
        valid &= (index[i] >= 0) & (index[i] < part.shape[3 - i])
        index[i] = index[i].clamp(0, part.shape[3 - i] - 1)
    tissue = part[7][index[2], index[1], index[0]]
    return smooth_part, tissue, valid, scale


def scan(packed, seed, patch=PATCH, centre=None):
    """One random scan of a stored patient: HU float [z, y, x] and labels long [z, y, x]."""
    for attempt in range(8):
        hu, labels = _scan(packed, Dice([seed, attempt]), patch, centre)
        if float((hu > -300).float().mean()) > 0.04:  # else hardly any of the body is in view
            break
    return hu, labels


def _scan(packed, dice, patch, centre):
    channels, coded, valid, scale = view(packed, dice, patch, centre)
    left = coded >= 64
    tissue = (coded - 64 * left).long()
    d = channels[:4] * (STEP / scale)
    metal = channels[4] * (STEP / scale)
    cortex = channels[5] * (0.1 / scale)
    marrow = (channels[6] / 100).clamp(0, 1)
    labels = torch.from_numpy(phantom.labels_of(d.numpy(), left.numpy())).long()
    labels[~valid] = 0

    hu = _soft_tissue(tissue, dice, patch)
    nearest = d.min(0).values
    hu = _bone(hu, nearest, cortex, marrow, dice, patch)
    has_metal = bool((metal < 0).any())
    if has_metal:
        width = dice.between(1.0, 3.5)
        alpha = (0.5 - metal / width).clamp(0, 1)
        hu = hu + alpha * (dice.between(2500, 9000) - hu)
    hu[~valid] = -1000
    hu = _blur(hu, dice)
    if has_metal:
        hu = hu + _streaks(metal, left, dice)
    hu = hu + smooth(dice, patch, 40) * dice.between(0, 12)
    hu = _noise(hu, dice, patch)
    hu = hu * dice.between(0.95, 1.05) + dice.between(-15, 15)
    hu = hu.clamp(-1024, 3071)
    return _field_of_view(hu, labels, valid, dice, patch)


def _soft_tissue(tissue, dice, patch):
    means = torch.empty(64).fill_(-1000.0)
    textures = torch.zeros(64)
    for name in TISSUES:
        low, high, texture = RANGES[name]
        means[NUMBER[name]] = dice.between(low, high)
        textures[NUMBER[name]] = dice.between(0, texture)
    if dice.chance(0.3):  # excreted contrast
        means[NUMBER["bladder"]] = dice.between(40, 1500)
    if dice.chance(0.5):  # without contrast agent vessels look like muscle
        means[NUMBER["vessel"]] = dice.between(25, 60)
        means[NUMBER["vein"]] = dice.between(25, 60)
    field = smooth(dice, patch, dice.between(2, 8)) * 0.7 + smooth(dice, patch, dice.between(8, 30)) * 0.7
    hu = means[tissue] + textures[tissue] * field
    return _gauss(hu, dice.between(0.2, 0.7))


def _bone(hu, nearest, cortex, marrow, dice, patch):
    width = dice.between(0.8, 4.0)  # mm over which the edge is mixed
    thin = dice.log(0.55, 1.4)
    cortex = cortex * thin * (1 + 0.25 * smooth(dice, patch, dice.between(4, 14)).clamp(-2, 2))
    outer = (0.5 - nearest / width).clamp(0, 1)
    inner = (0.5 - (nearest + cortex.clamp(min=0.2)) / width).clamp(0, 1)
    kind = dice.rng.random()
    if kind < 0.35:  # osteoporotic: the inside is as dark as muscle or fat
        spongy, vary = dice.between(-60, 130), dice.between(10, 80)
    elif kind < 0.85:
        spongy, vary = dice.between(80, 300), dice.between(20, 120)
    else:  # young or sclerotic
        spongy, vary = dice.between(250, 650), dice.between(30, 160)
    texture = smooth(dice, patch, dice.between(1.2, 3)) * 0.6 + smooth(dice, patch, dice.between(4, 16)) * 0.8
    spongy = spongy + vary * texture
    # Under the cortex it is denser than in the middle.
    spongy = spongy + dice.between(0, 180) * torch.exp((nearest + cortex) / dice.between(2, 6)).clamp(max=1)
    fatty = dice.between(-110, 40) + 15 * texture
    share = (marrow * dice.between(0.5, 1.3)).clamp(0, 1)
    content = spongy * (1 - share) + fatty * share
    solid = dice.between(650, 1750) + dice.between(0, 120) * smooth(dice, patch, dice.between(2, 10))
    bone = solid + inner * (content - solid)
    return hu + outer * (bone - hu)


def _gauss(hu, sigma, axes=(0, 1, 2)):
    if sigma < 0.15:
        return hu
    r = max(1, math.ceil(2.5 * sigma))
    x = torch.arange(-r, r + 1).float()
    w = torch.exp(-0.5 * (x / sigma) ** 2)
    return _filter(hu, w / w.sum(), axes)


def _filter(hu, weights, axes):
    r = len(weights) // 2
    v = hu[None, None]
    for axis in axes:
        shape, pad = [1, 1, 1, 1, 1], [0, 0, 0]
        shape[2 + axis], pad[axis] = len(weights), r
        sides = [p for a in reversed(pad) for p in (a, a)]
        v = F.conv3d(F.pad(v, sides, mode="replicate"), weights.reshape(shape))
    return v[0, 0]


def _blur(hu, dice):
    if dice.chance(0.7):
        hu = _gauss(hu, dice.between(0, 0.75))
    if dice.chance(0.35):  # slices thicker than the grid, along z; seldom along another axis
        axis = (0,) if dice.chance(0.85) else (int(dice.rng.integers(1, 3)),)
        edge = dice.between(0.05, 0.6)
        weights = torch.tensor([edge, 1.0, edge])
        hu = _filter(hu, weights / weights.sum(), axis)
    if dice.chance(0.25):  # a sharp kernel overshoots at edges
        hu = hu + dice.between(0.1, 0.6) * (hu - _gauss(hu, 0.8))
    return hu


def _noise(hu, dice, patch):
    sigma = dice.log(3, 70)
    noise = dice.noise(*patch)
    if dice.chance(0.6):
        s = dice.between(0.4, 0.9)
        noise = _gauss(noise, s)
        noise = noise / noise.std()
    if dice.chance(0.3):  # more noise where the body is thick: hips and shoulders
        noise = noise * (1 + 0.4 * smooth(dice, patch, 30)).clamp(0.3, 2.5)
    return hu + sigma * noise


def _streaks(metal, left, dice):
    """Dark and bright rays in the slices with metal, from the middle of the metal of each side."""
    shape = metal.shape
    inside = metal < 0
    y = torch.arange(shape[1]).float()[None, :, None]
    x = torch.arange(shape[2]).float()[None, None, :]
    total = torch.zeros(shape)
    strength = dice.log(30, 900)
    for mask in (inside & left, inside & ~left):
        area = mask.sum((1, 2)).float()
        slices = torch.nonzero(area > 1)[:, 0]
        if len(slices) == 0:
            continue
        a = area[slices]
        cy = (mask[slices] * y).sum((1, 2)) / a
        cx = (mask[slices] * x).sum((1, 2)) / a
        dy, dx = y - cy[:, None, None], x - cx[:, None, None]
        r = torch.sqrt(dx * dx + dy * dy) + 1
        ray = torch.zeros(len(slices), shape[1], shape[2])
        for _ in range(int(dice.rng.integers(3, 9))):
            t = dice.between(0, math.pi)
            across = (dx * math.sin(t) - dy * math.cos(t)).abs()
            w = dice.between(0.6, 3)
            ray += dice.between(-1, 0.8) * torch.exp(-((across / (w + 0.05 * r)) ** 2))
        jitter = 1 + 0.4 * dice.noise(len(slices), 1, 1)
        fade = torch.exp(-r / dice.between(8, 40)) * (a.sqrt() / 5).clamp(0.2, 2)[:, None, None]
        total[slices] += ray * fade * jitter
    return strength * total


def _field_of_view(hu, labels, valid, dice, patch):
    """Cuts the scan to a random box or cylinder; outside lies padding, as the pipeline fills it."""
    outside = torch.zeros(patch, dtype=torch.bool)
    padding = -1024.0
    if dice.chance(0.2):
        y = torch.arange(patch[1])[None, :, None] - patch[1] / 2 - dice.between(-10, 10)
        x = torch.arange(patch[2])[None, None, :] - patch[2] / 2 - dice.between(-15, 15)
        radius = dice.between(35, 75)
        circle = (x * x + y * y > radius * radius).expand(patch)
        hu = hu.masked_fill(circle, dice.between(-1024, -900) if dice.chance(0.8) else dice.between(-1024, 0))
        labels = labels.masked_fill(circle, 0)
    if dice.chance(0.1):  # one half of the pelvis, cut near the middle
        x = torch.arange(patch[2])[None, None, :] - patch[2] / 2 + dice.between(-14, 14)
        outside |= x < 0 if dice.chance(0.5) else x > 0
    if dice.chance(0.55):
        for axis in range(3):
            p = (0.6, 0.25, 0.45)[axis]
            if not dice.chance(p):
                continue
            n = patch[axis]
            size = int(dice.between((0.2, 0.6, 0.4)[axis], 1) * n)
            first = int(dice.between(0, n - size + 1))
            index = torch.arange(n)
            shape = [1, 1, 1]
            shape[axis] = n
            outside |= ((index < first) | (index >= first + size)).reshape(shape)
    hu = hu.masked_fill(outside, padding)
    labels = labels.masked_fill(outside, 0)
    return hu, labels
