"""What is added to the weights of the encoder when it is tuned: small changes that a file can carry (LoRA: Hu et al., 2021)."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

MOST = 127  # what the largest number of a direction becomes in 8 bits
Arrays = dict[str, Any]


class Changes(Mapping[str, Tensor]):
    """What is added to each weight, by its name; each is made of its factors when it is asked for.

    :param low: the two factors of each change of weight: (rank, inputs) and (outputs, rank).
    :param whole: changes that are kept as they are (biases, norms).
    """

    def __init__(self, low: Mapping[str, tuple[Tensor, Tensor]], whole: Mapping[str, Tensor]) -> None:
        self._low, self._whole = low, whole

    @classmethod
    def between(cls, learned: Mapping[str, Tensor], before: Mapping[str, Tensor], rank: int) -> "Changes":
        """Return what was learned: matrices in their strongest directions, vectors whole."""
        moved = {name: learned[name] - before[name] for name in learned}
        low = {name: strongest(change, rank) for name, change in moved.items() if change.dim() == 2}
        return cls(low, {name: change for name, change in moved.items() if change.dim() == 1})

    @classmethod
    def unpacked(cls, tensors: Mapping[str, Tensor]) -> "Changes":
        """Return those that `packed` made arrays of."""
        low = {name: (_unpacked(tensors, "down", name), _unpacked(tensors, "up", name).T) for name in _named(tensors, "down/")}
        return cls(low, {name: tensors[f"whole/{name}"] for name in _named(tensors, "whole/")})

    def packed(self) -> Arrays:
        """Return arrays to be written in a file: the factors in 8 bits, the vectors in half precision."""
        arrays: Arrays = {}
        for name, (down, up) in self._low.items():
            arrays[f"down/{name}"], arrays[f"down_scale/{name}"] = _packed(down)
            arrays[f"up/{name}"], arrays[f"up_scale/{name}"] = _packed(up.T)
        return arrays | {f"whole/{name}": change.numpy().astype(np.float16) for name, change in self._whole.items()}

    def __getitem__(self, name: str) -> Tensor:
        if name in self._whole:
            return self._whole[name]
        down, up = self._low[name]
        return up @ down

    def __iter__(self) -> Iterator[str]:
        return iter((*self._low, *self._whole))

    def __len__(self) -> int:
        return len(self._low) + len(self._whole)


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
