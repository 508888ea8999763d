"""Prove what is promised of advice and letters, which are written beforehand and found by the ways of asking for them."""

import re
from collections.abc import Iterator

from corpus.check_situations import Check
from corpus.clean import fold
from corpus.records import SUBJECTS, Corpus, Ready, Template

READY_ASKS = 4
ADVICE_WORDS, TEMPLATE_WORDS, HEADING_WORDS = (35, 80), (45, 120), (2, 10)
MOST_BLANKS = 4
MONEY_OR_YEAR = re.compile(r"\b(19|20)\d\d\b|\d ?(%|\$|M\$)")
GREETS = re.compile(r"(?i)(bonjour|chers|chères|madame|monsieur|hello|dear|hi)\b")


def ready(corpus: Corpus) -> Iterator[str]:
    """What is written beforehand is asked for in four ways of its own, names what exists, gives no year or amount."""
    owner: dict[str, str] = {}
    written: tuple[Ready, ...] = (*corpus.advice.values(), *corpus.templates.values())
    for entry in written:
        if len(entry.asks) != READY_ASKS:
            yield f"{entry.id} : {len(entry.asks)} façons de demander plutôt que {READY_ASKS}."
        if unknown := [name for name in entry.strategies if name not in corpus.cards] + [s for s in entry.subjects if s not in SUBJECTS]:
            yield f"{entry.id} nomme {', '.join(unknown)}, qui n'existe pas."
        fewest, most = TEMPLATE_WORDS if isinstance(entry, Template) else ADVICE_WORDS
        for text in (entry.text, entry.en):
            if not fewest <= len(text.split()) <= most:
                yield f"{entry.id} : « {text[:40]}… » compte {len(text.split())} mots, ce qui est trop ou trop peu."
            if MONEY_OR_YEAR.search(text):
                yield f"{entry.id} : « {text[:40]}… » donne une année ou un montant sans source."
        for ask in entry.asks:
            if owner.setdefault(fold(ask), entry.id) != entry.id:
                yield f"« {ask} » demande {owner[fold(ask)]} et {entry.id}."


def templates(corpus: Corpus) -> Iterator[str]:
    """A letter has a subject line, no greeting and few blanks: those are put around it, or filled."""
    for entry in corpus.templates.values():
        for heading, text in ((entry.heading, entry.text), (entry.heading_en, entry.en)):
            if not HEADING_WORDS[0] <= len(heading.split()) <= HEADING_WORDS[1]:
                yield f"{entry.id} : l'objet « {heading} » est trop long ou trop court."
            if GREETS.match(text):
                yield f"{entry.id} : « {text[:40]}… » salue, ce que la lettre fait déjà."
            if text.count("[") != text.count("]") or text.count("[") > MOST_BLANKS:
                yield f"{entry.id} : « {text[:40]}… » a trop de blancs, ou un crochet seul."


CHECKS: tuple[Check, ...] = (ready, templates)
