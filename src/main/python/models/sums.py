"""The list by which the jar knows its bundled models."""

import hashlib
import pathlib


def write_sums(models: pathlib.Path) -> None:
    """SHA256SUMS in `models`: every file below it, as sha256sum writes it."""
    files = sorted(p for p in models.glob("*/*") if p.is_file())
    lines = [
        f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(models).as_posix()}\n"
        for p in files
    ]
    (models / "SHA256SUMS").write_bytes("".join(lines).encode("ascii"))
