"""Put side by side what a person proposed, what the scenario expects and what the assistant proposed. Pure.

How a proposal is read, in this order: the grade that the scenario gives it; else the best grade given to an equivalent of it; else,
a neighbour of an expected strategy is acceptable. Everything else is beside.

The score is out of 100. Each expected strategy found, by its name or an equivalent, is worth one point; each acceptable one, half a
point, in place of an expected one that is missing (never more halves than there are missing). The points are divided by what could be
found. The order does not count, and only the first five proposals do, as an answer of the assistant names five at most: so 100 means
that all was found, 0 that nothing was, and naming all 51 strategies earns nothing.
"""

from collections.abc import Sequence

from assistant.scenarios.alike import close, distinct, equivalents
from assistant.scenarios.feedback import feedback_html as feedback_html
from assistant.scenarios.records import ACCEPTABLE, EXPECTED, Scenario
from assistant.scenarios.records import Comparison as Comparison
from corpus.records import Corpus

COUNTED = 5  # proposals that count


def compare(proposed: Sequence[str], scenario: Scenario, assistant: Sequence[str], corpus: Corpus) -> Comparison:
    """Return the three side by side.

    :param proposed: by a person, in any order; what is no strategy is left out, and so is what is said twice.
    :param assistant: ids that the assistant proposed, with those merged into them.
    """
    told, other = _known(proposed, corpus), _known(assistant, corpus)
    grades = {id_: grade_of(id_, scenario, corpus) for id_ in told}
    expected = tuple(id_ for id_ in scenario.graded(EXPECTED) if id_ in corpus.cards)
    shared = frozenset().union(*(close(id_, corpus) for id_ in other))
    return Comparison(
        proposed=told,
        expected=expected,
        acceptable=tuple(id_ for id_ in scenario.graded(ACCEPTABLE) if id_ in corpus.cards),
        assistant=other,
        found=tuple(id_ for id_ in told if grades[id_] == EXPECTED),
        missed=_missed(expected, told, grades, corpus),
        beside=tuple(id_ for id_ in told if not grades[id_]),
        shared_with_assistant=tuple(id_ for id_ in told if id_ in shared),
        score=_score(expected, told[:COUNTED], grades, corpus),
    )


def grade_of(id_: str, scenario: Scenario, corpus: Corpus) -> int:
    """Return what a proposal is worth in a scenario: 2, 1, or 0 when it is beside."""
    if id_ in scenario.expected:
        return scenario.expected[id_]
    if graded := [scenario.expected[other] for other in equivalents(id_, corpus) if other in scenario.expected]:
        return max(graded)
    return ACCEPTABLE if any(scenario.expected.get(other) == EXPECTED for other in close(id_, corpus)) else 0


def _missed(expected: Sequence[str], told: Sequence[str], grades: dict[str, int], corpus: Corpus) -> tuple[str, ...]:
    """Return what was expected and not proposed under any name; of two names for the same, the first."""
    held = frozenset().union(*(equivalents(id_, corpus) for id_ in told if grades[id_] == EXPECTED))
    return tuple(id_ for id_ in distinct(expected, corpus) if id_ not in held)


def _score(expected: Sequence[str], told: Sequence[str], grades: dict[str, int], corpus: Corpus) -> int:
    total = min(COUNTED, len(distinct(expected, corpus)))
    if not total:
        return 0
    missing = max(0, len(_missed(expected, told, grades, corpus)) - (len(distinct(expected, corpus)) - total))
    acceptable = len(distinct([id_ for id_ in told if grades[id_] == ACCEPTABLE], corpus))
    return round(100 * (total - missing + min(acceptable, missing) / 2) / total)


def _known(ids: Sequence[str], corpus: Corpus) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id_ for id_ in ids if id_ in corpus.cards))
