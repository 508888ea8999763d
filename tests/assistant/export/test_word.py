"""A plan as a Word document: what is in a cell is text, a template of a school is filled in or refused in a sentence."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from hypothesis import given, settings

from assistant.export.errors import ExportError
from assistant.export.template import TEMPLATE, make_template, saved
from assistant.export.word import plan_docx
from assistant.plan.records import Plan, PlanRow
from tests.assistant.plan.plans import FORMULAS, HOSTILE, a_plan, plans

HEADS = {
    "fr": ["Objectif", "Stratégie", "Action", "Qui", "Quand", "Échéance", "Moyens", "Indicateur", "Mesures et compétences", "État", "Note"],
    "en": [
        "Objective",
        "Strategy",
        "Action",
        "Who",
        "When",
        "Due date",
        "Means",
        "Indicator",
        "Measures and competencies",
        "Status",
        "Note",
    ],
}


def opened(data: bytes) -> Any:
    return Document(BytesIO(data))


def cells(document: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[0].rows]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_plan_is_a_landscape_table_with_its_references(language: str) -> None:
    document = opened(plan_docx(a_plan(language)))
    head, *rows = cells(document)
    assert head == HEADS[language]
    assert [row[2] for row in rows] == ["Compter les heures", "Rendre des minutes", "Dire le cap", "Sans date"]
    assert rows[1][5] == "2026-10-01"
    assert rows[1][8] == "PAN05, RD8"
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.header.paragraphs[0].text == "École des Érables"
    assert "Boussole" in section.footer.paragraphs[0].text
    assert ("recherche" if language == "fr" else "research") in section.footer.paragraphs[0].text
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert all(word in text for word in ("Plan de l'école des Érables", "Une année", "2026-09-01", "Gravelle", "2018-2023"))
    assert document.tables[0].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert "{" not in text + "".join(head)
    properties = document.core_properties
    assert (properties.title, properties.author, properties.language) == ("Plan de l'école des Érables", "Boussole", f"{language}-CA")


def test_what_is_in_a_cell_neither_breaks_the_document_nor_runs() -> None:
    row = PlanRow(
        objective=HOSTILE, action="{{ rows }} {%tr endfor %} </w:t></w:r>", who="a\nb", note="{_{ 1 }_} {_% if %_}", means=FORMULAS[0]
    )
    document = opened(plan_docx(a_plan(rows=(row,), title="A & B < C {{ 7*7 }}", school="<École> & {{ x }}")))
    shown = cells(document)[1]
    assert shown[0] == row.objective
    assert shown[2] == row.action
    assert (shown[3], shown[6], shown[10]) == ("a\nb", "=1+1", "{_{ 1 }_} {_% if %_}")
    assert "49" not in document.paragraphs[0].text
    assert document.core_properties.title == "A & B < C {{ 7*7 }}"


@given(plans)
@settings(max_examples=15, deadline=None)
def test_any_plan_makes_a_document(plan: Plan) -> None:
    rows = cells(opened(plan_docx(plan)))[1:]
    assert [" ".join(row[2].split()) for row in rows] == [" ".join(row.action.split()) for row in plan.rows]


def test_an_empty_plan_and_the_longest_make_documents() -> None:
    assert len(cells(opened(plan_docx(a_plan(rows=()))))) == 1
    assert len(cells(opened(plan_docx(a_plan(rows=(PlanRow(action="é" * 600),) * 60))))) == 61


def test_the_template_in_the_house_is_the_one_that_is_made() -> None:
    with ZipFile(TEMPLATE) as kept, ZipFile(BytesIO(make_template())) as made:
        assert kept.namelist() == made.namelist()
        assert all(kept.read(name) == made.read(name) for name in made.namelist()), "python -m assistant.export.template"


def template(change: Callable[[Any], None]) -> bytes:
    """Our template, as a school may have changed it."""
    document = Document(str(TEMPLATE))
    change(document)
    return saved(document)


def test_a_template_of_a_school_is_filled_in() -> None:
    def change(document: Any) -> None:
        document.paragraphs[0].text = "Centre de services : {{ title }}"
        document.tables[0].rows[2].cells[0].paragraphs[0].runs[0].text = "{{ row.number }}. {{ row.action }}"

    document = opened(plan_docx(a_plan(), template(change)))
    assert document.paragraphs[0].text == "Centre de services : Plan de l'école des Érables"
    assert cells(document)[2][0] == "2. Rendre des minutes"


def added(text: str) -> Callable[[Any], None]:
    return lambda document: document.add_paragraph(text)


BROKEN: dict[str, tuple[bytes, str]] = {
    "not a zip": (b"Bonjour", "pas un document .docx"),
    "empty": (b"", "pas un document .docx"),
    "another zip": (b"PK\x05\x06" + b"\0" * 18, "pas un document .docx"),
    "a tag not closed": (template(added("{{ title ")), "mal écrite"),
    "a loop not closed": (template(added("{% for x in rows %}")), "mal écrite"),
    "an unknown tag": (template(added("{{ etablissement }}")), "n'existe pas"),
    "an unknown field": (template(added("{{ t.colonne.action }}")), "n'existe pas"),
    "an unknown filter": (template(added("{{ title|joli }}")), "mal écrite"),
    "a way out": (template(added("{{ ''.__class__.__mro__[1].__subclasses__() }}")), "pas permis"),
    "no rows": (saved(Document()), "« rows »"),
    "a tag that fails": (template(added("{{ 1 // 0 }}")), "ne peut pas être rempli"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_template_is_refused_and_the_setting_named(name: str) -> None:
    data, said = BROKEN[name]
    with pytest.raises(ExportError, match=said) as caught:
        plan_docx(a_plan(), data)
    assert "BOUSSOLE_PLAN_TEMPLATE" in str(caught.value)
    assert "BOUSSOLE_PLAN_TEMPLATE" in caught.value.told("en")
    assert "\n" not in str(caught.value)
