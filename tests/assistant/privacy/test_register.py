"""A register that holds how much and never what, and survives what happens to files."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.privacy.register import FILE, Entry, RegisterError, append, purge, read

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)


def entry(tokens: int, when: datetime = NOON) -> Entry:
    return Entry(when=when, engine="openai:m", tokens_in=tokens, tokens_out=10, masked={"PERSONNE": 2})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for day in range(3):
        append(tmp_path / "kept", entry(100 + day, NOON + timedelta(days=day)))
    return tmp_path / "kept"


def test_a_line_is_what_was_agreed(folder: Path) -> None:
    first = (folder / FILE).read_text(encoding="utf-8").splitlines()[0]
    assert json.loads(first) == {
        "when": "2025-03-01T12:00:00Z",
        "engine": "openai:m",
        "tokens_in": 100,
        "tokens_out": 10,
        "masked": {"PERSONNE": 2},
    }


def test_what_was_appended_is_read_in_order(folder: Path) -> None:
    kept = read(folder)
    assert ([one.tokens_in for one in kept.entries], kept.damaged) == ([100, 101, 102], 0)


def test_a_register_that_was_never_written_is_empty_and_reading_makes_no_file(tmp_path: Path) -> None:
    assert read(tmp_path / "none").entries == ()
    assert list(tmp_path.iterdir()) == []


def test_damaged_lines_are_left_out_and_counted_and_one_cut_short_spoils_no_other(folder: Path) -> None:
    with (folder / FILE).open("ab") as file:
        file.write(b'{"when": "nonsense"}\n\xff\xfe\n{"when":"2025-0')
    append(folder, entry(7))
    kept = read(folder)
    assert (kept.damaged, kept.entries[-1]) == (3, entry(7))


def test_purge_by_date_then_all(folder: Path) -> None:
    assert purge(folder, NOON + timedelta(days=1)) == 1
    assert [one.tokens_in for one in read(folder).entries] == [101, 102]
    assert purge(folder) == 2
    assert (folder / FILE).read_bytes() == b""
    assert not [path for path in folder.iterdir() if path.suffix == ".new"]


def test_lines_written_at_once_stay_whole_and_none_is_lost_to_a_purge(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: purge(tmp_path, NOON) if n % 10 == 9 else append(tmp_path, entry(n)), range(60)))
    kept = read(tmp_path)
    assert (sorted(one.tokens_in for one in kept.entries), kept.damaged) == ([n for n in range(60) if n % 10 != 9], 0)


@pytest.mark.parametrize("do", [lambda path: append(path, entry(1)), purge])
def test_a_disk_that_refuses_is_one_clear_error(tmp_path: Path, do: Callable[[Path], object]) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    with pytest.raises(RegisterError, match="registre"):
        do(tmp_path / "file")


def test_a_register_that_cannot_be_read_is_the_same_error(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    with pytest.raises(RegisterError):
        read(tmp_path)
