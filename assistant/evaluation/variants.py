"""The same message as other people would have typed it: no accents, mistakes, capitals, a long beginning about something else. Pure."""

import unicodedata
from collections.abc import Callable, Mapping
from random import Random

from prompts import load_texts

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


def prefaced(text: str) -> str:
    """Return the text after several sentences that have nothing to do with it."""
    preambles = load_texts("variants", "all").get("preambles")
    return f"{Random(text).choice(preambles)} {text}"


VARIANTS: Mapping[str, Callable[[str], str]] = {
    "tel quel": same,
    "sans accents": without_accents,
    "fautes de frappe": mistyped,
    "en majuscules": shouted,
    "long préambule": prefaced,
}
