"""nnU-Net v2 results folders with random weights, written by nnU-Net's own trainer class.

A folder is what `nnUNetv2_train` leaves: DatasetNNN_name/TRAINER__PLANS__CONFIGURATION/ with dataset.json,
plans.json and fold_K/checkpoint_final.pth, the checkpoint by `nnUNetTrainer.save_checkpoint`. The weights come
from a fixed seed. The last layer is scaled so that every class gets many voxels: scores of the first
input have mean 0 and standard deviation 2.5 in every channel.
"""

import contextlib
import copy
import io
import json
import os
import tempfile
import zlib
from pathlib import Path

for name in ("nnUNet_raw", "nnUNet_preprocessed", "nnUNet_results"):
    os.environ[name] = os.path.join(tempfile.gettempdir(), "holoseg-nnunet")
os.environ.setdefault("nnUNet_def_n_proc", "2")
# Threads that wait do not spin: on a machine with other work small networks are up to 20 times faster.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import numpy as np
import torch
from nnunetv2.training.nnUNetTrainer.nnUNetTrainer import nnUNetTrainer  # noqa: F401  loads the trainer package
from nnunetv2.utilities.find_objects import recursive_find_trainer_class_by_name
from nnunetv2.utilities.label_handling.label_handling import convert_labelmap_to_one_hot, determine_num_input_channels
from nnunetv2.utilities.plans_handling.plans_handler import PlansManager

CT = {"max": 3071.0, "mean": 105.0, "median": 80.0, "min": -1024.0, "percentile_00_5": -800.0, "percentile_99_5": 1100.0,
      "std": 290.0}
CT_PROPERTIES = {"0": CT, "1": {**CT, "mean": 60.0, "std": 180.0, "percentile_00_5": -500.0, "percentile_99_5": 900.0}}
SCORE_STD = 2.5


def defaults(**changes):
    """What describes a model; sizes in nnU-Net's order z, y, x (after transpose_forward)."""
    spec = {
        "style": "new",  # of plans.json: "new" has an architecture block, "old" the keys of TotalSegmentator's models
        "network": "PlainConvUNet",
        "configuration": "3d_fullres",
        "trainer": "nnUNetTrainer",
        "labels": {"background": 0, "first": 1, "second": 2, "third": 3},
        "regions_class_order": None,
        "channels": ["CT"],
        "spacing": [2.0, 2.0, 2.0],
        "patch": [24, 32, 32],
        "features": [4, 8, 12],
        "kernels": None,  # default: 3 along every axis
        "strides": None,  # default: 1, then 2 along every axis
        "blocks": None,  # default: 2 convolutions, or 1, 2, 2 ... residual blocks
        "decoder": None,  # default: 2 convolutions, or 1 after a residual encoder
        "arch": {},  # further arch_kwargs
        "imports": [],  # their names if they name classes
        "normalization": ["CTNormalization"],
        "mask": [False],
        "reader": "SimpleITKIO",
        "transpose": [0, 1, 2],
        "resampling": "default",  # or "torch"
        "force_separate_z": None,
        "mirror": None,  # the checkpoint's inference_allowed_mirroring_axes
        "folds": [0],
        "momentum": False,  # optimizer state in the checkpoint, as after training
        "lowres": None,  # a cascade: changes for 3d_lowres
        "seed": 1,
    }
    unknown = set(changes) - set(spec)
    assert not unknown, unknown
    return {**spec, **changes}


def plain(value):
    """Tuples as lists, as in a JSON file."""
    return json.loads(json.dumps(value))


