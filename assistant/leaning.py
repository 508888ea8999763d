"""What a message leans on: the case it adds to, goes back to or tells anew, and the turn that it is about. Pure."""

import re
from collections.abc import Sequence

from assistant import history as past
from assistant.certain import FACTS, MOST_WORDS_OF_A_FOLLOW_UP
from assistant.message import plain, without_rejection, without_turning_back
from assistant.misread import misreads, parted
from assistant.records import Turn, Understanding
from assistant.resolve import resolved
from assistant.target import find_rejected
from assistant.wanted import wants_one, words_wanted
from corpus.records import Corpus, Record, TurnSort
from prompts import load_texts

ENOUGH_TO_TELL = 7  # words, after "no, that is not it", that tell the case anew
ENOUGH_TO_TELL_ANEW = 15  # words, beside how the case was misread, that tell all of it
ENOUGH_TO_NAME = 2  # words, there, that name what it is about
ENOUGH_TO_ADD = 4  # words, after "back to the wifi", that add to the case


class Leaning(Record):
    """What is looked for, and why.

    :param wanted: what is looked for: the message, or the case with what it adds to it.
    :param topic: the case talked of once the message is said.
    :param about: the turn that it is about; ``shown``, what was proposed for that case.
    :param sort: that of the message, which going back to a case may change.
    :param sure: whether a question was made whole by a rule that is sure of what was meant.
    """

    wanted: str
    topic: str
    about: Turn | None
    shown: frozenset[str]
    sort: TurnSort
    sure: bool = False


def leaning_of(base: Understanding, said: str, history: Sequence[Turn]) -> Leaning:
    """Return what a message leans on.

    :param base: its kind and its sort, and the case talked of before it.
    :param said: the message, without what surrounds it.
    """
    about = _leant_on(base, plain(said), history)
    alone = Leaning(wanted=said, topic=base.topic, about=about, shown=past.shown_lately(history), sort=base.sort)
    match base.kind, base.sort:
        case "situation", _:
            told = f"{history[-1].question.rstrip(' .!?…')}. {said}" if history and history[-1].kind == "clarify" else said
            return alone.model_copy(update={"wanted": told, "topic": told})
        case kind, _ if kind in FACTS:
            wanted, sure = resolved(said, history)
            return alone.model_copy(update={"wanted": wanted, "sure": sure})
        case "followup", "refine":
            told = f"{base.topic} {said}".strip()
            return alone.model_copy(update={"wanted": told, "topic": told})
        case "followup", "back":
            return _going_back(alone, said, history)
        case "followup", "reject" if told := _told_instead(base.topic, said):
            return alone.model_copy(update={"wanted": told, "topic": told})
        case "followup", ("others" | "reject"):
            return alone.model_copy(update={"wanted": base.topic or said})
        case (("plan" | "reflection"), _) if base.topic and past.last_list(history) and len(said.split()) < MOST_WORDS_OF_A_FOLLOW_UP:
            meant = _meant_by_plan(plain(said), history)
            told = meant.topic if meant and meant.topic else base.topic
            return alone.model_copy(update={"wanted": told, "topic": told, "about": meant})
        case _:
            return alone


def _told_instead(topic: str, said: str) -> str:
    """Return what the case is once what was understood of it is denied: told anew, or with what it is about; empty when nothing is told."""
    if misreads(said) and (told := parted(said).told):
        return told if len(told.split()) >= ENOUGH_TO_TELL_ANEW else f"{topic} {told}"
    told = without_rejection(said)
    if len(told.split()) >= ENOUGH_TO_TELL:
        return told
    only_denies = re.search(load_texts("turns", "all").get("followup.reject")["find"], plain(told))
    return f"{topic} {told}" if topic and not only_denies and len(told.split()) >= ENOUGH_TO_NAME else ""


def goes_back(folded: str) -> bool:
    """Tell whether a message goes back to an earlier case."""
    return re.search(load_texts("turns", "all").get("followup.back")["find"], folded) is not None


def rejected_so_far(said: str, history: Sequence[Turn], corpus: Corpus) -> frozenset[str]:
    """Return the strategies that are not to be spoken of any more, for what was said of them since the case was told."""
    later = [turn.question for turn in past.since_the_case(history) if turn.kind == "followup"]
    return frozenset(id_ for text in (*later, said) for id_ in find_rejected(plain(text), corpus))


def _going_back(alone: Leaning, said: str, history: Sequence[Turn]) -> Leaning:
    """Return what a message leans on that goes back to an earlier case: to hear it again, to ask of it, or with something to add to it."""
    about = past.turned_back_to(plain(said), history) or alone.about
    if about is None:
        return alone.model_copy(update={"topic": said})
    told, added, sort = about.topic or about.question, without_turning_back(said), _asked_beside(plain(said))
    adds = not sort and len(added.split()) >= ENOUGH_TO_ADD
    wanted = f"{told} {added}" if adds else told
    sort = "refine" if adds else sort or "back"
    return Leaning(wanted=wanted, topic=wanted, about=about, shown=frozenset(about.strategies), sort=sort)


def _asked_beside(folded: str) -> TurnSort:
    """Return what else a message asks that goes back to an earlier case: "back to the wifi: who could help?"."""
    rules = load_texts("turns", "all")
    asked: tuple[TurnSort, ...] = ("signs", "pitfalls", "help", "example", "develop")
    one_of_them: TurnSort = "develop" if re.search(rules.get("one_of_them"), folded) else ""
    return next((sort for sort in asked if re.search(rules.get("followup")[sort]["find"], folded)), one_of_them)


def _leant_on(base: Understanding, folded: str, history: Sequence[Turn]) -> Turn | None:
    """Return the turn that a message leans on: what was cited, the list where words on it or one of it are wanted, or what was shown."""
    if base.sort == "source":
        whole = re.search(load_texts("turns", "all").get("all_of_it"), folded) is not None
        return past.all_cited(history) if whole else past.last_cited(history)
    listed = past.last_list(history) if base.kind == "followup" and (words_wanted(base.heard) or wants_one(base.heard)) else None
    return listed or past.last_shown(history)


def _meant_by_plan(folded: str, history: Sequence[Turn]) -> Turn | None:
    """Return the turn that a plan or questions are asked about: the case gone back to, or else the last list."""
    turned = past.turned_back_to(folded, history) if goes_back(folded) else None
    return turned or past.last_list(history)
