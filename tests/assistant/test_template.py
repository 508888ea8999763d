"""A letter written beforehand says what the person did not dictate, and gives way to what they did."""

import re

import pytest

from assistant.chat import Assistant
from assistant.letter import Letter
from assistant.letter.blanks import fill_blanks
from assistant.recipient import read_letter
from assistant.template import find_template
from assistant.understand import understand
from corpus.records import Template


def template_of(assistant: Assistant, said: str) -> Template | None:
    understanding = understand(said, (), assistant.index)
    letter = read_letter(understanding, assistant.index)
    return find_template(letter, understanding, assistant.index) if letter else None


def test_a_common_letter_is_found(assistant: Assistant) -> None:
    found = template_of(assistant, "Écris un courriel aux parents pour leur dire que le réseau de l'école est en panne")
    assert found is not None
    assert found.to == "families"
    assert "panne" in found.text


def test_it_is_given_with_its_subject_line_and_the_strategies_that_it_puts_to_work(assistant: Assistant) -> None:
    said = "Il me faut un courriel au responsable des renseignements personnels du CSS pour signaler une fuite"
    found = template_of(assistant, said)
    assert found is not None
    answer = assistant.ask(said)
    assert found.text.split(". ")[-1] in answer.text
    assert found.heading in answer.text
    assert {card.id for card in answer.strategies}
    assert answer.warnings == ()


@pytest.mark.parametrize(
    "said",
    [
        "Écris un courriel aux parents pour leur dire que le chat de la cafétéria a eu six petits",
        "Écris aux parents : la soirée est remise au 12 mars. Le stationnement est gratuit. Les enfants sont les bienvenus. Le bal est à 19 h.",
        "Combien de mesures comptait le PAN?",
    ],
)
def test_what_is_of_something_else_or_wholly_dictated_gets_none(assistant: Assistant, said: str) -> None:
    assert template_of(assistant, said) is None


def test_it_is_for_those_the_letter_is_for(assistant: Assistant) -> None:
    understanding = understand("Écris un courriel aux parents : le réseau est en panne", (), assistant.index)
    for recipient in ("team", "families"):
        found = find_template(Letter(recipient=recipient), understanding, assistant.index)
        assert found is None or found.to == recipient


def test_what_is_dropped_or_shortened_is_so(assistant: Assistant) -> None:
    asked = "Écris un courriel aux parents pour leur dire que le réseau de l'école est en panne"
    first, shorter = assistant.converse([asked, "plus court"])
    assert len(shorter.text.split()) < len(first.text.split())
    assert "panne" in shorter.text


@pytest.mark.parametrize(
    ("text", "request_", "filled"),
    [
        ("Venez le [date] à [heure].", "invite-les jeudi 12 mars à 18 h 30", "Venez le jeudi 12 mars à 18 h 30."),
        ("Venez le [date].", "invite-les le 12 mars", "Venez le 12 mars."),
        ("Dès [date], tout change.", "à partir du 3 avril", "Dès le 3 avril, tout change."),
        ("Le [date], puis le [date].", "le 12 mars", "Le [date], puis le [date]."),
        ("Venez le [date].", "le 12 mars ou le 14 mars", "Venez le [date]."),
        ("Come on [date] at [time].", "invite them on March 12 at 6 pm", "Come on March 12 at 6 pm."),
        ("Venez le [date].", "invite-les", "Venez le [date]."),
    ],
)
def test_a_day_and_an_hour_go_where_they_are_missing(text: str, request_: str, filled: str) -> None:
    assert fill_blanks(text, request_) == filled


def test_what_is_asked_to_be_left_out_takes_its_sentence_alone(assistant: Assistant) -> None:
    asked = "Écris un courriel aux parents pour leur dire que le réseau de l'école est en panne"
    found = template_of(assistant, asked)
    assert found is not None
    *_, kept, last = found.text.split(". ")
    given, mended = assistant.converse([asked, f"enlève « {last} »"])
    assert kept in given.text
    assert last in given.text
    assert kept in mended.text
    assert last not in mended.text


def test_blanks_are_in_the_language_of_the_letter(assistant: Assistant) -> None:
    for template in assistant.index.corpus.templates.values():
        assert not re.search(r"\[(heure|nom|local|lien|appareil)\]", template.en)
        assert not re.search(r"\[(time|name|room|link|device)\]", template.text)
