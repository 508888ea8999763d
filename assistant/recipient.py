"""Tell whom a letter that is asked for is to be sent to, and read what it must say."""

import numpy as np

from assistant.letter import Letter, letter_of, recipient_called, recipient_named, without_said
from assistant.message import plain
from assistant.records import Understanding
from assistant.wanted import TEXTS, words_wanted
from corpus.records import RECIPIENTS, Recipient
from index.request import Request
from index.search import Index

CLEAR = 0.7  # probability from which the request alone tells whom a letter is for; below, the case before it counts as much
SURE = 0.8  # and from which those whom its words name are not those that it is for: "aux parents du service de garde, le technicien passe"
ADDRESSED = (*TEXTS, "arguments")  # what is written for somebody
MOST_CHANGES = 10  # that are looked at, the last ones
NAMED_SURELY: Recipient = "above"  # whom words name better than what is learned, which has seen few of their titles


def read_letter(understanding: Understanding, index: Index) -> Letter | None:
    """Return the text that a message asks for, with what was asked of it since; None where it asks for none."""
    wanted = words_wanted(understanding.heard)
    if wanted not in ADDRESSED:
        return None
    asked = understanding.said.split("\n")
    requests = [index.request(line) for line in (asked[0], *asked[1:][-MOST_CHANGES:])]
    recipient = recipient_for(requests[0], understanding.topic, index) if wanted != "arguments" else "above"
    letter = letter_of(requests, understanding.language, recipient, spoken=wanted == "speech")
    listed = asked[0].partition(" : ")[2].strip()  # arguments are named rather than said
    return letter.model_copy(update={"details": (listed,)}) if wanted == "arguments" and listed else letter


def recipient_for(request: Request, topic: str, index: Index) -> Recipient:
    """Return whom a letter is for: those whom the request names, unless what is learned from ways of asking surely says otherwise.

    :param topic: the case that was told before, if any.
    """
    said = request.text
    told = [said, f"{topic} {said}"] if topic and topic != said else [said]
    rows = index.recipients(told)
    chances = rows[0] if rows[0].max() > CLEAR else rows.mean(axis=0)
    likely, sure = RECIPIENTS[int(np.argmax(chances))], float(chances.max()) > SURE
    named = recipient_called(request) or recipient_named(plain(without_said(request)))
    return likely if named is None or (sure and named != NAMED_SURELY) else named
