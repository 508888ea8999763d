"""Why a strategy fits and its first step: said of what the case is about where that is known, or else as the card says it."""

from assistant.records import Choice, Understanding
from assistant.voice import Voice
from corpus.records import Applied, Card, Corpus

MOST_SUBJECTS = 2  # of a case: the strategies take them in turn
NEAR = 0.24  # centred cosine from which a trouble of the card is nearer to the case than its subject is


def first_step(card: Card, understanding: Understanding, corpus: Corpus, voice: Voice, place: int = 0) -> str:
    """Return the step to take this week.

    :param place: the rank of the strategy in the answer, from 0: where a case is about two things, one strategy in two speaks of each.
    """
    entry = _applied(card, understanding, corpus, place)
    return voice.applied_step(entry) if entry else voice.step(card, "semaine")


def reason(choice: Choice, understanding: Understanding, corpus: Corpus, voice: Voice, place: int = 0) -> str:
    """Return why a strategy fits the case: a model's words, the trouble of the card that is near to it, or what it is about.

    :param place: as for `first_step`.
    """
    card = corpus.cards[choice.id]
    entry = _applied(card, understanding, corpus, place)
    if not choice.reason and entry and choice.nearness < NEAR:
        return voice.applied_why(entry)
    return choice.reason or voice.fit(card, choice.fit)


def _applied(card: Card, understanding: Understanding, corpus: Corpus, place: int) -> Applied | None:
    subjects = understanding.subjects[:MOST_SUBJECTS]
    return corpus.applied.get(f"{card.id}/{subjects[place % len(subjects)]}") if subjects else None
