"""A file of known vectors (float16), keyed by model and text, so that a first build takes seconds instead of minutes."""

import zipfile
from collections.abc import Iterable
from pathlib import Path

import numpy as np

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
        self._known[key] = vector.astype(np.float16).astype(np.float32)

    def save(self, path: Path) -> None:
        """Write the vectors that were asked for since the start; the others belong to texts that are gone."""
        keys = sorted(key for key in self._used if key in self._known)
        if not keys:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(path.name + ".partial")
        with partial.open("wb") as file:
            np.savez(file, keys=np.array(keys, dtype="S24"), vectors=np.stack([self._known[k] for k in keys]).astype(np.float16))
        partial.replace(path)

    def _read(self, path: Path) -> None:
        """Add the vectors of a file; one that is missing or damaged costs time, never an answer."""
        try:
            with np.load(path) as stored:
                vectors = stored["vectors"].astype(np.float32)
                self._known.update(zip((key.decode() for key in stored["keys"]), vectors, strict=True))
        except (OSError, ValueError, KeyError, zipfile.BadZipFile):
            return
