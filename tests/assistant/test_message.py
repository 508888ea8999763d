"""What a person may send: anything; what cannot be treated gets a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import BadQuestionError
from assistant.message import LIMIT, plain, read_message

BAD = {
    "empty": ("", "Écrivez d'abord"),
    "blank": (" \n\t ", "Écrivez d'abord"),
    "emoji": ("😀🎉😀", "aucun mot"),
    "punctuation": ("?!...", "aucun mot"),
    "one megabyte": ("a" * 1_000_000, "gardez l'essentiel"),
    "binary": (bytes(range(256)).decode("latin-1") * 3, "pas du texte lisible"),
    "not utf-8": (bytes([0xFF, 0xFE] * 40).decode("utf-8", "replace"), "pas du texte lisible"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_message_gets_a_sentence(name: str) -> None:
    raw, sentence = BAD[name]
    with pytest.raises(BadQuestionError, match=sentence):
        read_message(raw)


@pytest.mark.parametrize("raw", ["Le wifi\x07 plante", "<script>alert(1)</script> mes profs", "Bonjour 😀", "é" * LIMIT])
def test_an_odd_message_is_still_a_message(raw: str) -> None:
    assert read_message(raw)


@given(st.text(max_size=300))
def test_a_message_is_read_or_refused_never_crashes(raw: str) -> None:
    try:
        assert read_message(raw)
    except BadQuestionError as error:
        assert str(error).endswith((".", "?"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("c koi le PAN", "c'est quoi le pan"),
        ("Cb de mesures?", "combien de mesures?"),
        ("ki a lancé ça, kan", "qui a lance ca, quand"),
        ("où c'est", "ou c'est"),
    ],
)
def test_shorthand_is_spelt_out(typed: str, meant: str) -> None:
    assert plain(typed) == meant
