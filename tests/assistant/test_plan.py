"""A plan is a table over the period asked, with who, means and signs; what binds the case changes its first steps."""

from datetime import date

import pytest

from assistant.chat import Assistant
from assistant.period import Period, find_period, steps_wanted
from corpus.clean import fold

CASE = "Mes enseignants n'ont pas le temps de préparer leurs activités avec les tablettes."


@pytest.mark.parametrize(
    ("said", "period"),
    [
        ("Fais-moi un plan sur un mois", (1, "mois")),
        ("un plan de six semaines", (6, "semaine")),
        ("Ça ressemblerait à quoi sur trois ans?", (3, "annee")),
        ("a two-year plan", (2, "annee")),
        ("un échéancier d'ici Noël", (3, "semaine")),
        ("un plan d'ici les vacances de Noël svp", (3, "semaine")),
        ("un plan d'ici la relâche", (3, "mois")),
        ("un plan d'ici le 15 mars", (4, "mois")),
        ("un plan pour lundi", (1, "semaine")),
        ("mes cent premiers jours", (3, "mois")),
        ("de janvier à mai", (5, "mois")),
        ("non, trois mois\nplutôt d'ici Pâques", (4, "mois")),
        ("un plan pour l'année", (1, "annee")),
        ("donne-moi un plan d'ici janvier", (5, "semaine")),
        ("un plan d'ici la fin janvier", (10, "semaine")),
        ("un plan d'ici juin", (6, "mois")),
        ("a plan by the end of March", (4, "mois")),
        ("un plan d'ici novembre", (11, "mois")),
        ("mois par mois", (10, "mois")),
        ("un plan sur 18 mois", (2, "annee")),
        ("un plan sur 30 ans", (5, "annee")),
    ],
)
def test_the_period_is_the_one_asked_for(said: str, period: tuple[int, str]) -> None:
    assert find_period(fold(said), date(2026, 11, 26)) == Period(size=period[0], unit=period[1])  # type: ignore[arg-type]


def test_a_plan_of_no_length_says_so(assistant: Assistant) -> None:
    assert find_period("fais-moi un plan", date(2026, 11, 26)) is None
    answer = assistant.converse([CASE, "Fais-moi un plan."])[1]
    assert "durée" in answer.text.split("\n\n")[0]


@pytest.mark.parametrize(("said", "steps"), [("en trois étapes", 3), ("un plan en 4 actions", 4), ("un plan sur un mois", None)])
def test_a_plan_has_as_many_steps_as_asked(assistant: Assistant, said: str, steps: int | None) -> None:
    assert steps_wanted(fold(said)) == steps
    rows = [line for line in assistant.converse([CASE, f"Fais-moi un plan {said}"])[1].text.splitlines() if line.startswith("| ")]
    assert len(rows) - 1 == (steps or 6)


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("Faites-moi un plan sur un mois", ("Semaine 1", "Semaine 4")),
        ("Faites-moi un plan sur un an", ("Dès la première semaine", "D'ici la fin de l'année")),
        ("Ça ressemblerait à quoi sur trois ans?", ("Année 1", "Année 2", "Année 3")),
        ("Faites-moi un plan sur quatre mois", ("Mois 1", "Mois 4")),
        ("Give me a plan for the next month", ("Week 1", "Week 4")),
    ],
)
def test_a_plan_covers_its_period(assistant: Assistant, asked: str, held: tuple[str, ...]) -> None:
    answer = assistant.converse([CASE, asked])[1]
    assert answer.kind == "plan"
    assert all(when in answer.text for when in held), answer.text
    rows = [line for line in answer.text.splitlines() if line.startswith("|")]
    assert {row.count("|") for row in rows} == {7}
    assert all(strategy.id in answer.text for strategy in answer.strategies)
    assert answer.warnings == ()


def test_what_was_said_to_be_lacking_changes_the_first_steps(assistant: Assistant) -> None:
    told = assistant.converse([CASE, "et si je n'ai pas de suppléants pour libérer personne?", "Faites-moi un plan sur un mois"])
    plain = assistant.converse([CASE, "Faites-moi un plan sur un mois"])
    first = told[2].strategies[0].id
    means = assistant.index.corpus.means[first]
    assert means.adapt["release"] in told[2].text
    assert means.adapt["release"] not in plain[1].text
