"""Advice answers what is asked in so many words, once, and never in the place of what else is asked for."""

import pytest

from assistant.advise import MOST_WORDS, may_be_advised
from assistant.chat import Assistant

CASE = "Mes enseignants de 5e année ont reçu des portables et personne ne s'en sert encore."


def test_a_practical_question_is_answered_first_and_alone(assistant: Assistant) -> None:
    _, answer = assistant.converse([CASE, "Qui je mets sur un comité numérique?"])
    assert answer.kind == "followup"
    assert answer.text.startswith("- *Suggestion, en pratique :*")
    assert answer.advice in assistant.index.corpus.advice
    assert answer.citations
    assert answer.warnings == ()
    assert [turn.id for turn in answer.strategies]


def test_the_list_talked_of_stays_the_same(assistant: Assistant) -> None:
    first, advised, third = assistant.converse([CASE, "Qui je mets sur un comité numérique?", "développe la deuxième"])
    assert [one.id for one in advised.strategies] == [one.id for one in first.strategies]
    assert third.strategies[0].id == first.strategies[1].id


def test_the_same_advice_is_not_given_twice(assistant: Assistant) -> None:
    _, first, second = assistant.converse([CASE, "Qui je mets sur un comité numérique?", "Oui, mais qui je mets sur le comité numérique?"])
    assert first.advice
    assert second.advice != first.advice


def test_a_question_that_opens_is_answered_before_the_strategies(assistant: Assistant) -> None:
    answer = assistant.ask("Qui devrait siéger au comité numérique de l'école?")
    assert answer.kind == "situation"
    assert "*Suggestion, en pratique :*" in answer.text.split("**1.")[0]
    assert len(answer.strategies) >= 3


@pytest.mark.parametrize(
    "said",
    [
        "Combien de mesures comptait le Plan d'action numérique?",
        "Écris-moi un courriel aux parents pour les inviter à une rencontre le 20 janvier",
        "Fais-moi un plan sur un mois",
        "d'où tenez-vous ça?",
    ],
)
def test_what_asks_for_something_else_gets_no_advice(assistant: Assistant, said: str) -> None:
    assert assistant.converse([CASE, said])[1].advice == ""


def test_a_long_case_gets_none(assistant: Assistant) -> None:
    assert assistant.ask("Qui devrait siéger au comité numérique de l'école? " + CASE * 5).advice == ""


def test_in_english_it_is_in_english(assistant: Assistant) -> None:
    answer = assistant.ask("Qui devrait siéger au comité numérique de l'école?", language="en")
    assert assistant.index.corpus.advice[answer.advice].en in answer.text


def test_a_first_message_that_only_tells_a_case_and_a_long_one_get_none() -> None:
    assert may_be_advised("Qui inviter?", opens=True)
    assert not may_be_advised("Personne ne vient.", opens=True)
    assert may_be_advised("Personne ne vient.", opens=False)
    assert not may_be_advised("Et qui inviter? " * MOST_WORDS, opens=False)
