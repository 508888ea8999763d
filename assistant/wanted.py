"""What else than an answer a message wants: words to say or send, one strategy above the others, only so many of them. Pure."""

import re

from assistant.records import Heard, Understanding
from corpus.numbers import number_of
from index.sentences import sentences
from prompts import load_texts

MOST_WORDS_OF_A_REQUEST = 45
TEXTS = ("message", "speech")  # what is written to be sent or said
# What is heard in a message that wants something else than strategies, and what it is given.
GIVEN = {
    "product": "product",
    "effort": "effort",
    "arguments": "arguments",
    "agenda": "agenda",
    "list": "signs",
    "speech": "speech",
    "message": "message",
}


def words_wanted(heard: Heard) -> str:
    """Return what a message wants beside the strategies, the likeliest of `GIVEN`: something written, what steps take, a product to buy."""
    return next((GIVEN[want] for want in heard.wants if want in GIVEN), "")


def named_in(folded: str) -> str:
    """Return what a message asks for by its name, of `GIVEN`: "écrivez-moi un courriel"; empty when it names nothing, or only tells of it.

    :param folded: the message; what is asked for is asked in one sentence that is not too long.
    """
    rules = load_texts("wanted", "all")
    for sentence in sentences(folded, shortest=1):
        asked = re.sub(rules.get("refused"), " ", sentence)
        if len(asked.split()) > MOST_WORDS_OF_A_REQUEST or not re.search(rules.get("asks"), asked):
            continue
        if found := next((want for want, rule in rules.get("products").items() if re.search(rule, asked)), ""):
            return str(found)
    return ""


def naming(heard: Heard, named: str) -> Heard:
    """Return what is heard in a message that asks for something by its name: it wants that, and nothing else of the kind."""
    if not named:
        return heard
    return heard.model_copy(update={"wants": (named, *(want for want in heard.wants if want not in (*GIVEN, "questions", "plan")))})


def wants_one(heard: Heard) -> bool:
    """Tell whether a message wants the one strategy to begin with."""
    return "choice" in heard.wants


def without_message(heard: Heard) -> Heard:
    """Return what is heard in a message that tells of a text, and asks for none."""
    return heard.model_copy(update={"wants": tuple(want for want in heard.wants if want != "message")})


def objects(understanding: Understanding) -> bool:
    """Tell whether a message objects to what was proposed, and names nothing that it could be made to fit: then others are wanted."""
    heard, again = understanding.heard, understanding.sort in ("refine", "reject", "others")
    return "objection" in heard.wants and again and not heard.constraints and understanding.about is not None


def weighs(heard: Heard) -> str:
    """Return on whom something weighs, `self` or `other`; empty when nothing does."""
    return "self" if "self" in heard.wants else "other" if "hurtby" in heard.wants else ""


def asked_of_us(folded: str) -> tuple[str, ...]:
    """Return what a message asks about the assistant itself: what it keeps, why trust it, what it is."""
    rules = load_texts("turns", "all").get("about_us")
    return tuple(about for about, rule in rules.items() if re.search(rule, folded))


def number_wanted(folded: str) -> int | None:
    """Return how many lines a message wants: "juste deux affaires"; None when it does not say."""
    found = re.search(load_texts("turns", "all").get("wanted"), folded)
    return None if found is None else int(found[1]) if found[1].isdigit() else number_of(found[1])
