"""A plan goes out and comes back whole, by any door; what a person changed in Word or Excel is what comes back; the rest is refused."""

import json
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from openpyxl import Workbook, load_workbook

from assistant.export.archive import MOST_ENTRIES
from assistant.export.errors import ExportError
from assistant.export.excel import plan_xlsx
from assistant.export.file import plan_json, read_plan
from assistant.export.template import saved
from assistant.export.word import plan_docx
from assistant.plan.records import Plan, PlanRow
from tests.assistant.plan.plans import FORMULAS, HOSTILE, a_plan, plans

DOORS: dict[str, Callable[[Plan], bytes]] = {"json": plan_json, "xlsx": plan_xlsx, "docx": plan_docx}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_plan_comes_back_as_it_went(door: str, language: str) -> None:
    plan = a_plan(language)
    assert read_plan(DOORS[door](plan), f"plan.{door}") == plan


@pytest.mark.parametrize("door", DOORS)
def test_a_hostile_plan_comes_back_as_it_went(door: str) -> None:
    rows = [PlanRow(objective=HOSTILE, action=text, who="{_{ }_}", note="_x0041_ _x_", means=" _x000D_\n") for text in FORMULAS]
    plan = a_plan(rows=(*rows, PlanRow(action="a\n\nb   c")), title=HOSTILE, school="=1+1", period="{{ 1 }}")
    assert read_plan(DOORS[door](plan), "x") == plan


@given(plans)
@settings(max_examples=200, deadline=None)
def test_any_plan_comes_back_from_json(plan: Plan) -> None:
    assert read_plan(plan_json(plan), "x") == plan


@given(plans)
@settings(max_examples=25, deadline=None)
def test_any_plan_comes_back_from_excel(plan: Plan) -> None:
    assert read_plan(plan_xlsx(plan), "x") == plan.model_copy(update={"rows": tuple(undated(row) for row in plan.rows)})


@given(plans)
@settings(max_examples=15, deadline=None)
def test_any_plan_comes_back_from_word(plan: Plan) -> None:
    assert read_plan(plan_docx(plan), "x") == plan.model_copy(update={"rows": tuple(undated(row) for row in plan.rows)})


def undated(row: PlanRow) -> PlanRow:
    return row if row.status == "done" else row.model_copy(update={"done": None})


@pytest.mark.parametrize("door", DOORS)
def test_the_longest_plan_comes_back(door: str) -> None:
    plan = a_plan(rows=tuple(PlanRow(objective=f"{n} " + "é" * 598, action=f"{n} " + "&" * 597, note="x" * 600) for n in range(60)))
    assert read_plan(DOORS[door](plan), "x") == plan


def edited_book(change: Callable[[Any], None], language: str = "fr") -> bytes:
    book = load_workbook(BytesIO(plan_xlsx(a_plan(language))))
    change(book)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_what_was_changed_in_excel_is_what_comes_back() -> None:
    def change(book: Any) -> None:
        plan, follow = book["Plan"], book["Suivi"]
        plan["D6"], plan["E6"] = "Rendre une heure", 3
        plan.append([])
        plan["D9"], plan["I9"] = "Une ligne de plus", "pan29"
        follow["E6"], follow["F7"], follow["E7"] = "Fait", datetime(2026, 11, 2), "À faire"
        follow["D8"] = "2027-01-15"

    rows = read_plan(edited_book(change), "plan.xlsx").rows
    assert [row.action for row in rows] == ["Compter les heures", "Rendre une heure", "Dire le cap", "Sans date", "Une ligne de plus"]
    assert [row.status for row in rows] == ["done", "done", "done", "todo", "todo"]
    assert (rows[1].who, rows[1].note, rows[2].done, rows[3].due) == ("3", "à voir", date(2026, 11, 2), date(2027, 1, 15))
    assert rows[4].measure == ("PAN29",)
    assert rows[0] == a_plan().rows[0]


def test_a_workbook_without_its_hidden_sheet_is_read_by_its_heads() -> None:
    plan = read_plan(edited_book(lambda book: book.remove(book["boussole"]), "en"), "x")
    assert [row.model_copy(update={"done": None}) for row in plan.rows] == [row.model_copy(update={"done": None}) for row in a_plan().rows]


def test_a_workbook_without_its_sheets_is_read_from_what_it_kept() -> None:
    def change(book: Any) -> None:
        for name in ("Plan", "Suivi"):
            book.remove(book[name])

    assert read_plan(edited_book(change), "x") == a_plan()


def edited_document(change: Callable[[Any], None]) -> bytes:
    document = Document(BytesIO(plan_docx(a_plan())))
    change(document)
    return saved(document)


def test_what_was_changed_in_word_is_what_comes_back() -> None:
    def change(document: Any) -> None:
        table = document.tables[0]
        table.rows[2].cells[2].text, table.rows[3].cells[9].text = "Rendre une heure", "Fait"
        table._tbl.remove(table.rows[4]._tr)
        table.add_row().cells[2].text = "Une ligne de plus"

    rows = read_plan(edited_document(change), "plan.docx").rows
    assert [row.action for row in rows] == ["Compter les heures", "Rendre une heure", "Dire le cap", "Une ligne de plus"]
    assert [row.status for row in rows] == ["done", "todo", "done", "todo"]
    assert rows[0] == a_plan().rows[0]
    assert rows[1].due == date(2026, 10, 1)


def test_a_table_copied_into_another_document_is_read() -> None:
    document = Document()
    table = document.add_table(rows=2, cols=3)
    for place, (head, text) in enumerate((("Objective", "But"), ("Action", "Agir"), ("Autre", "x"))):
        table.rows[0].cells[place].text, table.rows[1].cells[place].text = head, text
    [row] = read_plan(saved(document), "x").rows
    assert row == PlanRow(objective="But", action="Agir")


