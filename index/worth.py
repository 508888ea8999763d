"""Tell how likely advice is to be of use for a message, from how near it is to what was said, in several ways.

A logistic regression on what readers judged of the advice that came near to messages that the encoder never learned from: nearness alone
puts what is about the same thing as high as what answers. What each measure gives is in SELECTION.md.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus.records import Record
from index.embed import Vectors
from index.errors import EmbedderError
from index.lexical import LexicalIndex
from index.ready import Near

SHIPPED_WORTH = Path(__file__).parent / "worth.json"
LENGTH, CASE_LENGTH = 20.0, 40.0  # words of a usual message, of a usual case
LENIENCE = 0.3  # inverse of the strength by which weights are held back


class Worth(Record):
    """What was learned: a weight for each measure, and what is added to their sum."""

    weights: tuple[float, ...]
    bias: float

    def probability(self, measured: Sequence[float]) -> float:
        """Return the probability that advice is of use (0 to 1).

        :param measured: how near it is (`measures_of`).
        """
        return float(1 / (1 + np.exp(-(np.dot(self.weights, measured) + self.bias))))


def measures_of(near: Near, asks: Sequence[str], said: str, case: str, lexical: LexicalIndex) -> tuple[float, ...]:
    """Return how near advice is to a message, in several ways: by meaning, by the words that it has of it and of the case, by length.

    :param near: the advice, as it was found; ``asks``, the ways of asking for it.
    :param said: the message; ``case``, what was told before it: empty where nothing was.
    :param lexical: the word index, which knows how rare each word is.
    """
    words = max(lexical.coverage(said, ask) for ask in asks)
    of_case = max(lexical.coverage(case, ask) for ask in asks) if case else 0.0
    return (*near.alike, words, of_case, len(said.split()) / LENGTH, len(case.split()) / CASE_LENGTH, float(not case))


def learn_worth(measured: Vectors, useful: Sequence[bool]) -> Worth:
    """Return what tells advice that is of use.

    :param measured: the measures of each piece of advice that readers judged (advice, measures); ``useful``, what they thought.
    """
    from sklearn.linear_model import LogisticRegression  # heavy, and only learning needs it

    means, spreads = measured.mean(axis=0), measured.std(axis=0) + 1e-9
    found = LogisticRegression(C=LENIENCE, max_iter=2000).fit((measured - means) / spreads, useful)
    weights = found.coef_[0] / spreads
    return Worth(weights=tuple(float(weight) for weight in weights), bias=float(found.intercept_[0] - weights @ means))


def read_worth(path: Path = SHIPPED_WORTH) -> Worth:
    """Return what was learned.

    :raises EmbedderError: if the file is missing or damaged.
    """
    try:
        return Worth.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EmbedderError(path.name, str(error).split("\n", maxsplit=1)[0]) from error
