"""Steps and reasons are said of what a case is about, and every pair of a strategy and a subject has them."""

import pytest

from assistant.chat import Assistant
from assistant.facets import subject_named
from assistant.hearing import heard_in
from corpus.records import SUBJECTS, Corpus


@pytest.mark.parametrize(
    ("said", "subject"),
    [
        ("mes élèves trichent avec ChatGPT", "ia"),
        ("le wifi tombe chaque après-midi", "reseau"),
        ("plus rien n'avance dès que trois classes se branchent en même temps", "reseau"),
        ("la nouvelle plateforme imposée par le CSS", "plateforme"),
        ("our kindergarten teachers fear screens", "ecrans"),
        ("on me demande de montrer que nos projets donnent quelque chose", "effets"),
        ("j'ai besoin d'aide", ""),
        ("il m'en a parlé au téléphone", ""),
    ],
)
def test_what_a_case_is_about_is_heard(assistant: Assistant, said: str, subject: str) -> None:
    subjects = heard_in(assistant.index.hear(said).tags).subjects
    assert subject in subjects if subject else subjects == ()


@pytest.mark.parametrize("subject", SUBJECTS)
def test_each_subject_has_a_name_and_entries(corpus: Corpus, subject: str) -> None:
    assert all(subject_named(subject, language) for language in ("fr", "en"))
    assert {id_ for id_ in corpus.cards if f"{id_}/{subject}" in corpus.applied} == set(corpus.cards)


def test_the_first_step_speaks_of_the_subject(assistant: Assistant) -> None:
    corpus = assistant.index.corpus
    answer = assistant.ask("Le wifi tombe chaque fois que deux classes se branchent et tout le monde rage.")
    steps = [strategy.steps[0].text for strategy in answer.strategies[:3]]
    assert steps == [corpus.applied[f"{strategy.id}/reseau"].step for strategy in answer.strategies[:3]]
    assert all(step in answer.text for step in steps)
    assert answer.warnings == ()


def test_without_a_subject_the_card_speaks(assistant: Assistant) -> None:
    answer = assistant.ask("Je remets toujours les décisions à plus tard et tout le monde le voit.")
    card = assistant.index.corpus.cards[answer.strategies[0].id]
    assert answer.strategies[0].steps[0].text == card.steps.semaine
