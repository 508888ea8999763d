"""Choose the letter written beforehand that a request for one calls for, where one surely does."""

from assistant.letter import Letter
from assistant.records import Understanding
from corpus.records import Recipient, Template
from index.ready import Nearest
from index.search import Index

NEAR = 0.84  # nearness from which readers would rather start from a letter written beforehand (`evaluate letters`)
THIN = 1  # sentences dictated that do not make a letter by themselves
LEAST_WORDS = 4  # of a case that tells what a letter may be about


def find_template(letter: Letter, understanding: Understanding, index: Index) -> Template | None:
    """Return the letter that a request calls for; None where none surely does, or the person said all that it must say.

    What is asked for is told by the case and the request after it, which may say nothing by itself: "fais-moi un message pour eux".
    """
    if letter.bare or letter.sentences or not (len(letter.details) <= THIN or letter.longer or letter.missing):
        return None
    request, topic = understanding.said.split("\n")[0], understanding.topic
    cased = len(topic.split()) >= LEAST_WORDS and topic != request
    best = nearest_template(request, topic if cased else "", letter.recipient, index)
    return index.corpus.templates[best.id] if best.score >= NEAR else None


def nearest_template(request: str, topic: str, recipient: Recipient, index: Index) -> Nearest:
    """Return the letter to somebody that comes nearest to a request.

    :param topic: the case that was told before; empty where there is none.
    """
    told = [f"{topic} {request}" if topic else request]
    among = {one.id for one in index.corpus.templates.values() if one.to == recipient}
    return index.nearest(index.templates, told, among)