def resampling(spec):
    if spec["resampling"] == "torch":
        function = "resample_torch_fornnunet"
        kwargs = {"is_seg": False, "force_separate_z": spec["force_separate_z"], "memefficient_seg_resampling": False}
        return {
            "resampling_fn_data": function, "resampling_fn_data_kwargs": kwargs,
            "resampling_fn_seg": function, "resampling_fn_seg_kwargs": {**kwargs, "is_seg": True},
            "resampling_fn_probabilities": function, "resampling_fn_probabilities_kwargs": kwargs,
        }
    function = "resample_data_or_seg_to_shape"
    rest = {"order_z": 0, "force_separate_z": spec["force_separate_z"]}
    return {
        "resampling_fn_data": function, "resampling_fn_data_kwargs": {"is_seg": False, "order": 3, **rest},
        "resampling_fn_seg": function, "resampling_fn_seg_kwargs": {"is_seg": True, "order": 1, **rest},
        "resampling_fn_probabilities": function,
        "resampling_fn_probabilities_kwargs": {"is_seg": False, "order": 1, **rest},
    }


def configuration(spec, name):
    dims, stages = len(spec["patch"]), len(spec["features"])
    residual = spec["network"] == "ResidualEncoderUNet"
    kernels = spec["kernels"] or [[3] * dims] * stages
    strides = spec["strides"] or [[1] * dims] + [[2] * dims] * (stages - 1)
    blocks = spec["blocks"] or ([1] + [2] * (stages - 1) if residual else [2] * stages)
    decoder = spec["decoder"] or [1 if residual else 2] * (stages - 1)
    config = {
        "data_identifier": f"nnUNetPlans_{name}",
        "preprocessor_name": "DefaultPreprocessor",
        "batch_size": 2,
        "patch_size": spec["patch"],
        "median_image_size_in_voxels": [float(n) for n in spec["patch"]],
        "spacing": spec["spacing"],
        "normalization_schemes": spec["normalization"],
        "use_mask_for_norm": spec["mask"],
        **resampling(spec),
        "batch_dice": False,
    }
    if spec["style"] == "old":
        base = spec["features"][0]
        assert spec["features"] == [min(base * 2**i, max(spec["features"])) for i in range(stages)]
        config.update(
            UNet_class_name=spec["network"], UNet_base_num_features=base, unet_max_num_features=max(spec["features"]),
            n_conv_per_stage_encoder=blocks, n_conv_per_stage_decoder=decoder, num_pool_per_axis=[stages - 1] * dims,
            pool_op_kernel_sizes=strides, conv_kernel_sizes=kernels,
        )
        return config
    norm = "BatchNorm" if spec["arch"].get("norm_op", "").startswith("torch.nn.modules.batchnorm") else "InstanceNorm"
    config["architecture"] = {
        "network_class_name": "dynamic_network_architectures.architectures.unet." + spec["network"],
        "arch_kwargs": {
            "n_stages": stages,
            "features_per_stage": spec["features"],
            "conv_op": f"torch.nn.modules.conv.Conv{dims}d",
            "kernel_sizes": kernels,
            "strides": strides,
            "n_blocks_per_stage" if residual else "n_conv_per_stage": blocks,
            "n_conv_per_stage_decoder": decoder,
            "conv_bias": True,
            "norm_op": f"torch.nn.modules.{norm.lower()}.{norm}{dims}d",
            "norm_op_kwargs": {"eps": 1e-05, "affine": True},
            "dropout_op": None,
            "dropout_op_kwargs": None,
            "nonlin": "torch.nn.LeakyReLU",
            "nonlin_kwargs": {"inplace": True},
            **spec["arch"],
        },
        "_kw_requires_import": ["conv_op", "norm_op", "dropout_op", "nonlin", *spec["imports"]],
    }
    return config


