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
        ("un mot à lui dire, en privé, pour alléger sa tâche", "person"),
        ("C'est un courriel à la déléguée syndicale, une seule personne", "person"),
        ("un courriel au RÉCIT pour demander de l'aide", "partner"),
        ("Comment j'aborde ça avec la titulaire de 6e?", "person"),
        ("C'est pour les parents, pas pour les enseignants", "families"),
        ("un message aux parents\nAjoute que les enseignants choisiront une plateforme", "families"),
    ],
)
def test_the_one_it_is_for_is_read(said: str, recipient: str) -> None:
    assert letter_of(said, "fr").recipient == recipient


@pytest.mark.parametrize(
    ("said", "details"),
    [
        ("un courriel pour les inviter à une soirée le 20 janvier à 19 h", ("Je vous invite à une soirée le 20 janvier à 19 h.",)),
        ("un mot pour leur dire que la formation est reportée", ("La formation est reportée.",)),
        (
            "écris aux profs : la pause dure jusqu'au 15 janvier; les dîners restent",
            ("La pause dure jusqu'au 15 janvier.", "Les dîners restent."),
        ),
        ("écris une invitation pour relancer le comité", ("Je vous invite à relancer le comité.",)),
        (
            "un mot pour inviter les trois à un café de vingt minutes\nchange vingt pour quinze",
            ("Je vous invite à un café de quinze minutes.",),
        ),
        ("écris un mot à mon équipe", ()),
        ("un mot à l'équipe pour annoncer qu'on en parle le 4 décembre, sans viser personne", ("On en parle le 4 décembre.",)),
        (
            "un courriel aux trois familles pour dire que j'ai bien lu leur inquiétude. Pas de promesse.",
            ("J'ai bien lu votre inquiétude.",),
        ),
        (
            "Ajoutez qu'on a reçu 30 tablettes, qu'elles restent à l'école et qu'elles serviront peu.",
            ("On a reçu 30 tablettes.", "Elles restent à l'école.", "Elles serviront peu."),
        ),
        ("écris aux parents, et dis-leur d'activer leur compte avant lundi", ("Je vous demande d'activer votre compte avant lundi.",)),
        ("un courriel aux parents. Invite-les à notre soirée du 9 octobre.", ("Je vous invite à notre soirée du 9 octobre.",)),
        ("réponds-leur, mais dis-leur de passer me voir", ("Je vous demande de passer me voir.",)),
        (
            "Réponds poliment aux parents. Le téléphone reste au bureau jusqu'à vendredi.",
            ("Le téléphone reste au bureau jusqu'à vendredi.",),
        ),
        ("un mot à l'équipe. Ils sont fâchés depuis la panne.", ()),
        ("un courriel à la dg, on a eu le poste de technicien", ("On a eu le poste de technicien.",)),
        ("un mot aux surveillants, y en a qui laissent faire", ()),
        ("écris à l'équipe : il faut confirmer auprès de lui avant lundi", ("Il faut confirmer auprès de lui avant lundi.",)),
        (
            "un mot pour leur dire que je leur redonne ce temps pour s'appeler entre elles",
            ("Je vous redonne ce temps pour vous appeler entre vous.",),
        ),
        (
            "un message pour l'inviter à en jaser, ton respectueux, on ne s'entend pas très bien elle et moi",
            ("Je vous invite à en jaser.",),
        ),
        ("Plus formel : demander 12 heures payées d'ici juin", ("Je vous demande 12 heures payées d'ici juin.",)),
        (
            "un courriel au service informatique pour qu'ils viennent voir mes bornes",
            ("Je vous écris pour que vous veniez voir mes bornes.",),
        ),
        (
            "Mettez que c'est eux qui gardent les histoires et qu'on veut les écouter",
            ("C'est vous qui gardez les histoires.", "On veut vous écouter."),
        ),
        ("Vendredi je parle à l'équipe. Qu'est-ce que je leur dis?", ()),
        ("Je viens de vous dire qu'on n'a pas de CSS. Écrivez l'invitation aux parents, simple, chaleureuse.", ()),
        ("un mot pour annoncer mes visites : dix minutes, à partir du 7", ("Je vous annonce mes visites : dix minutes, à partir du 7.",)),
        (
            "un mot pour dire que la salle est fermée\nrefaites-le, juste : salle rouverte, merci de votre patience",
            ("Salle rouverte, merci de votre patience.",),
        ),
        (
            "un mot pour leur dire que le balado fait une pause, et remercie les élèves",
            ("Le balado fait une pause.", "Un merci particulier aux élèves."),
        ),
    ],
)
def test_what_it_must_say_is_kept_in_the_words_given(said: str, details: tuple[str, ...]) -> None:
    assert letter_of(said, "fr").details == details


def test_who_signs_how_it_begins_and_what_is_left_out_are_read() -> None:
    letter = letter_of(
        "une lettre chaleureuse aux parents, signée Marie Roy, directrice\nCommencez par Kwei et enlevez le paragraphe sur le temps", "fr"
    )
    assert (letter.signed, letter.begins, letter.bare, letter.warm) == ("Marie Roy, directrice", "Kwei", True, True)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("un courriel au directeur général, M. Tremblay : demander deux heures", "M. Tremblay"),
        ("un mot pour elle toute seule. Elle s'appelle Julie.", "Julie"),
        ("un courriel au RÉCIT", ""),
    ],
)
def test_one_person_is_called_by_name(said: str, name: str) -> None:
    assert letter_of(said, "fr").name == name


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
        ("Laisse tomber le mot. Revenons aux trois personnes", False),
        ("non, pas un plan! juste deux idées", False),
        ("C'est trop sec.", True),
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
    assert answer.text.count("Bonjour à toutes et à tous,") == 1
    assert len(answer.strategies) == 3
