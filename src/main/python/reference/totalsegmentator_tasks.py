"""Writes Holoseg's table of TotalSegmentator's tasks from the original package.

Usage: python totalsegmentator_tasks.py WHEEL OUT.json
(OUT: src/main/resources/io/github/holoseg/model/totalsegmentator/tasks.json)

Only facts are taken: task names, data set numbers, folder names, trainers, configurations, spacings, crops, label
names, SNOMED CT codes and colours. Made from TotalSegmentator 2.18.0 (Apache-2.0).
"""

import csv
import importlib.util
import io
import json
import re
import sys
import tempfile
import zipfile
from pathlib import Path

BASE = "https://github.com/wasserth/TotalSegmentator/releases/download/"
PAPERS = {
    "CT": "TotalSegmentator: Robust Segmentation of 104 Anatomic Structures in CT Images, Radiology: Artificial "
          "Intelligence 2023, doi:10.1148/ryai.230024",
    "MR": "TotalSegmentator MRI: Robust Sequence-independent Segmentation of Multiple Anatomic Structures in MRI, "
          "Radiology 2025, doi:10.1148/radiol.241613",
    "nnU-Net": "nnU-Net: a self-configuring method for deep learning-based biomedical image segmentation, Nature "
               "Methods 2021, doi:10.1038/s41592-020-01008-z",
}
STEP_08 = ("total", "total_mr")
# The model that finds the region for roi_subset, where the task itself does not crop.
COARSE = {"total": "total_fastest", "total_fast": "total_fastest", "total_mr": "total_mr_fast"}
# The name of a mode behind the task's name.
SUFFIX = {"default": "", "fast": "_fast", "fastest": "_fastest"}
OPEN = """total body body_mr total_mr vertebrae_mr vertebrae_body lung_vessels lung_vessels_LEGACY cerebral_bleed
hip_implant pleural_pericard_effusion liver_vessels head_glands_cavities headneck_bones_vessels head_muscles
headneck_muscles oculomotor_muscles lung_nodules kidney_cysts breasts ventricle_parts liver_segments
liver_segments_mr liver_lesions liver_lesions_mr craniofacial_structures abdominal_muscles teeth
trunk_cavities""".split()
POSTPROCESS = [
    {"op": "keepLargest", "labels": ["body_trunc"]},
    {"op": "removeSmall", "labels": ["body_extremities"], "minVolume": 50000},
]
LICENCE = ("needs a licence from the authors of TotalSegmentator (free for non-commercial use), whose server gives the "
           "weights to their own program only")
REFUSED = {
    "brain_aneurysm": "is under CC BY-NC 4.0 (no commercial use) and is made for TOF MR angiography",
    "total_v3": "is not among the tasks that TotalSegmentator lists under an open licence",
    "vertebrae_pp": "needs clean-up steps of TotalSegmentator that Holoseg does not have",
    "vertebrae_pp_refined": "needs clean-up steps of TotalSegmentator that Holoseg does not have",
    "total_highres_test": "has no published weights",
}
INSTEAD = {
    "heartchambers_highres": "total", "appendicular_bones": "total", "appendicular_bones_mr": "total_mr",
    "tissue_types": "total", "tissue_types_mr": "total_mr", "tissue_4_types": "total",
    "face": "craniofacial_structures", "face_mr": None, "brain_structures": "total",
    "thigh_shoulder_muscles": "total", "thigh_shoulder_muscles_mr": "total_mr", "coronary_arteries": "total",
    "coronary_arteries_LEGACY": "total", "aortic_sinuses": "total", "renal_arteries": "total",
    "aorta_annulus": "total", "aortic_dissection": "total", "pulmonary_artery_landmarks": "total",
    "brain_aneurysm": None, "total_v3": "total", "vertebrae_pp": "total", "vertebrae_pp_refined": "total",
    "total_highres_test": "total",
}
SPELLING = {"Gluteus minius muscle": "Gluteus minimus muscle"}


