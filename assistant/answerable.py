"""Decide whether the passages found really answer a question: by its own words, numbers and names, and by its meaning.

A raw e5 cosine says nothing (0.79 for an unrelated passage, 0.86 for the right one), so several kinds of evidence must agree.
"""

import re
from collections.abc import Sequence
from enum import Enum

from corpus.clean import fold
from index.lexical import Stems
from index.records import Hit

COVERED = 0.5  # share of the question's content stems that must be found in the passage; chosen on `dev`
COSINE = 0.86  # together with some shared words, a cosine this high is rarely a coincidence
FEW = 0.25
SURE = 0.93  # a cosine that only a rewording of the same question reaches


class Evidence(Enum):
    """How well a passage answers."""

    NONE = 0
    SOME = 1
    STRONG = 2


def weigh(question: str, hits: Sequence[Hit]) -> Evidence:
    """Return how well the best passage answers the question.

    :param question: as it was asked.
    :param hits: passages found, best first; not empty.
    """
    best = hits[0]
    told = f"{best.passage.search_text} {best.passage.id}"
    if not _numbers(question) <= _numbers(told):
        return Evidence.NONE
    covered = coverage(question, told)
    if covered >= COVERED and best.cosine >= COSINE - 0.02:
        return Evidence.STRONG
    if best.cosine >= SURE or (covered >= FEW and best.cosine >= COSINE):
        return Evidence.SOME
    return Evidence.NONE


def coverage(question: str, told: str) -> float:
    """Return the share of the question's content stems that a text holds (0 to 1)."""
    stems = Stems()
    asked, present = set(stems(question)), set(stems(told))
    return len(asked & present) / len(asked) if asked else 0.0


def _numbers(text: str) -> set[str]:
    """Return the numbers of a text of two digits or more, without the spaces that group thousands."""
    return {re.sub(r"\s", "", n) for n in re.findall(r"\d{1,3}(?: \d{3})+|\d{2,}", fold(text))}
