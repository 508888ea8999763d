"""A message that may be a question of fact or a case is settled by what the documents say."""

import pytest

from assistant.records import Found, Understanding
from assistant.settle import settled, wavers
from corpus.chunk import Passage
from corpus.records import TurnKind
from index.records import Guess, Hit


def hit(source: str | None = "bilan") -> Hit:
    passage = Passage(
        id="F-1", owner="F-1", text="33 mesures.", text_en="33 measures.", kind="document", source=source,
        title="Bilan", locator="p. 1", url=None, confidence="verified",
    )  # fmt: skip
    return Hit(passage=passage, score=1.0, cosine=0.9)


def understood(kind: TurnKind) -> Understanding:
    return Understanding(question="q", said="q", language="fr", kind=kind, topic="q", wavers=True)


def guesses(**scores: float) -> list[Guess]:
    kinds: dict[str, TurnKind] = {"fact": "fact", "definition": "definition", "situation": "situation"}
    return [Guess(kind=kinds[kind], sort="", score=score) for kind, score in scores.items()]


def test_it_wavers_when_both_readings_are_likely() -> None:
    assert wavers(guesses(fact=0.6, situation=0.3))
    assert wavers(guesses(definition=0.3, fact=0.1, situation=0.6))
    assert wavers(guesses(fact=0.4, situation=0.1))
    assert not wavers(guesses(fact=0.8, situation=0.2))
    assert not wavers(guesses(fact=0.1, situation=0.9))


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        (Found(hits=(hit(),), answered=True, confidence=2.0), "fact"),
        (Found(hits=(hit(),), answered=True, confidence=0.2), "situation"),
        (Found(hits=(hit(None),), answered=True, confidence=9.0), "situation"),
        (Found(), "situation"),
    ],
)
def test_a_case_is_a_question_when_a_document_surely_answers(found: Found, kind: TurnKind) -> None:
    assert settled(understood("situation"), found, "before").kind == kind


def test_the_case_talked_of_before_stays_when_a_fact_was_asked() -> None:
    assert settled(understood("situation"), Found(hits=(hit(),), answered=True, confidence=2.0), "before").topic == "before"


def test_a_question_that_nothing_answers_is_a_case() -> None:
    assert settled(understood("fact"), Found(hits=(hit(),)), "").kind == "situation"
    assert settled(understood("fact"), Found(hits=(hit(),), unsure=True), "").kind == "fact"
