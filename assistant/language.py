"""Small facts about a message's language and words, without any model: pure functions."""

from functools import cache

from corpus.clean import words
from corpus.records import Language
from prompts import load_texts


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
