"""First step: what kind of turn a message is, in which language, what it says of the case, and how many needs it tells.

Rules decide where they are certain (a greeting, a request for a plan, an instruction slipped into the text); everything else is
decided by the learner trained on written examples.
"""

import re
from collections.abc import Sequence
from typing import Any

from assistant.language import detect_language
from assistant.message import read_message
from assistant.records import Facet, Turn, Understanding
from corpus.clean import fold
from corpus.records import Language
from index.records import Guess
from index.search import Index
from prompts import load_texts

CONTEXTUAL = frozenset({"followup"})
MOST_WORDS_OF_A_FOLLOW_UP = 25
MOST_WORDS_OF_A_REQUEST = 22  # a longer message tells a case, and may name a plan or a calendar without asking for one


def understand(raw: str, history: Sequence[Turn], index: Index, language: Language | None = None) -> Understanding:
    """Return what a message is and says.

    :param raw: the message as it came.
    :param history: the turns before it, oldest first, as the client carries them.
    :param index: for the vectors and the learner of turn kinds.
    :param language: `fr` or `en` when the caller knows it; otherwise detected.
    :raises BadQuestionError: if the message cannot be treated at all.
    """
    question = read_message(raw)
    folded = fold(question)
    spoken = language or detect_language(question)
    topic = _topic(history)
    base = Understanding(question=question, language=spoken, kind="situation", topic=topic)
    if certain := _by_rule(folded, history):
        base = base.model_copy(update=certain)
        if base.kind in ("decline", "smalltalk") or _is_bare(base, folded):
            return base
    pieces, vectors = index.needs_of(without_tags(question))
    if not certain:
        base = base.model_copy(update=_by_guess(index.guess_kind(pieces[0], vectors[0]), folded, history))
    return base.model_copy(
        update={
            "needs": tuple(pieces),
            "facets": find_facets(folded, spoken),
            "vectors": vectors,
        }
    )


def without_tags(text: str) -> str:
    """Return a text without the HTML tags and scripts that came with it when it was pasted; the text itself when nothing else is left."""
    if "<" not in text:
        return text
    bare = re.sub(r"</?[a-zA-Z][^<>]*>", " ", re.sub(r"(?is)<(script|style)\b.*?</\1>", " ", text))
    return re.sub(r"\s+", " ", bare).strip() or text


def _topic(history: Sequence[Turn]) -> str:
    """Return the last situation told, which follow-ups are about."""
    return next((turn.question for turn in reversed(history) if turn.kind == "situation"), "")


def _is_bare(understanding: Understanding, folded: str) -> bool:
    """Tell whether a request leans on the turns before it and needs no vector of its own."""
    return understanding.kind == "followup" and understanding.intent != "refine" and len(folded.split()) < 40


def _by_rule(folded: str, history: Sequence[Turn]) -> dict[str, Any] | None:
    """Return what is certain about a message, or None."""
    rules = load_texts("turns", "all")
    folded = re.sub(rules.get("document"), "pan", folded)  # the plan d'action numérique is a document, not a plan to be made
    bare = re.sub(r"[^\w' -]+", " ", folded).strip()
    bare = re.sub(r"\s+", " ", bare)
    for sort in ("injection", "surveillance", "legal", "health", "privacy", "person"):
        if _matches(rules.get(f"decline.{sort}"), folded, bare):
            return {"kind": "decline", "sort": sort}
    for name in ("greeting", "thanks", "bye", "who"):
        if _matches(rules.get(f"smalltalk.{name}"), folded, bare):
            return {"kind": "smalltalk", "target": name}
    for kind in ("plan", "reflection"):
        if len(bare.split()) <= MOST_WORDS_OF_A_REQUEST and _matches(rules.get(kind), folded, bare):
            return {"kind": kind}
    if any(turn.strategies for turn in history) and len(bare.split()) <= MOST_WORDS_OF_A_FOLLOW_UP:
        for intent in ("source", "others", "signs", "pitfalls", "help", "develop", "refine"):
            if _matches(rules.get(f"intent.{intent}"), folded, bare):
                return {"kind": "followup", "intent": intent, "target": _target(folded, history)}
    for kind in ("fact", "situation"):
        if _matches(rules.get(kind), folded, bare):
            return {"kind": kind}
    return None


def _matches(rule: dict[str, str], folded: str, bare: str) -> bool:
    if "whole" in rule:
        return re.fullmatch(rule["whole"], bare) is not None
    return re.search(rule["find"], folded) is not None


def _target(folded: str, history: Sequence[Turn]) -> str | None:
    """Return the strategy a follow-up points at: by its name, its id or its rank in the last list."""
    shown = next((turn.strategies for turn in reversed(history) if len(turn.strategies) > 1), ())
    rules = load_texts("turns", "all")
    if named := re.search(r"\b(cp[1-6]|en[1-3])\.(10|[1-9])\b", folded):
        return named.group().upper()
    for position, pattern in enumerate(rules.get("ordinal")):
        if position < len(shown) and re.search(pattern, folded):
            return shown[position]
    if shown and re.search(rules.get("last"), folded):
        return shown[-1]
    return None


def _by_guess(guesses: Sequence[Guess], folded: str, history: Sequence[Turn]) -> dict[str, Any]:
    """Return the likeliest kind that makes sense here: nothing can be followed up on at the start of a conversation."""
    for guess in guesses:
        if guess.kind in CONTEXTUAL and not any(turn.strategies for turn in history):
            continue
        if guess.kind == "reflection" and not re.search(load_texts("turns", "all").get("word.reflection"), folded):
            continue
        if guess.kind == "plan" and not re.search(
            load_texts("turns", "all").get("word.plan"), re.sub(load_texts("turns", "all").get("document"), "pan", folded)
        ):
            continue
        if guess.kind == "clarify" and history and history[-1].kind == "clarify":
            continue
        found: dict[str, Any] = {"kind": guess.kind}
        if guess.kind == "followup":
            found |= {"intent": "refine", "target": _target(folded, history)}
        elif guess.kind == "decline":
            found |= {"sort": "other"}
        elif guess.kind == "smalltalk":
            found |= {"target": "who" if "?" in folded else "greeting"}
        return found
    return {"kind": "situation"}


def find_facets(folded: str, language: Language) -> tuple[Facet, ...]:
    """Return what the message says in so many words of level, actors, equipment, deadline and obstacle.

    :param folded: the message in lower case without accents.
    """
    lexicon = load_texts("facets", "all")
    found: list[Facet] = []
    for kind in ("level", "actor", "equipment", "deadline", "obstacle"):
        for entry in lexicon.get(kind):
            if match := re.search(entry["find"], folded):
                found.append(Facet(kind=kind, id=entry["id"], label=entry[language], found=match.group()))
    return tuple(found)
