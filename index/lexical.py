"""Search by words: BM25 over French stems without accents, or over runs of letters (bm25s, PyStemmer)."""

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt
import Stemmer

from corpus.clean import fold, words

# Words that questions are made of and that no passage is about: they would rank the most talkative passage first.
STOP_WORDS = Path(__file__).parent / "stop_words.txt"


@cache
def stop_words() -> frozenset[str]:
    """Return the folded words that no passage is about."""
    return frozenset(STOP_WORDS.read_text(encoding="utf-8").split())


class Stems:
    """Cut a text into French stems: accents are folded after stemming, since the stemmer needs them and people forget them.

    :param whole: whether the words that questions are made of are kept.
    """

    def __init__(self, whole: bool = False) -> None:
        self._stemmer = Stemmer.Stemmer("french")
        self._left_out = frozenset() if whole else stop_words()

    def __reduce__(self) -> tuple[type["Stems"], tuple[bool]]:
        """Made again rather than copied: the C stemmer cannot be pickled."""
        return Stems, (not self._left_out,)

    def __call__(self, text: str) -> list[str]:
        """Return the stems of a text."""
        told = re.findall(r"\w+", text.lower().replace("’", "'"))
        tokens = [word for word, folded in zip(told, _folded(told), strict=True) if folded not in self._left_out]
        return _folded(self._stemmer.stemWords(tokens))


def _folded(told: list[str]) -> list[str]:
    """Return words folded, all at once: three times as quick as one by one."""
    return fold("\n".join(told)).split("\n") if told else []


class Letters:
    """Cut a text into the runs of letters of its words: what a typing mistake or another ending leaves whole.

    :param size: letters in a run; a word's beginning and end count as one each.
    """

    def __init__(self, size: int = 4) -> None:
        self._size = size

    def __call__(self, text: str) -> list[str]:
        """Return the runs of a text, without the words that questions are made of."""
        told = (f"_{word}_" for word in words(text) if word not in stop_words())
        return [word[i : i + self._size] for word in told for i in range(max(1, len(word) - self._size + 1))]


class LexicalIndex:
    """BM25 scores of a fixed list of texts.

    :param texts: what is searched.
    :param cut: how a text becomes the units that are counted.
    """

    def __init__(self, texts: Sequence[str], cut: Callable[[str], list[str]] | None = None) -> None:
        self._cut = cut or Stems()
        self._size = len(texts)
        units = [self._cut(text) or [""] for text in texts]
        self._held = Counter(unit for held in units for unit in set(held))
        self._bm25 = bm25s.BM25()
        self._bm25.index(units, show_progress=False)

    def scores(self, question: str) -> npt.NDArray[np.float32]:
        """Return one score per text, 0 where nothing is shared."""
        tokens = [unit for unit in self._cut(question) if unit in self._bm25.vocab_dict]
        if not tokens:
            return np.zeros(self._size, dtype=np.float32)
        return np.asarray(self._bm25.get_scores(tokens), dtype=np.float32)

    def coverage(self, question: str, told: str) -> float:
        """Return how much of what a question is about a text holds, its rare words counting most (0 to 1).

        A word that no text holds at all counts as the rarest: it is what the question is about, and nothing answers it.
        """
        asked, present = set(self._cut(question)), set(self._cut(told))
        weight = {unit: math.log((self._size + 1) / (self._held[unit] + 0.5)) for unit in asked}
        total = sum(weight.values())
        return sum(weight[unit] for unit in asked & present) / total if total else 0.0

    def held(self, word: str) -> int:
        """Return how many texts hold a word, whatever its ending."""
        return max((self._held[unit] for unit in self._cut(word)), default=0)
