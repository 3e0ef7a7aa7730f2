"""Test tensors for the bundled model, as bioimage.io packages carry them, with ONNX Runtime's own Python interface:

    verify_tensors.py src/main/resources/models/bone/model.onnx src/test/resources/golden/verify
"""

import sys
from pathlib import Path

import numpy as np
import onnxruntime as ort

model, target = sys.argv[1], Path(sys.argv[2])
values = np.random.default_rng(5).integers(-1000, 1500, (1, 1, 6, 7, 8)).astype(np.float32)
session = ort.InferenceSession(model, providers=["CPUExecutionProvider"])
scores = session.run(None, {session.get_inputs()[0].name: values})[0]
np.save(target / "input.npy", values)
np.save(target / "output.npy", np.asfortranarray(scores))
print(ort.__version__, scores.shape)
