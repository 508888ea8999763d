"""Tell what a message asks of the practical side of things: how many, how long, who, what to answer somebody. Pure."""

import re
from collections.abc import Sequence

from assistant import history as past
from assistant.message import plain
from assistant.misread import parted
from assistant.records import Practical, Turn, Understanding
from assistant.wanted import named_in, words_wanted
from corpus.records import Recipient
from index.sentences import sentences
from prompts import load_texts

MOST_WORDS = 45  # of a message that asks so: a longer one tells a case of its own
MOST_ASKED = 3
QUOTED = 22  # words of a question that are given back
MEASURED = frozenset({"long", "often", "pays", "many"})  # what may be asked of the steps proposed, rather than of something named
DECIDED = frozenset({"whether", "either", "many", "long", "often", "pays", "delay", "who"})  # what an incident leaves no room to try out
GRAVE = "grave"  # the kind of question that it is then
# What is asked of a list and answered from it, whatever the words it is asked in.
ANSWERED_ELSE = frozenset({"source", "translate", "shorter", "back"})
NEVER_REPLYING = ANSWERED_ELSE - {"back"}  # what asks for words to answer somebody may read as going back, and as nothing else of these
REPLYING = frozenset({"situation", "followup", "fact", "clarify"})  # kinds of turn that what to answer somebody may be taken for
MISTAKEN = frozenset({"legal", "person"})  # limits that a question of conduct may be taken for
WORDED = frozenset({"help", "signs", "pitfalls", "develop"})  # and what is, where it is asked in so many words
WANTS_ELSE = frozenset({"message", "arguments", "agenda", "signs", "product"})


def practical_of(turn: Understanding, said: str, history: Sequence[Turn]) -> Practical | None:
    """Return what a message after strategies asks of how to go about it; None where it asks for something else.

    :param turn: its kind and sort, and what is heard in it.
    :param said: the message, without what surrounds it.
    """
    said = parted(said).told if turn.sort == "reject" else said  # "that is not what I ask: who should lead it?"
    rules, folded = load_texts("practical", "all"), plain(said)
    if past.last_list(history) is None or len(said.split()) > MOST_WORDS or turn.sort in NEVER_REPLYING:
        return None
    may_reply = turn.kind in REPLYING or (turn.kind == "reflection" and "question" not in folded)  # then no question is asked for
    if may_reply and re.search(rules.get("replying"), folded) and not named_in(folded):
        words, verbatim = reported_in(said)
        if words or re.search(rules.get("phoned"), folded) or re.search(rules.get("told_us"), folded):
            return Practical(replies=True, said=words, verbatim=verbatim, to=_said_by(folded))
    if turn.sort in ANSWERED_ELSE or not _may_ask(turn, folded):
        return None
    asks, asked = _asked(said)
    if not asks or (words_wanted(turn.heard) == "effort" and MEASURED.issuperset(asks) and re.search(rules.get("of_it"), folded)):
        return None
    found = Practical(asks=asks, asked=asked)
    return weighed(found) if DECIDED.intersection(asks) and re.search(rules.get("weighty"), folded) else found


def weighed(practical: Practical) -> Practical:
    """Return what is asked where it weighs on somebody: what would elsewhere be tried out is decided with those who answer for it."""
    kept = tuple(ask for ask in practical.asks if ask not in DECIDED)
    return practical.model_copy(update={"grave": True, "asks": (*((GRAVE,) if practical.asks else ()), *kept)})


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
    rules = load_texts("practical", "all")
    found: dict[Recipient, str] = rules.get("said_by")
    speaking = re.match(rules.get("speaking"), folded)  # "une collègue me dit que les parents…": the parents say nothing
    said = speaking[0] if speaking else folded
    return next((who for who, rule in found.items() if re.search(rule, said)), "team")


def _may_ask(turn: Understanding, folded: str) -> bool:
    """Tell whether a turn of its kind may ask a practical question."""
    rules, turns = load_texts("practical", "all"), load_texts("turns", "all")
    own = re.search(rules.get("own"), folded) is not None  # what one should do oneself
    wanted = words_wanted(turn.heard)
    match turn.kind:
        case "fact":
            ours = re.search(rules.get("ours"), folded) is not None
            return own or (ours and not re.search(turns.get("aside")["about"], folded))
        case "plan":
            return not re.search(rules.get("planned"), folded)
        case "decline":
            return turn.sort in MISTAKEN and not re.search(turns.get("law"), folded) and not own
        case "situation" | "followup":
            binds = turn.sort == "refine" and bool(turn.heard.constraints)
            worded = turn.sort in WORDED and re.search(turns.get("followup")[turn.sort]["find"], folded) is not None
            duty = wanted == "message" and re.search(rules.get("duty"), folded)  # whether to write, and no letter
            elsewhere = (
                (wanted in WANTS_ELSE and not duty) or "questions" in turn.heard.wants or (turn.kind == "situation" and turn.heard.incident)
            )
            return not (binds or worded or elsewhere)
        case _:
            return False


def _asked(said: str) -> tuple[tuple[str, ...], str]:
    """Return the kinds of practical question that a message asks, in its order, and the first of them in its words."""
    rules = load_texts("practical", "all").get("asks")
    found: dict[str, str] = {}
    for sentence in sentences(said, shortest=1):
        for piece in re.split(r"(?i)[:;]|,? (?:et|pis|puis|and) (?=qui\b|combien\b|quand\b|who\b|how\b|when\b|ca\b|ça\b)", sentence):
            kind = next((name for name, rule in rules.items() if re.search(rule, plain(piece))), "")
            if kind:
                found.setdefault(kind, _given_back(piece, rules[kind]))
    kinds = tuple(found)[:MOST_ASKED]
    return kinds, found[kinds[0]] if kinds else ""


def _given_back(piece: str, rule: str) -> str:
    """Return a question as it is given back: without its mark, nor what it opens on; where it is long, the clause that asks."""
    linked = load_texts("turns", "all").get("quoting.linked")
    said = re.sub(linked, "", piece.strip(" ?!.,…"))
    clauses = [said] if len(said.split()) <= QUOTED else [clause.strip() for clause in said.split(",")]
    asking = next((clause for clause in clauses if re.search(rule, plain(clause))), clauses[0])
    return " ".join(asking.split()[:QUOTED])
