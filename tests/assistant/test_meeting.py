"""A meeting is laid out over the time given, with questions for those who come."""

import re

import pytest

from assistant.chat import Assistant
from assistant.hearing import heard_in
from assistant.meeting import meeting_of, theme_of
from assistant.message import plain
from corpus.records import Corpus

CASE = "Mes enseignants ne parlent jamais de leurs essais numériques entre eux."


@pytest.mark.parametrize(
    ("said", "minutes", "start"),
    [
        ("un ordre du jour de 45 minutes", 45, None),
        ("de 8 h 30 à 11 h 45", 195, 510),
        ("from 9:00 to 10:30", 90, 540),
        ("une rencontre de deux heures", 120, None),
        ("une rencontre aux cinq, un mercredi sur deux à 15 h 30", 45, None),
        ("une demi-journée", 180, None),
        ("la pédagogique du 12", 300, None),
        ("un ordre du jour", 45, None),
        ("un ordre du jour de 45 minutes\nplutôt une heure", 60, None),
    ],
)
def test_its_length_is_the_one_given_last(said: str, minutes: int, start: int | None) -> None:
    meeting = meeting_of(plain(said))
    assert (meeting.minutes, meeting.start) == (minutes, start)


@pytest.mark.parametrize(
    ("said", "meeting"),
    [
        ("un plan pour la pédagogique du 12 décembre", True),
        ("journée péda, une demi-journée sur le numérique", True),
        ("a 20 min activity for 25 people", True),
        ("un plan sur deux mois", False),
        ("un plan pédagogique pour l'année", False),
    ],
)
def test_a_meeting_is_told_from_a_plan(assistant: Assistant, said: str, meeting: bool) -> None:
    assert ("agenda" in heard_in(assistant.index.hear(said).tags).wants) is meeting


@pytest.mark.parametrize(
    ("asked", "minutes"),
    [
        ("Donne-moi un ordre du jour de 45 minutes", 45),
        ("Fais-moi un plan pour la demi-journée pédagogique, de 8 h 30 à 11 h 30", 180),
        ("un atelier de 20 minutes pour 25 personnes", 20),
    ],
)
def test_its_parts_fill_the_time(assistant: Assistant, asked: str, minutes: int) -> None:
    answer = assistant.converse([CASE, asked])[1]
    parts = [int(found) for found in re.findall(r"\b(\d+) min\b", answer.text)]
    assert sum(parts) == minutes, answer.text
    assert "?" in answer.text
    assert answer.warnings == ()


def test_another_length_lays_it_out_again(assistant: Assistant) -> None:
    answer = assistant.converse([CASE, "un ordre du jour de 45 minutes", "plutôt de 8 h 30 à 10 h"])[2]
    assert "8 h 30 (" in answer.text


def test_questions_to_the_team_are_for_the_team(assistant: Assistant) -> None:
    own, theirs = (assistant.converse([CASE, asked])[1] for asked in ("Pose-moi des questions", "trois questions à poser à mon équipe"))
    assert own.kind == theirs.kind == "reflection"
    assert own.text != theirs.text
    corpus = assistant.index.corpus
    assert all(corpus.words[strategy.id].ask in theirs.text for strategy in theirs.strategies)


@pytest.mark.parametrize(
    ("said", "theme"),
    [
        ("Je prépare un atelier de 2 heures sur la résistance au changement. Tu m'aides?", "de la résistance au changement"),
        ("un ordre du jour, thème : les cellulaires en classe", "des cellulaires en classe"),
        ("une rencontre sur 45 minutes", ""),
        ("un ordre du jour", ""),
    ],
)
def test_what_it_is_about_is_the_one_said(said: str, theme: str) -> None:
    assert theme_of(said, "fr") == theme


def test_principals_are_asked_what_principals_can_answer(assistant: Assistant, corpus: Corpus) -> None:
    said = "Je suis formatrice. Fais-moi le déroulement d'un atelier de 2 heures pour des directions sur la résistance au changement numérique."
    answer = assistant.ask(said)
    assert "résistance au changement numérique" in answer.text
    assert all(corpus.cards[one.id].question in answer.text for one in answer.strategies[:3])
