"""Numbers written in words."""

import pytest

from corpus.numbers import in_digits, number_of, rank_of


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("la treizième mesure", "la 13eme mesure"),
        ("la vingt-troisieme", "la 23eme"),
        ("mille huit cents visionnements", "1800 visionnements"),
        ("the fourth one", "the 4th one"),
        ("une mesure, deux écoles", "une mesure, deux ecoles"),
        ("", ""),
    ],
)
def test_numbers_are_put_in_digits(text: str, written: str) -> None:
    assert in_digits(text) == written


@pytest.mark.parametrize(("words", "number"), [("douze", 12), ("une", 1), ("twenty-one", 21), ("aucune", None), ("", None)])
def test_words_are_read_as_a_number(words: str, number: int | None) -> None:
    assert number_of(words) == number


@pytest.mark.parametrize(
    ("words", "rank"),
    [("vingt-troisieme", 23), ("première", 1), ("Seconde", 2), ("12e", 12), ("twenty-first", 21), ("quelle", None), ("douze", None)],
)
def test_words_are_read_as_a_rank(words: str, rank: int | None) -> None:
    assert rank_of(words) == rank
