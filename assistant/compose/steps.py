"""The first step of a strategy: applied to what the case is about where that is known, or else as the card says it."""

from assistant.records import Understanding
from assistant.voice import Voice
from corpus.records import Card, Corpus

MOST_SUBJECTS = 2  # of a case: the strategies take them in turn


def first_step(card: Card, understanding: Understanding, corpus: Corpus, voice: Voice, place: int = 0) -> str:
    """Return the step to take this week.

    :param place: the rank of the strategy in the answer, from 0: where a case is about two things, one strategy in two speaks of each.
    """
    subjects = understanding.subjects[:MOST_SUBJECTS]
    if subjects and (entry := corpus.applied.get(f"{card.id}/{subjects[place % len(subjects)]}")):
        return voice.applied(entry)
    return voice.step(card, "semaine")
