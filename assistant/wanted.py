"""What else than an answer a message wants: words to say or send, one strategy above the others, only so many of them. Pure."""

import re

from corpus.numbers import number_of
from prompts import load_texts

# What may be wanted, and the rule that tells it.
WORDS = {"product": "product", "effort": "effort", "arguments": "arguing", "agenda": "meeting", "signs": "observing", "message": "drafting"}


def words_wanted(folded: str) -> str:
    """Return what a message wants beside the strategies, a key of `WORDS`: something written, what the steps take, a product to buy.

    :param folded: the message, folded.
    """
    rules = load_texts("turns", "all")
    return next((kind for kind, rule in WORDS.items() if re.search(rules.get(rule), folded)), "")


def asked_of_us(folded: str) -> str:
    """Return what a message asks about the assistant itself: what it keeps, why trust it, what it is; empty when it asks nothing of it."""
    rules = load_texts("turns", "all").get("about_us")
    return next((about for about, rule in rules.items() if re.search(rule, folded)), "")


def wants_one(folded: str) -> bool:
    """Tell whether a message wants the one strategy to begin with."""
    return re.search(load_texts("turns", "all").get("choosing"), folded) is not None


def number_wanted(folded: str) -> int | None:
    """Return how many lines a message wants: "juste deux affaires"; None when it does not say."""
    found = re.search(load_texts("turns", "all").get("wanted"), folded)
    return None if found is None else int(found[1]) if found[1].isdigit() else number_of(found[1])
