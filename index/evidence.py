"""What speaks for a passage answering a question, and how likely that makes it: nearness, words, numbers and names together.

None of them is enough alone: a neighbour is always found, and a question on another year or another province shares every word.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpus.clean import fold, words
from index.lexical import LexicalIndex, stop_words
from index.records import Hit

COMMON = 20  # passages from which a name is the subject of the whole knowledge, and tells nothing of one passage


class Evidence(NamedTuple):
    """What speaks for or against the best passage.

    ``nearness`` is its aligned cosine; ``covered``, the share of the question's words that it holds, rare ones counting most. ``years``,
    ``numbers`` and ``names`` tell whether the question has some that it does not hold (0 or 1).
    """

    nearness: float
    covered: float
    years: float
    numbers: float
    names: float

    @property
    def learned(self) -> tuple[float, ...]:
        """What weights are learned for; words held are left out: questions written to have no answer share them on purpose."""
        return self.nearness, self.years, self.numbers, self.names


def evidence(question: str, hit: Hit, lexical: LexicalIndex) -> Evidence:
    """Return what speaks for a passage answering a question.

    :param question: as it was asked.
    :param hit: the best passage found.
    :param lexical: the word index, which knows how rare each word is.
    """
    told = f"{hit.passage.search_text} {hit.passage.id}"
    missing = numbers_of(question) - numbers_of(told)
    years = {number for number in missing if re.fullmatch(r"(19|20)\d\d", number)}
    rare = {name for name in names_of(question) if lexical.held(name) < COMMON}
    return Evidence(
        nearness=hit.cosine,
        covered=lexical.coverage(question, told),
        years=float(bool(years)),
        numbers=float(bool(missing - years)),
        names=float(bool(rare - set(words(told)))),
    )


def probability(found: Evidence, weights: Sequence[float]) -> float:
    """Return the probability (0 to 1) that the passage answers.

    :param weights: one per kind of evidence that one is learned for, then the constant, of a logistic regression over written questions.
    """
    logit = float(np.dot(found.learned, weights[:-1])) + weights[-1]
    return float(1 / (1 + np.exp(-logit)))


def fit(answered: Sequence[Evidence], unanswered: Sequence[Evidence]) -> tuple[float, ...]:
    """Return the weights that tell the two apart, both counting as much."""
    from sklearn.linear_model import LogisticRegression  # heavy, and only learning needs it

    seen: npt.NDArray[np.float64] = np.array([found.learned for found in (*answered, *unanswered)])
    learner = LogisticRegression(C=10.0, class_weight="balanced", max_iter=5000)
    learner.fit(seen, np.repeat([1, 0], [len(answered), len(unanswered)]))
    return (*(round(float(weight), 4) for weight in learner.coef_[0]), round(float(learner.intercept_[0]), 4))


def numbers_of(text: str) -> set[str]:
    """Return the numbers of a text of two digits or more, without the spaces that group thousands."""
    return {re.sub(r"\s", "", n) for n in re.findall(r"\d{1,3}(?: \d{3})+|\d{2,}", fold(text))}


def names_of(question: str) -> set[str]:
    """Return the proper names of a question (capitalised, not its first word), folded: what it asks about must be what is told of."""
    named = re.findall(r"(?<![.!?] )(?<!^)(?<!« )\b[A-ZÉÈÀ][\w-]+", question.strip())
    return {word for name in named for word in words(name) if word not in stop_words()}
