"""What a message asks to have written, by its name or as it is heard, or to have done otherwise; not what it only tells of."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from assistant import history as past
from assistant.certain import FACTS
from assistant.hearing import heard_in
from assistant.likely import DECLINED_WHATEVER, MOST_WORDS_OF_A_VAGUE_ONE, SURE_TO_DECLINE, limit_of, says_limit
from assistant.message import plain
from assistant.practical import quotes
from assistant.records import Heard, Turn
from assistant.wanted import GIVEN, named_in, naming, words_wanted
from corpus.marked import RequestKind
from index.learn import turn_before
from index.records import Guess
from index.search import Index

Kinds = Callable[[str], Mapping[RequestKind, float]]  # how likely a message asks for a text, for a change to one, for neither

TOLD_IN_LETTERS = frozenset({"legal", "health", "person"})  # limits whose words a letter holds without running into them
NEAR_LETTERS = frozenset({"privacy", "homework", "other"})  # and those that it may look like running into
SURELY_BEYOND = 0.985  # probability from which a letter that holds such words is declined
CHANGED, SURELY_CHANGED = 0.2, 0.7  # probability from which a message asks for a change to a text; and whatever else it reads as
MAY_ASK = 0.2  # probability from which a message that names a text asks for it, rather than tells of it
LIKELY = 0.6  # probability from which thanks and questions of fact change nothing of what was written


def named_or_heard(said: str, heard: Heard, best: Guess, kinds: Kinds) -> str:
    """Return what a message asks for by its name; nothing where it is rather a question of fact that names it: "mot pour mot".

    A message to be sent is asked for where that is read in what is said: it may be asked for in other words, and told of ("elle a envoyé un
    courriel") without being asked for.
    """
    named = named_in(plain(said))
    if named == "message" and _may_tell(said, heard) and kinds(said)["new"] < MAY_ASK:
        named = ""
    elif not named and "message" in heard.wants and kinds(said)["new"] >= LIKELY:
        named = "message"
    return "" if best.kind in FACTS and best.score >= LIKELY and named not in heard.wants else named


def only_tells(said: str, heard: Heard, kinds: Kinds) -> bool:
    """Tell whether a text that is heard in a message is told of in it, rather than asked for: "la secrétaire a envoyé un courriel"."""
    return "message" in heard.wants and _may_tell(said, heard) and kinds(said)["new"] < MAY_ASK


def _may_tell(said: str, heard: Heard) -> bool:
    """Tell whether a message is long enough to tell of a text that was sent, or tells of an incident."""
    return bool(heard.incident) or len(said.split()) > MOST_WORDS_OF_A_VAGUE_ONE


def asked_for(said: str, guesses: Sequence[Guess], history: Sequence[Turn]) -> dict[str, Any]:
    """Return what a message is that asks for something by its name: a text of the list before it, or of the case that it tells."""
    best = guesses[0]
    limit = SURELY_BEYOND if best.sort in NEAR_LETTERS else DECLINED_WHATEVER
    limit = SURE_TO_DECLINE if says_limit(best.sort, plain(said)) else limit
    if best.kind == "decline" and best.sort not in TOLD_IN_LETTERS and best.score >= limit:
        return {"kind": "decline", "sort": best.sort}
    return {"kind": "situation"} if past.last_list(history) is None else {"kind": "followup", "sort": "example"}


def redone(said: str, heard: Heard, guesses: Sequence[Guess], history: Sequence[Turn], index: Index, kinds: Kinds) -> past.Redone | None:
    """Return what a message wants done otherwise (`assistant.history.redone`); thanks and questions of fact want nothing of the kind.

    What is to go into a text may hold an incident, or words of a limit: where a change to one is surely asked for, they do not count.
    """
    surely = past.may_change(said, history) and kinds(said)["edit"] >= SURELY_CHANGED and limit_of(guesses) < SURELY_BEYOND
    beside = guesses[0].kind in ("smalltalk", *FACTS) and guesses[0].score >= LIKELY and not words_wanted(heard)
    if not surely and (heard.incident or beside or limit_of(guesses) >= DECLINED_WHATEVER):
        return None
    return past.redone(said, heard, history, lambda place: _heard_at(place, history, index), lambda text: kinds(text)["edit"] >= CHANGED)


def before_of(history: Sequence[Turn]) -> str:
    """Return the turn before a message as the reader knows it; empty at the beginning of a conversation."""
    return turn_before(history[-1].kind, history[-1].question) if history else ""


def _heard_at(place: int, history: Sequence[Turn], index: Index) -> Heard:
    """Return what is heard in the message of an earlier turn."""
    question = history[place].question
    heard = heard_in(index.hear(question, before_of(history[:place])).tags, question, opens=not place)
    if quotes(question) and not named_in(plain(question)):
        return heard.model_copy(update={"wants": tuple(want for want in heard.wants if want not in GIVEN)})
    return naming(heard, named_in(plain(question)))
