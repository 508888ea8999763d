"""Choose the practical advice that a message calls for, where one surely comes near to it."""

from collections.abc import Sequence

from assistant.records import Counsel, Turn, Understanding
from assistant.wanted import words_wanted
from index.search import Index

SURE = 1.0  # nearness from which it answers by itself
ADVISED = 0.85  # nearness from which advice is given: five times in six it was found useful (`evaluate advice`)
ADVISING = ("situation", "followup")
ASKS_ELSE = ("source", "translate", "shorter", "back")  # follow-ups that ask for something that was said
ALSO_ASKED = ("", "speech")  # what may be wanted beside advice


def advise(understanding: Understanding, history: Sequence[Turn], index: Index) -> Counsel | None:
    """Return the advice that answers a message; None where none surely does, or it was given already.

    :param history: the turns before it, which say what was given.
    """
    asks_else = understanding.sort in ASKS_ELSE or words_wanted(understanding.heard) not in ALSO_ASKED
    if understanding.kind not in ADVISING or asks_else or understanding.incident or understanding.unlisted:
        return None
    said = understanding.said
    whole = understanding.needs and understanding.needs[0] == said
    vector = understanding.vectors[0] if whole else index.vectors([said])[0]
    best = index.advice.best(said, vector)
    given = {turn.advice for turn in history}
    if best.score < ADVISED or best.id in given:
        return None
    return Counsel(advice=index.corpus.advice[best.id], sure=best.score >= SURE or words_wanted(understanding.heard) == "speech")
