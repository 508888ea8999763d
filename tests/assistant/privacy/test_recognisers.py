"""Forms: what is one, what only looks like one. Patterns are run as presidio runs them; no model is needed."""

from datetime import date

import pytest
import regex

from assistant.privacy.recognisers import FORMS, birth_date_after, health_number, luhn, permanent_code
from assistant.privacy.records import KINDS

FLAGS = regex.IGNORECASE | regex.MULTILINE | regex.DOTALL
BELIEVED = 0.5


def found(kind: str, text: str) -> list[str]:
    """What the forms of a kind believe of a text, longest first, without help from the context."""
    forms = [form for form in FORMS if form.kind == kind]
    texts = {
        match[0]
        for form in forms
        for pattern, score in form.patterns
        for match in regex.finditer(pattern, text, FLAGS)
        if score >= BELIEVED or (form.check and form.check(match[0]))
    }
    return sorted(texts, key=len, reverse=True)


def test_every_form_is_of_a_kind_that_there_is() -> None:
    assert {form.kind for form in FORMS} == set(KINDS) - {"PERSONNE"}


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("COURRIEL", "écrire à marie-eve.cote@css.gouv.qc.ca.", "marie-eve.cote@css.gouv.qc.ca"),
        ("COURRIEL", "luc point roy arobase gmail point com", "luc point roy arobase gmail point com"),
        ("COURRIEL", "fatima.diallo(a)gmail.com", "fatima.diallo(a)gmail.com"),
        ("TELEPHONE", "au (418) 555-0142, poste 22", "(418) 555-0142, poste 22"),
        ("TELEPHONE", "au 5145550123", "5145550123"),
        ("TELEPHONE", "1-888-555-0110", "1-888-555-0110"),
        ("TELEPHONE", "+33 6 12 34 56 78", "+33 6 12 34 56 78"),
        ("CODE_POSTAL", "g5l 3t4", "g5l 3t4"),
        ("CODE_POSTAL", "H2V2K9", "H2V2K9"),
        ("NAS", "le 046 454 286", "046 454 286"),
        ("NAS", "NAS : 123-456-789", "123-456-789"),
        ("CODE_PERMANENT", "TREM15551208", "TREM15551208"),
        ("RAMQ", "carte soleil TREM 9956 1234", "TREM 9956 1234"),
        ("DATE_NAISSANCE", "née à Gaspé le 1er mai 2010", "1er mai 2010"),
        ("DATE_NAISSANCE", "DDN 2012-11-03", "2012-11-03"),
        ("DATE_NAISSANCE", "born on March 12, 2011", "March 12, 2011"),
        ("ADRESSE", "au 12, rue des Érables, app. 4, Rimouski (Québec)", "12, rue des Érables, app. 4, Rimouski (Québec)"),
        ("ADRESSE", "78 rue principale pis", "78 rue principale"),
        ("ADRESSE", "at 24 Maple Street", "24 Maple Street"),
        ("ADRESSE", "234, 4e Rang Est", "234, 4e Rang Est"),
        ("ADRESSE_IP", "IP 192.168.0.12", "192.168.0.12"),
        ("LIEN", "voir facebook.com/j.roy.12", "facebook.com/j.roy.12"),
        ("ECOLE", "à l'école secondaire Louis-Riel hier", "école secondaire Louis-Riel"),
    ],
)
def test_a_form_is_found_whole(kind: str, text: str, value: str) -> None:
    assert found(kind, text)[0] == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("COURRIEL", "the plan is at no point dot-com"),
        ("TELEPHONE", "un budget de 418 555 1234 $"),
        ("TELEPHONE", "de 2018-2019 à 2022-2023"),
        ("NAS", "123 456 782 $"),
        ("NAS", "130 000 000"),
        ("CODE_POSTAL", "les groupes E2A et CP1.1, EN2.3"),
        ("CODE_PERMANENT", "FACT20242415"),
        ("RAMQ", "FACT20242415"),
        ("DATE_NAISSANCE", "Depuis le 12 mars 2024, tout va mieux"),
        ("DATE_NAISSANCE", "la réforme née en 2005. Le 3 mai 2012, rien"),
        ("ADRESSE", "2 avenues possibles, 12 places disponibles, 4 cours de français"),
        ("ADRESSE_IP", "version 1.2.300.4"),
    ],
)
def test_what_only_looks_like_a_form_is_left(kind: str, text: str) -> None:
    assert found(kind, text) == []


def test_checks_of_numbers() -> None:
    assert luhn("046 454 286")
    assert not luhn("046 454 287")
    assert permanent_code("TREM15551208")
    assert not permanent_code("TREM15131208")
    assert health_number("TREM 9956 1234")
    assert not health_number("TREM 9913 1234")


def test_a_full_date_beside_a_name_is_a_birth_date_unless_it_is_recent() -> None:
    text = "Léo Roy (14-02-2013) et Léa Roy (14-02-2025)"
    assert birth_date_after(text, 7, date(2026, 1, 1)) == (9, 19)
    assert birth_date_after(text, text.index(" (14-02-2025"), date(2026, 1, 1)) is None


def test_a_pattern_stays_quick_on_a_hostile_text() -> None:
    hostile = "1 rue " + "de la " * 400 + "a@" * 400 + "12 " * 800 + "A" * 2000
    for form in FORMS:
        for pattern, _ in form.patterns:
            list(regex.finditer(pattern, hostile, FLAGS, timeout=2))
