"""Plans and conversations as Word documents, and plans read back from them: with `template`, the only module that knows python-docx.

The plan is also kept as JSON in a part of its own inside the document, left alone by Word: what the table does not show comes back too.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any, Literal
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as DocxDocument
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup
from markupsafe import escape as escape_markup

from assistant.export.archive import entries
from assistant.export.errors import ExportError
from assistant.export.template import COLUMNS, TEMPLATE, describe, keep_whole, repeat_head, saved, speak
from assistant.plan.records import Plan, PlanRow
from corpus.records import Language, Record
from prompts import load_texts

SPACE = "urn:boussole:plan"
PART = "/customXml/boussole{number}.xml"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
NEEDED = {"objective", "action"}  # a table that shows neither is not the plan's
FAULTS = ((UndefinedError, "unknown"), (SecurityError, "refused"), (TemplateSyntaxError, "syntax"), (TemplateError, "syntax"))


class Piece(Record):
    """A piece of a document: a heading, a paragraph, an item, a quotation, or a table whose first row is its head."""

    style: Literal["heading", "paragraph", "item", "quote", "table"]
    level: int = 1
    runs: tuple[tuple[str, str], ...] = ()  # text, and "bold", "italic" or nothing
    rows: tuple[tuple[str, ...], ...] = ()


def plan_docx(plan: Plan, template: bytes | None = None) -> bytes:
    """Return a plan as a Word document.

    :param template: that of the school, a .docx with tags; ours when None.
    :raises ExportError: if the template of the school cannot be filled in.
    """
    if template is None:
        document = _filled(plan, TEMPLATE.read_bytes())
        speak(document, plan.language)
    else:
        document = _filled_by_a_school(plan, template)
    describe(document, plan.title, _noon(plan.made))
    _keep(document, plan)
    return saved(document)


def _filled_by_a_school(plan: Plan, template: bytes) -> DocxDocument:
    try:
        entries(template, "")
    except ExportError:
        raise ExportError("template", fault="not_docx") from None
    try:
        return _filled(plan, template)
    except ExportError:
        raise
    except TemplateError as error:
        raise ExportError("template", fault=next(fault for kind, fault in FAULTS if isinstance(error, kind))) from None
    except KeyError:
        raise ExportError("template", fault="not_docx") from None
    except Exception:  # the border: what a hand-made document can make three libraries raise is not known in advance
        raise ExportError("template", fault="other") from None


def _filled(plan: Plan, template: bytes) -> DocxDocument:
    """Return the document that a template makes of a plan: what is in a cell is text, never a tag nor XML."""
    document = DocxTemplate(BytesIO(template))
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    if "rows" not in document.get_undeclared_template_variables(environment):
        raise ExportError("template", fault="no_rows")
    document.render(_context(plan), jinja_env=environment, autoescape=True)
    filled: DocxDocument = document.docx
    return filled


def _context(plan: Plan) -> dict[str, Any]:
    texts = load_texts("plan", plan.language)
    made = texts.render("made", date=str(plan.made))
    return {
        **{key: _literal(getattr(plan, key)) for key in ("title", "school", "period")},
        "made": str(plan.made),
        "subtitle": _literal(" · ".join(filter(None, (plan.school, plan.period, made)))),
        "rows": [{**_shown(row, plan.language), "number": str(number)} for number, row in enumerate(plan.rows, start=1)],
        "references": list(texts.get("reference").values()),
        "source_line": texts.get("source_line"),
        "t": {"column": texts.get("column"), "references": texts.get("references")},
    }


def _shown(row: PlanRow, language: Language) -> dict[str, str]:
    status = load_texts("plan", language).get("status")[row.status]
    shown = {name: getattr(row, name) for name in COLUMNS}
    shown |= {"measure": ", ".join(row.measure), "status": status, "due": str(row.due or "")}
    return {name: _literal(text) for name, text in shown.items()}


def _literal(text: str) -> Markup:
    """Return a text as it must stand in the XML; the library would take `{_{` for the way to write two braces."""
    return Markup(str(escape_markup(text)).replace("_", "&#95;"))  # escaped just before


def _keep(document: DocxDocument, plan: Plan) -> None:
    """Put the plan as JSON in a part of the document."""
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<plan xmlns="{SPACE}">{escape(json.dumps(plan.model_dump(mode="json")))}</plan>'
    taken = {str(part.partname) for part in document.part.package.iter_parts()}
    name = next(free for number in range(1, len(taken) + 2) if (free := PART.format(number=number)) not in taken)
    part = Part(PackURI(name), "application/xml", text.encode(), document.part.package)
    document.part.relate_to(part, KIND)


def read_docx(found: Mapping[str, bytes], data: bytes) -> tuple[str | None, list[dict[str, str]]]:
    """Return what a Word document holds of a plan: the JSON kept inside, if any, and what each row of its table shows.

    :param found: the entries of the document.
    :param data: the document itself.
    """
    kept = next((text for name, content in found.items() if name.startswith("customXml/") and (text := _kept(content))), None)
    document = Document(BytesIO(data))
    for table in document.tables:
        if len(rows := _visible(table)):
            return kept, rows
    return kept, []


def _kept(content: bytes) -> str | None:
    try:
        root = ElementTree.fromstring(content)
    except ElementTree.ParseError:
        return None
    return root.text if root.tag == f"{{{SPACE}}}plan" else None


def _visible(table: Any) -> list[dict[str, str]]:
    """Return the rows of a table by field, known by the words of its head in either language; nothing when it is another table."""
    if not table.rows:
        return []
    words = {load_texts("plan", language).get("column")[name]: name for language in ("fr", "en") for name in COLUMNS}
    names = [words.get(cell.text.strip()) for cell in table.rows[0].cells]
    if not set(names) >= NEEDED:
        return []
    states = {label: status for language in ("fr", "en") for status, label in load_texts("plan", language).get("status").items()}
    rows = []
    for row in table.rows[1:]:
        shown = {name: cell.text for name, cell in zip(names, row.cells, strict=False) if name}
        if "status" in shown:
            shown["status"] = states.get(shown["status"].strip(), "todo")
        rows.append(shown)
    return rows


def written(title: str, language: Language, made: date, pieces: Sequence[Piece]) -> bytes:
    """Return a document made of pieces, with real headings, lists and table heads, so that it can be found through by ear."""
    document = Document()
    describe(document, title, _noon(made))
    speak(document, language)
    document.add_heading(title, level=1)
    for piece in pieces:
        if piece.style == "table":
            _add_table(document, piece.rows)
        elif piece.style == "heading":
            _add_runs(document.add_heading("", level=min(piece.level, 9)), piece.runs)
        else:
            style = {"paragraph": "Normal", "item": "List Bullet", "quote": "Quote"}[piece.style]
            _add_runs(document.add_paragraph(style=style), piece.runs)
    return saved(document)


def _add_runs(paragraph: Any, runs: Sequence[tuple[str, str]]) -> None:
    for text, look in runs:
        run = paragraph.add_run(text)
        run.bold, run.italic = look == "bold" or None, look == "italic" or None


def _add_table(document: DocxDocument, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=0, cols=max(len(row) for row in rows))
    table.style = "Table Grid"
    for texts in rows:
        row = table.add_row()
        keep_whole(row)
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
    repeat_head(table.rows[0])
    for cell in table.rows[0].cells:
        for run in _runs(cell):
            run.bold = True


def _runs(cell: Any) -> Iterator[Any]:
    return (run for paragraph in cell.paragraphs for run in paragraph.runs)


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12)
