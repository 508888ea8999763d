"""A conversation to take away, as Markdown, JSON or Word: each question, its answer, and the references with their passages. Pure.

Questions are anyone's words and answers may quote them: nothing of either becomes a heading, a link or HTML in what is written.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from assistant.export.word import Piece, written
from assistant.plan.records import cell
from corpus.records import Language
from prompts import Texts, load_texts

Turns = Sequence[tuple[str, Mapping[str, Any]]]
LONGEST = 100_000  # characters of one text
BULLET, NUMBERED = re.compile(r"^\s*[-*+]\s+"), re.compile(r"^\s*(\d+[.)]|[#>~=|+-]+)")
LOOKS = re.compile(r"\*\*(.+?)\*\*|(?<!\*)\*([^*\n]+?)\*(?!\*)")
TITLE = re.compile(r"^\*\*([^*]+)\*\*$")  # a line all in bold names a strategy
RULE = re.compile(r"^\|[\s:|-]+\|$")
SPECIAL = re.compile(r"([\\`*_\[\]])")
WEB = re.compile(r"^https?://[^\s<>\"]+$")


def conversation_json(turns: Turns, language: Language, today: date) -> bytes:
    """Return a conversation as JSON: what was asked and each answer record, whole."""
    told = [{"question": question, "answer": dict(answer)} for question, answer in turns]
    content = {"version": 1, "exported": str(today), "language": language, "turns": told}
    return json.dumps(content, ensure_ascii=False, indent=2, default=str).encode("utf-8", "replace")


def conversation_markdown(turns: Turns, language: Language, today: date) -> bytes:
    """Return a conversation as Markdown.

    :param language: that of the headings; questions and answers stay in their own.
    """
    lines = []
    for piece in (Piece(style="heading", level=1, runs=((_texts(language).get("title"), ""),)), *_pieces(turns, language, today)):
        lines.append(_markdown(piece))
    return ("\n\n".join(lines) + "\n").encode("utf-8")


def conversation_docx(turns: Turns, language: Language, today: date) -> bytes:
    """Return a conversation as a Word document.

    :param language: that of the headings; questions and answers stay in their own.
    """
    return written(_texts(language).get("title"), language, today, list(_pieces(turns, language, today)))


def _texts(language: Language) -> Texts:
    return Texts("plan", load_texts("plan", language).get("conversation"))


def _pieces(turns: Turns, language: Language, today: date) -> Iterator[Piece]:
    texts, kinds = _texts(language), load_texts("page", language).get("kinds")
    yield _plain("paragraph", texts.render("made", date=str(today)))
    yield _plain("paragraph", texts.get("note"))
    if not turns:
        yield _plain("paragraph", texts.get("none"))
    for number, (question, answer) in enumerate(turns, start=1):
        yield _plain("heading", texts.render("question", number=str(number)), 2)
        yield _plain("quote", _clean(question) or texts.get("empty"))
        yield _plain("heading", texts.get("answer"), 3)
        yield from _answer(_clean(answer.get("text")) or texts.get("empty"))
        for warning in _listed(answer.get("warnings")):
            yield Piece(style="paragraph", runs=((_clean(warning), "italic"),))
        if citations := [citation for citation in _listed(answer.get("citations")) if isinstance(citation, Mapping)]:
            yield _plain("heading", texts.get("references"), 3)
            for citation in citations:
                yield _reference(citation, texts, kinds)


def _answer(text: str) -> Iterator[Piece]:
    """Yield the pieces of an answer in our Markdown: paragraphs, items and tables, with what is bold or in italics."""
    table: list[tuple[str, ...]] = []
    for line in [*text.split("\n"), ""]:
        if line.startswith("|") and line.rstrip().endswith("|"):
            if not RULE.match(line.strip()):
                table.append(tuple(cell_text.strip() for cell_text in line.strip()[1:-1].split("|")))
            continue
        if table:
            yield Piece(style="table", rows=tuple(table))
            table = []
        if BULLET.match(line):
            yield Piece(style="item", runs=tuple(_runs(BULLET.sub("", line))))
        elif whole := TITLE.match(line.strip()):
            yield _plain("heading", whole.group(1), 4)
        elif line.strip():
            yield Piece(style="paragraph", runs=tuple(_runs(line.strip())))


def _runs(text: str) -> Iterator[tuple[str, str]]:
    end = 0
    for found in LOOKS.finditer(text):
        if found.start() > end:
            yield text[end : found.start()], ""
        yield (found.group(1), "bold") if found.group(1) else (found.group(2), "italic")
        end = found.end()
    if end < len(text):
        yield text[end:], ""


def _reference(citation: Mapping[str, Any], texts: Texts, kinds: Mapping[str, str]) -> Piece:
    """Return a reference: its number, document and place, what kind of statement it is, the passage and where to read it."""
    kind, doubt = kinds.get(_clean(citation.get("kind")), ""), citation.get("state") == "unverified"
    title = ", ".join(filter(None, (_clean(citation.get("title")) or _clean(citation.get("document")), _clean(citation.get("locator")))))
    quote = _clean(citation.get("quote"))
    url = _clean(citation.get("url"))
    rest = (
        kind,
        str(texts.get("unverified")) if doubt else "",
        texts.render("quote", quote=quote) if quote else "",
        url if WEB.match(url) else "",
    )
    return Piece(style="item", runs=((f"[{_clean(citation.get('n'))}] {title}", "bold"), (" · ".join(("", *filter(None, rest))), "")))


def _plain(style: Any, text: str, level: int = 1) -> Piece:
    return Piece(style=style, level=level, runs=((text, ""),))


def _clean(value: Any) -> str:
    """Return a text that any of the formats can carry."""
    return cell(str(value), LONGEST) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else ()


def _markdown(piece: Piece) -> str:
    if piece.style == "table":
        head, *rows = ["| " + " | ".join(_escaped(text) for text in row) + " |" for row in piece.rows]
        return "\n".join((head, "|" + "---|" * len(piece.rows[0]), *rows))
    marks = {"bold": "**", "italic": "*", "": ""}
    text = "".join(f"{marks[look]}{_escaped(said)}{marks[look]}" for said, look in piece.runs)
    if piece.style == "heading":
        return f"{'#' * piece.level} {text}"
    lines = [NUMBERED.sub(_held, line) for line in text.split("\n")]
    first = {"item": "- ", "quote": "> ", "paragraph": ""}[piece.style]
    after = {"item": "\n  ", "quote": "\n> ", "paragraph": "  \n"}[piece.style]
    return first + after.join(lines)


def _held(found: re.Match[str]) -> str:
    """Keep the beginning of a line from making a heading, a quotation, a list or a rule of it."""
    mark = found.group(1)
    return found.group(0).lstrip().replace(mark, f"{mark[:-1]}\\{mark[-1]}" if mark[0].isdigit() else f"\\{mark}")


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text).replace("&", "&amp;").replace("<", "&lt;")
