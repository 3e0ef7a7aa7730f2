"""Float32 values and their numpy float16 bits, for HalfTest.

Writes src/test/resources/golden/grid/half.json. Run from the project's root:
    python src/main/python/reference/half_golden.py
"""

import json
import pathlib

import numpy as np

rng = np.random.default_rng(20)
parts = [
    rng.integers(0, 2**32, 1000, dtype=np.uint32),  # any bits at all
    rng.normal(0, 20, 700).astype(np.float32).view(np.uint32),  # logits
    (rng.normal(0, 1, 500) * 2.0 ** rng.integers(-26, -12, 500)).astype(np.float32).view(np.uint32),  # subnormals
    rng.uniform(65000, 66000, 100).astype(np.float32).view(np.uint32),  # around the largest
]
bits = np.concatenate(parts)
bits = bits[~np.isnan(bits.view(np.float32))]
with np.errstate(over="ignore"):
    halves = bits.view(np.float32).astype(np.float16).view(np.uint16)
target = pathlib.Path("src/test/resources/golden/grid/half.json")
target.parent.mkdir(parents=True, exist_ok=True)
target.write_text(
    json.dumps({"numpy": np.__version__, "floatBits": bits.tolist(), "halfBits": halves.tolist()}, separators=(",", ":"))
    + "\n"
)
