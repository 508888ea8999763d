"""Tell what a message asks of the practical side of things: how many, how long, who, what to answer somebody. Pure."""

import re
from collections.abc import Collection, Sequence

from assistant import history as past
from assistant.message import plain
from assistant.misread import parted
from assistant.records import Practical, Turn, Understanding
from assistant.wanted import named_in, words_wanted
from corpus.records import Recipient
from index.sentences import sentences
from prompts import load_texts

MOST_WORDS = 45  # of a message that asks so: a longer one tells a case of its own
MOST_WORDS_REPORTED = 90  # of one that reports what somebody said, and asks what to answer
MOST_ASKED = 3
QUOTED = 22  # words of a question that are given back
MEASURED = frozenset({"long", "often", "pays", "many"})  # what may be asked of the steps proposed, rather than of something named
# What an incident, or what weighs on somebody, leaves no room to try out.
DECIDED = frozenset({"whether", "either", "many", "long", "often", "pays", "delay", "who", "when", "among"})
GRAVE, WEIGHS = "grave", "weighs"  # the kind of question that it is then
COUNTED = frozenset({"many", "long", "often", "delay", "covers"})  # what asks for no opinion on the law, whatever it sounds like
# Where a sentence goes on to ask something else.
AND_ASKS = re.compile(
    r"[:;]|,? (?:et|pis|puis|and) "
    r"(?=qui\b|combien\b|[àa] quelle?\b|quelle?s?\b|quand\b|vaut[- ]|dois-je|devrais-je|faut-|est-ce|[cç]a\b|who\b|how\b|when\b|should\b)",
    re.IGNORECASE,
)
SURE = frozenset({"among", "keeps", "covers", "names", "either"})  # what is asked so, whatever else a message reads as
SETTLED = frozenset({"among", "either", "keeps", "covers", "many", "long", "often", "names", "when"})  # asked beside what binds a case
# What is asked of a list and answered from it, whatever the words it is asked in.
ANSWERED_ELSE = frozenset({"source", "translate", "shorter", "back"})
NEVER_REPLYING = ANSWERED_ELSE - {"back"}  # what asks for words to answer somebody may read as going back, and as nothing else of these
REPLYING = frozenset({"situation", "followup", "fact", "clarify"})  # kinds of turn that what to answer somebody may be taken for
MISTAKEN = frozenset({"legal", "person", "privacy"})  # limits that a question of conduct may be taken for
WORDED = frozenset({"help", "signs", "pitfalls", "develop"})  # and what is, where it is asked in so many words
WANTS_ELSE = frozenset({"message", "arguments", "agenda", "signs", "product"})


def practical_of(turn: Understanding, said: str, history: Sequence[Turn], *, seen_to: bool = False) -> Practical | None:
    """Return what a message after strategies asks of how to go about it; None where it asks for something else.

    :param turn: its kind and sort, and what is heard in it.
    :param said: the message, without what surrounds it.
    :param seen_to: whether the case talked of tells of an incident: what is to be done first about one was said then.
    """
    said = parted(said).told if turn.sort == "reject" else said  # "that is not what I ask: who should lead it?"
    rules, folded = load_texts("practical", "all"), plain(said)
    if turn.sort in NEVER_REPLYING:
        return None
    if replies := _reply_to(turn, said, history):
        return replies
    elsewhere = turn.sort in ANSWERED_ELSE and not _asks_any(SURE, folded)
    if past.last_list(history) is None or len(said.split()) > MOST_WORDS or elsewhere or not _may_ask(turn, folded, seen_to=seen_to):
        return None
    asks, asked = _asked(said)
    if not asks or (words_wanted(turn.heard) == "effort" and MEASURED.issuperset(asks) and re.search(rules.get("of_it"), folded)):
        return None
    found = Practical(asks=asks, asked=asked)
    return weighed(found, WEIGHS) if DECIDED.intersection(asks) and re.search(rules.get("weighty"), folded) else found


