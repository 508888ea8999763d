"""Prefer, among the passages found, those that hold the kind of thing that was asked for: a number, a date, a person, a definition.

Expected answer types are an old and steady help in question answering (Li and Roth, Learning Question Classifiers, 2002).
"""

import re
from collections.abc import Sequence

from corpus.clean import fold
from index.lexical import Stems
from index.records import Hit
from prompts import load_texts

SHOWN = 1.0  # in logits: enough to pass a neighbour, not a better passage
COUNTED = 0.7
NUMBER = r"(?:\d[\d ]*|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|vingt|trente)"


def prefer_expected(question: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return the hits in the order of their scores, raised for those that show what the question expects.

    :param question: as it was asked.
    :param hits: passages found, best first.
    """
    rules, folded = load_texts("expected", "all"), fold(question)
    asked = [kind for kind in ("percentage", "count", "date", "person", "list") if re.search(rules.get(f"{kind}.ask"), folded)]
    counted = re.search(rules.get("counted"), folded)
    noun = counted.group(1) if counted else ""
    defining = re.search(rules.get("defined"), folded) is not None
    raised = [hit.model_copy(update={"score": hit.score + _bonus(hit, asked, noun, defining)}) for hit in hits]
    return tuple(sorted(raised, key=lambda hit: -hit.score))


def shows_expected(question: str, hit: Hit) -> bool:
    """Tell whether a passage shows the kind of thing that a question asks for, be it a number, a date or a price."""
    rules, told = load_texts("expected", "all"), f"{hit.passage.text} {hit.passage.text_en}"
    folded = fold(question)
    asked = [kind for kind in ("percentage", "count", "date") if re.search(rules.get(f"{kind}.ask"), folded)]
    if any(re.search(entry["ask"], folded) and not _shows(entry["show"], told) for entry in rules.get("attributes")):
        return False
    spelt = re.search(rf"\b{NUMBER}\b", fold(told)) is not None
    return all(re.search(rules.get(f"{kind}.show"), told) or (kind == "count" and spelt) for kind in asked)


def _shows(pattern: str, told: str) -> bool:
    """Tell whether a text shows something, as it is written or folded."""
    return re.search(pattern, told) is not None or re.search(pattern, fold(told)) is not None


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
