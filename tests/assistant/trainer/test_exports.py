"""What is taken away: workbooks and documents that name no one, in which nothing is a formula."""

import re
import zipfile
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from assistant.trainer.export_docx import handout_docx, handout_page, session_docx
from assistant.trainer.export_xlsx import session_xlsx
from assistant.trainer.frame import Page
from assistant.trainer.records import Gathered, Participant, Session, Work
from corpus.records import Corpus, Language
from tests.assistant.trainer.fakes import Browser, scenario

TODAY = date(2026, 9, 15)
HOSTILE = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "<script>alert(1)</script> & {{ x }}", "_x0041_ \U0001f600"]


def held(language: Language = "fr", title: str = '=HYPERLINK("http://x")') -> Gathered:
    session = Session(title=title, scenarios=("wifi", "parti"), language=language, keeps="excerpts", until=TODAY, code="ACDEFG")
    people = tuple(Participant(id=n, code="ACDEFG", pseudonym=f"Secret{n}", right=n % 9, total=8) for n in range(1, len(HOSTILE) + 1))
    work = [
        Work(id=n, participant=n, scenario="wifi", stage=1, strategies=("CP1.4", "EN1.7"), why=why)
        for n, why in enumerate(HOSTILE, start=1)
    ]
    waiting = Participant(id=99, code="ACDEFG", pseudonym="Secret99")
    gone = Work(id=98, participant=1, scenario="parti", stage=0, strategies=("CP1.1",), why="")
    return Gathered(session=session, participants=(*people, waiting), work=(*work, gone), received={"wifi": ("CP1.4",)})


def texts_of(data: bytes) -> str:
    """Every word of a Word document."""
    document = Document(BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_workbook_holds_the_session_and_no_one_s_name(corpus: Corpus, language: Language) -> None:
    data = session_xlsx(held(language), {"wifi": scenario(title="=Réseau")}, corpus, TODAY)
    book = load_workbook(BytesIO(data))
    assert len(book.sheetnames) == 5
    rows = {name: list(book[name].iter_rows(values_only=True)) for name in book.sheetnames}
    assert "Secret" not in str(rows)
    session, people, proposals, synthesis, excerpts = rows.values()
    assert {row[0] for row in people[1:]} == {f"P{n}" for n in range(1, len(HOSTILE) + 2)}
    assert len(proposals) == len(HOSTILE) + 1
    assert "CP1.4" in proposals[1][2]
    assert isinstance(proposals[1][3], int)
    assert {row[1]: row[3] for row in synthesis[1:]}["CP1.4"] == len(HOSTILE)
    assert {row[0] for row in excerpts[1:]} == set(HOSTILE)
    assert session[1][1] == '=HYPERLINK("http://x")'
    assert {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None} <= {"s", "n"}
    parts = zipfile.ZipFile(BytesIO(data))
    for name in parts.namelist():
        content = parts.read(name).decode("utf-8", "ignore")
        assert "Secret" not in content
        if name.startswith("xl/worksheets/"):
            assert not re.search(r"<f[ >]|<hyperlink", content), name


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_report_says_what_is_worth_talking_over(corpus: Corpus, language: Language) -> None:
    data = session_docx(held(language), {"wifi": scenario()}, corpus, TODAY)
    told = texts_of(data)
    assert "Secret" not in told
    assert "Par où commencer?" in told
    assert "P1" in told
    assert "CP2.2" in told
    assert "7 sur 7" in told or "7 of 7" in told
    for text in HOSTILE:
        assert text.strip() in told
    document = zipfile.ZipFile(BytesIO(data)).read("word/document.xml").decode()
    assert "<script>" not in document
    assert "Secret" not in document


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_hand_out_holds_the_case_a_grid_and_the_cards(corpus: Corpus, language: Language) -> None:
    case = scenario()
    told = texts_of(handout_docx(case, corpus, language, TODAY))
    page = handout_page(Page(language), case, corpus)
    for text in (case.context, case.stages[0].text, case.stages[1].text, "Par où commencer?"):
        assert text in told
        assert text in page
    for id_ in ("CP1.4", "CP2.2"):
        card = corpus.cards[id_]
        assert (card.name if language == "fr" else card.en.name) in told
        assert (card.finding.text if language == "fr" else card.en.finding) in told
        assert corpus.sources[card.source].title in told
    assert "CP3.1" not in told
    assert "<b>&</b>" in told
    assert "&lt;b&gt;&amp;&lt;/b&gt;" in page
    assert "bz-grid" in page


def test_files_come_under_safe_names(trainer: Browser, room: Any) -> None:
    code = trainer.create(title="../../etc/passwd \r\n Séance")
    Browser(room).join(code, "Secret")
    for kind in ("xlsx", "docx"):
        reply = trainer.client.get(f"/trainer/session/{code}/export.{kind}")
        assert reply.status_code == 200
        assert re.fullmatch(rf'attachment; filename="seance-etc-passwd-seance-[\d-]+\.{kind}"', reply.headers["content-disposition"])
        assert zipfile.is_zipfile(BytesIO(reply.content))
    assert trainer.get(f"/trainer/session/{code}/export.pdf").status_code == 404
    assert "n'existe pas" in trainer.page.text
    reply = trainer.client.get(f"/trainer/session/{code}/handout/zz-wifi.docx")
    assert "Le réseau tombe en pleine leçon." in texts_of(reply.content)
    assert "Le réseau tombe en pleine leçon." in trainer.get(f"/trainer/session/{code}/handout/zz-wifi").text
    for wrong in ("nowhere", "nowhere.docx", "%2e%2e", "..%2f..%2fetc.docx"):
        assert trainer.get(f"/trainer/session/{code}/handout/{wrong}").status_code == 404
