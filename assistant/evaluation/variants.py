"""The same message as other people would have typed it: no accents, mistakes, capitals, digressions around it. Pure."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from random import Random

from corpus.examples import Digression

MISTAKES = 12  # words of which one, on average, is mistyped


def same(text: str) -> str:
    """Return the text as it is."""
    return text


def without_accents(text: str) -> str:
    """Return the text without its accents."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def mistyped(text: str) -> str:
    """Return the text with a letter swapped, doubled or left out in one word of twelve; the same mistakes each time."""
    chance = Random(text)
    return " ".join(_mistype(word, chance) if len(word) > 3 and chance.random() < 1 / MISTAKES else word for word in text.split(" "))


def _mistype(word: str, chance: Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return chance.choice((swapped, word[:at] + word[at] + word[at:], word[:at] + word[at + 1 :]))


def shouted(text: str) -> str:
    """Return the text in capitals."""
    return text.upper()


def rambled(text: str, digressions: Sequence[Digression]) -> str:
    """Return the text between a beginning and an end that have nothing to do with it; the same ones each time."""
    chance = Random(text)
    before, between, after = ([d.text for d in digressions if d.place == place] for place in ("before", "between", "after"))
    return f"{chance.choice(before)} {chance.choice(between)} {text} {chance.choice(after)}"


def variants(digressions: Sequence[Digression]) -> Mapping[str, Callable[[str], str]]:
    """Return the ways of typing the same message, by name.

    :param digressions: what may stand around the trouble; none of those that the product has learned from.
    """
    return {
        "tel quel": same,
        "sans accents": without_accents,
        "fautes de frappe": mistyped,
        "en majuscules": shouted,
        "entre trois digressions": lambda text: rambled(text, digressions),
    }