def zipped(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def repacked(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return zipped({entry: change(archive.read(entry)) if entry == name else archive.read(entry) for entry in archive.namelist()})


def understated(data: bytes) -> bytes:
    """A zip whose directory says that its first entry is far smaller than it is."""
    place = data.index(b"PK\x01\x02") + 24
    return data[:place] + (10).to_bytes(4, "little") + data[place + 4 :]


def encrypted(data: bytes) -> bytes:
    place = data.index(b"PK\x01\x02") + 8
    return data[:place] + (1).to_bytes(2, "little") + data[place + 2 :]


def other_workbook() -> bytes:
    book, buffer = Workbook(), BytesIO()
    book.create_sheet("Plan")["A1"] = "Budget"
    book.save(buffer)
    return buffer.getvalue()


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
FOREIGN, BROKEN = "n'est pas un plan de Boussole", "est abîmé"
REFUSED: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "est vide"),
    "blank": (b" \n\t", "est vide"),
    "three megabytes": (b"{" + b" " * 3_000_000, "dépasse 2 Mo"),
    "an old file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "ancien format ou protégé"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), FOREIGN),
    "a text": ("Bonjour é".encode(), FOREIGN),
    "a page": (b"<script>alert(1)</script>", FOREIGN),
    "NUL": (b"\0" * 100, FOREIGN),
    "JSON cut": (plan_json(a_plan())[:-40], BROKEN),
    "JSON with NUL": (plan_json(a_plan()).replace(b"Dire", b"\0ire"), BROKEN),
    "another JSON": (b'{"name": "x"}', FOREIGN),
    "a list": (b"[1, 2]", FOREIGN),
    "deep": (b"[" * 900_000, BROKEN),
    "deep objects": (b'{"a":' * 300_000, BROKEN),
    "too many rows": (json.dumps({"title": "x", "made": "2026-01-01", "rows": [{"action": "x"}] * 61}).encode(), "61 lignes"),
    "a later version": (json.dumps({"title": "x", "made": "2026-01-01", "rows": [], "version": 2}).encode(), "version plus récente"),
    "a zip": (zipped({"a.txt": b"x"}), FOREIGN),
    "a zip cut": (plan_xlsx(a_plan())[:5000], BROKEN),
    "a zip bomb": (zipped({"xl/workbook.xml": b"\0" * 30_000_000}), "bien plus que ce qu'un plan"),
    "a zip that lies": (understated(zipped({"xl/workbook.xml": b"x" * 5000})), BROKEN),
    "a thousand entries": (zipped({f"{n}": b"" for n in range(MOST_ENTRIES + 1)}), "bien plus que ce qu'un plan"),
    "a password": (encrypted(zipped({"xl/workbook.xml": b"x"})), "protégé"),
    "another workbook": (other_workbook(), FOREIGN),
    "another document": (saved(Document()), FOREIGN),
    "a workbook of nothing": (zipped({"xl/workbook.xml": b""}), BROKEN),
    "a document of nothing": (zipped({"word/document.xml": b"<x/>"}), BROKEN),
    "entities in a document": (repacked(plan_docx(a_plan()), "word/document.xml", lambda _: BOMB), BROKEN),
    "entities in a workbook": (repacked(plan_xlsx(a_plan()), "xl/workbook.xml", lambda _: BOMB), BROKEN),
    "entities in UTF-16": (repacked(plan_docx(a_plan()), "word/document.xml", lambda _: BOMB.decode().encode("utf-16")), BROKEN),
    "a workbook that keeps another JSON": (repacked(plan_xlsx(a_plan()), "xl/sharedStrings.xml", lambda c: c.replace(b"&quot;rows&quot;", b"x").replace(b'"rows"', b"x")), BROKEN),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_plan_is_refused_in_one_sentence(name: str) -> None:
    data, said = REFUSED[name]
    with pytest.raises(ExportError, match=said) as caught:
        read_plan(data, "mon plan.xlsx")
    sentence = str(caught.value)
    assert re.fullmatch(r"[^\n]+\.", sentence)
    assert "mon plan.xlsx" in sentence or "lignes" in sentence
    assert caught.value.told("en") != sentence


def test_the_name_in_a_sentence_is_the_last_part_and_short() -> None:
    with pytest.raises(ExportError) as caught:
        read_plan(b"", "C:\\Users\\x/../" + "a" * 500 + "\n.json")
    assert "Users" not in str(caught.value)
    assert len(str(caught.value)) < 250


def test_a_workbook_that_claims_a_million_rows_is_read_at_once() -> None:
    def change(sheet: bytes) -> bytes:
        return re.sub(rb'<dimension ref="[^"]+"/>', b'<dimension ref="A1:XFD1048576"/>', sheet)

    assert read_plan(repacked(plan_xlsx(a_plan()), "xl/worksheets/sheet1.xml", change), "x") == a_plan()


def test_bytes_before_the_json_are_forgiven() -> None:
    assert read_plan(b"\xef\xbb\xbf" + plan_json(a_plan()), "x") == a_plan()


@given(plans)
@settings(max_examples=10, deadline=None)
def test_a_file_cut_anywhere_is_read_or_refused(plan: Plan) -> None:
    for write in DOORS.values():
        data = write(plan)
        for place in (10, len(data) // 3, len(data) - 30):
            try:
                assert read_plan(data[:place], "x")
            except ExportError as error:
                assert str(error).endswith(".")
