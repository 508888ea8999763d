"""What a message says in so many words: level, actors, equipment, deadline, obstacle."""

import re

from assistant.records import Facet
from corpus.records import CONSTRAINTS, Constraint, Language
from prompts import load_texts

DENIABLE = ("remote", "small")  # what may be taken for granted of a school, and set right by its principal
DENIAL = r"\b(pas|not|jamais|n'est plus)( \w+){0,2} $"


def find_facets(folded: str, language: Language) -> tuple[Facet, ...]:
    """Return what the message says in so many words of level, actors, equipment, deadline and obstacle.

    :param folded: the message in lower case without accents.
    """
    lexicon = load_texts("facets", "all")
    found: list[Facet] = []
    denied = lexicon.get("denied")
    for kind in ("level", "actor", "equipment", "deadline", "obstacle"):
        for entry in lexicon.get(kind):
            if (match := re.search(entry["find"], folded)) and not re.search(denied, folded[: match.start()]):
                found.append(Facet(kind=kind, id=entry["id"], label=entry[language], found=match.group()))
    return tuple(found)


def subject_named(id_: str, language: Language) -> str:
    """Return how a subject is named after "au sujet" or "about"."""
    return next(str(entry[language]) for entry in load_texts("facets", "all").get("subject") if entry["id"] == id_)


def find_constraints(folded: str) -> tuple[Constraint, ...]:
    """Return what a case says is lacking or binding: no money, no release time, the union, distance, a tiny team, a near deadline.

    :param folded: the message in lower case without accents.
    """
    lexicon = load_texts("facets", "all").get("constraint")
    return tuple(
        name for name in CONSTRAINTS if re.search(lexicon[name], folded) and not (name in DENIABLE and _denied(lexicon[name], folded))
    )


def _denied(rule: str, folded: str) -> bool:
    """Tell whether a message says that it is not so: "on est 45, pas une toute petite équipe"."""
    return any(re.search(DENIAL, folded[: match.start()]) for match in re.finditer(rule, folded))
