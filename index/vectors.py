"""A file of known vectors, keyed by model and text, so that a first build takes seconds instead of minutes.

Each is kept in 8 bits with the scale of its largest number: half the size of half precision, at a cosine of 0.9999 to what was computed.
"""

import zipfile
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.embed import Vectors


class VectorFile:
    """Known vectors, read from several files and written to one."""

    def __init__(self, paths: Iterable[Path] = ()) -> None:
        self._known: dict[str, Vectors] = {}
        self._used: set[str] = set()
        self.computed = 0
        for path in paths:
            self._read(path)

    def get(self, key: str) -> Vectors | None:
        """Return a known vector as float32, or None."""
        self._used.add(key)
        return self._known.get(key)

    def put(self, key: str, vector: Vectors) -> None:
        """Remember a vector that had to be computed, rounded as the file would keep it, so that two builds agree."""
        self.computed += 1
        self._used.add(key)
        self._known[key] = unpacked(*packed(vector))

    def save(self, path: Path) -> None:
        """Write the vectors that were asked for since the start; the others belong to texts that are gone."""
        keys = sorted(key for key in self._used if key in self._known)
        if not keys:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(path.name + ".partial")
        with partial.open("wb") as file:
            numbers, scales = packed(np.stack([self._known[k] for k in keys]))
            np.savez(file, keys=np.array(keys, dtype="S24"), vectors=numbers, scales=scales)
        partial.replace(path)

    def _read(self, path: Path) -> None:
        """Add the vectors of a file; one that is missing or damaged costs time, never an answer."""
        try:
            with np.load(path) as stored:
                vectors = unpacked(stored["vectors"], stored["scales"])
                self._known.update(zip((key.decode() for key in stored["keys"]), vectors, strict=True))
        except (OSError, ValueError, KeyError, zipfile.BadZipFile):
            return


def packed(vectors: Vectors) -> tuple[npt.NDArray[np.int8], Vectors]:
    """Return vectors in 8 bits, and what their numbers must be multiplied by, one scale a vector."""
    scales = np.abs(vectors).max(axis=-1, keepdims=True) / 127
    return np.rint(vectors / np.maximum(scales, 1e-12)).astype(np.int8), scales.astype(np.float32)


def unpacked(numbers: npt.NDArray[np.int8], scales: Vectors) -> Vectors:
    """Return what `packed` packed; packing it again changes nothing."""
    return np.asarray(numbers.astype(np.float32) * scales, dtype=np.float32)
