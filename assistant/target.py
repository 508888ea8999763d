"""Which strategies a follow-up points at: by their ids, their names or their ranks in the last list. Pure."""

import re
from collections import Counter
from collections.abc import Iterable

from assistant.records import Turn
from corpus.clean import fold
from corpus.records import HORIZONS, Corpus
from index.lexical import Stems
from prompts import load_texts

NAMED = 0.6  # share of the stems of a name that a message must hold to mean it
GENERIC = 4  # names that a word stands in, from which it points at none of them
# "La 4e année" is no fourth strategy, nor are "5e et 6e année", "le 4 décembre", "le 3, à 15 h".
OF_A_CLASS = (
    r"(?! ?(?:(?:et|ou|and|or|a|to) \d+(?:e|eme|ieme|re|th)? ?)?"
    r"(?:annees?|secondaire|cycle|etage|periode|grade|graders?|years?|h|heures?|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre"
    r"|octobre|novembre|decembre|january|february|march|april|may|june|july|august|september|october|november|december)\b)"
)
SHORT = 3  # letters of a stem that tells nothing
TWINS = 2  # names that one strategy may have
SEVERAL = 3  # words of a step that a message must hold to mean it
MOST = 2  # strategies that one message points at
AND = r" (et|and|pis|puis|ou|or|&) (\w+ )?"  # between two ranks that are both meant


def find_targets(folded: str, about: Turn | None, listed: Turn | None, corpus: Corpus, *, worded: bool = True) -> tuple[str, ...]:
    """Return the ids of the strategies meant, none when the message points at none.

    :param folded: the message in lower case without accents.
    :param about: the turn that the message leans on.
    :param listed: the last turn that proposed several strategies: ranks are counted in it.
    :param worded: whether a word of its name is enough to mean a strategy: "parle-moi de la supervision".
    """
    rules = load_texts("turns", "all")
    if named := re.search(r"\b(cp[1-6]|en[1-3])\.(10|[1-9])\b", folded):
        id_ = named.group().upper()
        return (id_,) if id_ in corpus.cards else ()
    if about is None:
        return ()
    ranked = listed.strategies if listed else about.strategies
    shown = (*about.strategies, *ranked)
    if found := _by_name(folded, shown, corpus) or _by_name(folded, tuple(corpus.cards), corpus):
        return (found,)
    if (missed := re.search(rules.get("missed"), folded)) and (before := [place for place in _ranks(folded) if place[1] <= missed.start()]):
        return (ranked[max(before)[2]],) if max(before)[2] < len(ranked) else ()  # "the first is fine, the second I did not get"
    if places := sorted(place for place in _ranks(folded) if place[2] < len(ranked)):
        several = MOST if len(places) > 1 and re.fullmatch(AND, folded[places[0][1] : places[1][0]]) else 1
        return tuple(ranked[at] for _, _, at in places[:several])  # "the third one, on the first day": what is said first is what is meant
    if ranked and re.search(rules.get("last"), folded):
        return (ranked[-1],)
    said = set(Stems()(folded)) if worded else set()
    if stepped := _by_step(said, tuple(dict.fromkeys(shown)), corpus):
        return (stepped,)
    if meant := _by_word(said, shown, corpus) or _alone(_by_word(said, corpus.cards, corpus)):
        return meant[:1]
    return about.strategies if len(about.strategies) == 1 else ()


def find_rejected(folded: str, corpus: Corpus) -> frozenset[str]:
    """Return the strategies that a message will not hear of, or any more: "pas la formation", "laisse faire la supervision"."""
    stems = Stems()
    told = [match["what"] or match["had"] for match in re.finditer(load_texts("turns", "all").get("rejecting"), folded)]
    return frozenset(id_ for text in told for id_ in _by_word(set(stems(text)), corpus.cards, corpus))


def find_tried(folded: str, corpus: Corpus) -> frozenset[str]:
    """Return the strategies that an objection names: "des comités, on en a eu", and so that were tried, or will not do."""
    return frozenset(_by_word(set(Stems()(folded)), corpus.cards, corpus))


def beyond_list(folded: str, listed: Turn | None) -> bool:
    """Tell whether a message only points at a rank that the last list does not have: "la cinquième" of three."""
    places = [at for _, _, at in _ranks(folded)]
    return listed is not None and bool(places) and min(places) >= len(listed.strategies)


def _ranks(folded: str) -> list[tuple[int, int, int]]:
    """Return where a message says a rank, from and to, and which, counted from 0."""
    found = [(re.search(rf"(?:{rule}){OF_A_CLASS}", folded), at) for at, rule in enumerate(load_texts("turns", "all").get("ordinal"))]
    return [(match.start(), match.end(), at) for match, at in found if match]


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


def _by_word(said: set[str], ids: Iterable[str], corpus: Corpus) -> tuple[str, ...]:
    """Return the strategies whose name holds a word that is said, and that few names hold: "la supervision", "the irritants"."""
    names = _stems_of_names(corpus)
    common = Counter(stem for stems in names.values() for stem in stems)
    return tuple(id_ for id_ in dict.fromkeys(ids) if any(common[stem] < GENERIC for stem in names[id_] & said))


def _by_step(said: set[str], ids: tuple[str, ...], corpus: Corpus) -> str:
    """Return the strategy whose steps alone hold several words that are said: "the idea of approaching three people"; empty otherwise."""
    stems = Stems()
    steps = {id_: [corpus.cards[id_].steps.at(horizon) for horizon in HORIZONS] for id_ in ids}
    for key, entry in corpus.applied.items():
        if (id_ := key.partition("/")[0]) in steps:
            steps[id_].append(entry.step)
    held = {id_: max(len({s for s in said if len(s) > SHORT} & set(stems(step))) for step in of) for id_, of in steps.items()}
    best = sorted(held.values(), reverse=True)
    if len(best) < TWINS or best[0] < SEVERAL or best[0] == best[1]:
        return ""
    return max(held, key=lambda id_: held[id_])


def _alone(found: tuple[str, ...]) -> tuple[str, ...]:
    """Return what was found when it is one strategy, or one under its two names; else nothing."""
    return found if len(found) <= TWINS else ()


def _stems_of_names(corpus: Corpus) -> dict[str, set[str]]:
    """Return the stems of the name of each strategy, in both languages."""
    stems = Stems()
    names = {id_: re.sub(r"\([^)]*\)", " ", f"{card.name} {card.en.name}") for id_, card in corpus.cards.items()}
    return {id_: {stem for stem in stems(name) if len(stem) > SHORT} for id_, name in names.items()}


def _share(name: set[str], said: set[str]) -> float:
    return len(name & said) / len(name) if len(name) > 1 else 0.0
