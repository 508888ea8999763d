"""Decide whether the passages found really answer a question, or are only the nearest there are."""

import math
from collections.abc import Sequence

from assistant.expected import shows_expected
from assistant.premise import assumes, miscounted, misdated
from index.embed import Vectors
from index.evidence import evidence
from index.records import Hit
from index.search import Index

LIKELY = 0.4  # probability from which the best passage is given as the answer; chosen on the development set of facts
READ = 0.4  # what a logit of the reranker weighs beside one of the judge; chosen with it
LEAST = 0.15  # share of the question's words without which nearness is a coincidence
NEAR = 0.87  # cosine that is asked for without an alignment


def answers(question: str, vector: Vectors, hits: Sequence[Hit], index: Index) -> bool:
    """Tell whether the best passage answers a question.

    :param question: as it was asked; ``vector``, its vector.
    :param hits: the passages found, best first.
    """
    if not hits or not shows_expected(question, hits[0]):
        return False
    best = hits[0]
    limits = index.corpus.limits
    if best.passage.id in limits:  # it says itself that nothing is known
        return True
    found = evidence(question, [hit for hit in hits if hit.passage.id not in limits], index.lexical)
    if assumes(question):  # what it takes for granted may be wrong: it is then corrected, not refused
        found = found._replace(years=0.0, numbers=0.0, names=0.0)
    elif miscounted(question, best.passage.text) or miscounted(question, best.passage.text_en):
        found = found._replace(numbers=0.0)
    elif misdated(question, best.passage.text):
        found = found._replace(years=0.0)
    if found.years or found.covered < LEAST:
        return False  # another year is another question, however near the rest
    if index.alignment:
        logit = index.alignment.judge.logit(found, vector) + READ * (best.read or 0.0)
        return logit >= math.log(LIKELY / (1 - LIKELY))
    return found.nearness >= NEAR and not found.names
