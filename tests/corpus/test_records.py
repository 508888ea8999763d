"""The invariant of the whole product: what claims something names its source, what proposes carries none."""

import pytest
from pydantic import ValidationError

from corpus.examples import TurnExample
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


def test_the_split_of_a_turn_depends_on_its_id_alone_and_is_about_a_fifth() -> None:
    turns = [TurnExample(id=f"T{n:04d}", text="x", kind="fact", lang="fr") for n in range(1000)]
    assert 0.16 < sum(turn.split == "dev" for turn in turns) / 1000 < 0.24
    assert turns[3].split == TurnExample(id="T0003", text="another", kind="plan", lang="en").split


def test_a_real_case_names_its_page_and_a_scene_has_none() -> None:
    case = Situation(id="R1", text="x", relevant={"CP1.1": 2}, origin="real", source_url="https://www.ecole.example/page?a=1")
    assert case.site == "ecole.example"
    for fields in ({"origin": "real"}, {"source_url": "https://a.example"}):
        with pytest.raises(ValidationError, match="carry a source_url"):
            Situation.model_validate({"id": "X", "text": "x", "relevant": {"CP1.1": 2}, **fields})


def test_expected_are_those_of_grade_two() -> None:
    assert Situation(id="B1", text="x", relevant={"CP1.1": 2, "CP1.2": 1}).expected == {"CP1.1"}
