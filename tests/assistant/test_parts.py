"""A question of several parts is cut into questions that stand alone; one question stays one."""

import pytest

from assistant.chat import Assistant
from assistant.evaluation.facts import refuses
from assistant.parts import parts_of, question_within


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Quels sont les noms des dimensions 6 et 7?", ["dimension 6", "dimension 7"]),
        ("cest koi dimension 8 pis la 9e", ["dimension 8", "dimension 9"]),
        ("L'UQAM, ça dure combien d'heures et ça coûte combien?", ["L'UQAM : ça dure combien", "L'UQAM : ça coûte combien"]),
        ("RÉCIT ou CADRE21, c'est quoi la différence?", ["Qu'est-ce que RÉCIT?", "Qu'est-ce que CADRE21?"]),
        ("Quelle est la différence entre REN et REL?", ["Qu'est-ce que REN?", "Qu'est-ce que REL?"]),
        ("Qui a lancé le PAN et quand?", ["Qui a lancé le PAN", "PAN : et quand?"]),
        ("Biblius : 1) c'est quoi au juste? 2) rendu à combien de prêts en 2025?", ["Biblius : c'est quoi", "Biblius : rendu à combien"]),
        ("Le RÉCIT existe depuis quand et est-ce qu'il sert les adultes?", ["Le RÉCIT existe", "RÉCIT : et est-ce qu'il"]),
        ("What does PAN stand for, and how long did it run?", ["PAN", "PAN : and how long"]),
        ("Mesure 1 et mesure 5, elles portent sur quoi chacune?", ["Mesure 1,", "Mesure 5,"]),
        ("Biblius, quel organisme s'en occupe et ça relève de quelle mesure?", ["Biblius, quel", "Biblius : ça relève"]),
        ("le cadre : y'est sorti quand pis y vise combien d'âges", ["le cadre : y'est sorti quand", "le cadre : y vise combien"]),
        ("Martin Auger est à quelle école, et son comité compte combien de gens?", ["Martin Auger est", "Auger : son comité"]),
        ("Qui émet le certificat de l'UQAM, et depuis quelle saison est-il offert?", ["Qui émet", "UQAM : et depuis quelle"]),
        ("Combien de dimensions compte le Cadre, et vise-t-il les adultes?", ["Combien de dimensions", "Cadre : et vise-t-il"]),
    ],
)
def test_each_part_stands_alone(question: str, parts: list[str]) -> None:
    found = parts_of(question)
    assert len(found) == len(parts)
    assert all(part in got for part, got in zip(parts, found, strict=True))


@pytest.mark.parametrize(
    "question",
    [
        "Combien de mesures comptait le PAN?",
        "Le Cadre et le référentiel sont-ils publics?",
        "Qui?",
        "Le taux de diplomation a-t-il monté? De combien?",
        "Depuis quelle année Christine Jost dirige-t-elle ESTIME? Pour ma fiche.",
        "Pourquoi douze dimensions et pas dix? Qu'est-ce qui a fait pencher pour ce nombre-là?",
        "CLOM, c'est quoi les lettres? J'ai une réunion.",
        "Quel est le titre de l'objectif 3.2? J'ai besoin de l'écrire sans erreur dans un document.",
    ],
)
def test_one_question_stays_one(question: str) -> None:
    assert parts_of(question) == [question]


def test_what_follows_a_question_without_asking_is_not_answered_for_it(assistant: Assistant) -> None:
    answer = assistant.ask("Depuis quelle année Christine Jost dirige-t-elle ESTIME? Pour ma fiche.")
    assert refuses(answer)


def test_both_parts_are_answered_each_with_its_reference(assistant: Assistant) -> None:
    answer = assistant.ask("Qui a lancé le PAN, et combien de mesures comptait-il?")
    assert "Proulx" in answer.text
    assert "33" in answer.text
    assert len(answer.citations) >= 2


def test_the_money_of_one_measure_is_said_not_to_be_known(assistant: Assistant) -> None:
    for question in ("combien d'argent pour la mesure 12 en tout sur 5 ans?", "Quel est le budget de cette mesure-là, la mesure 17?"):
        assert assistant.ask(question).text.startswith("Aucun budget par mesure")


@pytest.mark.parametrize(
    ("message", "within"),
    [
        ("Réunion à 16 h. Le PAN, c'était combien au juste? Je dois le dire au conseil.", "Le PAN, c'était combien au juste?"),
        ("Ils parlent tous du CSEP dans le bilan depuis ce matin! Ça veut dire quoi?", "CSEP : Ça veut dire quoi?"),
        ("I present tonight. What year was the PAN launched? Wish me luck.", "What year was the PAN launched?"),
    ],
)
def test_the_question_is_found_within_a_message(message: str, within: str) -> None:
    assert question_within(message) == within


@pytest.mark.parametrize("message", ["Combien de mesures comptait le PAN?", "Qui l'a lancé? Et combien de mesures comptait-il?"])
def test_nothing_surrounds_a_plain_question(message: str) -> None:
    assert question_within(message) == ""
