"""The command line: one question, a file of questions, and errors as one sentence with exit code 2."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.__main__ import app
from assistant.batch import answer_questions, read_questions, write_lines
from assistant.chat import Assistant
from assistant.errors import BatchError

ROOT = Path(__file__).parent.parent.parent


def write(path: Path, *lines: object) -> Path:
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return path


def test_a_file_is_answered_line_by_line(assistant: Assistant, tmp_path: Path) -> None:
    source = write(
        tmp_path / "in.jsonl",
        {"id": "a", "text": "Combien de mesures comptait le PAN?"},
        {"id": 2, "turns": ["Mes profs manquent de temps pour planifier avec les tablettes.", "Développez la première"]},
        {"id": "c", "turns": ["", "Bonjour"]},
    )
    target = tmp_path / "out.jsonl"
    done = []
    write_lines(target, answer_questions(assistant, read_questions(source)), lambda: done.append(1))
    lines = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["a", "2", "c"]
    assert [len(line["answers"]) for line in lines] == [1, 2, 2]
    assert lines[1]["answers"][1]["kind"] == "followup"
    assert lines[2]["answers"][0]["error"].startswith("Écrivez")
    assert lines[2]["answers"][1]["kind"] == "smalltalk"
    assert len(done) == 3


@pytest.mark.parametrize(
    "line", ["{pas du json", {"text": "sans id"}, {"id": "x"}, {"id": "x", "turns": []}, {"id": "x", "turns": [1]}, "[1]"]
)
def test_a_bad_line_is_named(tmp_path: Path, line: object) -> None:
    source = write(tmp_path / "in.jsonl", {"id": "a", "text": "Bonjour"}, line)
    with pytest.raises(BatchError, match="Ligne 2"):
        read_questions(source)


def test_files_that_cannot_be_used_are_named(tmp_path: Path) -> None:
    with pytest.raises(BatchError, match="introuvable"):
        read_questions(tmp_path / "none.jsonl")
    (tmp_path / "latin.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BatchError, match="UTF-8"):
        read_questions(tmp_path / "latin.jsonl")
    with pytest.raises(BatchError, match="Impossible d'écrire"):
        write_lines(tmp_path / "no" / "out.jsonl", iter([]), lambda: None)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["ask"], "Donnez une question"),
        (["ask", ""], "Écrivez d'abord"),
        (["ask", "😀"], "aucun mot"),
        (["ask", "a" * 1_000_000], "gardez l'essentiel"),
        (["ask", "Bonjour", "--lang", "es"], "« fr » ou « en »"),
        (["ask", "--input", "none.jsonl"], "--output"),
        (["ask", "--input", "none.jsonl", "--output", "out.jsonl"], "introuvable"),
        (["evaluate", "everything"], "everything"),
    ],
)
def test_errors_are_one_sentence_and_exit_code_2(arguments: list[str], sentence: str) -> None:
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def run(data_dir: Path, *arguments: str, stdin: bytes = b"", **more: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "BOUSSOLE_DATA_DIR": str(data_dir), **more}
    return subprocess.run(
        [sys.executable, "-m", "assistant", *arguments], cwd=ROOT, env=environment, input=stdin, capture_output=True, check=False
    )


def test_the_real_command_answers(data_dir: Path) -> None:
    asked = run(data_dir, "ask", "-", "--json", stdin=b"Combien de mesures comptait le PAN?")
    assert asked.returncode == 0, asked.stderr.decode()
    assert "33" in json.loads(asked.stdout)["text"]


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [({"BOUSSOLE_DATA_DIR": "/nowhere/at/all"}, "python -m index build"), ({"BOUSSOLE_PROT": "1"}, "BOUSSOLE_PROT n'existe pas")],
)
def test_a_missing_index_or_a_wrong_setting_is_said(data_dir: Path, setting: dict[str, str], sentence: str) -> None:
    result = run(data_dir, "ask", "Bonjour", **setting)
    assert result.returncode == 2
    assert sentence in result.stderr.decode()
    assert b"Traceback" not in result.stderr
