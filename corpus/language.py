"""Tell French from English."""

from functools import cache
from pathlib import Path

import yaml

from corpus.base import Language
from corpus.clean import words

FUNCTION_WORDS = Path(__file__).parent / "function_words.yaml"


@cache
def _function_words() -> dict[Language, frozenset[str]]:
    listed = yaml.safe_load(FUNCTION_WORDS.read_text(encoding="utf-8"))
    return {"en": frozenset(listed["en"].split()), "fr": frozenset(listed["fr"].split())}


def detect_language(text: str, otherwise: Language = "fr") -> Language:
    """Return the language whose small words outnumber those of the other; ``otherwise`` when neither do."""
    small = _function_words()
    score = sum((token in small["en"]) - (token in small["fr"]) for token in words(text))
    return "en" if score > 0 else "fr" if score < 0 else otherwise
