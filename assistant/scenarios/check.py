"""What a scenario that reads well may still get wrong: ids that do not exist, names given away, too long to play. Pure.

A scenario tells its case without the words of the strategies: the names would give them away. A name is given away by its own words
in the same order, whatever their endings and the small words between (`prendre le risque` gives away `Prendre des risques`).
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.scenarios.errors import ScenarioError
from assistant.scenarios.records import EXPECTED, Pack, Scenario
from assistant.voice import Voice
from corpus.clean import words
from corpus.records import Corpus, Language
from index.lexical import Stems

PACE = 180  # words read in a minute
TALK = 3  # minutes that a stage takes to talk over
KEPT = 4  # lists of names kept cut up: two languages, of two corpora


def faults(pack: Pack, corpus: Corpus) -> Iterator[ScenarioError]:
    """Yield what is wrong with a scenario, each with its file and line."""

    def at(place: str) -> dict[str, str]:
        return {"file": pack.file, "line": str(pack.lines.get(place, 1)), "place": place}

    scenario = pack.scenario
    for number, family in enumerate(scenario.families):
        if family not in corpus.families:
            yield ScenarioError("no_family", **at(f"families.{number}"), id=family[:40])
    for id_ in scenario.expected:
        if id_ not in corpus.cards:
            yield ScenarioError("no_strategy", **at(f"expected.{id_}"), id=id_[:40])
    if not scenario.graded(EXPECTED):
        yield ScenarioError("none_expected", **at("expected"))
    touched = {corpus.cards[id_].family for id_ in scenario.expected if id_ in corpus.cards}
    for number, family in enumerate(scenario.families):
        if family in corpus.families and family not in touched:
            yield ScenarioError("idle_family", **at(f"families.{number}"), id=family)
    for place, text in scenario.told:
        for name in names_given_away(text, scenario.language, corpus):
            yield ScenarioError("given_away", **at(place), name=name)
    if (needed := minutes_needed(scenario)) > scenario.minutes:
        yield ScenarioError("too_long", **at("minutes"), minutes=str(scenario.minutes), needed=str(needed))


def minutes_needed(scenario: Scenario) -> int:
    """Return how many minutes it takes to read a scenario and to talk over each of its stages."""
    count = sum(len(text.split()) for _, text in scenario.told)
    return -(-count // PACE) + TALK * len(scenario.stages)


def names_given_away(text: str, language: Language, corpus: Corpus) -> tuple[str, ...]:
    """Return the names, in one language, and the ids of strategies whose wording stands in a text."""
    cut, plain, upper = Stems(), f" {' '.join(words(text))} ", text.upper()
    sentences = [cut(part) for part in re.split(r"[.!?;:\n]+", text)]
    found = [name for name, stems in _names(tuple(_wordings(language, corpus))) if _holds(name, stems, sentences, plain)]
    found += [id_ for id_ in corpus.cards if id_ in upper and f" {' '.join(words(id_))} " in plain]
    return tuple(found)


def _wordings(language: Language, corpus: Corpus) -> Iterator[str]:
    """Yield the names of the strategies, and what stands before their brackets."""
    for card in corpus.cards.values():
        name = Voice(language).name(card)
        yield from dict.fromkeys((name, name.partition(" (")[0]))


@lru_cache(maxsize=KEPT)
def _names(wordings: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    cut = Stems()
    return tuple((name, tuple(cut(name))) for name in dict.fromkeys(wordings))


def _holds(name: str, stems: Sequence[str], sentences: Sequence[Sequence[str]], plain: str) -> bool:
    """Return whether a sentence holds the words of a name, side by side; a name of one word, as it is written."""
    if len(stems) < 2:
        return f" {' '.join(words(name))} " in plain
    size = len(stems)
    return any(tuple(told[start : start + size]) == tuple(stems) for told in sentences for start in range(len(told) - size + 1))
