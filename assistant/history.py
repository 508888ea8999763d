"""What the earlier turns of a conversation say, as the client carries them: pure functions over turns that may be forged or cut."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from assistant.letter import edits, leaves
from assistant.meeting import times
from assistant.message import plain
from assistant.records import Heard, Turn
from assistant.wanted import TEXTS, words_wanted
from corpus.chunk import Passage
from corpus.language import detect_language
from corpus.records import Corpus, Language
from index.lexical import Stems
from index.thread import Before
from prompts import load_texts

MOST_TURNS = 24  # of what a client sends, however long it is: twice what our own pages carry
MOST_WORDS_OF_AN_EDIT = 90
MOST_WORDS_OF_A_TIME = 14  # of a message that only gives another length to a plan or a meeting
REDOABLE = ("followup", "situation", "plan", "reflection")  # kinds of turn that may give something to be done otherwise
WRITTEN = ("message", "speech", "arguments", "agenda", "signs")  # what was written for the person, and may be done otherwise
LATELY = 3  # turns that tell which language is spoken
MOST_CHARACTERS = 4_000  # of a past message: enough for any case, and a forged one costs nothing more


class Redone(NamedTuple):
    """What was asked for and is wanted otherwise: the turn, what is heard in it, and all that was asked since, one line a message."""

    turn: Turn
    heard: Heard
    asked: str


def readable(history: Sequence[Turn], corpus: Corpus) -> tuple[tuple[Turn, ...], bool]:
    """Return the turns that can be relied on, and whether anything of what was received had to be left out.

    :param history: oldest first, as received.
    :param corpus: strategies that do not exist in it are left out.
    """
    kept = []
    for turn in history[-MOST_TURNS:]:
        strategies = tuple(id_ for id_ in dict.fromkeys(turn.strategies) if id_ in corpus.cards)
        cut: dict[str, Any] = {"question": turn.question[:MOST_CHARACTERS], "topic": turn.topic[:MOST_CHARACTERS], "strategies": strategies}
        if any(character.isalnum() for character in cut["question"]):
            kept.append(turn.model_copy(update=cut))
    return tuple(kept), tuple(kept) != tuple(history)


def topic_of(history: Sequence[Turn]) -> str:
    """Return the case being talked of; empty when none was told."""
    return next((turn.topic for turn in reversed(history) if turn.topic), "")


def language_of(history: Sequence[Turn]) -> Language:
    """Return the language that the last messages were written in."""
    return detect_language(" ".join(turn.question for turn in history[-LATELY:]))


def last_list(history: Sequence[Turn]) -> Turn | None:
    """Return the last turn that proposed several strategies: what "the second" or "a plan" is about."""
    return next((turn for turn in reversed(history) if len(turn.strategies) > 1), None)


def last_shown(history: Sequence[Turn]) -> Turn | None:
    """Return the last turn that showed strategies, be it one."""
    return next((turn for turn in reversed(history) if turn.strategies), None)


def shown_lately(history: Sequence[Turn]) -> frozenset[str]:
    """Return the strategies shown since the case talked of was told: those that "others" are wanted beside."""
    return frozenset(id_ for turn in since_the_case(history) for id_ in turn.strategies)


def since_the_case(history: Sequence[Turn]) -> Sequence[Turn]:
    """Return the turns since the case talked of was told."""
    return history[next((place for place in reversed(range(len(history))) if history[place].kind == "situation"), 0) :]


def last_cited(history: Sequence[Turn]) -> Turn | None:
    """Return the last turn that cited something, or else that proposed strategies: what "where does that come from" is about."""
    cited = (turn for turn in reversed(history) if turn.citations)
    return next(cited, next((turn for turn in reversed(history) if turn.strategies), None))


def all_cited(history: Sequence[Turn]) -> Turn | None:
    """Return the last turn that cited something, with all that was cited since the case was told: "where does all this come from?"."""
    last = last_cited(history)
    if last is None:
        return None
    return last.model_copy(update={"citations": tuple(dict.fromkeys(id_ for turn in since_the_case(history) for id_ in turn.citations))})


def answered_before(history: Sequence[Turn], by_id: Mapping[str, Passage]) -> Before | None:
    """Return the question of fact asked last, with the passage that answered it; None when what came last is something else.

    :param by_id: every passage that can be cited.
    """
    last = history[-1] if history else None
    if last is None or last.kind not in ("fact", "definition"):
        return None
    told = next((by_id[id_].text for id_ in last.citations if id_ in by_id), "")
    return Before(last.question, told)


def redone(
    said: str, heard: Heard, history: Sequence[Turn], heard_at: Callable[[int], Heard], changes: Callable[[str], bool]
) -> Redone | None:
    """Return the text, plan or agenda that a message wants done otherwise; None when it wants nothing of the kind.

    :param said: "c'est pour les parents", right after a draft; ``heard``, what is heard in it.
    :param heard_at: what is heard in the message of the turn at a place.
    :param changes: whether a message asks for a change to a text that was just given.
    """
    history = _before_courtesies(history)
    changed, edited = may_change(said, history) and changes(said), _edits(said, heard)
    timed = times(plain(said)) and len(said.split()) <= MOST_WORDS_OF_A_TIME
    if not (changed or edited or timed) or len(said.split()) > MOST_WORDS_OF_AN_EDIT:
        return None  # before any earlier message is read again
    wants, asked, found = "" if changed else words_wanted(heard), [said], None
    for place in reversed(range(len(history))):
        turn, before = history[place], heard_at(place)
        asked.insert(0, turn.question)
        wanted = words_wanted(before) if turn.kind in ("followup", "situation") else ""
        given = turn.kind in ("plan", "reflection") or wanted in WRITTEN
        if given and wants in WRITTEN and wants != wanted:
            return found  # something else is asked for
        redoes = changed if wanted in TEXTS else edited or (timed and (turn.kind == "plan" or wanted == "agenda"))
        if given and redoes:
            found = Redone(turn, before, "\n".join(asked))
        again = changes(turn.question) if wanted in TEXTS or not given else _edits(turn.question, before)
        if turn.kind not in ("followup", "plan") or not again:
            return found  # unless it changed something itself, nothing before it counts
    return found


def may_change(said: str, history: Sequence[Turn]) -> bool:
    """Tell whether a message may ask for a change to a text: it is not too long, and something came before it."""
    told = _before_courtesies(history)
    return bool(told) and told[-1].kind in REDOABLE and len(said.split()) <= MOST_WORDS_OF_AN_EDIT


def _before_courtesies(history: Sequence[Turn]) -> Sequence[Turn]:
    """Return the turns without the thanks that come last: "merci! ah, ajoute la date" is about what was before them."""
    last = next((place for place in reversed(range(len(history))) if history[place].kind != "smalltalk"), -1)
    return history[: last + 1]


def _edits(said: str, heard: Heard) -> bool:
    return ("change" in heard.wants and not leaves(plain(said))) or edits(plain(said))


def repeated(history: Sequence[Turn]) -> int | None:
    """Return the place of the turn that "say it again" is about."""
    places = [place for place, turn in enumerate(history) if turn.sort != "translate" and turn.kind != "smalltalk"]
    return places[-1] if places else None


def turned_back_to(folded: str, history: Sequence[Turn]) -> Turn | None:
    """Return the turn that proposed strategies for the earlier case that a message goes back to.

    The case whose words the message shares most; without any, the first ("my first problem") or the one before the last.

    :param folded: the message, folded.
    """
    firsts = [turn for turn in history if turn.kind == "situation" and turn.strategies]
    if not firsts:
        return None
    stems = Stems()
    said = set(stems(folded))
    shared = [len(said & set(stems(turn.topic or turn.question))) for turn in firsts]
    if max(shared) >= 1 and shared.count(max(shared)) == 1:
        return firsts[shared.index(max(shared))]
    if re.search(load_texts("turns", "all").get("ordinal")[0], folded):
        return firsts[0]
    return firsts[-2] if len(firsts) > 1 else firsts[0]
