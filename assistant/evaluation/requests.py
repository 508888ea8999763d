"""Measure what is read in messages that ask for a text, or for a change to one, against marks by a writer nothing was learned from."""

from collections import Counter
from pathlib import Path

from assistant.evaluation.records import Case, Part, Way
from assistant.evaluation.run import Progress, run_cases, spread
from corpus.clean import words
from corpus.load import read_records
from corpus.marked import MarkedRequest, Span, read_marks
from index.request import Request
from index.search import Index

FILE = Path(__file__).parent / "sets" / "requested.jsonl"
MEASURES = ("sorte", "mots", "manière")
WRITERS = {"W8": "jeu de développement", "W16": "jeu de test"}  # one each; choices were made on what the first wrote


def evaluate_requests(index: Index, advance: Progress, most: int | None = None) -> list[Part]:
    """Return how what is read agrees with the marks: whether a text or a change is asked for, of which words it is made, and how.

    :param most: how many messages of each writer; all of them by default.
    """
    read, parts = read_records(FILE, MarkedRequest), []
    for writer, told in WRITERS.items():
        asked = spread([one for one in read if one.id.startswith(f"{writer}-")], most)
        cases = run_cases(asked, lambda one: (one.id, one.text), lambda one: scored(one, index.request(read_marks(one.text).text)), advance)
        title = f"Ce qui est lu dans une demande de texte, ou de changement à un texte, {told}"
        parts.append(Part(name=f"requests-{writer}", title=title, measures=MEASURES, ways=(Way(name="Boussole", cases=cases),)))
    return parts


def scored(one: MarkedRequest, found: Request) -> Case:
    """Score what was read in one message: twice the words named alike over the words named (Dice, 1945)."""
    right, ours = (_named(spans, found.text) for spans in (read_marks(one.text).spans, found.spans))
    held = sum(right.values()) + sum(ours.values())
    kind = max(found.kinds, key=lambda name: found.kinds[name])
    scores = {
        "sorte": float(kind == one.kind),
        "mots": 2 * sum((right & ours).values()) / held if held else 1.0,
        "manière": float(set(one.manner) == set(found.manners)),
    }
    told = (*(f"<{span.name}>{found.text[span.start : span.end]}" for span in found.spans), *found.manners, kind)
    return Case(id=one.id, question=one.text, expected=(one.kind, *one.manner), got=told, scores=scores)


def _named(spans: tuple[Span, ...], text: str) -> Counter[tuple[str, str]]:
    return Counter((span.name, word) for span in spans for word in words(text[span.start : span.end]))
