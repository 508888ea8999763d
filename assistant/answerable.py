"""Decide whether the passages found really answer a question, or are only the nearest there are."""

import math
import re
from collections.abc import Mapping, Sequence

from assistant.expected import shows_expected
from assistant.parts import sets_choice
from assistant.premise import PERIOD, assumes, body_asked, costs_nothing, miscounted, misdated, misnamed, totals_of
from corpus.clean import fold
from index.embed import Vectors
from index.evidence import Evidence, evidence, named_numbers
from index.records import Hit
from index.search import Index

LIKELY = 0.4  # probability from which the best passage is given as the answer; chosen on the development set of facts
RESEMBLES = 16.0  # what resembling the questions that the passage answers, more than those that nothing does, weighs; chosen with it
READ = 1.0  # what a logit of the reader weighs beside one of the judge; chosen with it
LEAST = 0.15  # share of the question's words without which nearness is a coincidence
MANNER = 0.25  # what the manner of a question weighs: written questions that nothing answers often count, as plain ones do
UNSURE = 2.0  # logits short of that within which the passage is given with a doubt, neither as the answer nor as none; chosen with it
NEAR = 0.87  # cosine that is asked for without an alignment


def confidence(question: str, vector: Vectors, hits: Sequence[Hit], index: Index) -> float:
    """Return by how many logits the best passage passes, or misses, what it takes to be given as the answer; endless where it is certain.

    :param question: as it was asked; ``vector``, its vector.
    :param hits: the passages found, best first.
    """
    if not hits:
        return -math.inf
    best, limits, text = hits[0], index.corpus.limits, hits[0].passage.text
    totals = totals_of(index.corpus)
    corrects = bool(miscounted(question, text, totals) or misdated(question, text) or misnamed(question, text))
    if costs_nothing(question, text) and best.passage.source is not None and not _names_another(question, best, index):
        return 0.0
    if not (shows_expected(question, best) or (corrects and (best.read or 0.0) > 0)):
        return -math.inf
    if best.passage.id in limits:  # it says itself that nothing is known
        return math.inf
    found = _held(question, best, evidence(question, [hit for hit in hits if hit.passage.id not in limits], index.lexical), totals)
    if (body := body_asked(question)) and body not in fold(f"{best.passage.search_text} {best.passage.text_en}"):
        return -math.inf  # what is told of another body answers nothing, however near
    named, known = named_numbers(question), named_numbers(f"{best.passage.search_text} {best.passage.id}")
    other = frozenset() if named & known and sets_choice(question) else named - known  # "la dimension 4 ou la 11?" is told of one
    if other and not assumes(question):
        return -math.inf  # another measure is another question, however near the rest
    if _of_another_year(question, text) and not assumes(question):
        return -math.inf
    if corrects:
        return 0.0  # it tells of the same things, and sets right what the question says of them
    if (found.years or found.covered < LEAST) and (best.read or 0.0) <= 0:
        return -math.inf  # so is another year, and few words in common are a coincidence, unless both read together say otherwise
    if index.alignment:
        judged = index.alignment.judge.logit(found, vector, MANNER)
        return judged + READ * (best.read or 0.0) + RESEMBLES * best.resembles - math.log(LIKELY / (1 - LIKELY))
    return found.nearness - NEAR if not found.names else -math.inf


def _of_another_year(question: str, told: str) -> bool:
    """Tell whether a question asks of a school year where a passage tells of other years: "en 2020-2021", and what 2018-2019 gave."""
    asked = {period for period in re.findall(PERIOD, question) if int(period[5:]) == int(period[:4]) + 1}
    known = set(re.findall(PERIOD, told))
    return bool(asked) and bool(known) and not asked & known


def _names_another(question: str, best: Hit, index: Index) -> bool:
    """Tell whether a question names something that the best passage does not."""
    return bool(evidence(question, [best], index.lexical).names)


def _held(question: str, best: Hit, found: Evidence, totals: Mapping[str, int]) -> Evidence:
    """Return the evidence without what a question takes for granted: it is corrected where it is wrong, not refused."""
    if assumes(question):
        return found._replace(years=0.0, numbers=0.0, names=0.0)
    if miscounted(question, best.passage.text, totals) or miscounted(question, best.passage.text_en, totals):
        return found._replace(numbers=0.0)
    return found._replace(years=0.0) if misdated(question, best.passage.text) else found
