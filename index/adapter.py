"""The file of what was learned for choosing strategies: changes of weights, the head that scores, and how its scores are weighed.

One `.npz` of a few megabytes, so that it can be shipped; made by `python -m index tune`.
"""

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from index.changes import Changes
from index.encoder import looked
from index.errors import EmbedderError

SHIPPED_ADAPTER = Path(__file__).parent / "adapter.npz"


@dataclass(frozen=True)
class Adapter:
    """What was learned.

    :param ids: the strategies, in the order of the head's outputs.
    :param changes: what is added to each weight of the model.
    :param queries: what each strategy looks for in the tokens of a message (strategies, dimensions).
    :param weight: of the head (strategies, dimensions); `bias` goes with it.
    :param mix: what the kernel's score and the head's are multiplied by, and what is added, to give the logit of a probability.
    :param made: what it was learned from, and with which settings.
    """

    ids: tuple[str, ...]
    changes: Changes
    queries: Tensor
    weight: Tensor
    bias: Tensor
    mix: tuple[float, float, float]
    made: Mapping[str, str]

    def without_changes(self) -> "Adapter":
        """Return the head alone: once they are in the weights of a model, the changes only take up memory."""
        return replace(self, changes=Changes({}, {}))

    def scores(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Return the scores of the strategies (texts, strategies) from what the tuned model makes of tokens (`Encoder.read`)."""
        return (looked(hidden, mask, self.queries) * self.weight).sum(dim=-1) + self.bias

    def save(self, path: Path) -> None:
        """Write the file: the changes as small as they can be, the head as it is."""
        arrays = self.changes.packed() | {"queries": self.queries.numpy(), "weight": self.weight.numpy(), "bias": self.bias.numpy()}
        note = json.dumps({"ids": self.ids, "mix": self.mix, "made": dict(self.made)}, ensure_ascii=False)
        with path.open("wb") as file:
            np.savez_compressed(file, note=np.array(note), **arrays)


def read_adapter(path: Path = SHIPPED_ADAPTER) -> Adapter:
    """Read a file that `Adapter.save` wrote.

    :raises EmbedderError: if it is missing or damaged.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            note = json.loads(str(stored["note"]))
            tensors = {name: torch.from_numpy(stored[name].astype(np.float32)) for name in stored.files if name != "note"}
        head = tensors["queries"], tensors["weight"], tensors["bias"]
        first, second, start = note["mix"]
        return Adapter(tuple(note["ids"]), Changes.unpacked(tensors), *head, (first, second, start), note["made"])
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise EmbedderError(path.name, str(error).split("\n", maxsplit=1)[0]) from error
