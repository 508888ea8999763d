"""Learn anew only what its examples have changed: beside each thing learned stands the digest of what it was learned from."""

import json
import shutil
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

import joblib

NOTE = "learned.json"


class Learned:
    """What is learned in a build, taken from the build before where nothing changed.

    :param folder: of this build.
    :param before: of the build before, if there is one.
    :param maker: what else decides what is learned: the model of the vectors and the version of the code.
    """

    def __init__(self, folder: Path, before: Path | None, maker: str) -> None:
        self._folder, self._before, self._maker = folder, before, maker
        self._known = _read(before / NOTE) if before else {}
        self._digests: dict[str, str] = {}

    def keep(self, name: str, made_of: Sequence[object], make: Callable[[], object]) -> None:
        """Keep in the build's folder, under a name, what the build before learned from the same things; learn it otherwise.

        :param made_of: what it is learned from: texts, numbers, settings, by their `repr`; an array by its bytes.
        :param make: learns it.
        """
        digest = sha256("\x1f".join((self._maker, *map(_written, made_of))).encode()).hexdigest()
        if self._before and self._known.get(name) == digest and (self._before / name).is_file():
            shutil.copyfile(self._before / name, self._folder / name)
        else:
            joblib.dump(make(), self._folder / name)
        self._digests[name] = digest
        (self._folder / NOTE).write_text(json.dumps(self._digests, indent=2), encoding="utf-8")


def _written(thing: object) -> str:
    array = getattr(thing, "tobytes", None)
    return sha256(array()).hexdigest() if array else repr(thing)


def _read(path: Path) -> dict[str, str]:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}
