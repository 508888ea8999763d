"""Cleaning keeps every word and drops what would break what follows."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.clean import calm, clean, fold, words


def test_clean_normalises_apostrophes_spaces_and_controls() -> None:
    assert clean("L’école\u00a0:  oui\x00\x07\ud800 \n\n\n\n non ") == "L'école : oui \n\n non"


def test_fold_drops_accents_and_ligatures() -> None:
    assert fold("Cœur À ÉCOLE") == "coeur a ecole"


def test_words_are_letters_and_digits() -> None:
    assert words("L'élève n° 12, 3e année!") == ["l", "eleve", "n", "12", "3e", "annee"]


@given(st.text())
def test_clean_is_stable_and_never_fails(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    once.encode("utf-8")


def test_capitals_are_calmed_and_acronyms_kept() -> None:
    assert calm("LE WIFI PLANTE ENCORE, ON FAIT QUOI?") == "le wifi plante encore, on fait quoi?"
    assert calm("Le PAN et le CSS de Mme Roy") == "Le PAN et le CSS de Mme Roy"
    assert calm("PAN, CSS?") == "PAN, CSS?"