def _reply_to(turn: Understanding, said: str, history: Sequence[Turn]) -> Practical | None:
    """Return what somebody said that a message asks what to answer to, or said just before; None where it asks for nothing of the kind.

    Where no strategy was proposed before, only words that are quoted are answered.
    """
    rules, folded, listed = load_texts("practical", "all"), plain(said), past.last_list(history) is not None
    may_reply = turn.kind in REPLYING or (turn.kind == "reflection" and "question" not in folded)  # then no question is asked for
    asks = may_reply and len(said.split()) <= MOST_WORDS_REPORTED and re.search(rules.get("replying"), folded)
    if not asks or named_in(folded):
        return None
    told, verbatim = reported_in(said)
    if not told and history and reported_in(history[-1].question)[1]:  # "I want no speech: what do I say to her?"
        (told, verbatim), folded = reported_in(history[-1].question), f"{plain(history[-1].question)} {folded}"
    spoken_of = listed and (re.search(rules.get("phoned"), folded) or re.search(rules.get("told_us"), folded))
    if not (verbatim or (told and listed) or spoken_of):
        return None
    return Practical(replies=True, said=told, verbatim=verbatim, to=_said_by(folded))


def weighed(practical: Practical, how: str = GRAVE) -> Practical:
    """Return what is asked where it weighs on somebody: what would elsewhere be tried out is decided with those who answer for it.

    :param how: `GRAVE` after an incident, `WEIGHS` where a measure against somebody is thought of.
    """
    kept = tuple(ask for ask in practical.asks if ask not in (*DECIDED, WEIGHS))
    return practical.model_copy(update={"grave": True, "asks": (*((how,) if practical.asks else ()), *kept)})


def quotes(said: str) -> bool:
    """Tell whether a message quotes what somebody said, and asks what to answer: it was given an answer, and no text."""
    return reported_in(said)[1] and re.search(load_texts("practical", "all").get("replying"), plain(said)) is not None


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


def _may_ask(turn: Understanding, folded: str, *, seen_to: bool) -> bool:
    """Tell whether a turn of its kind may ask a practical question.

    :param seen_to: as for `practical_of`.
    """
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
            if turn.sort == "privacy":
                return _asks_any({"names"}, folded)
            counts = _asks_any(COUNTED, folded)
            return turn.sort in MISTAKEN and not re.search(turns.get("law"), folded) and (counts or not own)
        case "situation" | "followup":
            binds = turn.sort == "refine" and bool(turn.heard.constraints) and not _asks_any(SETTLED, folded)
            worded = turn.sort in WORDED and re.search(turns.get("followup")[turn.sort]["find"], folded) is not None
            duty = wanted == "message" and re.search(rules.get("duty"), folded)  # whether to write, and no letter
            unnamed = wanted == "agenda" and not named_in(folded)  # a meeting is spoken of, and no agenda asked for
            wants_else = (wanted in WANTS_ELSE and not (duty or unnamed)) or "questions" in turn.heard.wants
            elsewhere = wants_else or bool(turn.kind == "situation" and turn.heard.incident and not seen_to)
            return not (binds or worded or elsewhere)
        case _:
            return False


def _asks_any(kinds: Collection[str], folded: str) -> bool:
    """Tell whether a message asks, with a question mark, any of some kinds of practical question."""
    rules = load_texts("practical", "all").get("asks")
    return "?" in folded and any(re.search(rules[kind], folded) for kind in kinds)


def _asked(said: str) -> tuple[tuple[str, ...], str]:
    """Return the kinds of practical question that a message asks, in its order, and the first of them in its words."""
    pieces = sentences(said, shortest=1)
    found = _kinds_in([piece for piece in pieces if piece.endswith("?")]) or _kinds_in(pieces)
    kinds = tuple(found)[:MOST_ASKED]
    return kinds, found[kinds[0]] if kinds else ""


def _kinds_in(pieces: Sequence[str]) -> dict[str, str]:
    """Return the kinds of practical question that sentences ask, each with the words that ask it."""
    rules = load_texts("practical", "all").get("asks")
    found: dict[str, str] = {}
    for sentence in pieces:
        if re.search(rules["among"], plain(sentence)):  # read whole: who they are comes after a colon
            found.setdefault("among", _given_back(sentence, rules["among"]))
            continue
        for piece in re.split(AND_ASKS, sentence):
            kind = next((name for name, rule in rules.items() if re.search(rule, plain(piece))), "")
            if kind:
                found.setdefault(kind, _given_back(piece, rules[kind]))
    return found


def _given_back(piece: str, rule: str) -> str:
    """Return a question as it is given back: without its mark, nor what it opens on; where it is long, the clause that asks."""
    linked = load_texts("turns", "all").get("quoting.linked")
    said = re.sub(linked, "", piece.strip(" ?!.,…"))
    clauses = [said] if len(said.split()) <= QUOTED else [clause.strip() for clause in said.split(",")]
    asking = next((clause for clause in clauses if re.search(rule, plain(clause))), clauses[0])
    return " ".join(asking.split()[:QUOTED])
