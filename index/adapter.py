"""The file of what was learned for choosing strategies: changes of weights, the head that scores, and how its scores are weighed.

One `.npz` of a few megabytes in half precision, so that it can be shipped; made by `python -m index tune`.
"""

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from index.errors import EmbedderError

SHIPPED_ADAPTER = Path(__file__).parent / "adapter.npz"


@dataclass(frozen=True)
class Adapter:
    """What was learned.

    :param ids: the strategies, in the order of the head's outputs.
    :param low: the two factors of each change of weight, by the name of the weight: (rank, inputs) and (outputs, rank).
    :param whole: changes that are kept as they are (biases, norms).
    :param weight: of the head (strategies, dimensions); `bias` goes with it.
    :param mix: what the kernel's score and the head's are multiplied by, and what is added, to give the logit of a probability.
    :param made: what it was learned from, and with which settings.
    """

    ids: tuple[str, ...]
    low: Mapping[str, tuple[Tensor, Tensor]]
    whole: Mapping[str, Tensor]
    weight: Tensor
    bias: Tensor
    mix: tuple[float, float, float]
    made: Mapping[str, str]

    def changes(self) -> dict[str, Tensor]:
        """Return what is added to each weight of the model."""
        return {**{name: up @ down for name, (down, up) in self.low.items()}, **self.whole}

    def save(self, path: Path) -> None:
        """Write the file."""
        arrays = {f"down/{name}": down for name, (down, _) in self.low.items()}
        arrays |= {f"up/{name}": up for name, (_, up) in self.low.items()}
        arrays |= {f"whole/{name}": change for name, change in self.whole.items()}
        halves = {name: array.detach().numpy().astype(np.float16) for name, array in arrays.items()}
        note = json.dumps({"ids": self.ids, "mix": self.mix, "made": dict(self.made)}, ensure_ascii=False)
        with path.open("wb") as file:
            np.savez_compressed(file, note=np.array(note), weight=self.weight.detach().numpy(), bias=self.bias.detach().numpy(), **halves)


def read_adapter(path: Path = SHIPPED_ADAPTER) -> Adapter:
    """Read a file that `Adapter.save` wrote.

    :raises EmbedderError: if it is missing or damaged.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            note = json.loads(str(stored["note"]))
            names = [name.removeprefix("down/") for name in stored.files if name.startswith("down/")]
            tensors = {name: torch.from_numpy(stored[name].astype(np.float32)) for name in stored.files if name != "note"}
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise EmbedderError(path.name, str(error).split("\n", maxsplit=1)[0]) from error
    low = {name: (tensors[f"down/{name}"], tensors[f"up/{name}"]) for name in names}
    first, second, start = note["mix"]
    whole = {name.removeprefix("whole/"): tensor for name, tensor in tensors.items() if name.startswith("whole/")}
    return Adapter(tuple(note["ids"]), low, whole, tensors["weight"], tensors["bias"], (first, second, start), note["made"])
