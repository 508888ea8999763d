"""Settle, by what was found, whether a message that may be either asks for a fact or tells a case. Pure."""

from collections.abc import Sequence

from assistant.records import Found, Understanding
from index.records import Guess

WAVERING = 0.2  # probability that a question of fact reaches beside a likelier case; chosen on the development sets, like the next ones
LIKELY_CASE = 0.25  # probability that a case reaches beside a likelier question of fact
LIKELY_FACT = 0.5  # probability below which a likelier question of fact is not sure to be one
POSSIBLE_CASE = 0.1  # probability that a case must reach all the same
SURE = 1.0  # logits by which a passage must pass what it takes to answer for a case to be taken for a question of fact


def wavers(guesses: Sequence[Guess]) -> bool:
    """Tell whether a message may as well ask for a fact as tell a case."""
    scores = {guess.kind: guess.score for guess in guesses}
    asks = max(scores.get("fact", 0.0), scores.get("definition", 0.0))
    tells = scores.get("situation", 0.0)
    return asks >= WAVERING if tells > asks else tells >= LIKELY_CASE or (asks < LIKELY_FACT and tells >= POSSIBLE_CASE)


def settled(understanding: Understanding, found: Found, topic: str) -> Understanding:
    """Return the understanding of a message that wavers, once it is known what the documents say.

    :param found: what they do.
    :param topic: the case that was talked of before the message.
    """
    if understanding.kind == "situation":
        answered = found.confidence >= SURE and found.hits[0].passage.source is not None
        return understanding.model_copy(update={"kind": "fact", "topic": topic}) if answered else understanding
    if found.answered or found.unsure or found.result:
        return understanding
    return understanding.model_copy(update={"kind": "situation", "sort": "", "topic": understanding.said})
