"""Codes, pseudonyms and QR codes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.trainer.codes import ALPHABET, new_code, numbered, read_code, read_pseudonym
from assistant.trainer.qr import qr_svg
from assistant.trainer.records import TrainerError
from corpus.clean import fold


def test_a_code_has_six_signs_none_of_which_looks_like_another() -> None:
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(len(code) == 6 and set(code) <= set(ALPHABET) for code in codes)
    assert not set("0O1IL2Z5S8B") & set(ALPHABET)


@pytest.mark.parametrize("typed", ["acdefg", " ACD-EFG ", "AcD eFg"])
def test_a_code_is_read_as_it_is_typed(typed: str) -> None:
    assert read_code(typed) == "ACDEFG"


@pytest.mark.parametrize("typed", ["", "ACDEF", "ACDEFGH", "ACDEF0", "../../etc", "'; DROP", "ÀCDEFG", "A" * 10_000])
def test_what_cannot_be_a_code_is_refused(typed: str) -> None:
    with pytest.raises(TrainerError, match="aucune séance"):
        read_code(typed)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("Lou", "Lou"), ("  Marie-Ève   d'Anjou ", "Marie-Ève d'Anjou"), ("L’Étoile 7", "L'Étoile 7"), ("ひまわり", "ひまわり"), ("x", "x")],
)
def test_a_pseudonym_is_made_tidy(typed: str, read: str) -> None:
    assert read_pseudonym(typed) == read


@pytest.mark.parametrize(
    "typed", ["", " ", "a" * 31, "<b>Lou</b>", "Lou & Léa", "=1+1", "...", "😀", "a/b", "[lien](x)", '"Lou"', "\u202e\u200b"]
)
def test_markup_and_the_like_are_no_pseudonym(typed: str) -> None:
    with pytest.raises(TrainerError, match="1 à 30"):
        read_pseudonym(typed)


@pytest.mark.parametrize("typed", ["lou@ecole.ca", "418 555-0123", "Lou 4185550123"])
def test_what_one_can_be_reached_by_is_no_pseudonym(typed: str) -> None:
    with pytest.raises(TrainerError, match="joindre"):
        read_pseudonym(typed)


@given(st.text(max_size=60))
def test_a_pseudonym_that_is_read_can_be_shown(typed: str) -> None:
    try:
        read = read_pseudonym(typed)
    except TrainerError:
        return
    assert 1 <= len(read) <= 30
    assert read_pseudonym(read) == read
    assert not re.search(r"[<>&\"@\x00-\x1f]", read)
    assert len(fold(read)) <= 120


def test_a_pseudonym_that_is_taken_gets_a_number() -> None:
    assert numbered("Lou", set()) == "Lou"
    assert numbered("LOÙ", {"lou"}) == "LOÙ 2"
    assert numbered("Lou", {"lou", "lou 2", "lou 3"}) == "Lou 4"
    long = "a" * 30
    assert numbered(long, {long}) == "a" * 28 + " 2"


def test_a_qr_code_says_what_it_is_and_holds_no_style() -> None:
    drawn = qr_svg("http://127.0.0.1:7860/join/ACDEFG", "Code « QR » <x>")
    assert drawn.startswith('<svg role="img" aria-label="Code « QR » &lt;x&gt;"')
    assert "style=" not in drawn
    assert drawn != qr_svg("http://127.0.0.1:7860/join/ACDEFH", "Code « QR » <x>")
