"""Choose the practical advice that answers a message, where one surely does."""

from collections.abc import Sequence

from assistant.records import Turn, Understanding
from assistant.wanted import words_wanted
from corpus.records import Advice
from index.search import Index

ASKED, LATER = 0.33, 0.5  # probability of being of use from which advice is given: to a first message, to a later one (`evaluate advice`)
MOST_WORDS = 45  # a longer message tells a case of its own, that no ready answer fits
ADVISING = ("situation", "followup")
ASKS_ELSE = ("source", "translate", "shorter", "back")  # follow-ups that ask for something that was said
OF_ONE = ("develop", "why", "example", "signs", "pitfalls")  # and those that ask for more of one strategy, where they point at it
ALSO_ASKED = ("", "speech")  # what may be wanted and answered by advice


def advise(understanding: Understanding, history: Sequence[Turn], index: Index) -> Advice | None:
    """Return the advice that answers a message; None where none surely does, or it was given already.

    :param history: the turns before it, which say what was given.
    """
    asks_else = understanding.sort in ASKS_ELSE or words_wanted(understanding.heard) not in ALSO_ASKED
    points = understanding.sort in OF_ONE and bool(understanding.targets)
    if understanding.kind not in ADVISING or asks_else or points or understanding.incident or understanding.unlisted:
        return None
    said = understanding.said
    if not may_be_advised(said, opens=not history):
        return None
    best = index.advised(said, understanding.topic if history else "")
    given = {turn.advice for turn in history}
    return index.corpus.advice[best.id] if best.score >= (LATER if history else ASKED) and best.id not in given else None


def may_be_advised(said: str, *, opens: bool) -> bool:
    """Tell whether a message is one that advice may answer: not a long one, nor a first one that only tells a case.

    :param opens: whether it is the first message.
    """
    return len(said.split()) <= MOST_WORDS and not (opens and "?" not in said)
