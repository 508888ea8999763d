"""The file of what was learned for reading requests: changes of weights of the encoder, and the head that names what it makes of tokens."""

import json
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch

from index.changes import Changes
from index.errors import EmbedderError
from index.request import RequestHead

SHIPPED_REQUEST = Path(__file__).parent / "request.npz"
HEAD = "head/"


@dataclass(frozen=True)
class RequestLearned:
    """What was learned: what is added to the weights of the encoder, and how what it makes of tokens is named."""

    changes: Changes
    head: RequestHead

    def save(self, path: Path) -> None:
        """Write the file, as small as it can be."""
        head = {f"{HEAD}{name}": part.numpy().astype(np.float16) for name, part in asdict(self.head).items()}
        with path.open("wb") as file:
            np.savez_compressed(file, note=np.array(json.dumps({"of": "request"})), **self.changes.packed(), **head)


def read_learned(path: Path = SHIPPED_REQUEST) -> RequestLearned:
    """Read a file that `RequestLearned.save` wrote.

    :raises EmbedderError: if it is missing or damaged.
    """
    try:
        with np.load(path, allow_pickle=False) as stored:
            tensors = {name: torch.from_numpy(stored[name].astype(np.float32)) for name in stored.files if name != "note"}
        head = {name.removeprefix(HEAD): tensors.pop(name) for name in list(tensors) if name.startswith(HEAD)}
        return RequestLearned(Changes.unpacked(tensors), RequestHead(**head))
    except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise EmbedderError(path.name, str(error).split("\n", maxsplit=1)[0]) from error
