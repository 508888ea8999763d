"""Reading the knowledge base: what is wrong is named, with its file and its entry."""

import shutil
from pathlib import Path

import pytest

from corpus.__main__ import main
from corpus.load import CORPUS_DIR, CorpusError, digest_of, load_corpus


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    shutil.copytree(CORPUS_DIR, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return folder


def test_a_copy_reads_the_same(copy: Path) -> None:
    assert load_corpus(copy).digest == digest_of(CORPUS_DIR)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("sources.yaml", "- key: [", "sources.yaml ne peut pas être lu"),
        ("measures.yaml", "une phrase", "measures.yaml : on attend une liste"),
        ("actors.yaml", "- {id: X}", "actors.yaml, entrée X, champ « name »"),
        ("facts/pan.yaml", "- rien", "pan.yaml : on attend deux listes"),
        ("situations/scenes.jsonl", "{pas du json", "scenes.jsonl ne peut pas être lu"),
    ],
)
def test_a_damaged_file_is_named(copy: Path, name: str, content: str, sentence: str) -> None:
    (copy / name).write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError, match=sentence):
        load_corpus(copy)


def test_a_missing_file_is_named(copy: Path) -> None:
    (copy / "families.yaml").unlink()
    with pytest.raises(CorpusError, match=r"families\.yaml ne peut pas être lu"):
        load_corpus(copy)


def test_an_id_given_twice_is_refused(copy: Path) -> None:
    path = copy / "situations" / "scenes.jsonl"
    first = path.read_text(encoding="utf-8").splitlines()[0]
    path.write_text(f"{first}\n{first}\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="donné deux fois"):
        load_corpus(copy)


def test_any_change_changes_the_digest(copy: Path) -> None:
    before = digest_of(copy)
    (copy / "actors.yaml").write_text((copy / "actors.yaml").read_text(encoding="utf-8") + "\n# note\n", encoding="utf-8")
    assert digest_of(copy) != before


def test_the_command_says_what_it_wants(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "python -m corpus check" in capsys.readouterr().err


def test_the_command_counts_what_it_checked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert "51 stratégies" in capsys.readouterr().out
