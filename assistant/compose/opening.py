"""Restate the case: only what was said, in the person's own words where a clause can be quoted, and the issues read into it."""

import re

from assistant.records import Facet, Shortlist, Understanding
from assistant.voice import Voice
from corpus.clean import fold, words
from corpus.records import Corpus
from prompts import load_texts

QUOTE_WORDS = 13
QUOTE_CONTENT = 3  # long words that a clause needs to be worth quoting


def restate(understanding: Understanding, chosen: Shortlist, corpus: Corpus, voice: Voice, issues: int, facets: int, quote: bool) -> str:
    """Return one or two sentences that show what was understood of this case.

    :param issues: how many issues may be named; a second only if its strategy is half as probable as the first.
    :param facets: how many things said (level, actors, equipment…) may be named besides the quotation.
    :param quote: whether the person's own words may be given back.
    """
    likely = [choice for choice in chosen.choices[:issues] if choice.score >= chosen.choices[0].score / 2]
    stake = voice.join([voice.issue(corpus.cards[choice.id]) for choice in likely])
    told_of_it = understanding.needs[0] if understanding.needs else understanding.question  # without digressions
    words_said = quotation(told_of_it) if quote else ""
    deadline = next((facet.label for facet in understanding.facets if facet.kind == "deadline"), "")
    named = _named(tuple(facet for facet in understanding.facets if facet.found not in fold(words_said)), facets)
    told = voice.join([facet.label for facet in named])
    if len(named) >= 2 and deadline:
        return voice.say("opening.facets_deadline", facets=told, issues=stake, deadline=deadline)
    if words_said and named:
        return voice.say("opening.quote_facets", quote=words_said, facets=told, issues=stake)
    if words_said:
        return voice.say("opening.quote", quote=words_said, issues=stake)
    if len(named) >= 2:
        return voice.say("opening.facets", facets=told, issues=stake)
    return voice.say("opening.plain", issues=stake)


def _named(facets: tuple[Facet, ...], most: int) -> list[Facet]:
    """Return at most one facet of each kind first, then others, so that the restatement stays short."""
    wanted = [facet for facet in facets if facet.kind != "deadline"]
    firsts = [next(f for f in wanted if f.kind == kind) for kind in dict.fromkeys(f.kind for f in wanted)]
    return (firsts + [f for f in wanted if f not in firsts])[:most]


def quotation(question: str) -> str:
    """Return the person's own words worth giving back: the clause with the most content, short enough to quote whole."""
    rules = load_texts("turns", "all").get("quoting")
    clauses = [c.strip(" .!?…\"'«»“”()-") for c in re.split(r"[.!?;:,\n«»“”\"()]+|\s-\s", question)]
    clauses = [re.sub(rules["linked"], "", c) for c in clauses]
    fitting = [
        c for c in clauses if len(c.split()) <= QUOTE_WORDS and _weight(c) >= QUOTE_CONTENT and not re.search(rules["asking"], fold(c))
    ]
    return max(fitting, key=_weight, default="")


def _weight(clause: str) -> int:
    """Return how many words of a clause carry content, by their length: enough to choose what to quote."""
    return sum(len(word) > 4 for word in set(words(clause)))
