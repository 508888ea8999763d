"""Which strategy a follow-up points at: by its id, its name or its rank in the last list. Pure."""

import re

from assistant.records import Turn
from corpus.clean import fold
from corpus.records import Corpus
from index.lexical import Stems
from prompts import load_texts

NAMED = 0.6  # share of the stems of a name that a message must hold to mean it


def find_target(folded: str, about: Turn | None, listed: Turn | None, corpus: Corpus) -> str | None:
    """Return the id of the strategy meant, or None when the message points at none.

    :param folded: the message in lower case without accents.
    :param about: the turn that the message leans on.
    :param listed: the last turn that proposed several strategies: ranks are counted in it.
    """
    rules = load_texts("turns", "all")
    if named := re.search(r"\b(cp[1-6]|en[1-3])\.(10|[1-9])\b", folded):
        id_ = named.group().upper()
        return id_ if id_ in corpus.cards else None
    if about is None:
        return None
    ranked = listed.strategies if listed else about.strategies
    if found := _by_name(folded, (*about.strategies, *ranked), corpus):
        return found
    places = [(rank.start(), at) for at, rule in enumerate(rules.get("ordinal")[: len(ranked)]) if (rank := re.search(rule, folded))]
    if places:  # "the third one, on the first day": what is said first is what is meant
        return ranked[min(places)[1]]
    if ranked and re.search(rules.get("last"), folded):
        return ranked[-1]
    return about.strategies[0] if len(about.strategies) == 1 else None


def _by_name(folded: str, ids: tuple[str, ...], corpus: Corpus) -> str | None:
    """Return the strategy whose name, in either language, the message says, or most of it."""
    names = [(id_, name) for id_ in dict.fromkeys(ids) for name in (corpus.cards[id_].name, corpus.cards[id_].en.name)]
    for id_, name in names:
        if fold(name) in folded:
            return id_
    stems = Stems()
    said = set(stems(folded))
    held = {id_: max(_share(set(stems(name)), said) for other, name in names if other == id_) for id_ in dict.fromkeys(ids)}
    best = max(held, key=lambda id_: held[id_], default=None)
    return best if best and held[best] >= NAMED else None


def _share(name: set[str], said: set[str]) -> float:
    return len(name & said) / len(name) if len(name) > 1 else 0.0
