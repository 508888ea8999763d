"""Small facts about a message's language and words, without any model: pure functions."""

from functools import cache

from corpus.clean import words
from corpus.records import Language
from prompts import load_texts

WORDS_FOR = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11,
    "douze": 12, "vingt": 20, "trente": 30, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "twenty": 20, "thirty": 30,
}  # fmt: skip


@cache
def _function_words(language: str) -> frozenset[str]:
    return frozenset(str(load_texts("turns", "all").get(language)).split())


def detect_language(text: str) -> Language:
    """Return `en` when the small words of English clearly outnumber those of French, `fr` otherwise."""
    tokens = words(text)
    english, french = _function_words("english"), _function_words("french")
    score = sum((token in english) - (token in french) for token in tokens)
    return "en" if score > 0 else "fr"


def join(items: list[str], separator: str, last: str) -> str:
    """Return `a, b et c`, with the words of the language."""
    if len(items) < 2:
        return "".join(items)
    return f"{separator.join(items[:-1])} {last} {items[-1]}"
