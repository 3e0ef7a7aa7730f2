"""Small checkpoints written by PyTorch itself, for the reader in model.torch.

Writes src/test/resources/golden/torch: the files and manifest.json with what PyTorch says is in them. Run from the
project's root:
    python src/main/python/reference/torch_golden.py src/test/resources/golden/torch
"""

import io
import json
import pathlib
import pickle
import sys
import zipfile

import nnunetv2.postprocessing.remove_connected_components as components
import numpy as np
import torch

target = pathlib.Path(sys.argv[1])
target.mkdir(parents=True, exist_ok=True)
torch.manual_seed(5)


def network():
    return torch.nn.Sequential(
        torch.nn.Conv3d(1, 3, (1, 3, 3)), torch.nn.InstanceNorm3d(3, affine=True), torch.nn.BatchNorm3d(3)
    )


def checkpoint(weights, **more):
    """The keys of nnUNetTrainer.save_checkpoint."""
    return {
        "network_weights": weights,
        "optimizer_state": None,
        "grad_scaler_state": None,
        "logging": {
            "mean_fg_dice": [np.float64(v) for v in (0.25, 0.5)],
            "ema_fg_dice": [np.float32(0.25)],
            "dice_per_class_or_region": [[np.float64(v) for v in (0.125, float("nan"))]],
            "lrs": [0.01, 0.009],
        },
        "_best_ema": np.float64(0.5),
        "current_epoch": 2,
        "init_args": {
            "plans": {"dataset_name": "Dataset999_Test", "spacing": [1.0, 0.5, 0.5]},
            "configuration": "3d_fullres",
            "fold": 0,
            "dataset_json": {"labels": {"background": 0, "hip": 1}},
            "device": torch.device("cuda", 0),
        },
        "trainer_name": "nnUNetTrainer",
        "inference_allowed_mirroring_axes": (0, 1, 2),
    } | more


def trained():
    """With the momentum buffers that SGD leaves in optimizer_state."""
    net = network()
    optimizer = torch.optim.SGD(net.parameters(), 1e-2, momentum=0.99, nesterov=True, weight_decay=3e-5)
    net(torch.randn(2, 1, 2, 6, 6)).square().sum().backward()
    optimizer.step()
    return checkpoint(net.state_dict(), optimizer_state=optimizer.state_dict())


def converted(dtype):
    return checkpoint({k: v.to(dtype) for k, v in network().state_dict().items() if v.is_floating_point()})


def aliases():
    """Names for one tensor, and parts of one storage."""
    weights = network().state_dict()
    weights["same"] = weights["0.weight"]
    weights["row"] = weights["0.weight"][1]
    return checkpoint(weights)


def views():
    base = torch.arange(120, dtype=torch.float32).reshape(2, 3, 4, 5)
    return checkpoint(
        {
            "base": base,
            "permuted": base.permute(2, 0, 3, 1),
            "sliced": base[:, 1:, ::2, 1:4],
            "channels_last": torch.randn(2, 3, 4, 4).contiguous(memory_format=torch.channels_last),
            "scalar": torch.tensor(2.5),
            "empty": torch.zeros(0, 3),
        }
    )


def parameters():
    return checkpoint({"weight": torch.nn.Parameter(torch.randn(2, 2))}, types=[torch.float16, torch.Size([1, 2])])


def integers():
    return checkpoint(
        {
            str(d)[6:]: torch.tensor([0, 1, 1], dtype=d)
            for d in (torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64, torch.bool)
        }
    )


def described(tensor):
    facts = {
        "type": str(tensor.dtype)[6:],
        "shape": list(tensor.shape),
        "stride": list(tensor.stride()),
        "offset": tensor.storage_offset(),
    }
    if tensor.is_floating_point():
        # every value as the bits of its float32, so that nothing is lost in text
        facts["bits"] = tensor.detach().contiguous().float().numpy().view(np.uint32).ravel().tolist()
    return facts


cases = []
for name, make in {
    "fp32_optimizer": trained,
    "fp16": lambda: converted(torch.float16),
    "bf16": lambda: converted(torch.bfloat16),
    "fp64": lambda: converted(torch.float64),
    "aliases": aliases,
    "views": views,
    "parameters": parameters,
    "integers": integers,
}.items():
    content = make()
    torch.save(content, target / f"{name}.pth")
    loaded = torch.load(target / f"{name}.pth", weights_only=False)
    cases.append({"file": f"{name}.pth", "weights": {k: described(v) for k, v in loaded["network_weights"].items()}})

# numpy 1 called its module numpy.core; only the name in the pickle differs
numpy1 = target / "numpy1.pth"
torch.save(checkpoint({"weight": torch.arange(6.0).reshape(2, 3)}), numpy1)
written = zipfile.ZipFile(io.BytesIO(numpy1.read_bytes()))
with zipfile.ZipFile(numpy1, "w", zipfile.ZIP_STORED) as patched:
    for item in written.namelist():
        data = written.read(item)
        changed = data.replace(b"numpy._core.multiarray", b"numpy.core.multiarray")
        assert (changed != data) == item.endswith("data.pkl")
        patched.writestr(item, changed)

for protocol in (3, 4, 5):
    torch.save(checkpoint({"weight": torch.arange(6.0).reshape(2, 3)}), target / f"protocol{protocol}.pth", pickle_protocol=protocol)

torch.save(checkpoint(network().state_dict()), target / "old_layout.pth", _use_new_zipfile_serialization=False)
torch.jit.script(torch.nn.Conv2d(1, 1, 1)).save(str(target / "script.pt"))

# as nnUNetv2_determine_postprocessing writes it
rules = (
    [components.remove_all_but_largest_component_from_segmentation] * 2,
    [{"labels_or_regions": [1, 2, (1, 2)], "background_label": 0}, {"labels_or_regions": 2}],
)
(target / "postprocessing.pkl").write_bytes(pickle.dumps(rules))

manifest = {
    "versions": {"torch": torch.__version__, "numpy": np.__version__},
    "cases": cases,
}
(target / "manifest.json").write_text(json.dumps(manifest, separators=(",", ":")) + "\n")
