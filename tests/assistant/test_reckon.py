"""Differences and sums are worked out from two figures of the documents, and shown with both."""

import pytest

from assistant.chat import Assistant


@pytest.mark.parametrize(
    ("question", "worked_out"),
    [
        ("Sur l'ensemble du PAN, de combien la part d'investissement dépasse-t-elle celle de fonctionnement?", "831 M$ − 355 M$ = 476 M$"),
        ("Combien de fois plus d'argent d'équipement les écoles ont-elles reçu que les universités en l'an 1?", "45 M$ ÷ 10 M$ = 4,5"),
        (
            "Quel est l'écart, en millions, entre l'investissement et le fonctionnement dans le budget total du PAN?",
            "831 M$ − 355 M$ = 476 M$",
        ),
        ("Si on soustrait les projets retenus des projets reçus en 2018-2019, combien ont été laissés de côté?", "433 − 74 = 359"),
        ("Cinq rencontres de la communauté de pratiques : ça fait combien d'heures en tout?", "5 × 1 h 30 = 7 h 30"),
        ("Combien de stratégies de plus dans EN2 que dans EN3?", "10 − 8 = 2"),
        ("Sur les 1 186 M$ du PAN, de combien l'investissement excède-t-il le fonctionnement?", "831 M$ − 355 M$ = 476 M$"),
        ("Combien d'années séparent le référentiel de 2008 et le Cadre de 2019?", "2019 − 2008 = 11 ans"),
        ("What is the difference between capital and operating amounts in the PAN budget, in millions?", "$831M − $355M = $476M"),
    ],
)
def test_a_difference_is_worked_out_and_its_figures_are_cited(assistant: Assistant, question: str, worked_out: str) -> None:
    answer = assistant.ask(question)
    assert worked_out in answer.text
    assert answer.citations
    assert answer.warnings == ()


@pytest.mark.parametrize(
    "question",
    [
        "What proportion of the 12 interview participants in Gravelle's 2021 study were women?",
        "Quelle est la différence entre le RÉCIT et le CADRE21?",
        "Combien de mesures comptait le PAN?",
        "Combien d'argent le PAN prévoyait-il en tout?",
        "Combien d'années entre la loi 40 et la création du RÉCIT?",
    ],
)
def test_nothing_is_worked_out_that_was_not_asked_for(assistant: Assistant, question: str) -> None:
    assert " = " not in assistant.ask(question).text
