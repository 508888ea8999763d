"""A sheet on which people grade answers, and its way back: with `export.excel`, the only module that knows openpyxl.

Each statement gets a mark for what it says (100, 80 or 0) and one for its reference (25, 20 or 0); an answer is worth the mean of its
statements out of 125.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from assistant.errors import BoussoleError
from assistant.evaluation.scores import agreement
from assistant.records import Answer
from corpus.records import Record
from prompts import load_texts

MARKS = {"sentence": (100, 80, 0), "citation": (25, 20, 0)}
WIDTHS = (16, 46, 78, 14, 14, 40)
FIRST_ROW = 3  # under the grader's name and the headings
FORMULA = ("=", "+", "-", "@", "\t")  # what a spreadsheet would run


class Grade(Record):
    """What a person gave to one statement."""

    id: str
    sentence: int
    citation: int
    comment: str = ""


def write_sheet(path: Path, answers: Sequence[Answer]) -> int:
    """Write a sheet with one row per statement of each answer; return how many.

    :raises BoussoleError: if the file cannot be written.
    """
    texts = load_texts("evaluation", "fr")
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = texts.render("grading.sheet")
    sheet["A1"], sheet["B1"] = texts.render("grading.grader"), ""
    rows = list(_rows(answers))
    for column, (name, width) in enumerate(zip(texts.get("grading.columns"), WIDTHS, strict=True), start=1):
        sheet.cell(FIRST_ROW - 1, column, name)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(rows, start=FIRST_ROW):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column, value)
    _dress(sheet, len(rows))
    guide = book.create_sheet(texts.render("grading.guide"))
    guide.column_dimensions["A"].width = 110
    for number, rule in enumerate(texts.get("grading.rules"), start=1):
        guide.cell(number, 1, rule).alignment = Alignment(wrap_text=True)
    try:
        book.save(path)
    except OSError as error:
        raise BoussoleError(
            load_texts("errors", "fr").render("not_writable", path=str(path), reason=error.strerror or str(error))
        ) from error
    return len(rows)


def _rows(answers: Sequence[Answer]) -> Iterator[tuple[str, str, str]]:
    for answer in answers:
        lines = [line.strip() for line in answer.text.splitlines() if line.strip()]
        for number, line in enumerate(lines, start=1):
            yield f"{answer.id}-{number}", _harmless(answer.question) if number == 1 else "", _harmless(line)


def _harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _dress(sheet: Worksheet, rows: int) -> None:
    """Make the sheet readable, and let the marks be chosen from a list."""
    for cell in sheet[FIRST_ROW - 1]:
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="0B6E6E")
    for row in sheet.iter_rows(min_row=FIRST_ROW):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    last = FIRST_ROW + max(rows, 1) - 1
    for column, marks in (("D", MARKS["sentence"]), ("E", MARKS["citation"])):
        choice = DataValidation(type="list", formula1=f'"{",".join(map(str, marks))}"', allow_blank=True)
        sheet.add_data_validation(choice)
        choice.add(f"{column}{FIRST_ROW}:{column}{last}")
    sheet.freeze_panes = f"C{FIRST_ROW}"


def read_sheet(path: Path) -> dict[str, Grade]:
    """Read the marks of a sheet that somebody filled in; rows left blank are left out.

    :raises BoussoleError: naming the row, if the file is no grading sheet or holds a mark that does not exist.
    """
    errors = load_texts("errors", "fr")
    try:
        sheet = load_workbook(path, data_only=True).worksheets[0]
        rows = list(sheet.iter_rows(min_row=FIRST_ROW, max_col=len(WIDTHS), values_only=True))
    except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError, IndexError) as error:
        raise BoussoleError(errors.render("bad_sheet", path=str(path))) from error
    grades = {}
    for number, row in enumerate(rows, start=FIRST_ROW):
        if len(row) < len(WIDTHS) or row[0] is None or (row[3] is None and row[4] is None):
            continue
        if row[3] not in MARKS["sentence"] or row[4] not in MARKS["citation"]:
            raise BoussoleError(errors.render("bad_mark", path=str(path), row=str(number)))
        grades[str(row[0])] = Grade(id=str(row[0]), sentence=int(str(row[3])), citation=int(str(row[4])), comment=str(row[5] or ""))
    return grades


class Marks(Record):
    """What the sheets of one or two people say together."""

    statements: int
    mean: float
    alpha_sentence: float | None = None
    alpha_citation: float | None = None
    apart: tuple[str, ...] = ()


def summarise(sheets: Sequence[dict[str, Grade]]) -> Marks:
    """Return the mean mark out of 125 and, with two sheets, the agreement of those who graded (Krippendorff's alpha).

    :param sheets: the marks of each person, one or two.
    """
    everyone = [grade.sentence + grade.citation for sheet in sheets for grade in sheet.values()]
    mean = fmean(everyone) if everyone else 0.0
    if len(sheets) < 2:
        return Marks(statements=len(everyone), mean=mean)
    first, second = sheets[0], sheets[1]
    both = [(first[id_], second[id_]) for id_ in first if id_ in second]
    return Marks(
        statements=len(both),
        mean=mean,
        alpha_sentence=agreement([(a.sentence, b.sentence) for a, b in both]),
        alpha_citation=agreement([(a.citation, b.citation) for a, b in both]),
        apart=tuple(a.id for a, b in both if abs(a.sentence - b.sentence) > 20 or abs(a.citation - b.citation) > 5),
    )
