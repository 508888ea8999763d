"""Whether a passage answers: another year, another name or nothing of the kind asked for is no answer, and two parts get two."""

import numpy as np
import pytest

from assistant.answerable import confidence
from assistant.expected import prefer_expected, shows_expected
from corpus.chunk import searchable
from corpus.records import Corpus
from index.evidence import Evidence, evidence, fit, named_numbers
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
        ("Évaluer un contenu avant de s'en servir, c'est la dimension 4 ou la dimension 11?", True),
        ("Combien de projets d'innovation ont été reçus en 2020-2021?", False),
        ("Dans les entrevues de 2021, combien d'hommes et combien de femmes?", False),
        ("Combien de mesures comptera le plan de 2027?", False),
        ("Quel est le prix d'un billet pour Matane?", False),
        ("Combien gagne un directeur au Nunavut?", False),
    ],
)
def test_what_is_known_is_answered_and_the_rest_is_not(opened: Index, question: str, answered: bool) -> None:
    read = opened.reread(question, hits(opened, question))
    assert (confidence(question, opened.vectors([question])[0], read, opened) >= 0) is answered


def test_nothing_found_is_no_answer(opened: Index) -> None:
    assert confidence("Combien?", opened.vectors(["Combien?"])[0], (), opened) < 0


@pytest.mark.parametrize(
    ("question", "flag"),
    [
        ("Le PAN de 2027 compte combien de mesures?", "years"),
        ("Les 4512 mesures du PAN?", "numbers"),
        ("Le PAN selon Zorglub?", "names"),
        ("La mesure 4 du PAN?", "numbers"),
    ],
)
def test_what_the_passage_does_not_hold_is_seen(opened: Index, question: str, flag: str) -> None:
    best = hits(opened, "Combien de mesures compte le PAN?")
    assert getattr(evidence(question, best, opened.lexical), flag) == 1.0
    assert getattr(evidence("Combien de mesures compte le PAN?", best, opened.lexical), flag) == 0.0


def test_a_judge_tells_apart_what_it_learned_from(opened: Index) -> None:
    question = "Combien de mesures compte le PAN?"
    near = evidence(question, hits(opened, question), opened.lexical)
    far = near._replace(nearness=0.1)
    vector = opened.vectors([question])
    judge = fit([near] * 20, [far] * 20, np.repeat(vector, 40, axis=0))
    assert judge.logit(near, vector[0]) > 0 > judge.logit(far, vector[0])


def test_what_is_asked_for_counts_too() -> None:
    same = Evidence(0.9, 0.5, 0.0, 0.0, 0.0, 1.0, 0.5)
    kinds = np.eye(2, 8, dtype=np.float32)
    judge = fit([same] * 20, [same] * 20, np.repeat(kinds, 20, axis=0))
    assert judge.logit(same, kinds[0]) > 0 > judge.logit(same, kinds[1])


@pytest.mark.parametrize(
    ("question", "told", "shown"),
    [
        ("Combien gagne la titulaire?", "France Gravelle est professeure titulaire depuis 2 ans.", False),
        ("Combien coûte la formation?", "La formation est gratuite.", True),
        ("Combien coûte la formation?", "La formation compte 7 modules.", False),
        ("Quel âge a la ministre?", "Hélène David était ministre en 2018.", False),
    ],
)
def test_the_thing_asked_about_must_be_told(opened: Index, question: str, told: str, shown: bool) -> None:
    best = hits(opened, "Qui a lancé le PAN?")[0]
    hit = best.model_copy(update={"passage": best.passage.model_copy(update={"text": told, "text_en": ""})})
    assert shows_expected(question, hit) is shown


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


def test_what_is_expected_seldom_refuses_a_passage_that_answers(corpus: Corpus) -> None:
    """Every written question shows in its own fact what it asks for, but for one in a hundred; of those beside a fact, a fifth do not."""
    known = {passage.id: Hit(passage=passage, score=0.0, cosine=0.9) for passage in searchable(corpus)}
    answered = [(question, known[asked.id]) for asked in corpus.asked.values() for question in asked.questions]
    beside = [(item.question, known[item.beside]) for item in corpus.unanswered if item.beside in known]
    refused = [sum(not shows_expected(*pair) for pair in pairs) / len(pairs) for pairs in (answered, beside)]
    assert refused[0] <= 0.01
    assert refused[1] >= 0.2


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("la mesure 19 porte sur quoi", {"mesure 19"}),
        ("Aucun titre pour les mesures 16, 18 et 24 à 26", {"mesure 16", "mesure 18", "mesure 24", "mesure 25", "mesure 26"}),
        ("PAN03 cest quoi", {"mesure 3"}),
        ("measure number 7 and objective 3.2", {"mesure 7", "objectif 3.2"}),
        ("Les 12 dimensions du PAN 2018-2023", set()),
        ("Qu'est-ce que prévoyait la treizième mesure?", {"mesure 13"}),
        ("la vingt-troisieme mesure et la 2e dimension", {"mesure 23", "dimension 2"}),
        ("What is the fourth measure? And the third dimension?", {"mesure 4", "dimension 3"}),
        ("La 21 dans le plan, ça touche mon école?", {"mesure 21"}),
        ("Quelle est la première mesure à prendre dans mon école?", set()),
        ("une mesure, deux dimensions", set()),
    ],
)
def test_what_is_named_by_its_number_is_read(text: str, named: set[str]) -> None:
    assert named_numbers(text) == named
