"""Put together what is read in pieces of a request: clauses that depend on each other, ends left hanging, quoted sentences. Pure."""

import re
from dataclasses import replace

from corpus.marked import SAID_AS, Span, SpanName
from index.request import Request
from prompts import load_texts

LEAST = 2  # words of something to say
DEPENDS = 6  # words of a clause that says nothing without the one it depends on
DICTATED = 4  # words of a clause that says something
QUOTED = 5  # words between quotes that make a sentence
TAKEN = ("out", "old", "new", "greet", "end", "subject", "sign", "place")  # what else may stand between quotes


def joined(request: Request) -> Request:
    """Return a request in which each thing to say is whole."""
    rules = load_texts("letter", "all")
    copied = re.search(rules.get("copied"), request.text) is not None  # somebody to be put in copy signs nothing
    told = [span for span in _quoted(request) if not (copied and span.name == "sign")]
    told = [span for span in told if span.name not in SAID_AS or not re.fullmatch(rules.get("little"), request.of(span))]
    spans = _dictated(request, _clauses(request, _unhung(request, told)))
    return replace(request, spans=tuple(span for span in spans if span.name != "say" or len(request.of(span).split()) >= LEAST))


def _quoted(request: Request) -> list[Span]:
    """Return the spans with each sentence between quotes as one thing to say, unless something else is made of it."""
    spans = list(request.spans)
    for found in re.finditer(load_texts("letter", "all").get("quoted"), request.text):
        start, end = found.span("said")
        inside = [span for span in spans if span.start < end and start < span.end]
        whole = len(found["said"].split()) >= QUOTED
        if whole and not any(span.name in TAKEN for span in inside):
            name: SpanName = next((span.name for span in inside if span.name in SAID_AS), "quote")
            spans = sorted([*(span for span in spans if span not in inside), Span(name, start, end)], key=lambda span: span.start)
    return spans


def _unhung(request: Request, spans: list[Span]) -> list[Span]:
    """Return the spans, what is to be said going on to the end of its clause; past an "et" where it would end on it."""
    rules, found = load_texts("letter", "all"), list[Span]()
    for at, span in enumerate(spans):
        if found and span.start < found[-1].end:
            continue  # within what goes on
        if span.name in SAID_AS and span.name != "quote":
            before = spans[at + 1].start if at + 1 < len(spans) else len(request.text)
            end = max(span.end, min(_stop(request.text, span.end, rules.get("stops")), before))
            if re.search(rules.get("hangs"), request.text[span.start : end].rstrip()):
                end = max(end, min(_stop(request.text, span.end, rules.get("ends")), before))
            span = Span(span.name, span.start, span.start + len(request.text[span.start : end].rstrip(" ,")))
        found.append(span)
    return found


def _dictated(request: Request, spans: list[Span]) -> list[Span]:
    """Return the spans with the clauses that nothing was made of, after the colon that what is to be said follows."""
    rules = load_texts("letter", "all")
    colon = re.search(rules.get("colon"), request.text)
    first = next((span for span in spans if colon and span.start >= colon.end()), None)
    if colon is None or first is None or first.name not in SAID_AS:
        return spans
    found = list(spans)
    for clause in re.finditer(rules.get("clause_of"), request.text[colon.end() :]):
        start, end = clause.start("said") + colon.end(), clause.end("said") + colon.end()
        free = not any(span.start < end and start < span.end for span in spans)
        if free and len(clause["said"].split()) >= DICTATED and not re.search(rules.get("aside"), clause["said"]):
            found.append(Span("say", start, end))
    return sorted(found, key=lambda span: span.start)


def _stop(text: str, start: int, rule: str) -> int:
    """Return where the next stop is in a text, or its end."""
    found = re.compile(rule).search(text, start)
    return found.start() if found else len(text)


def _clauses(request: Request, spans: list[Span]) -> list[Span]:
    """Return the spans with what goes on from what is said before it made one with it, and a clause with what it depends on.

    "de reporter la date, en gardant l'heure"; "s'ils ont changé de numéro, il faut le dire".
    """
    rules, kept, waits = load_texts("letter", "all"), list[Span](), False  # whether the last clause waits for what it depends on
    for span in spans:
        last = kept[-1] if kept else None
        between = request.text[last.end : span.start].strip() if last else ""
        goes_on = last and last.name == span.name and between in ("", ",") and re.match(rules.get("goes_on"), request.of(span))
        if last and (goes_on or (waits and not re.search(r"[.!?;:]", between))):
            kept[-1] = Span(last.name, last.start, span.end)
            waits = waits and span.name not in SAID_AS
        else:
            kept.append(span)
            short = span.name == "say" and len(request.of(span).split()) <= DEPENDS
            waits = short and re.match(rules.get("depends"), request.of(span)) is not None
    return kept
