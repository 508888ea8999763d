"""Prefer, among the passages found, those that hold the kind of thing that was asked for: a number, a date, a person, a definition.

Expected answer types are an old and steady help in question answering (Li and Roth, Learning Question Classifiers, 2002).
"""

import re
from collections.abc import Sequence

from corpus.clean import fold
from index.lexical import LexicalIndex, Stems
from index.records import Hit
from prompts import load_texts

SHOWN = 1.0  # in logits: enough to pass a neighbour, not a better passage
COUNTED = 0.7
BEHIND = 4.0  # logits behind the best passage at which another may still answer a part of the question
GAIN = 0.05  # share of the question's words that it must add
NUMBER = r"(?:\d[\d ]*|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|vingt|trente)"


def prefer_expected(question: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return the hits in the order of their scores, raised for those that show what the question expects.

    :param question: as it was asked.
    :param hits: passages found, best first.
    """
    rules, folded = load_texts("expected", "all"), fold(question)
    asked = [kind for kind in ("percentage", "count", "date", "person") if re.search(rules.get(f"{kind}.ask"), folded)]
    counted = re.search(rules.get("counted"), folded)
    noun = counted.group(1) if counted else ""
    defining = re.search(rules.get("defined"), folded) is not None
    raised = [hit.model_copy(update={"score": hit.score + _bonus(hit, asked, noun, defining)}) for hit in hits]
    return tuple(sorted(raised, key=lambda hit: -hit.score))


def shows_expected(question: str, hit: Hit) -> bool:
    """Tell whether a passage shows the kind of thing that a question asks for, when that is a number, a share or a date."""
    rules, told = load_texts("expected", "all"), f"{hit.passage.text} {hit.passage.text_en}"
    asked = [kind for kind in ("percentage", "count", "date") if re.search(rules.get(f"{kind}.ask"), fold(question))]
    spelt = re.search(rf"\b{NUMBER}\b", fold(told)) is not None
    return all(re.search(rules.get(f"{kind}.show"), told) or (kind == "count" and spelt) for kind in asked)


def _bonus(hit: Hit, asked: Sequence[str], counted: str, defining: bool) -> float:
    if hit.passage.source is None:
        return 0.0  # what is not known, or only proposed, holds nothing of what was asked
    rules, text = load_texts("expected", "all"), hit.passage.text
    bonus = sum(SHOWN for kind in asked if re.search(rules.get(f"{kind}.show"), text)) + SHOWN * (defining and hit.passage.defines)
    return bonus + (COUNTED if counted and _counts(counted, f"{text} {hit.passage.text_en}") else 0.0)


def _counts(noun: str, text: str) -> bool:
    """Tell whether a text gives a number of what was counted: "33 mesures" for "combien de mesures"."""
    stems = Stems()
    wanted = stems(noun)
    found = re.findall(rf"{NUMBER} (?:[a-z]+ )?([a-z]+)", fold(text))
    return bool(wanted) and any(stems(word) == wanted for word in found)


def second_part(question: str, hits: Sequence[Hit], lexical: LexicalIndex) -> tuple[tuple[Hit, ...], bool]:
    """Return the hits with, in second place, the passage that answers the other part of a question in two parts; and whether there is one.

    The other part is what the best passage does not hold of the question's words: the passage that holds most of it answers it.

    :param hits: best first.
    """
    if len(hits) < 2 or not re.search(load_texts("expected", "all").get("parts"), fold(question)):
        return tuple(hits), False
    best = hits[0]
    alone = lexical.coverage(question, best.passage.search_text)
    near = [hit for hit in hits[1:] if hit.score >= best.score - BEHIND and hit.passage.source]
    gains = [lexical.coverage(question, f"{best.passage.search_text} {hit.passage.search_text}") - alone for hit in near]
    if not near or max(gains) < GAIN:
        return tuple(hits), False
    other = near[gains.index(max(gains))]
    return (best, other, *(hit for hit in hits[1:] if hit is not other)), True
