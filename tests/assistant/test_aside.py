"""A question of fact asked beside a case is parted from it, and both are answered."""

import pytest

from assistant.aside import part_aside, part_beside
from assistant.chat import Assistant


@pytest.mark.parametrize(
    ("said", "aside"),
    [
        (
            "Le RÉCIT, ça veut dire quoi? Ma conseillère vient deux fois par année, comment faire pour que ça serve à quelque chose?",
            "Le RÉCIT, ça veut dire quoi?",
        ),
        (
            "À quelle date le PAN a-t-il été lancé, et comment est-ce que j'annonce le virage à mes 118 enseignants?",
            "À quelle date le PAN a-t-il été lancé",
        ),
        (
            "My teachers never open the tablets we bought them last year. What does RÉCIT stand for? How do I get them started?",
            "What does RÉCIT stand for?",
        ),
    ],
)
def test_a_question_of_fact_beside_a_case(said: str, aside: str) -> None:
    found, rest = part_aside(said)
    assert found == aside
    assert aside not in rest
    assert len(rest.split()) >= 8


@pytest.mark.parametrize(
    "said",
    [
        "Combien de mesures compte le PAN, et qui l'a lancé?",
        "Mes enseignants demandent combien de temps ça prendra. Comment leur répondre sans les décourager?",
        "Comment convaincre mon équipe de lire le Cadre de référence avant la rencontre de mardi?",
        "C'est quoi le PAN? Merci.",
        "What are the levels of the digital competency continuum? I want to explain to the board how teachers can situate themselves.",
    ],
)
def test_one_thing_is_left_whole(said: str) -> None:
    assert part_aside(said) == ("", said)


def test_both_are_answered(assistant: Assistant) -> None:
    said = "Combien de mesures compte le PAN? Pis mes profs du primaire n'osent pas toucher aux tablettes, comment je les rassure?"
    answer = assistant.ask(said)
    assert answer.kind == "situation"
    assert "33" in answer.text.split("**")[0]
    assert len(answer.strategies) >= 3
    assert answer.warnings == ()


def test_a_question_of_fact_is_parted_from_what_is_asked_of_a_list() -> None:
    def leans(piece: str) -> bool:
        return "première" in piece

    assert part_beside("explique la première, pis la mesure 29 c'était quoi?", leans) == (
        "la mesure 29 c'était quoi?",
        "explique la première",
    )
    assert part_beside("explique la première, pis donne-moi un exemple", leans) == ("", "explique la première, pis donne-moi un exemple")
    assert part_beside("la mesure 29 c'était quoi?", leans) == ("", "la mesure 29 c'était quoi?")
