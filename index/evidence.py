"""What speaks for a passage answering a question, and how likely that makes it: nearness, numbers, names, rivals, and what is asked for.

None of them is enough alone: a neighbour is always found, and a question on another year or another province shares every word.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from corpus.clean import fold, words
from corpus.numbers import RANKS, in_digits
from index.embed import Vectors
from index.lexical import LexicalIndex, stop_words
from index.records import Hit

COMMON = 20  # passages from which a name is the subject of the whole knowledge, and tells nothing of one passage
RIVALS = 5  # passages that may be as good as the best
ASKING = 3.0  # what the manner of a question weighs before anything is learned; with HELD_BACK, chosen on the development set of facts
HELD_BACK = 0.003
NAMED = {"mesure": "mesure", "measure": "mesure", "dimension": "dimension", "orientation": "orientation", "objectif": "objectif"}
FAMILIES = {"leadership": "cp5", "communication": "cp3", "planification": "cp1", "planning": "cp1", "infrastructure": "cp2"}
CODE = re.compile(r"\((cp[1-6]|en[1-3])\)")
NAMED |= {"objective": "objectif", "module": "module", "pan": "mesure"}
ONE = r"\d{1,2}(?:\.\d)?(?![\d-])"
NUMBERED = re.compile(
    rf"\b(pan(?=0?\d)|(?:{'|'.join(noun for noun in NAMED if noun != 'pan')})(?=s?\b))s?(?: du pan,?| portant le| of the pan,?)?"
    rf" ?(?:numeros? |nos? |numbers? |# ?)?((?:0?{ONE})(?:(?:, |,? et |,? and | ou | or | a | to |-|–){ONE})*)"
)
RANKED = re.compile(  # "la 13e mesure", "la deuxième dimension"; "la première mesure à prendre" is a step, and no measure of the plan
    rf"\b(?:({ONE})(?:e|eme|re|ere|er|th|st|nd|rd)|({'|'.join(RANKS)}))"
    rf" ({'|'.join(noun for noun in NAMED if noun != 'pan')})s?\b(?! (?:a|to) )"
)
MEANT = re.compile(rf"\b(?:la|the) ({ONE}) (?:du|dans le|de ce|of the|in the) (?:plan|pan)\b")
FAMILY = re.compile(rf"\b(?:famille|groupe|categorie|range\w*|class\w*|relev\w*|family|under)\b.{{0,25}}\b({'|'.join(FAMILIES)})")


class Evidence(NamedTuple):
    """What speaks for or against the best passage.

    ``nearness`` is its aligned cosine; ``covered``, the share of the question's words that it holds, rare ones counting most. ``years``,
    ``numbers`` and ``names`` tell whether the question has some that it does not hold (0 or 1). ``margin`` is how far it is before the
    second, in logits; ``alone``, how much of the first few's probability it has (0 to 1).
    """

    nearness: float
    covered: float
    years: float
    numbers: float
    names: float
    margin: float
    alone: float

    @property
    def learned(self) -> tuple[float, ...]:
        """What weights are learned for; words held are left out: questions written to have no answer share them on purpose."""
        return self.nearness, self.years, self.numbers, self.names, self.margin, self.alone


@dataclass(frozen=True)
class Judge:
    """What tells an answer from a neighbour: a logistic regression over the evidence and the question itself.

    :param weights: one per kind of evidence that one is learned for, then the constant.
    :param centre: what questions have in common (dimensions).
    :param asks: what is asked for when the documents answer, against what is asked for when they do not (dimensions).
    """

    weights: tuple[float, ...]
    centre: Vectors
    asks: Vectors

    def logit(self, found: Evidence, vector: Vectors, manner: float = 1.0) -> float:
        """Return the logit of the best passage answering.

        :param vector: that of the question, not aligned (dimensions).
        :param manner: what the manner of the question weighs, of what was learned.
        """
        asked = float(_manner(vector[None], self.centre)[0] @ self.asks)
        return float(np.dot(found.learned, self.weights[:-1])) + self.weights[-1] + manner * asked


def evidence(question: str, hits: Sequence[Hit], lexical: LexicalIndex) -> Evidence:
    """Return what speaks for the best passage answering a question.

    :param question: as it was asked.
    :param hits: the passages found, best first, one at least.
    :param lexical: the word index, which knows how rare each word is.
    """
    best = hits[0]
    told = f"{best.passage.search_text} {best.passage.id}"
    missing = numbers_of(question) - numbers_of(told)
    years = {number for number in missing if re.fullmatch(r"(19|20)\d\d", number)}
    rare = {name for name in names_of(question) if lexical.held(name) < COMMON}
    scores = np.array([hit.score for hit in hits[:RIVALS]]) - best.score
    return Evidence(
        nearness=best.cosine,
        covered=lexical.coverage(question, told),
        years=float(bool(years)),
        numbers=float(bool(missing - years)),
        names=float(bool(rare - set(words(told)))),
        margin=float(-scores[1]) if len(scores) > 1 else 0.0,
        alone=float(1 / np.exp(scores).sum()),
    )


def fit(answered: Sequence[Evidence], unanswered: Sequence[Evidence], asked: Vectors) -> Judge:
    """Return what tells the two apart, both counting as much.

    :param asked: the vectors of the questions, answered then unanswered, not aligned (questions, dimensions).
    """
    from sklearn.linear_model import LogisticRegression  # heavy, and only learning needs it

    seen = np.array([found.learned for found in (*answered, *unanswered)])
    middle, spread = seen.mean(axis=0), np.maximum(seen.std(axis=0), 1e-6)
    centre = asked.mean(axis=0)
    both = np.hstack([(seen - middle) / spread, ASKING * _manner(asked, centre)])
    learner = LogisticRegression(C=HELD_BACK, class_weight="balanced", max_iter=5000)
    learner.fit(both, np.repeat([1, 0], [len(answered), len(unanswered)]))
    kinds = seen.shape[1]
    weights = learner.coef_[0][:kinds] / spread
    constant = float(learner.intercept_[0] - weights @ middle)
    return Judge(
        weights=(*(round(float(weight), 4) for weight in weights), round(constant, 4)),
        centre=np.asarray(centre, dtype=np.float32),
        asks=np.asarray(ASKING * learner.coef_[0][kinds:], dtype=np.float32),
    )


def _manner(vectors: Vectors, centre: Vectors) -> Vectors:
    """Return what sets questions apart from one another, unit length: all e5 vectors have most of their length in common."""
    moved = vectors - centre
    return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def numbers_of(text: str) -> set[str]:
    """Return the numbers of a text of two digits or more, without the spaces that group thousands, and `named_numbers`."""
    return {re.sub(r"\s", "", n) for n in re.findall(r"\d{1,3}(?: \d{3})+|\d{2,}", fold(text))} | named_numbers(text)


def named_numbers(text: str) -> frozenset[str]:
    """Return the measures, dimensions and so on that a text names by their numbers: "mesures 18, 24 à 26" names four of them."""
    told = in_digits(text)
    found = {f"{NAMED[noun]} {digits or RANKS[rank]}" for digits, rank, noun in RANKED.findall(told)}
    found |= {f"mesure {number}" for number in MEANT.findall(told)}
    for noun, numbers in NUMBERED.findall(told):
        for first, last in re.findall(rf"({ONE})(?:(?: a | to |-|–)({ONE}))?", re.sub(r"\b0", "", numbers)):
            several = range(int(first), int(last) + 1) if last and "." not in first + last else (first, *([last] if last else []))
            found |= {f"{NAMED[noun]} {number}" for number in several}
    return frozenset(found)


def named_families(text: str) -> frozenset[str]:
    """Return the families of strategies that a text names: "la famille du leadership", "(CP5)"."""
    told = fold(text)
    return frozenset({*(FAMILIES[name] for name in FAMILY.findall(told)), *CODE.findall(told)})


def names_of(question: str) -> set[str]:
    """Return the proper names of a question (capitalised, not its first word), folded: what it asks about must be what is told of."""
    named = re.findall(r"(?<![.!?] )(?<!^)(?<!« )\b[A-ZÉÈÀ][\w-]+", question.strip())
    return {word for name in named for word in words(name) if word not in stop_words()}
