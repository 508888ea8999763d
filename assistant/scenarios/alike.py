"""Which strategies are the same under another name, and which are close. Pure.

*Equivalents* come from `corpus/equivalents.yaml`: whoever would propose one accepts the other. *Neighbours* are the `near` of a card:
the assistant merges them when it answers, but a person who knows the cards tells them apart.
"""

from collections.abc import Sequence

from corpus.records import Corpus


def equivalents(id_: str, corpus: Corpus) -> frozenset[str]:
    """Return a strategy and its other names."""
    return frozenset({id_}).union(*(group for group in corpus.equivalents if id_ in group))


def close(id_: str, corpus: Corpus) -> frozenset[str]:
    """Return a strategy, its other names and its neighbours."""
    return equivalents(id_, corpus).union(corpus.cards[id_].near)


def distinct(ids: Sequence[str], corpus: Corpus) -> list[str]:
    """Return the ids without those that are another name of an earlier one."""
    kept: list[str] = []
    for id_ in ids:
        if not equivalents(id_, corpus) & set(kept):
            kept.append(id_)
    return kept
