"""Steps and reasons are said of what a case is about, and every pair of a strategy and a subject has them."""

import pytest

from assistant.chat import Assistant
from assistant.facets import find_subjects, subject_named
from assistant.message import plain
from corpus.records import Corpus
from prompts import load_texts

SUBJECTS = [entry["id"] for entry in load_texts("facets", "all").get("subject")]


@pytest.mark.parametrize(
    ("said", "subjects"),
    [
        ("mes élèves trichent avec ChatGPT", ("ia", "evaluation")),
        ("le wifi tombe chaque après-midi", ("reseau",)),
        ("j'ai deux vieux ordis pour 300 élèves", ("desuetude", "appareils")),
        ("la nouvelle plateforme imposée par le CSS", ("plateforme",)),
        ("our kindergarten teachers fear screens", ("ecrans", "prescolaire")),
        ("j'ai peur de me tromper devant l'équipe", ()),
        ("j'ai besoin d'aide", ()),
        ("il m'en a parlé au téléphone", ()),
    ],
)
def test_what_a_case_is_about_is_read(said: str, subjects: tuple[str, ...]) -> None:
    assert find_subjects(plain(said)) == subjects


def test_what_a_long_message_names_once_beside_others_is_by_the_way() -> None:
    told = "Nos tablettes dorment. " + "Personne ne sait par où commencer et chacun attend que l'autre parle en premier. " * 4
    assert find_subjects(plain(f"{told} Nos tablettes, c'est le sujet; un parent a appelé.")) == ("appareils",)


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
    answer = assistant.ask("Personne dans mon équipe ne veut essayer quoi que ce soit de nouveau.")
    card = assistant.index.corpus.cards[answer.strategies[0].id]
    assert answer.strategies[0].steps[0].text == card.steps.semaine
