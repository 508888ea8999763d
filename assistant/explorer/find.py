"""Find strategies among the cards: by filters, and by the words, beginnings of words or ids that a person types. Pure.

A word typed is answered by the same word, by one of the same stem, by one it begins; when nothing does, by one that is a letter away.
What is searched is what the card shows in the language of the page, so that a match can be marked; only the troubles a card answers
(``fits``), in French, are searched without being shown.
"""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.voice import Voice
from corpus.clean import fold
from corpus.records import HORIZONS, Card, Corpus, Language, Record
from index.lexical import Stems, stop_words
from prompts import load_texts

TOKEN = re.compile(r"(?:CP|EN)(?:\d[.,]?\d{0,2}|\s\d[.,]\d{1,2})|\w+", re.IGNORECASE)
SAME, STEM, BEGUN, MISTYPED = 1.0, 0.9, 0.6, 0.4  # how well a word of a card answers a word typed
NAME, ISSUE, GIST, BODY, HIDDEN = 8.0, 4.0, 3.0, 1.0, 0.5  # what a word is worth where it stands
LEAST_TYPED = 4  # letters below which a word that nothing answers is not taken for a typing mistake
KEPT = 4  # vocabularies kept: two languages, of two corpora


class Choice(Record):
    """A choice of a filter: what to filter by, what to show, and how many strategies it leaves."""

    id: str
    label: str
    count: int


class Options(Record):
    """The choices of every filter; those that would leave nothing are not offered."""

    families: tuple[Choice, ...]
    competencies: tuple[Choice, ...]
    measures: tuple[Choice, ...]
    obstacles: tuple[Choice, ...]


def find(
    corpus: Corpus,
    query: str = "",
    family: str = "",
    competency: str = "",
    measure: str = "",
    obstacle: str = "",
    language: Language = "fr",
) -> tuple[str, ...]:
    """Return the ids of the strategies that pass every filter and answer the query.

    Where some strategies hold every word of the query, only they are given; where none does, those that hold half of its words.

    :param query: words, beginnings of words or ids, accents or not; empty, or made of small words alone, it leaves all.
    :param family: id of a family; ``competency``, ``measure`` and ``obstacle``, of what a card refers to. Empty: no filter.
    :return: best first when there is a query, in the order of the families otherwise.
    """
    kept = [card for card in corpus.cards.values() if _passes(card, family, competency, measure, obstacle)]
    asked = list(_asked(query))
    if not asked:
        return tuple(card.id for card in kept)
    vocabulary = _vocabulary(_ByDigest(corpus), language)
    gains = [vocabulary.gains(word) for word in asked]
    held = {card.id: sum(card.id in gain for gain in gains) for card in kept}
    enough = len(asked) if len(asked) in held.values() else math.ceil(len(asked) / 2)
    found = [card.id for card in kept if held[card.id] >= enough]
    return tuple(sorted(found, key=lambda id_: -sum(gain.get(id_, 0.0) for gain in gains)))


def matched(corpus: Corpus, query: str, language: Language = "fr") -> frozenset[str]:
    """Return the folded words of the cards that answer a word of the query: those to mark."""
    asked = list(_asked(query))
    vocabulary = _vocabulary(_ByDigest(corpus), language) if asked else None
    return frozenset(word for typed in asked for word in vocabulary.near(typed)) if vocabulary else frozenset()


def options(corpus: Corpus, language: Language = "fr") -> Options:
    """Return the choices of each filter, with their counts, in the order of the lists they come from."""
    voice, texts = Voice(language), load_texts("explorer", language)

    def named(id_: str, name: str, key: str = "named") -> str:
        return texts.render(f"choice.{key}", id=id_, name=name)

    def choices(labels: Mapping[str, str], held: Callable[[Card], Sequence[str]]) -> tuple[Choice, ...]:
        counts = {id_: sum(id_ in held(card) for card in corpus.cards.values()) for id_ in labels}
        return tuple(Choice(id=id_, label=labels[id_], count=count) for id_, count in counts.items() if count)

    families = {f.id: named(f.id, voice.family(f)) for f in corpus.families.values()}
    competencies = {
        c.id: named(
            c.id, c.candidate_name if voice.french else c.candidate_name_en, "named" if c.confidence == "verified" else "unverified"
        )
        for c in corpus.competencies.values()
    }
    measures = {m.id: named(m.id, voice.measure(m)) for m in corpus.measures.values()}
    obstacles = {o.id: o.name if voice.french else o.name_en for o in corpus.obstacles.values()}
    return Options(
        families=choices(families, lambda card: (card.family,)),
        competencies=choices(competencies, lambda card: card.competencies),
        measures=choices(measures, lambda card: card.measures),
        obstacles=choices(obstacles, lambda card: card.obstacles),
    )


