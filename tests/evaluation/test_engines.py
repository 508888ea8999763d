"""Engines side by side: the same questions, and figures that tell a careful model from one that makes things up."""

from statistics import fmean
from typing import Any

import pytest

from assistant.errors import SettingsError
from assistant.evaluation.engines import evaluate_engines, named_engines
from assistant.settings import read_settings
from tests.provider import Provider


def test_names_may_carry_an_address() -> None:
    first, second = named_engines(read_settings({}), ["embedded", "openai:x@http://127.0.0.1:1/v1"])
    assert (first.model, first.model_url) == ("embedded", None)
    assert (second.model, str(second.model_url)) == ("openai:x", "http://127.0.0.1:1/v1")


@pytest.mark.parametrize("name", ["gpt", "openai:", "openai:x@nowhere"])
def test_another_name_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="fournisseur:nom"):
        named_engines(read_settings({}), [name])


def test_a_careful_model_and_a_liar_are_told_apart(opened: Any) -> None:
    with Provider("good") as good, Provider("invented figure") as liar:
        engines = named_engines(read_settings({}), ["embedded", f"openai:a@{good.url}", f"openai:b@{liar.url}"])
        parts, timings = evaluate_engines(opened, engines, 4, lambda _: None)
    told = parts[0]
    means = {way.name: {m: fmean(case.scores[m] for case in way.cases) for m in told.measures} for way in told.ways}
    assert not [case.error for way in told.ways for case in way.cases if case.error]
    assert means["embedded"]["rédigé"] == 0
    assert means["openai:a"]["tenu d'emblée"] > means["openai:b"]["tenu d'emblée"]
    assert means["openai:b"]["retiré"] > 0
    assert {way["précision"] for way in means.values()} == {1.0}  # what does not hold never reaches the text
    assert len(timings) == 9
