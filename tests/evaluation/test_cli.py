"""The door of the evaluation tool: bad files are refused before any work, results are saved, compared and reported."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.__main__ import app
from assistant.evaluation import cli
from assistant.evaluation.grading import write_sheet
from assistant.evaluation.records import Case, Part, Timing, Way
from assistant.evaluation.run import Progress
from assistant.records import Answer
from assistant.settings import Settings

RUN = CliRunner()


def quick(settings: Settings, advance: Progress) -> cli.Measured:
    """A measure that takes no time."""
    advance(1)
    cases = (Case(id="a", question="Question", scores={"nDCG@5": 0.5}),)
    part = Part(name="dev-real", title="Choix, dev, cas réels", measures=("nDCG@5",), ways=(Way(name="Boussole", cases=cases),))
    return [part], [Timing(what="Réponse", value=3, unit="ms", goal=5)]


def test_a_run_is_saved_compared_and_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli._measure((quick,), False, None, None, tmp_path)
    (saved,) = tmp_path.glob("*.json")
    page = tmp_path / "rapport.html"
    cli._measure((quick,), False, saved, page, tmp_path / "second")
    printed = capsys.readouterr().out
    assert "Écarts appariés" in printed
    assert "0.500 [0.500–0.500]" in printed
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_result_can_be_printed_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli._measure((quick,), True, None, None, tmp_path)
    assert json.loads(capsys.readouterr().out)["parts"][0]["name"] == "dev-real"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["situations", "--compare", "absent.json"], "n'est pas un fichier de résultats"),
        (["retrieval", "--data", "absent"], "corpus.jsonl"),
        (["grades", "absent.xlsx"], "n'est pas une feuille de notation"),
    ],
)
def test_a_bad_file_is_one_sentence_and_exit_code_2(arguments: list[str], sentence: str) -> None:
    result = RUN.invoke(app, ["evaluate", *arguments])
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert "Traceback" not in result.output + result.stderr


def test_grades_of_two_people(tmp_path: Path) -> None:
    path = tmp_path / "notes.xlsx"
    write_sheet(path, [Answer(id="R1-001", question="Le wifi plante.", language="fr", kind="situation", text="Un constat [1].")])
    result = RUN.invoke(app, ["evaluate", "grades", str(path), str(path)])
    assert result.exit_code == 0
    assert "0 énoncés notés" in result.output


def test_the_ceiling_is_that_of_the_bank() -> None:
    result = RUN.invoke(app, ["evaluate", "ceiling", "--json"])
    readings = {reading["title"]: reading for reading in json.loads(result.output)["readings"]}
    assert readings["cas réels, dev"]["size"] > 200
    assert 0.6 < readings["cas réels, dev"]["ndcg"]["mean"] < 0.95
    assert 0.6 < readings["cas réels, test"]["alpha"] < 1