def plans_of(spec, dataset):
    configurations = {}
    if spec["lowres"] is None:
        configurations[spec["configuration"]] = configuration(spec, spec["configuration"])
    else:
        configurations["3d_fullres"] = configuration(spec, "3d_fullres")
        configurations["3d_lowres"] = {**configuration({**spec, **spec["lowres"]}, "3d_lowres"), "next_stage": "3d_cascade_fullres"}
        configurations["3d_cascade_fullres"] = {"inherits_from": "3d_fullres", "previous_stage": "3d_lowres"}
    backward = [spec["transpose"].index(axis) for axis in range(3)]
    properties = {str(c): CT_PROPERTIES[str(c)] for c in range(len(spec["channels"]))}
    return plain({
        "dataset_name": dataset,
        "plans_name": "nnUNetPlans",
        "original_median_spacing_after_transp": [2.5, 1.5, 1.5],
        "original_median_shape_after_transp": [36, 40, 48],
        "image_reader_writer": spec["reader"],
        "transpose_forward": spec["transpose"],
        "transpose_backward": backward,
        "configurations": configurations,
        "experiment_planner_used": "ExperimentPlanner",
        "label_manager": "LabelManager",
        "foreground_intensity_properties_per_channel": properties,
    })


def dataset_of(spec):
    dataset = {"channel_names": {str(i): name for i, name in enumerate(spec["channels"])}, "labels": spec["labels"],
               "numTraining": 1, "file_ending": ".nii.gz"}
    if spec["regions_class_order"] is not None:
        dataset["regions_class_order"] = spec["regions_class_order"]
    return plain(dataset)


def new_trainer(spec, plans, dataset, config, fold):
    """nnU-Net's trainer object with a network, as far as a checkpoint needs it."""
    trainer_class = recursive_find_trainer_class_by_name(spec["trainer"])
    with contextlib.redirect_stdout(io.StringIO()):
        trainer = trainer_class({**copy.deepcopy(plans), "continue_training": False}, config, fold,
                                copy.deepcopy(dataset), torch.device("cpu"))
    manager = trainer.plans_manager
    channels = determine_num_input_channels(manager, trainer.configuration_manager, dataset)
    heads = manager.get_label_manager(dataset).num_segmentation_heads
    trainer.network = trainer.build_network_architecture(
        manager, trainer.configuration_manager, channels, heads, enable_deep_supervision=True)
    trainer.inference_allowed_mirroring_axes = None if spec["mirror"] is None else tuple(spec["mirror"])
    return trainer, channels, heads


def randomise(network, generator):
    """He's initialisation for convolutions; scale and shift of norms away from 1 and 0, so that none can be left out."""
    with torch.no_grad():
        for module in network.modules():
            weight = getattr(module, "weight", None)
            if weight is None:
                continue
            if weight.ndim > 1:
                fan = weight[0].numel() if not isinstance(module, torch.nn.modules.conv._ConvTransposeNd) else weight.shape[0]
                weight.normal_(0, (2 / fan) ** 0.5, generator=generator)
            else:
                weight.uniform_(0.6, 1.4, generator=generator)
            if module.bias is not None:
                module.bias.normal_(0, 0.2, generator=generator)


