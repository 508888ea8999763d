"""The file of what was learned for choosing strategies: changes of weights, the head that scores, and how its scores are weighed.

One `.npz` of a few megabytes, so that it can be shipped; made by `python -m index tune`.
"""

import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from index.encoder import looked
from index.errors import EmbedderError

SHIPPED_ADAPTER = Path(__file__).parent / "adapter.npz"
MOST = 127  # what the largest number of a direction becomes in 8 bits


class Changes(Mapping[str, Tensor]):
    """What is added to each weight, by its name; each is made of its factors when it is asked for."""

    def __init__(self, low: Mapping[str, tuple[Tensor, Tensor]], whole: Mapping[str, Tensor]) -> None:
        self._low, self._whole = low, whole

    def __getitem__(self, name: str) -> Tensor:
        if name in self._whole:
            return self._whole[name]
        down, up = self._low[name]
        return up @ down

    def __iter__(self) -> Iterator[str]:
        return iter((*self._low, *self._whole))

    def __len__(self) -> int:
        return len(self._low) + len(self._whole)


@dataclass(frozen=True)
class Adapter:
    """What was learned.

    :param ids: the strategies, in the order of the head's outputs.
    :param low: the two factors of each change of weight, by the name of the weight: (rank, inputs) and (outputs, rank).
    :param whole: changes that are kept as they are (biases, norms).
    :param queries: what each strategy looks for in the tokens of a message (strategies, dimensions).
    :param weight: of the head (strategies, dimensions); `bias` goes with it.
    :param mix: what the kernel's score and the head's are multiplied by, and what is added, to give the logit of a probability.
    :param made: what it was learned from, and with which settings.
    """

    ids: tuple[str, ...]
    low: Mapping[str, tuple[Tensor, Tensor]]
    whole: Mapping[str, Tensor]
    queries: Tensor
    weight: Tensor
    bias: Tensor
    mix: tuple[float, float, float]
    made: Mapping[str, str]

    def changes(self) -> "Changes":
        """Return what is added to each weight of the model."""
        return Changes(self.low, self.whole)

    def without_changes(self) -> "Adapter":
        """Return the head alone: once they are in the weights of a model, the changes only take up memory."""
        return replace(self, low={}, whole={})

    def scores(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Return the scores of the strategies (texts, strategies) from what the tuned model makes of tokens (`Encoder.read`)."""
        return (looked(hidden, mask, self.queries) * self.weight).sum(dim=-1) + self.bias

    def save(self, path: Path) -> None:
        """Write the file: the factors in 8 bits, the vectors in half precision, the head as it is."""
        arrays = {"queries": self.queries.numpy(), "weight": self.weight.numpy(), "bias": self.bias.numpy()}
        for name, (down, up) in self.low.items():
            arrays[f"down/{name}"], arrays[f"down_scale/{name}"] = _packed(down)
            arrays[f"up/{name}"], arrays[f"up_scale/{name}"] = _packed(up.T)
        arrays |= {f"whole/{name}": change.numpy().astype(np.float16) for name, change in self.whole.items()}
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
        low = {name: (_unpacked(tensors, "down", name), _unpacked(tensors, "up", name).T) for name in _named(tensors, "down/")}
        whole = {name: tensors[f"whole/{name}"] for name in _named(tensors, "whole/")}
        head = tensors["queries"], tensors["weight"], tensors["bias"]
        first, second, start = note["mix"]
        return Adapter(tuple(note["ids"]), low, whole, *head, (first, second, start), note["made"])
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise EmbedderError(path.name, str(error).split("\n", maxsplit=1)[0]) from error


def strongest(change: Tensor, rank: int) -> tuple[Tensor, Tensor]:
    """Return the two factors, (rank, inputs) and (outputs, rank), of the nearest matrix of that rank (Eckart and Young, 1936)."""
    left, sizes, right = torch.linalg.svd(change, full_matrices=False)
    root = sizes[:rank].sqrt()
    return root[:, None] * right[:rank], left[:, :rank] * root


def _packed(factor: Tensor) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Return a factor in 8 bits, each direction (row) in its own scale, and the scales."""
    scales = factor.abs().amax(dim=1, keepdim=True).clamp(min=1e-12) / MOST
    return (factor / scales).round().numpy().astype(np.int8), scales.numpy().astype(np.float32)


def _unpacked(tensors: Mapping[str, Tensor], side: str, name: str) -> Tensor:
    return tensors[f"{side}/{name}"] * tensors[f"{side}_scale/{name}"]


def _named(tensors: Mapping[str, Tensor], start: str) -> list[str]:
    return [name.removeprefix(start) for name in tensors if name.startswith(start)]
