"""What was learned is taken from the build before, unless what it was learned from has changed."""

import json
from pathlib import Path

import joblib
import numpy as np
import pytest

from index.learned import NOTE, Learned


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    before, now = tmp_path / "before", tmp_path / "now"
    before.mkdir()
    now.mkdir()
    Learned(before, None, "1").keep("a.joblib", (["texte"], np.ones(2)), lambda: "first")
    return before, now


def learn(folders: tuple[Path, Path], made_of: list[object], maker: str = "1") -> object:
    before, now = folders
    Learned(now, before, maker).keep("a.joblib", made_of, lambda: "again")
    return joblib.load(now / "a.joblib")


def test_the_same_examples_are_not_learned_again(folders: tuple[Path, Path]) -> None:
    assert learn(folders, [["texte"], np.ones(2)]) == "first"
    assert json.loads((folders[1] / NOTE).read_text(encoding="utf-8")) == json.loads((folders[0] / NOTE).read_text(encoding="utf-8"))


@pytest.mark.parametrize("made_of", [[["texte!"], np.ones(2)], [["texte"], np.zeros(2)], [["texte"]]])
def test_other_examples_are(folders: tuple[Path, Path], made_of: list[object]) -> None:
    assert learn(folders, made_of) == "again"


def test_another_version_learns_again(folders: tuple[Path, Path]) -> None:
    assert learn(folders, [["texte"], np.ones(2)], maker="2") == "again"


def test_a_damaged_note_or_a_missing_file_is_learned_again(folders: tuple[Path, Path]) -> None:
    (folders[0] / NOTE).write_text("{", encoding="utf-8")
    assert learn(folders, [["texte"], np.ones(2)]) == "again"
    (folders[0] / "a.joblib").unlink()
    assert learn(folders, [["texte"], np.ones(2)]) == "again"