def word_of(token: str) -> str:
    """Return a word as it is compared: folded, an id without its spaces and with a full stop."""
    folded = fold(token)
    return re.sub(r"\s", "", folded).replace(",", ".").rstrip(".")


def _passes(card: Card, family: str, competency: str, measure: str, obstacle: str) -> bool:
    wanted = ((family, (card.family,)), (competency, card.competencies), (measure, card.measures), (obstacle, card.obstacles))
    return all(not id_ or id_ in held for id_, held in wanted)


def _asked(query: str) -> Iterator[str]:
    """Yield the words of a query that are worth something; a small word alone may be the beginning of another, still being typed."""
    typed = list(dict.fromkeys(match.group().lower() for match in TOKEN.finditer(query)))
    told = [word for word in typed if fold(word) not in stop_words()]
    if told or not query[-1:].isalnum():
        yield from told
    else:
        yield from typed[-1:]


class _ByDigest:
    """A corpus as the key of a cache: two of the same digest are the same."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByDigest) and self.corpus.digest == other.corpus.digest

    def __hash__(self) -> int:
        return hash(self.corpus.digest)


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The words of the cards.

    :param worth: by folded word, what it is worth to each card that holds it.
    :param stems: by stem, the folded words that have it.
    :param size: how many cards there are.
    """

    worth: Mapping[str, Mapping[str, float]]
    stems: Mapping[str, frozenset[str]]
    size: int

    def near(self, typed: str) -> dict[str, float]:
        """Return the words that answer a word typed, and how well each does."""
        asked = word_of(typed)
        if asked in self.worth and any(c.isdigit() for c in asked):  # RD1 is not the beginning of RD10
            return {asked: SAME}
        found = {word: BEGUN for word in self.worth if word.startswith(asked)}
        found |= dict.fromkeys((word for stem in _stems(typed) for word in self.stems.get(stem, ())), STEM)
        found |= {asked: SAME} if asked in self.worth else {}
        if not found and len(asked) >= LEAST_TYPED and asked.isalpha():
            found = {word: MISTYPED for word in self.worth if one_letter_off(asked, word)}
        return found

    def gains(self, typed: str) -> dict[str, float]:
        """Return what a word typed adds to each card that answers it: more, the fewer they are."""
        best: dict[str, float] = {}
        for word, how in self.near(typed).items():
            for id_, worth in self.worth[word].items():
                best[id_] = max(best.get(id_, 0.0), how * worth)
        rarity = math.log(1 + self.size / len(best)) if best else 0.0
        return {id_: rarity * gain for id_, gain in best.items()}


def one_letter_off(one: str, other: str) -> bool:
    """Tell whether two words differ by one letter added, missing or changed, or by two neighbours swapped."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    at = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return swapped or one[at + 1 :] == other[at + 1 :] or one[at + 1 :] == other[at:] or one[at:] == other[at + 1 :]


@lru_cache(maxsize=KEPT)
def _vocabulary(known: _ByDigest, language: Language) -> Vocabulary:
    worth: dict[str, dict[str, float]] = defaultdict(dict)
    stems: dict[str, set[str]] = defaultdict(set)
    for card in known.corpus.cards.values():
        for text, value in _fields(card, known.corpus, Voice(language)):
            for token in {match.group().lower() for match in TOKEN.finditer(text)}:
                word = word_of(token)
                if word in stop_words():
                    continue
                worth[word][card.id] = worth[word].get(card.id, 0.0) + value
                for stem in _stems(token):
                    stems[stem].add(word)
    return Vocabulary(worth=dict(worth), stems={stem: frozenset(words) for stem, words in stems.items()}, size=len(known.corpus.cards))


def _fields(card: Card, corpus: Corpus, voice: Voice) -> Iterator[tuple[str, float]]:
    """Yield what is searched of a card, with what a word of it is worth."""
    family = corpus.families[card.family]
    ids = (card.id, *card.competencies, *card.dimensions, *card.measures)
    body = [voice.finding(card), voice.question(card), voice.distinct(card), *voice.signs(card), *voice.pitfalls(card)]
    body += [voice.why(card, number) for number in range(len(card.why))]
    body += [voice.fit(card, number) for number in range(len(card.fits))]
    body += [voice.step(card, horizon) for horizon in HORIZONS]
    yield f"{voice.name(card)} {' '.join(ids)}", NAME
    yield voice.issue(card), ISSUE
    yield voice.summary(card), GIST
    yield f"{voice.family(family)} {' '.join(body)}", BODY
    if voice.french:
        yield " ".join(fit.need for fit in card.fits), HIDDEN


@lru_cache(maxsize=20_000)
def _stems(token: str) -> frozenset[str]:
    """Return the stems of a word, with its accents and without: people forget them, and the stemmer then cuts elsewhere."""
    stems = _stemmer()
    return frozenset((*stems(token), *stems(fold(token))))


@lru_cache(maxsize=1)
def _stemmer() -> Stems:
    return Stems()
