"""Make the Word template of plans: `python -m assistant.export.template` writes `plan_template.docx` again beside this file.

A school may copy that file, change it in Word and name it in BOUSSOLE_PLAN_TEMPLATE. Its tags: `{{ title }}`, `{{ school }}`,
`{{ period }}`, `{{ made }}`, `{{ subtitle }}`, `{{ source_line }}`, `{{ t.column.action }}` and the other texts under `t`;
`{%tr for row in rows %}` … `{%tr endfor %}` around a row of a table, with `{{ row.action }}` and the other fields;
`{%p for line in references %}` … `{%p endfor %}` around a paragraph.
"""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt, RGBColor

TEMPLATE = Path(__file__).with_name("plan_template.docx")
LETTER = (11, 8.5)
MARGIN = 0.5
FONT, TITLE_COLOUR, SHADE = "Calibri", RGBColor(0x0B, 0x5D, 0x66), "DDEBEC"
COLUMNS = {
    "objective": 1.25, "strategy": 0.65, "action": 1.8, "who": 0.95, "when": 0.9, "due": 0.8, "means": 0.95, "indicator": 1.2,
    "measure": 0.65, "status": 0.6, "note": 0.85,
}  # fmt: skip
STEADY = datetime(2026, 1, 1)  # so that the file only changes when the template does


def make_template() -> bytes:
    """Return the template: landscape, the head of the table on every page, the references and where things come from at the foot."""
    document = Document()
    _describe(document)
    _page(document)
    document.add_paragraph("{{ title }}", style="Title")
    document.add_paragraph("{{ subtitle }}", style="Subtitle")
    _table(document)
    document.add_heading("{{ t.references }}", level=1)
    for text in ("{%p for line in references %}", "{{ line }}", "{%p endfor %}"):
        document.add_paragraph(text)
    footer = document.sections[0].footer.paragraphs[0]
    footer.text = "{{ source_line }}"
    footer.runs[0].font.size = Pt(8)
    document.sections[0].header.paragraphs[0].text = "{{ school }}"
    return saved(document)


def saved(document: Any) -> bytes:
    """Return a document as bytes."""
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def speak(document: Any, language: str) -> None:
    """Say in which language a document is, for spelling and for screen readers."""
    properties = document.styles.element.find(".//" + qn("w:rPrDefault")).find(qn("w:rPr"))
    lang = properties.find(qn("w:lang"))
    if lang is None:
        lang = OxmlElement("w:lang")
        properties.append(lang)
    lang.set(qn("w:val"), f"{language}-CA")
    document.core_properties.language = f"{language}-CA"


def repeat_head(row: Any) -> None:
    """Mark a row as the head of its table: it is told to screen readers and repeated on every page."""
    _flag(row, "w:tblHeader")


def keep_whole(row: Any) -> None:
    """Keep a row on one page."""
    _flag(row, "w:cantSplit")


def describe(document: Any, title: str, created: datetime) -> None:
    """Name a document in its properties, in place of what the library would say of itself."""
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "Boussole", ""
    properties.created = properties.modified = created
    properties.last_modified_by = "Boussole"


def _describe(document: Any) -> None:
    describe(document, "{{ title }}", STEADY)
    speak(document, "fr")
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(10)
    for name, size in (("Title", 20), ("Subtitle", 11), ("Heading 1", 12)):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb, style.font.italic = FONT, Pt(size), TITLE_COLOUR, False
        fonts = style.element.rPr.find(qn("w:rFonts"))
        for key in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[key]  # a font of the theme would win over ours


def _page(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Inches(LETTER[0]), Inches(LETTER[1])
    section.left_margin = section.right_margin = Inches(MARGIN)
    section.top_margin = section.bottom_margin = Inches(0.7)


def _table(document: Any) -> None:
    table = document.add_table(rows=4, cols=len(COLUMNS))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, _widths(), strict=True):
        column.width = Inches(width)
    head, start, body, end = table.rows
    for place, name in enumerate(COLUMNS):
        _write(head.cells[place], f"{{{{ t.column.{name} }}}}", bold=True)
        _shade(head.cells[place])
        _write(body.cells[place], f"{{{{ row.{name} }}}}")
    _write(start.cells[0], "{%tr for row in rows %}")
    _write(end.cells[0], "{%tr endfor %}")
    for row in table.rows:
        for cell, width in zip(row.cells, _widths(), strict=True):
            cell.width = Inches(width)
    repeat_head(head)
    keep_whole(body)


def _widths() -> Sequence[float]:
    """Return the widths of the columns, set to the width of the page."""
    room = LETTER[0] - 2 * MARGIN
    return [width * room / sum(COLUMNS.values()) for width in COLUMNS.values()]


def _write(cell: Any, text: str, *, bold: bool = False) -> None:
    run = cell.paragraphs[0].add_run(text)
    run.font.size, run.font.bold = Pt(8.5), bold
    cell.paragraphs[0].paragraph_format.space_after = Pt(0)


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), SHADE)
    cell._tc.get_or_add_tcPr().append(shade)


def _flag(row: Any, name: str) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement(name))


if __name__ == "__main__":
    TEMPLATE.write_bytes(make_template())
