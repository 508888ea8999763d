"""Opinions are kept only with consent, read back, and never lost for a damaged line."""

import json
from pathlib import Path

import pytest

from assistant.feedback import FILE, FeedbackError, Opinion, keep_opinion, kept_opinions, read_opinion

GOOD = {"answer": "a" * 32, "question": "Mes profs…", "engine": "embedded", "useful": False, "reason": "trop long", "consent": True}


def test_an_opinion_is_kept_and_read_back(tmp_path: Path) -> None:
    for useful in (True, False):
        keep_opinion(tmp_path, read_opinion(json.dumps({**GOOD, "useful": useful}).encode()))
    kept = list(kept_opinions(tmp_path))
    assert [one["useful"] for one in kept] == [True, False]
    assert kept[0]["reason"] == "trop long"
    assert "consent" not in kept[0]


@pytest.mark.parametrize(
    "change", [{"consent": False}, {"consent": None}, {"answer": "../x"}, {"reason": "x" * 1001}, {"more": 1}, {"useful": "peut-être"}]
)
def test_what_is_no_opinion_is_refused(change: dict[str, object], tmp_path: Path) -> None:
    with pytest.raises(FeedbackError, match="rien n'a été conservé"):
        read_opinion(json.dumps({**GOOD, **change}).encode())


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff", b"{"])
def test_another_body_is_refused(body: bytes) -> None:
    with pytest.raises(FeedbackError):
        read_opinion(body)


def test_a_damaged_line_is_passed_over(tmp_path: Path) -> None:
    keep_opinion(tmp_path, Opinion.model_validate(GOOD))
    with (tmp_path / FILE).open("a", encoding="utf-8") as file:
        file.write("{\n[1]\n")
    keep_opinion(tmp_path, Opinion.model_validate(GOOD))
    assert len(list(kept_opinions(tmp_path))) == 2


def test_nothing_kept_is_nothing(tmp_path: Path) -> None:
    assert list(kept_opinions(tmp_path)) == []


def test_a_disk_that_refuses_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(FeedbackError, match="n'a pas pu être gardé"):
        keep_opinion(tmp_path / "file", Opinion.model_validate(GOOD))
