"""What a text to be written must be: whom it is for, what it must say; and how it is done again."""

import pytest

from assistant.chat import Assistant
from assistant.letter import edits, letter_of
from assistant.message import plain

CASE = "Mes enseignants sont inquiets : les élèves font leurs travaux avec ChatGPT."


@pytest.mark.parametrize(
    ("said", "recipient"),
    [
        ("écris-moi un mot pour mon équipe", "team"),
        ("un courriel aux parents", "families"),
        ("une lettre pour le conseil d'établissement", "above"),
        ("écris un mot à l'équipe\nnon, c'est pour les parents", "families"),
        ("Write to the school board", "above"),
        ("écris-moi un message", "team"),
    ],
)
def test_the_one_it_is_for_is_read(said: str, recipient: str) -> None:
    assert letter_of(said, "fr").recipient == recipient


@pytest.mark.parametrize(
    ("said", "details"),
    [
        ("un courriel pour les inviter à une soirée le 20 janvier à 19 h", ("Vous êtes invités à une soirée le 20 janvier à 19 h.",)),
        ("un mot pour leur dire que la formation est reportée", ("La formation est reportée.",)),
        (
            "écris aux profs : la pause dure jusqu'au 15 janvier; les dîners restent",
            ("La pause dure jusqu'au 15 janvier.", "Les dîners restent."),
        ),
        ("écris une invitation pour relancer le comité", ("Je vous écris pour relancer le comité.",)),
        (
            "un mot pour inviter les trois à un café de vingt minutes\nchange vingt pour quinze",
            ("Vous êtes invités les trois à un café de quinze minutes.",),
        ),
        ("écris un mot à mon équipe", ()),
        (
            "un mot pour leur dire que le balado fait une pause, et remercie les élèves",
            ("Le balado fait une pause.", "Un merci particulier aux élèves."),
        ),
    ],
)
def test_what_it_must_say_is_kept_in_the_words_given(said: str, details: tuple[str, ...]) -> None:
    assert letter_of(said, "fr").details == details


@pytest.mark.parametrize(
    ("said", "again"),
    [
        ("refais-le pour les parents", True),
        ("c'est trop long", True),
        ("ajoute la date", True),
        ("c'est une lettre ça, j'ai demandé trois phrases", True),
        ("make it shorter", True),
        ("j'ai dit oui à la direction générale", False),
        ("et la deuxième?", False),
        ("merci beaucoup", False),
    ],
)
def test_what_is_wanted_otherwise_is_told_from_the_rest(said: str, again: bool) -> None:
    assert edits(plain(said)) is again


def test_a_letter_is_for_parents_and_says_what_it_was_asked_to(assistant: Assistant) -> None:
    asked = "Écris un courriel aux parents pour les inviter à une soirée le 20 janvier à 19 h"
    first, again = assistant.converse([CASE, asked, "trop long, et précise que la garderie est offerte"])[1:]
    for answer in (first, again):
        assert "Chers parents" in answer.text
        assert "20 janvier à 19 h" in answer.text
    assert "a garderie est offerte" in again.text
    assert len(again.text.split()) < len(first.text.split()) + 10
    assert first.warnings == again.warnings == ()


def test_sentences_are_given_where_no_letter_is_wanted(assistant: Assistant) -> None:
    answer = assistant.converse([CASE, "Écris-moi trois phrases pour les parents"])[1]
    assert sum(line.startswith("- ") for line in answer.text.splitlines()) == 3
    assert "Chers parents" not in answer.text


def test_a_text_may_be_wanted_from_the_first_message(assistant: Assistant) -> None:
    answer = assistant.ask("Rédigez un message à mon équipe, inquiète de l'arrivée de la nouvelle plateforme.")
    assert answer.text.count("Bonjour,") == 1
    assert len(answer.strategies) == 3