def load(folder, name):
    spec = importlib.util.spec_from_file_location(name, Path(folder) / "totalsegmentator" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def modality(task):
    return "MR" if task.endswith("_mr") else "CT"


def triple(spacing):
    return None if spacing is None else [spacing] * 3 if isinstance(spacing, float) else list(spacing)


def split(folder):
    """When nnunet.py cuts a resampled image into three pieces along z."""
    text = (Path(folder) / "totalsegmentator" / "nnunet.py").read_text()
    assert "do_triple_split = np.prod(ss) > nr_voxels_thr and ss[2] > 200 and multimodel" in text
    assert re.search(r"^ +nr_voxels_thr = 512\*512\*900$", text, re.M)
    assert re.search(r"^ +margin = 20 ", text, re.M)
    return dict(margin=20, voxels=512 * 512 * 900, slices=200)


def names(table):
    assert list(table) == list(range(1, len(table) + 1)), "label values have gaps"
    return [table[i] for i in range(1, len(table) + 1)]


def crop(task, config):
    """The coarse task whose labels give the box, as python_api.totalsegmentator chooses it."""
    wanted = config.get("crop")
    if wanted is None:
        return None
    if config.get("crop_model"):
        return dict(task=config["crop_model"], labels=wanted, margin=config.get("crop_addon", [3, 3, 3])[0])
    if "body_trunc" in wanted or "body_extremities" in wanted:
        coarse = "body_fast"
    elif modality(task) == "MR":
        coarse = "total_mr_fast"
    else:
        coarse = "total_fast" if config.get("robust_crop") else "total_fastest"
    return dict(task=coarse, labels=wanted, margin=20)


def main():
    wheel, out = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(wheel).extractall(folder)
        configs, maps = load(folder, "map_tasks_config"), load(folder, "map_to_binary")
        facts = split(folder)
        rows = list(csv.DictReader(io.StringIO((Path(folder) / "totalsegmentator/resources"
                                                "/totalsegmentator_snomed_mapping.csv").read_text())))
    parts_of = {
        "total": (maps.class_map_5_parts, maps.map_taskid_to_partname_ct),
        "total_mr": (maps.class_map_parts_mr, maps.map_taskid_to_partname_mr),
        "headneck_muscles": (maps.class_map_parts_headneck_muscles, maps.map_taskid_to_partname_headneck_muscles),
    }
    tasks, tables, ids = {}, {}, set()
    for task in OPEN:
        assert task not in maps.commercial_models and not configs.TASK_CONFIGS[task].get("commercial")
        tables[task] = names(maps.class_map[task])
        modes = configs.TASK_CONFIGS[task].get("sub_modes", {"default": configs.TASK_CONFIGS[task]})
        for mode in sorted(modes, key=list(SUFFIX).index):
            config = modes[mode]
            numbers = config["task_id"] if isinstance(config["task_id"], list) else [config["task_id"]]
            parts = []
            for number in numbers:
                part = dict(dataset=number)
                if len(numbers) > 1:
                    table, part_names = parts_of[task]
                    part["labels"] = names(table[part_names[number]])
                parts.append(part)
            ids.update(numbers)
            entry = dict(modality=modality(task), license="Apache-2.0", labels=task,
                         spacing=triple(config.get("resample")), step=0.8 if task in STEP_08 else 0.5,
                         trainer=config["trainer"], plans="nnUNetPlans",
                         configuration=config.get("model", "3d_fullres"),
                         folds="all" if "folds" in config and config["folds"] is None else "0", parts=parts)
            if crop(task, config):
                entry["crop"] = crop(task, config)
            elif task + SUFFIX[mode] in COARSE:
                entry["coarse"] = COARSE[task + SUFFIX[mode]]
            if task == "body":
                entry["postprocess"] = POSTPROCESS
            tasks[task + SUFFIX[mode]] = entry
    datasets = {}
    for number in sorted(ids):
        weights = configs.TASK_ID_WEIGHTS_CONFIGS[number]
        datasets[str(number)] = dict(folder=weights["foldername"], version=weights["version"])
    refused = {}
    for task in maps.commercial_models:
        refused[task] = dict(reason=LICENCE, instead=INSTEAD[task])
    for task, reason in REFUSED.items():
        refused[task] = dict(reason=reason, instead=INSTEAD[task])
    used = {name for table in tables.values() for name in table}
    labels = {}
    for row in rows:
        if row["Structure"] in used:
            prefix = "SegmentedPropertyTypeCodeSequence."
            meaning = row[prefix + "CodeMeaning"]
            labels[row["Structure"]] = dict(
                scheme=row[prefix + "CodingSchemeDesignator"], code=row[prefix + "CodeValue"],
                meaning=SPELLING.get(meaning, meaning),
                color="#%02X%02X%02X" % tuple(int(c) for c in row["DicomRGBColor"].split(",")))
    table = dict(source="TotalSegmentator 2.18.0, Apache-2.0", address=BASE, citations=PAPERS,
                 datasets=datasets, tasks=tasks, refused=refused, tables=tables, labels=labels, split=facts)
    text = json.dumps(table, indent=1)
    Path(out).write_text(text + "\n")


main()
