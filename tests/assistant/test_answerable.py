"""Whether a passage answers: another year, another name or nothing of the kind asked for is no answer, and two parts get two."""

import pytest

from assistant.answerable import answers
from assistant.expected import prefer_expected, second_part, shows_expected
from index.evidence import evidence, fit, probability
from index.records import Hit
from index.search import Index


def hits(opened: Index, question: str) -> tuple[Hit, ...]:
    return opened.search(question, opened.vectors([question])[0], 8)


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("Combien de mesures compte le PAN?", True),
        ("Qui a lancé le PAN en 2018?", True),
        ("What is the total budget of the PAN?", True),
        ("Combien de mesures comptera le plan de 2027?", False),
        ("Quel est le prix d'un billet pour Matane?", False),
        ("Combien gagne un directeur au Nunavut?", False),
    ],
)
def test_what_is_known_is_answered_and_the_rest_is_not(opened: Index, question: str, answered: bool) -> None:
    assert answers(question, hits(opened, question), opened) is answered


def test_nothing_found_is_no_answer(opened: Index) -> None:
    assert answers("Combien?", (), opened) is False


@pytest.mark.parametrize(
    ("question", "flag"),
    [("Le PAN de 2027 compte combien de mesures?", "years"), ("Les 4512 mesures du PAN?", "numbers"), ("Le PAN selon Zorglub?", "names")],
)
def test_what_the_passage_does_not_hold_is_seen(opened: Index, question: str, flag: str) -> None:
    best = hits(opened, "Combien de mesures compte le PAN?")[0]
    assert getattr(evidence(question, best, opened.lexical), flag) == 1.0
    assert getattr(evidence("Combien de mesures compte le PAN?", best, opened.lexical), flag) == 0.0


def test_weights_tell_apart_what_they_learned_from(opened: Index) -> None:
    near = evidence("Combien de mesures compte le PAN?", hits(opened, "Combien de mesures compte le PAN?")[0], opened.lexical)
    far = near._replace(nearness=0.1)
    weights = fit([near] * 5, [far] * 5)
    assert probability(near, weights) > 0.5 > probability(far, weights)


def test_a_share_is_not_answered_by_a_text_without_one(opened: Index) -> None:
    best = hits(opened, "Qui a lancé le PAN?")[0]
    assert shows_expected("Qui a lancé le PAN?", best)
    assert not shows_expected("Quel pourcentage du PAN?", best)


@pytest.mark.parametrize(
    ("question", "best"),
    [("ok merci. Qu'est-ce que le PAN, déjà?", "sigle"), ("C'est quoi un badge du CADRE21, au juste?", "CADRE21 est une plateforme")],
)
def test_a_definition_comes_first_whatever_is_said_around_it(opened: Index, question: str, best: str) -> None:
    asked, vectors = opened.needs_of(question)
    assert best in prefer_expected(asked[0], opened.search(asked[0], vectors[0], 8))[0].passage.text


def test_two_parts_get_two_passages(opened: Index) -> None:
    question = "Qui a lancé le PAN, et combien de mesures compte-t-il?"
    found, also = second_part(question, hits(opened, question), opened.lexical)
    assert also
    assert found[0].passage.id != found[1].passage.id
    assert second_part("Qui a lancé le PAN?", hits(opened, question), opened.lexical)[1] is False
