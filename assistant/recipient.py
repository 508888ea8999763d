"""Tell whom a letter that is asked for is to be sent to, and read what it must say."""

import numpy as np

from assistant.letter import Letter, addressee, letter_of
from assistant.records import Understanding
from assistant.wanted import words_wanted
from corpus.records import RECIPIENTS, Recipient
from index.search import Index

CLEAR = 0.7  # probability from which the request alone tells whom a letter is for; below, the case before it counts as much
SURE = 0.8  # and from which those whom its words name are not those that it is for: "aux parents du service de garde, le technicien passe"
NAMED_SURELY: Recipient = "above"  # whom words name better than what is learned, which has seen few of their titles


def read_letter(understanding: Understanding, index: Index) -> Letter | None:
    """Return the letter that a message asks for; None where it asks for none."""
    if words_wanted(understanding.heard) != "message":
        return None
    recipient = recipient_for(understanding.said.split("\n")[0], understanding.topic, index)
    return letter_of(understanding.said, understanding.language, recipient, known=True)


def recipient_for(request: str, topic: str, index: Index) -> Recipient:
    """Return whom a letter is for: those whom the request names, unless what is learned from ways of asking surely says otherwise.

    :param topic: the case that was told before, if any.
    """
    told = [request, f"{topic} {request}"] if topic and topic != request else [request]
    rows = index.recipients(told)
    chances = rows[0] if rows[0].max() > CLEAR else rows.mean(axis=0)
    likely, sure = RECIPIENTS[int(np.argmax(chances))], float(chances.max()) > SURE
    named = addressee(request)
    return likely if named is None or (sure and named != NAMED_SURELY) else named
