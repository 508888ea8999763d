"""A conversation goes out whole, in three formats, whatever was asked and whatever the answer quotes."""

import json
from datetime import date
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.chat import Assistant
from assistant.export.conversation import conversation_docx, conversation_json, conversation_markdown
from corpus.records import Language
from tests.assistant.plan.plans import HOSTILE

DAY = date(2026, 11, 26)
ASKED = [
    "Mes profs n'ont pas le temps de préparer avec les Chromebooks.",
    "Faites-moi un plan sur un mois",
    "How many measures did the PAN have?",
]
Turns = list[tuple[str, dict[str, Any]]]


@pytest.fixture(scope="module")
def turns(assistant: Assistant) -> Turns:
    """A real conversation, as its records are sent."""
    return [(asked, answer.model_dump(mode="json")) for asked, answer in zip(ASKED, assistant.converse(ASKED), strict=True)]


def rendered(markdown: bytes) -> str:
    return str(MarkdownIt("commonmark").enable("table").render(markdown.decode("utf-8")))


def headings(data: bytes) -> list[tuple[int, str]]:
    found = Document(BytesIO(data)).paragraphs
    return [(int(p.style.name.split()[-1]), p.text) for p in found if p.style and p.style.name and p.style.name.startswith("Heading")]


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", ("Conversation avec Boussole", "Réponse", "Références")), ("en", ("Conversation with Boussole", "Answer", "References"))],
)
def test_each_format_holds_questions_answers_and_references(turns: Turns, language: Language, words: tuple[str, ...]) -> None:
    markdown = conversation_markdown(turns, language, DAY)
    document = Document(BytesIO(conversation_docx(turns, language, DAY)))
    word = "\n".join([p.text for p in document.paragraphs] + [c.text for t in document.tables for r in t.rows for c in r.cells])
    for text in (rendered(markdown).replace("&quot;", '"').replace("&amp;", "&"), word):
        assert all(said in text for said in (*words, *ASKED, "2026-11-26"))
        for _, answer in turns:
            for citation in answer["citations"]:
                assert all(citation[key] in text for key in ("title", "locator", "quote")), citation
    assert json.loads(conversation_json(turns, language, DAY))["turns"][2] == {"question": turns[2][0], "answer": turns[2][1]}


def test_the_kind_of_each_reference_is_told(turns: Turns) -> None:
    text = conversation_markdown(turns[:1], "fr", DAY).decode()
    assert text.count("Constat de recherche") == sum(c["kind"] == "constat" for c in turns[0][1]["citations"]) > 0


def test_headings_go_down_one_step_at_a_time(turns: Turns) -> None:
    levels = [level for level, _ in headings(conversation_docx(turns, "fr", DAY))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert "Veiller à ce que" in " ".join(text for level, text in headings(conversation_docx(turns, "fr", DAY)) if level == 4)


def test_a_plan_is_a_table_in_both(turns: Turns) -> None:
    document = Document(BytesIO(conversation_docx(turns, "fr", DAY)))
    assert [cell.text for cell in document.tables[0].rows[0].cells][:2] == ["Quand", "Quoi faire"]
    assert "<table>" in rendered(conversation_markdown(turns, "fr", DAY))


ODD: list[dict[str, Any]] = [
    {},
    {"text": None, "citations": None, "warnings": "x"},
    {"text": HOSTILE, "citations": [{"n": 1, "title": HOSTILE, "quote": HOSTILE, "url": "javascript:alert(1)", "kind": "x"}, "x", None]},
    {"text": "# Titre\n> cité\n- [lien](javascript:alert(1))\n![i](http://x/i.png)\n| a | b |\n|---|---|\n| c |", "warnings": [HOSTILE, 3]},
    {"text": "**\n*** \n||\n|\n| |\n**a", "citations": [{"n": True, "kind": ["x"], "state": "unverified", "url": "https://exemple.org/a"}]},
]


@pytest.mark.parametrize("answer", ODD)
def test_an_odd_answer_is_still_written_and_nothing_of_it_runs(answer: dict[str, Any]) -> None:
    turns = [(HOSTILE + "\n# Titre\n<img src=x>\n[x](javascript:alert(1))", answer)]
    html = rendered(conversation_markdown(turns, "fr", DAY))
    assert not any(tag in html for tag in ("<script", "<img", "<a ", "<h5"))
    assert html.count("<h1>") == 1
    assert [text for level, text in headings(conversation_docx(turns, "fr", DAY)) if level == 1] == ["Conversation avec Boussole"]
    assert json.loads(conversation_json(turns, "fr", DAY))["turns"]


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=80))
@settings(max_examples=40, deadline=None)
def test_any_text_survives(question: str, text: str, quote: str) -> None:
    turns = [(question, {"text": text, "citations": [{"n": 1, "title": quote, "quote": quote}]})]
    html = rendered(conversation_markdown(turns, "fr", DAY))
    assert (html.count("<h1>"), html.count("<h2>")) == (1, 1)
    Document(BytesIO(conversation_docx(turns, "en", DAY)))
    json.loads(conversation_json(turns, "en", DAY))


def test_an_empty_conversation_says_so() -> None:
    assert "Aucune question" in conversation_markdown([], "fr", DAY).decode()
    assert "No question" in conversation_markdown([], "en", DAY).decode()
