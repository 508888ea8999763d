"""Find in a text what a request names: its very words, a sentence by its place, or the sentence that speaks of something. Pure."""

import re
from typing import NamedTuple

from corpus.clean import fold, words
from index.lexical import stop_words
from prompts import load_texts

Paragraphs = tuple[tuple[str, ...], ...]
ENOUGH = 0.5  # share of what is named that a sentence must hold
ALIKE = 0.4  # likeness from which two sentences say nearly the same
LEAST = 3  # letters of words that are looked for within a sentence
ROOT = 5  # letters by which a word is known


class Place(NamedTuple):
    """A paragraph; a sentence of it, or None for all of it; and where the words stand in the sentence, or None for all of it."""

    paragraph: int
    sentence: int | None = None
    words: tuple[int, int] | None = None


def find_named(named: str, text: Paragraphs) -> Place | None:
    """Return where what a request names stands; None where it is not found."""
    return _literal(named, text) or _ordinal(fold(named), text) or _likest(named, text)


def nearest(sentence: str, text: Paragraphs, alike: float = ALIKE) -> Place | None:
    """Return the sentence that says nearly the same as another, by the words that both hold (Dice, 1945); None where none does.

    :param alike: likeness from which it does.
    """
    said = _roots(sentence)
    held = {
        Place(at, place): 2 * len(said & _roots(other)) / max(1, len(said) + len(_roots(other)))
        for at, paragraph in enumerate(text)
        for place, other in enumerate(paragraph)
    }
    best = max(held, key=lambda place: held[place], default=None)
    return best if best is not None and held[best] >= alike else None


def without_stumps(text: Paragraphs, sentence: str) -> Paragraphs:
    """Return a text without the sentences that hold nothing that another does not say: what is left of it when it was cut short."""
    said = _roots(sentence)
    kept = (tuple(other for other in paragraph if not (_roots(other) and _roots(other) <= said)) for paragraph in text)
    return tuple(filter(None, kept))


def words_in(said: str, sentence: str) -> tuple[int, int] | None:
    """Return where words stand in a sentence, whatever their accents and capitals; None where they do not."""
    if len(said) < LEAST or len(fold(sentence)) != len(sentence):
        return None
    found = re.search(rf"(?<!\w){re.escape(fold(said))}(?!\w)", fold(sentence))
    return found.span() if found else None


def without_article(said: str) -> str:
    """Return words without the article before them."""
    return re.sub(r"(?i)^(?:le |la |les |l['’]|un |une |des |du |de la |de l['’]|d['’]|de |the |a |an )", "", said)


def _literal(named: str, text: Paragraphs) -> Place | None:
    for said in (named, without_article(named)):
        for at, paragraph in enumerate(text):
            for place, sentence in enumerate(paragraph):
                if found := words_in(said.strip(' .«»"“”'), sentence):
                    return Place(at, place, found)
    return None


def _ordinal(folded: str, text: Paragraphs) -> Place | None:
    rules = load_texts("letter", "all").get("parts")
    found = re.search(rules["ordinal"], folded)
    if found is None or not text:
        return None
    rank = next((rank for rank, rule in rules["ranks"].items() if re.fullmatch(rule, found["rank"])), None)
    if rank is None:
        return None
    if re.match(rules["paragraph"], found["part"]):
        return Place(rank if rank >= 0 else len(text) - 1) if rank < len(text) else None
    every = [Place(at, place) for at, paragraph in enumerate(text) for place in range(len(paragraph))]
    return every[rank] if rank < len(every) else None


def _likest(named: str, text: Paragraphs) -> Place | None:
    """Return the sentence that holds most of what is named, beside the words that only say that it is a sentence."""
    rules = load_texts("letter", "all").get("parts")
    whole = re.search(rules["paragraph"], fold(named)) is not None
    wanted = _roots(re.sub(rules["words"], " ", fold(named)))
    if not wanted:
        return None
    held = {
        Place(at, place): len(wanted & _roots(sentence)) / len(wanted)
        for at, paragraph in enumerate(text)
        for place, sentence in enumerate(paragraph)
    }
    best = max(held, key=lambda place: held[place], default=None)
    if best is None or held[best] < ENOUGH:
        return None
    return Place(best.paragraph) if whole else best


def _roots(said: str) -> set[str]:
    """Return the beginnings of the words that mean something: their endings and accents change, and people forget them."""
    return {word[:ROOT] for word in words(said) if word not in stop_words() and (len(word) >= LEAST or word.isdigit())}


def share_of(place: Place, text: Paragraphs) -> float:
    """Return how much of its sentence the words found are."""
    if place.sentence is None or place.words is None:
        return 1.0
    sentence = text[place.paragraph][place.sentence]
    return len(words(sentence[slice(*place.words)])) / max(1, len(words(sentence)))
