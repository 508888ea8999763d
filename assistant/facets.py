"""What a message says in so many words: level, actors, equipment, deadline, obstacle, and the constraints to work within."""

import re

from assistant.records import Facet
from corpus.records import CONSTRAINTS, Constraint, Language
from prompts import load_texts


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


def find_constraints(folded: str) -> tuple[Constraint, ...]:
    """Return what a case says is lacking or binding: no money, no release time, the union, distance, a tiny team, a near deadline.

    :param folded: the message in lower case without accents.
    """
    lexicon = load_texts("facets", "all").get("constraint")
    return tuple(name for name in CONSTRAINTS if re.search(lexicon[name], folded))