def first_patch(data, patch):
    """The middle patch of preprocessed data as a batch of one, padded with zeros where it is too small."""
    size = data.shape[1:]
    if len(patch) == 2:
        data, size = data[:, size[0] // 2], size[1:]
    for axis, (n, p) in enumerate(zip(size, patch)):
        start = max(0, (n - p) // 2)
        data = np.take(data, range(start, min(n, start + p)), axis=axis + 1)
    missing = [(0, 0)] + [(0, p - n) for n, p in zip(data.shape[1:], patch)]
    return torch.from_numpy(np.pad(data, missing))[None]


def calibrate(trainer, example, generator):
    """Scores with mean 0 and a fixed spread in every channel; running statistics of batch norms."""
    network = trainer.network
    norms = [m for m in network.modules() if isinstance(m, torch.nn.modules.batchnorm._BatchNorm)]
    with torch.no_grad():
        if norms:
            for norm in norms:
                norm.momentum = 1.0
            network.train()
            network(example)
            for norm in norms:
                norm.momentum = 0.1
        network.eval()
        scores = network(example)[0][0].flatten(1)
        head = network.decoder.seg_layers[-1]
        shape = [-1] + [1] * (head.weight.ndim - 1)
        factor = SCORE_STD / scores.std(1)
        head.weight *= factor.reshape(shape)
        head.bias.copy_((head.bias - scores.mean(1)) * factor + 0.2 * torch.randn(len(factor), generator=generator))


def save(trainer, spec, file, generator):
    network = trainer.network
    momentum = 0.99 if spec["momentum"] else 0.0
    trainer.optimizer = torch.optim.SGD(network.parameters(), 1e-2, weight_decay=3e-5, momentum=momentum, nesterov=momentum > 0)
    if spec["momentum"]:
        for group in trainer.optimizer.param_groups:
            for parameter in group["params"]:
                trainer.optimizer.state[parameter]["momentum_buffer"] = torch.randn(parameter.shape, generator=generator)
    for epoch, value in enumerate((np.float32(0.25), np.float32(0.5))):
        logger = trainer.logger
        logger.log("mean_fg_dice", np.float64(value), epoch)
        logger.log("dice_per_class_or_region", [np.float64(value), np.float64(0.1)], epoch)
        logger.log("train_losses", value, epoch)
        logger.log("val_losses", value, epoch)
        logger.log("lrs", 0.01 / (epoch + 1), epoch)
        logger.log("epoch_start_timestamps", 1.7e9 + epoch, epoch)
        logger.log("epoch_end_timestamps", 1.7e9 + epoch + 0.5, epoch)
    trainer._best_ema = np.float64(0.275)
    trainer.current_epoch = 1
    file.parent.mkdir(parents=True, exist_ok=True)
    trainer.save_checkpoint(str(file))


def preprocessed(plans, dataset, config, files, previous):
    manager = PlansManager(plans)
    configuration_manager = manager.get_configuration(config)
    preprocessor = configuration_manager.preprocessor_class(verbose=False)
    data, seg, _ = preprocessor.run_case([str(f) for f in files], previous, manager, configuration_manager, dataset)
    if previous is not None:
        labels = manager.get_label_manager(dataset).foreground_labels
        data = np.vstack((data, convert_labelmap_to_one_hot(seg[0], labels, data.dtype)))
    return data


def build_one(folder, spec, plans, dataset, config, files, previous=None):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "dataset.json").write_text(json.dumps(dataset, indent=1) + "\n")
    (folder / "plans.json").write_text(json.dumps(plans, indent=1) + "\n")
    data = preprocessed(plans, dataset, config, files, previous)
    for fold in spec["folds"]:
        generator = torch.Generator().manual_seed(zlib.crc32(f"{spec['seed']} {config} {fold}".encode()))
        trainer, _, _ = new_trainer(spec, plans, dataset, config, fold)
        patch = trainer.configuration_manager.patch_size
        randomise(trainer.network, generator)
        calibrate(trainer, first_patch(data, patch), generator)
        save(trainer, spec, folder / f"fold_{fold}" / "checkpoint_final.pth", generator)
    return folder


def build(root, name, number, spec, files, predict=None):
    """Writes a model's folder or, for a cascade, both.

    files: the input (one file per channel) that the last layer is scaled for.
    predict(folder, files) -> label file of the lower resolution, for a cascade.
    Returns the folders in the order in which they run.
    """
    torch.set_num_threads(2)
    dataset_name = f"Dataset{number:03d}_{name}"
    plans, dataset = plans_of(spec, dataset_name), dataset_of(spec)
    base = Path(root) / dataset_name

    def folder(config):
        return base / f"{spec['trainer']}__nnUNetPlans__{config}"

    if spec["lowres"] is None:
        config = spec["configuration"]
        return [build_one(folder(config), spec, plans, dataset, config, files)]
    low = build_one(folder("3d_lowres"), spec, plans, dataset, "3d_lowres", files)
    previous = predict(low, files)
    high = build_one(folder("3d_cascade_fullres"), spec, plans, dataset, "3d_cascade_fullres", files, previous)
    return [low, high]
