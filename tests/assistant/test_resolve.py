"""Half a question is made whole by the one before it; a whole one is left alone."""

import pytest

from assistant.records import Turn
from assistant.resolve import numbered, resolved


@pytest.mark.parametrize(
    ("before", "said", "whole"),
    [
        ("Sur quoi portait la mesure 12?", "et la mesure 5?", "Sur quoi portait la mesure 5?"),
        ("Combien de projets en 2018-2019?", "et en 2019-2020?", "Combien de projets en 2019-2020?"),
        ("Combien d'argent pour le scolaire?", "pis le collégial?", "Combien d'argent pour le collégial?"),
        ("Qu'est-ce que le RÉCIT?", "Et le CADRE21?", "Qu'est-ce que le CADRE21?"),
        ("Qui a lancé le PAN?", "Il avait combien de mesures?", "PAN : Il avait combien de mesures?"),
        ("Le PAN a mis combien pour équiper les écoles?", "Et pour former le personnel?", "Le PAN a mis combien pour former le personnel?"),
        ("Et CADRE21, combien de niveaux?", "Nommez-les-moi.", "Quels sont les niveaux : CADRE21?"),
        ("Et Biblius, à quoi ça sert?", "C'est payant?", "Biblius : C'est payant?"),
        ("Que veut dire REN?", "Et la mesure du PAN qui s'en occupait?", "REN : Et la mesure du PAN qui s'en occupait?"),
    ],
)
def test_half_a_question_takes_what_it_lacks(before: str, said: str, whole: str) -> None:
    assert resolved(said, [Turn(question=before, kind="fact")]).question == whole


@pytest.mark.parametrize(
    ("said", "history"),
    [
        ("Combien de mesures comptait le Plan d'action numérique?", [Turn(question="Qui a lancé le PAN?", kind="fact")]),
        ("et la mesure 5?", []),
        ("et la mesure 5?", [Turn(question="Le wifi tombe.", kind="situation")]),
        ("Et la mesure 5, elle porte sur quoi?", [Turn(question="Combien de mesures?", kind="fact")]),
    ],
)
def test_a_whole_question_is_left_alone(said: str, history: list[Turn]) -> None:
    assert resolved(said, history).question == said


def test_the_same_question_with_another_word_means_nothing_alone() -> None:
    before = [Turn(question="Combien de projets en 2018-2019?", kind="fact")]
    assert resolved("et en 2019-2020?", before).sure
    assert not resolved("C'est payant?", before).sure


def test_measures_are_known_by_their_numbers() -> None:
    assert numbered("Et la deuxième mesure, elle portait sur quoi?") == "Et mesure 2, elle portait sur quoi?"
    assert numbered("la première fois") == "la première fois"
    assert numbered("la treize, elle portait sur quoi?") == "mesure 13, elle portait sur quoi?"
    assert numbered("la réunion portait sur quoi?") == "la réunion portait sur quoi?"


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        (
            "Combien de personnes ont été interrogées dans votre recherche?",
            "Combien de personnes ont été interrogées dans l'étude de 2021?",
        ),
        ("How many principals were interviewed in the Gravelle study?", "How many principals were interviewed in the 2021 study?"),
        (
            "Combien de participants dans la recherche de Gravelle en France?",
            "Combien de participants dans la recherche de Gravelle en France?",
        ),
        ("Que recommande la recherche de Gravelle?", "Que recommande la recherche de Gravelle?"),
    ],
)
def test_your_research_is_the_study_that_the_strategies_come_from(said: str, whole: str) -> None:
    assert resolved(said, []).question == whole
