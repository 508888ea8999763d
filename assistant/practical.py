"""Tell what a message asks of the practical side of things: how many, how long, who, what to answer somebody. Pure."""

import re
from collections.abc import Sequence

from assistant import history as past
from assistant.message import plain
from assistant.misread import parted
from assistant.records import Practical, Turn, Understanding
from assistant.wanted import words_wanted
from corpus.records import Recipient
from index.sentences import sentences
from prompts import load_texts

MOST_WORDS = 45  # of a message that asks so: a longer one tells a case of its own
MOST_ASKED = 3
QUOTED = 14  # words of a question that are given back
MEASURED = frozenset({"long", "often", "pays", "many"})  # what may be asked of the steps proposed, rather than of something named
DECIDED = frozenset({"whether", "either", "many", "long", "often", "pays", "delay"})  # what an incident leaves no room to try out
# What is asked of a list and answered from it, whatever the words it is asked in.
ANSWERED_ELSE = frozenset({"source", "translate", "shorter", "back"})
WORDED = frozenset({"help", "signs", "pitfalls", "develop"})  # and what is, where it is asked in so many words
WANTS_ELSE = frozenset({"message", "arguments", "agenda", "signs", "product"})


def practical_of(turn: Understanding, said: str, history: Sequence[Turn]) -> Practical | None:
    """Return what a message after strategies asks of how to go about it; None where it asks for something else.

    :param turn: its kind and sort, and what is heard in it.
    :param said: the message, without what surrounds it.
    """
    said = parted(said).told if turn.sort == "reject" else said  # "that is not what I ask: who should lead it?"
    rules, folded = load_texts("practical", "all"), plain(said)
    phoned = re.search(rules.get("phoned"), folded) is not None
    if past.last_list(history) is None or len(said.split()) > MOST_WORDS or not _may_ask(turn, folded, phoned=phoned):
        return None
    if re.search(rules.get("replying"), folded):
        words, verbatim = reported_in(said)
        if not (words or phoned or "objection" in turn.heard.wants):
            return None
        return Practical(replies=True, said=words, verbatim=verbatim, to=_said_by(folded))
    asks, asked = _asked(said)
    if not asks or (words_wanted(turn.heard) == "effort" and MEASURED.issuperset(asks) and re.search(rules.get("of_it"), folded)):
        return None
    return Practical(asks=asks, asked=asked)


def reported_in(said: str) -> tuple[str, bool]:
    """Return what somebody said, as a message reports it, and whether in their own words; nothing where it cannot be said again so."""
    rules = load_texts("practical", "all")
    for rule in ("quoted", "direct"):
        if found := re.search(rules.get(rule), said):
            return found["said"].strip(" ,.!?"), True
    found = re.search(rules.get("told"), said)
    told = found["said"].strip(" ,") if found else ""
    return ("", False) if re.search(rules.get("third"), plain(told)) else (told, False)


def _said_by(folded: str) -> Recipient:
    """Return who said what is to be answered: parents, those above, or else somebody of the team."""
    found: dict[Recipient, str] = load_texts("practical", "all").get("said_by")
    return next((who for who, rule in found.items() if re.search(rule, folded)), "team")


def _may_ask(turn: Understanding, folded: str, *, phoned: bool) -> bool:
    """Tell whether a turn of its kind may ask a practical question.

    :param phoned: whether what is to be said is said on the phone: then no letter is wanted, whatever is heard.
    """
    wanted = words_wanted(turn.heard)
    if turn.kind == "fact":
        about = load_texts("turns", "all").get("aside")["about"]
        return re.search(load_texts("practical", "all").get("ours"), folded) is not None and not re.search(about, folded)
    if turn.kind not in ("situation", "followup") or "questions" in turn.heard.wants:
        return False
    binds = turn.sort == "refine" and bool(turn.heard.constraints)
    written = wanted in WANTS_ELSE and not (wanted == "message" and phoned)
    rules = load_texts("turns", "all").get("followup")
    worded = turn.sort in WORDED and re.search(rules[turn.sort]["find"], folded) is not None
    return not (written or binds or worded or turn.sort in ANSWERED_ELSE or (turn.kind == "situation" and turn.heard.incident))


def _asked(said: str) -> tuple[tuple[str, ...], str]:
    """Return the kinds of practical question that a message asks, in its order, and the first of them in its words."""
    rules = load_texts("practical", "all").get("asks")
    found: dict[str, str] = {}
    for sentence in sentences(said, shortest=1):
        for piece in re.split(r"(?i)[:;]|,? (?:et|pis|puis|and) (?=qui\b|combien\b|quand\b|who\b|how\b|when\b|ca\b|ça\b)", sentence):
            kind = next((name for name, rule in rules.items() if re.search(rule, plain(piece))), "")
            if kind:
                found.setdefault(kind, _given_back(piece))
    kinds = tuple(found)[:MOST_ASKED]
    return kinds, found[kinds[0]] if kinds else ""


def _given_back(piece: str) -> str:
    """Return a question as it is given back: without its mark, nor what it opens on; its last words where it is long."""
    linked = load_texts("turns", "all").get("quoting.linked")
    words = re.sub(linked, "", piece.strip(" ?!.,…")).split()
    return " ".join(words if len(words) <= QUOTED else ["…", *words[-QUOTED:]])
