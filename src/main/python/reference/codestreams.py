"""Compressed images, made by CharLS, libjpeg-turbo and OpenJPEG, to test our decoders against.

Usage: python codestreams.py OUTPUT.json

Each entry: the codestream and the pixels that the library's own decoder makes of it (little-endian
16 bits, x fastest), both in base64. The image has smooth parts, noise, flat runs and extremes.
"""

import base64
import json
import sys

import imagecodecs as ic
import numpy as np

ROWS, COLUMNS = 19, 23


def image(low, high, dtype, seed):
    rng = np.random.default_rng(seed)
    span = high - low
    y, x = np.mgrid[0:ROWS, 0:COLUMNS]
    v = low + span * (0.5 + 0.4 * np.sin(x / 5.0) * np.cos(y / 7.0))
    v[:, 12:18] += rng.normal(0, span * 0.002, (ROWS, 6))
    v[5:8, :] = low + span // 3
    v[12:15, 3:9] = rng.integers(low, high, (3, 6))
    v = np.clip(np.rint(v), low, high).astype(dtype)
    v[0, 0], v[-1, -1], v[9, 9] = high, low, high
    return v


def text(data):
    return base64.b64encode(data).decode("ascii")


def main(output):
    u8 = image(0, 255, np.uint8, 1)
    u12 = image(0, 4095, np.uint16, 2)
    u16 = image(0, 65535, np.uint16, 3)
    i16 = image(-32768, 32767, np.int16, 4)
    streams = []

    def add(name, bits, signed, tolerance, stream, decoded, original=None):
        assert original is None or np.array_equal(decoded, original), name
        streams.append(
            {
                "name": name,
                "bits": bits,
                "signed": signed,
                "tolerance": tolerance,
                "stream": text(stream),
                "pixels": text(decoded.astype("<i2" if signed else "<u2").tobytes()),
            }
        )

    for bits, pixels in ((8, u8), (16, u16)):
        for near in (0, 1, 3):
            s = ic.jpegls_encode(pixels, level=near)
            add(f"jpegls u{bits} near {near}", bits, False, 0, s, ic.jpegls_decode(s))
    for bits, pixels in ((8, u8), (12, u12), (16, u16)):
        for predictor in range(1, 8):
            s = ic.jpeg8_encode(pixels, lossless=True, predictor=predictor, bitspersample=bits)
            add(f"jpeg u{bits} predictor {predictor}", bits, False, 0, s, ic.jpeg8_decode(s), pixels)
    for bits, pixels in ((8, u8), (12, u12)):
        for quality in (50, 95):
            s = ic.jpeg8_encode(pixels, level=quality, bitspersample=bits)
            # Two right decoders may round an inverse cosine transform differently, by one.
            add(f"jpeg u{bits} quality {quality}", bits, False, 1, s, ic.jpeg8_decode(s))
    for bits, pixels in ((8, u8), (16, u16), (16, i16)):
        signed = pixels.dtype == np.int16
        s = ic.jpeg2k_encode(pixels, level=0, codecformat="j2k", reversible=True, resolutions=3)
        kind = "i" if signed else "u"
        add(f"jpeg2000 {kind}{bits}", bits, signed, 0, s, ic.jpeg2k_decode(s), pixels)
    with open(output, "w", encoding="utf-8") as f:
        result = {"made by": ic.version().split(", "), "rows": ROWS, "columns": COLUMNS}
        json.dump({**result, "streams": streams}, f, indent=1)
        f.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
