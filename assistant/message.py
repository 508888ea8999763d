"""Read a message as it comes from a person: clean text, or one sentence saying why it cannot be treated."""

import re

from assistant.errors import BadQuestionError
from corpus.clean import clean, fold
from index.sentences import sentences
from prompts import load_texts

ENOUGH = 15  # words that tell something besides an order slipped in
LIMIT = 20_000  # characters; a message longer than a dozen pages is a mistake or an attack


def read_message(raw: str) -> str:
    """Return the message as clean text.

    :raises BadQuestionError: if it is empty, too long, binary, or has no word in it.
    """
    if not raw.strip():
        raise BadQuestionError("empty")
    if len(raw) > LIMIT:
        raise BadQuestionError("too_long", size=str(len(raw)), limit=str(LIMIT))
    control = sum(1 for c in raw if ord(c) < 32 and c not in "\n\r\t") + raw.count("\ufffd")
    if control > max(3, len(raw) // 20):
        raise BadQuestionError("binary")
    text = clean(raw)
    if not any(c.isalnum() for c in text):
        raise BadQuestionError("unreadable")
    return text


def plain(text: str) -> str:
    """Return a text folded, its shorthand spelt out ("c koi" is "c'est quoi"): what rules on words are held against."""
    folded = fold(text)
    for short, full in load_texts("turns", "all").get("shorthand").items():
        folded = re.sub(rf"\b(?:{short})\b", full, folded)
    return folded


def without_tags(text: str) -> str:
    """Return a text without the HTML tags and scripts that came with it when it was pasted; the text itself when nothing else is left."""
    if "<" not in text:
        return text
    bare = re.sub(r"</?[a-zA-Z][^<>]*>", " ", re.sub(r"(?is)<(script|style)\b.*?</\1>", " ", text))
    return re.sub(r"\s+", " ", bare).strip() or text


def without_marks(folded: str) -> str:
    """Return a folded text without its punctuation: what a rule on a whole message is held against."""
    return re.sub(r"\s+", " ", re.sub(r"[^\w' -]+", " ", folded)).strip()


def without_courtesies(text: str) -> str:
    """Return a message without the thanks and greetings before and after what it asks; the message itself when it is nothing else."""
    pieces = sentences(text, shortest=1)
    kept = [piece for piece, last in zip(pieces, [*[False] * (len(pieces) - 1), True], strict=True) if not _is_courtesy(piece, last)]
    return " ".join(kept) if kept and len(kept) < len(pieces) else text


def _is_courtesy(sentence: str, last: bool) -> bool:
    """Tell whether a sentence asks nothing; "autre chose" turns to something else before what it is, and asks for it at the end."""
    rules = load_texts("turns", "all")
    bare = without_marks(fold(sentence))
    whole = [rule["whole"] for rule in rules.get("smalltalk").values() if "whole" in rule]
    return any(re.fullmatch(rule, bare) for rule in (*whole, *([] if last else [rules.get("turning")])))


def without_rejection(text: str) -> str:
    """Return what a message says after "no, that is not it": its other sentences, or what follows the comma."""
    rule = load_texts("turns", "all").get("followup.reject")["find"]
    pieces = sentences(text, shortest=1)
    kept = [piece for piece in pieces if not re.search(rule, fold(piece))]
    denying = load_texts("turns", "all").get("quoting.denying")
    told = [piece for piece in kept or pieces if not re.search(denying, fold(piece))]  # "the problem is not to find somebody"
    return " ".join(told or kept) if told or kept else re.split(r"[,:;]", text, maxsplit=1)[-1].strip()


def without_turning_back(text: str) -> str:
    """Return what a message says beside going back to an earlier case: its other sentences; nothing where there are none."""
    rule = load_texts("turns", "all").get("followup.back")["find"]
    return " ".join(piece for piece in sentences(text, shortest=1) if not re.search(rule, fold(piece)))


def without_instructions(text: str) -> str:
    """Return a message without the sentences that try to give orders to the assistant: what is pasted is read, never obeyed.

    The message itself when too little else is left for it to be about something.
    """
    rule = load_texts("turns", "all").get("decline.injection")["find"]
    pieces = sentences(text, shortest=1)
    kept = [piece for piece in pieces if not re.search(rule, fold(piece))]
    left = " ".join(kept)
    return left if len(kept) < len(pieces) and len(left.split()) >= ENOUGH else text
