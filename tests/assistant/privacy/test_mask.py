"""What is personal is hidden behind stable placeholders, and every text comes back as it was."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.privacy.mask import HELD, Mask
from assistant.privacy.records import Finding
from assistant.privacy.register import FILE, Entry, RegisterError, append, purge, read


class Capitals:
    """Takes for a name every run of capitalised words."""

    def find(self, text: str, *, schools: bool = False) -> Sequence[Finding]:
        return [Finding(kind="PERSONNE", start=m.start(), end=m.end()) for m in re.finditer(r"[A-ZÉ]\w+(?: [A-ZÉ]\w+)*", text)]


def test_the_same_person_keeps_a_number_and_each_writing_comes_back() -> None:
    mask = Mask(Capitals())
    text = "je vois Sophie Tremblay, puis Tremblay, puis SOPHIE TREMBLAY et Luc."
    hidden = mask.hide(text)
    assert hidden == "je vois [PERSONNE_1], puis [PERSONNE_1_2], puis [PERSONNE_1_3] et [PERSONNE_2]."
    assert mask.hide("encore Sophie Tremblay") == "encore [PERSONNE_1]"
    assert mask.restore(hidden) == text
    assert mask.kinds == {"PERSONNE": 2}


def test_hiding_twice_changes_nothing() -> None:
    mask = Mask(Capitals())
    once = mask.hide("voici Luc Roy")
    assert mask.hide(once) == once


@pytest.mark.parametrize("said", ["[PERSONNE_1]", "(PERSONNE_1)", "PERSONNE_1", "[Personne 1]", "Personne_1"])
def test_a_model_may_change_the_marks_a_little(said: str) -> None:
    mask = Mask(Capitals())
    mask.hide("voici Luc Roy")
    assert mask.restore(f"demandez à {said}.") == "demandez à Luc Roy."


def test_a_placeholder_that_was_not_given_is_said_to_be_one() -> None:
    assert "masquée" in Mask(Capitals()).restore("demandez à [PERSONNE_9]")


def test_what_is_typed_like_a_placeholder_comes_back_as_typed() -> None:
    mask = Mask(Capitals())
    text = "voici [PERSONNE_1] et [COURRIEL_3]"
    hidden = mask.hide(text)
    assert "[PERSONNE_1]" not in hidden
    assert mask.restore(hidden) == text
    assert mask.kinds == {}


@given(st.text(alphabet=st.sampled_from("AÉab é[]_1PERSONNE\n"), max_size=80))
def test_every_text_comes_back(text: str) -> None:
    mask = Mask(Capitals())
    hidden = mask.hide(text)
    assert mask.restore(hidden) == text or HELD.search(text)
    assert mask.hide(hidden) == hidden


ENTRY = Entry(when=datetime(2026, 1, 1, tzinfo=UTC), engine="openai:x", tokens_in=10, tokens_out=5, masked={"PERSONNE": 1})


def test_the_register_keeps_how_much_and_is_purged(tmp_path: Path) -> None:
    append(tmp_path, ENTRY)
    append(tmp_path, ENTRY.model_copy(update={"when": ENTRY.when + timedelta(days=9)}))
    with (tmp_path / FILE).open("a", encoding="utf-8") as file:
        file.write("{abîmé\n")
    kept = read(tmp_path)
    assert (len(kept.entries), kept.damaged) == (2, 1)
    assert purge(tmp_path, ENTRY.when + timedelta(days=1)) == 2
    assert len(read(tmp_path).entries) == 1
    assert purge(tmp_path) == 1
    assert (tmp_path / FILE).read_bytes() == b""


def test_a_disk_that_refuses_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(RegisterError, match="registre"):
        append(tmp_path / "file", ENTRY)
