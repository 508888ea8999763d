"""Restate the case: the person's own words where a clause can be quoted, or what it is about, and the issues read into it."""

import re

from assistant.facets import subject_named
from assistant.message import plain
from assistant.records import Shortlist, Understanding
from assistant.voice import Voice
from corpus.clean import fold, words
from corpus.records import Corpus
from prompts import load_texts

QUOTE_WORDS = 13
QUOTE_CONTENT = 3  # long words that a clause needs to be worth quoting
LITTLE = 4  # letters of a word that is said in any sentence
WISHED = 3  # long words that a clause is worth which tells a wish, a fear or a lack


def restate(understanding: Understanding, chosen: Shortlist, corpus: Corpus, voice: Voice, issues: int, quote: bool) -> str:
    """Return one or two sentences that show what was understood of this case.

    :param issues: how many issues may be named; a second only if its strategy is half as probable as the first.
    :param quote: whether the person's own words may be given back.
    """
    likely = [choice for choice in chosen.choices[:issues] if choice.score >= chosen.choices[0].score / 2]
    stake = voice.join([voice.issue(corpus.cards[choice.id]) for choice in likely])
    told_of_it = understanding.needs[0] if understanding.needs else understanding.question  # without digressions
    words_said = quotation(told_of_it) if quote else ""
    deadline = next((facet.label for facet in understanding.facets if facet.kind == "deadline"), "")
    closing = f" {voice.say('opening.deadline', deadline=deadline)}" if deadline else ""
    if words_said:
        return voice.say("opening.quote", quote=words_said, issues=stake) + closing
    subject = subject_named(understanding.subjects[0], voice.language) if understanding.subjects else ""
    if subject and not set(words(subject)) & {word for word in words(stake) if len(word) > LITTLE}:
        return voice.say("opening.subject", subject=subject, issues=stake) + closing
    return voice.say("opening.plain", issues=stake) + closing


def quotation(question: str) -> str:
    """Return the person's own words worth giving back: the clause that tells a wish, a fear or a lack, or holds most content."""
    rules = load_texts("turns", "all").get("quoting")
    told = re.sub(r"[^.!?\n]*\?", " ", question)  # a question is answered, and not quoted
    clauses = [c.strip(" .!?…\"'«»“”()-") for c in re.split(r"[.!?;:,\n«»“”\"()]+|\s-\s", told)]
    clauses = [re.sub(rules["linked"], "", c) for c in clauses]
    fitting = [c for c in clauses if len(c.split()) <= QUOTE_WORDS and _weight(c) >= QUOTE_CONTENT and _tells(fold(c), rules)]
    fitting = [c for c in fitting if not re.search(rules["placing"], fold(c))]  # who and where one is, is no trouble
    fitting = [c for c in fitting if not re.search(load_texts("turns", "all").get("misread"), plain(c))]  # nor is what it is not
    return max(fitting, key=lambda c: _weight(c) + WISHED * (re.search(rules["wishing"], fold(c)) is not None), default="")


def _tells(folded: str, rules: dict[str, str]) -> bool:
    """Tell whether a clause says something of the case: it asks nothing, denies nothing, and holds a verb."""
    return not re.search(rules["asking"], folded) and not re.search(rules["denying"], folded) and bool(re.search(rules["verb"], folded))


def _weight(clause: str) -> int:
    """Return how many words of a clause carry content, by their length: enough to choose what to quote."""
    return sum(len(word) > 4 for word in set(words(clause)))
