"""The command line: what ships passes; a skeleton says what is left, and passes once filled."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.scenarios.cli import app
from assistant.scenarios.load import left_to_fill
from assistant.scenarios.new import skeleton
from assistant.scenarios.parse import parse


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.stdout, result.stderr


def test_what_ships_passes() -> None:
    assert run("check") == (0, "12 scénarios, sans défaut.\n", "")


def test_a_skeleton_is_refused_until_it_is_filled(tmp_path: Path) -> None:
    code, out, _ = run("new", "mon-cas", str(tmp_path / "miens"))
    assert code == 0
    path = tmp_path / "miens" / "mon-cas.yaml"
    text = path.read_text(encoding="utf-8")
    left = left_to_fill(parse(text, path.name).value)
    assert len(left) == 11
    assert all(place in out for place in left)
    code, out, err = run("check", str(path.parent))
    assert (code, out) == (2, "")
    assert all(place in err for place in left)

    filled = text.replace("[À REMPLIR]", "[CP1]").replace("  À REMPLIR: 2", "  CP1.4: 2").replace("« À REMPLIR »", "")
    path.write_text(filled.replace("À REMPLIR", "Un mot : ou deux #3"), encoding="utf-8")
    assert run("check", str(path.parent)) == (0, "1 scénario, sans défaut.\n", "")


def test_a_skeleton_is_commented_and_takes_a_language() -> None:
    assert "language: en" in skeleton("a", "en")
    assert sum(line.lstrip().startswith("#") for line in skeleton("a").splitlines()) >= 10


@pytest.mark.parametrize("name", ["Mon cas", "../dehors", "é", "", "a--b", "-a", "a/b"])
def test_a_name_that_cannot_be_an_id_is_refused(name: str, tmp_path: Path) -> None:
    code, _, err = run("new", "--", name, str(tmp_path))
    assert code == 2
    assert "ne peut pas nommer un scénario" in err
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "cas.yaml").write_text("à moi", encoding="utf-8")
    code, _, err = run("new", "cas", str(tmp_path))
    assert code == 2
    assert "existe déjà" in err
    assert (tmp_path / "cas.yaml").read_text(encoding="utf-8") == "à moi"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("check", "nulle-part"), "n'existe pas"), (("new", "cas", ".", "--lang", "de"), "« fr » ou « en »")],
)
def test_a_wrong_argument_is_a_sentence(arguments: tuple[str, ...], said: str) -> None:
    code, _, err = run(*arguments)
    assert code == 2
    assert said in err
    assert len(err.splitlines()) == 1


def test_an_empty_folder_is_a_sentence(tmp_path: Path) -> None:
    code, _, err = run("check", str(tmp_path))
    assert code == 2
    assert "Aucun scénario" in err
