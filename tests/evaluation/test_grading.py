"""The grading sheet goes out, is filled in by people, and comes back; what is not one is refused in a sentence."""

from pathlib import Path

import openpyxl
import pytest

from assistant.errors import BoussoleError
from assistant.evaluation.grading import Grade, read_sheet, summarise, write_sheet
from assistant.records import Answer

ANSWERS = [
    Answer(id="R1-001", question="Le wifi plante.", language="fr", kind="situation", text="Un constat [1].\n\n○ Une suggestion."),
    Answer(id="B0001", question="=cmd|' /C calc'!A0", language="fr", kind="situation", text="=SOMME(A1:A3)"),
]


def fill(path: Path, marks: list[tuple[int, int]]) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for row, (sentence, citation) in enumerate(marks, start=3):
        sheet.cell(row, 4, sentence)
        sheet.cell(row, 5, citation)
    book.save(path)


def test_one_row_per_statement_and_a_guide(tmp_path: Path) -> None:
    path = tmp_path / "notes.xlsx"
    assert write_sheet(path, ANSWERS) == 3
    book = openpyxl.load_workbook(path)
    rows = list(book.worksheets[0].iter_rows(min_row=3, values_only=True))
    assert [row[0] for row in rows] == ["R1-001-1", "R1-001-2", "B0001-1"]
    assert rows[0][1:3] == ("Le wifi plante.", "Un constat [1].")
    assert len(book.worksheets) == 2


def test_no_text_becomes_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "notes.xlsx"
    write_sheet(path, ANSWERS)
    for row in openpyxl.load_workbook(path).worksheets[0].iter_rows(min_row=3):
        assert all(cell.data_type != "f" for cell in row)


def test_marks_come_back(tmp_path: Path) -> None:
    path = tmp_path / "notes.xlsx"
    write_sheet(path, ANSWERS)
    assert read_sheet(path) == {}
    fill(path, [(100, 25), (80, 25)])
    assert read_sheet(path) == {
        "R1-001-1": Grade(id="R1-001-1", sentence=100, citation=25),
        "R1-001-2": Grade(id="R1-001-2", sentence=80, citation=25),
    }


def test_a_mark_that_does_not_exist_is_refused_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "notes.xlsx"
    write_sheet(path, ANSWERS)
    fill(path, [(100, 25), (90, 25)])
    with pytest.raises(BoussoleError, match="ligne 4"):
        read_sheet(path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 pas un classeur", b"<html></html>"])
def test_what_is_no_sheet_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "notes.xlsx"
    path.write_bytes(content)
    with pytest.raises(BoussoleError, match="n'est pas une feuille de notation"):
        read_sheet(path)


def test_two_people_are_compared() -> None:
    one = {id_: Grade(id=id_, sentence=100, citation=25) for id_ in "abc"}
    other = {**one, "c": Grade(id="c", sentence=0, citation=25)}
    assert summarise([one]).mean == 125
    assert summarise([one, one]).apart == ()
    marks = summarise([one, other])
    assert marks.statements == 3
    assert marks.apart == ("c",)
    assert marks.alpha_sentence is not None
    assert marks.alpha_sentence < 1
