"""Choose the strategies of an answer: best first, every need covered, near-synonyms merged. Pure functions."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from assistant.records import Choice, Shortlist
from corpus.records import Card, Constraint, Corpus
from index.embed import Vectors
from index.records import Ranked

MOST = 5
FEWEST = 3
NEAR_ENOUGH = 0.15  # centred cosine below which a written trouble is another one than the one told; read on `dev`
LEADING = 0.4  # a sentence whose first strategy is this probable tells a need of its own
EASE = (0.3, 1.0, 1.4)  # what a probability is multiplied by for a strategy that bears a constraint badly, well enough, well
FLOOR = 0.02  # probability below which a fourth or fifth strategy is not worth the reader's time


def shortlist(
    corpus: Corpus,
    rankings: Sequence[Sequence[Ranked]],
    vectors: Vectors,
    needs: Vectors,
    skip: frozenset[str] = frozenset(),
    constraints: Sequence[Constraint] = (),
) -> Shortlist:
    """Return the strategies to show and the ranking of all 51.

    The ranking is that of the whole message: mixing in those of its sentences lost 0.01 to 0.08 of nDCG@5 on `dev`. Sentences only see
    to it that a need told in passing is not forgotten.

    :param rankings: one ranking for the whole message, then one per sentence when it has several.
    :param vectors: the vectors of the same texts (texts, dimensions).
    :param needs: the vectors of the troubles of the cards, in card order (51 × troubles, dimensions).
    :param skip: strategies already shown, that the person asked to see others than.
    :param constraints: what binds the case, when it was added to it: what bears them badly comes later.
    """
    ranking = eased(rankings[0], constraints, corpus)
    shown = _distinct([r for r in ranking if r.id not in skip], corpus, _leaders(rankings, skip))
    choices = tuple(choice.model_copy(update=_nearest_fit(corpus, choice.id, vectors, needs)) for choice in shown)
    return Shortlist(choices=choices, ranking=ranking)


def blended(case: Sequence[Ranked], added: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """Return the ranking of a case that something was added to: the mean of the whole and of what was said last, which counts most."""
    last = {ranked.id: ranked.score for ranked in added}
    moved = [ranked.model_copy(update={"score": (ranked.score + last[ranked.id]) / 2}) for ranked in case]
    return tuple(sorted(moved, key=lambda ranked: -ranked.score))


def eased(ranking: Sequence[Ranked], constraints: Sequence[Constraint], corpus: Corpus) -> tuple[Ranked, ...]:
    """Return a ranking with the strategies that bear the constraints badly put later, those that suit them sooner."""
    if not constraints:
        return tuple(ranking)
    moved = [ranked.model_copy(update={"score": min(1.0, ranked.score * _ease(ranked.id, constraints, corpus))}) for ranked in ranking]
    return tuple(sorted(moved, key=lambda ranked: -ranked.score))


def _ease(id_: str, constraints: Sequence[Constraint], corpus: Corpus) -> float:
    return min(EASE[corpus.means[id_].ease[constraint]] for constraint in constraints)


def kept_from(ids: Sequence[str], constraints: Sequence[Constraint], corpus: Corpus) -> Shortlist:
    """Return strategies already shown, in their order but for those that the constraints make hard, which come last."""
    places = [Ranked(id=id_, score=1 / (1 + place)) for place, id_ in enumerate(ids)]
    return Shortlist(choices=tuple(Choice(id=ranked.id, score=1.0) for ranked in eased(places, constraints, corpus)))


def reordered(chosen: Shortlist, reasons: Mapping[str, str], corpus: Corpus, vectors: Vectors, needs: Vectors) -> Shortlist:
    """Return a shortlist with other strategies first, near-synonyms merged as ever.

    :param reasons: why each of those strategies fits, by id, best first; an empty reason leaves it to the card.
    :param vectors: of the message and its parts; `needs`, of the troubles of the cards, as for `shortlist`.
    """
    rank = {id_: place for place, id_ in enumerate(reasons)}
    ranking = tuple(sorted(chosen.ranking, key=lambda ranked: rank.get(ranked.id, len(rank))))
    kept = [
        choice.model_copy(update={**_nearest_fit(corpus, choice.id, vectors, needs), "reason": reasons.get(choice.id, "")})
        for choice in _distinct(ranking, corpus, frozenset(reasons))
    ]
    return Shortlist(choices=tuple(kept), ranking=ranking)


def _leaders(rankings: Sequence[Sequence[Ranked]], skip: frozenset[str]) -> frozenset[str]:
    """Return the first strategy of each sentence that clearly tells a need: these must be among those shown."""
    return frozenset(part[0].id for part in rankings[1:] if part and part[0].score >= LEADING and part[0].id not in skip)


def _distinct(ranking: Sequence[Ranked], corpus: Corpus, leaders: frozenset[str]) -> list[Choice]:
    """Walk down the ranking; a near-synonym of a strategy already kept is merged into it instead of taking a place.

    The last places are for the leaders that would otherwise be left out: a need told in passing is still a need.
    """
    kept: list[Choice] = []
    waiting = set(leaders)
    for place, ranked in enumerate(ranking):
        waiting.discard(ranked.id)
        twin = next((i for i, choice in enumerate(kept) if ranked.id in _near(corpus, choice.id)), None)
        if twin is not None:
            if place < 2 * MOST and not kept[twin].also:
                kept[twin] = kept[twin].model_copy(update={"also": (ranked.id,)})
            continue
        room = MOST - len(kept) - (0 if ranked.id in leaders else min(len(waiting), MOST - FEWEST))
        if room > 0 and (len(kept) < FEWEST or ranked.id in leaders or ranked.score >= FLOOR):
            kept.append(Choice(id=ranked.id, score=ranked.score))
    return kept


def _near(corpus: Corpus, id_: str) -> tuple[str, ...]:
    return corpus.cards[id_].near


def _nearest_fit(corpus: Corpus, id_: str, vectors: Vectors, needs: Vectors) -> dict[str, Any]:
    """Return which trouble of the card is nearest to the message or to one of its sentences (none when none is near), and how near."""
    start, card = _offset(corpus, id_)
    centre = needs.mean(axis=0)
    similarities = _unit(vectors - centre) @ _unit(needs[start : start + len(card.fits)] - centre).T
    best = similarities.max(axis=0)
    plain = any(not said.source for said in card.why)  # otherwise there is nothing of ours to say instead
    nearness = float(best.max())
    return {"fit": None if plain and nearness < NEAR_ENOUGH else int(best.argmax()), "nearness": nearness}


def _unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def _offset(corpus: Corpus, id_: str) -> tuple[int, Card]:
    start = 0
    for card in corpus.cards.values():
        if card.id == id_:
            return start, card
        start += len(card.fits)
    raise KeyError(id_)
