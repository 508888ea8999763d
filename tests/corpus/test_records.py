"""The invariant of the whole product: what claims something names its source, what proposes carries none."""

import pytest
from pydantic import ValidationError

from corpus.records import Situation, Statement


def test_a_suggestion_needs_no_source() -> None:
    assert Statement(text="Essayez.").kind == "suggestion"


@pytest.mark.parametrize("kind", ["constat", "document", "illustration"])
def test_every_other_kind_needs_one(kind: str) -> None:
    with pytest.raises(ValidationError, match="must carry a source"):
        Statement.model_validate({"text": "On sait que.", "kind": kind})


def test_a_suggestion_must_not_borrow_a_source() -> None:
    with pytest.raises(ValidationError, match="must not carry a source"):
        Statement(text="Essayez.", source="bilan-2018-2019")


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValidationError):
        Statement.model_validate({"text": "x", "sorte": "constat"})


def test_the_split_depends_on_the_id_alone_and_is_about_a_fifth() -> None:
    situations = [Situation(id=f"B{n:04d}", text="x", relevant={"CP1.1": 2}) for n in range(1000)]
    share = sum(s.split == "dev" for s in situations) / 1000
    assert 0.16 < share < 0.24
    assert situations[3].split == Situation(id="B0003", text="another", relevant={}).split


def test_expected_are_those_of_grade_two() -> None:
    assert Situation(id="B1", text="x", relevant={"CP1.1": 2, "CP1.2": 1}).expected == {"CP1.1"}
