"""Turn an answer record into what the page shows: Markdown with references that open, and kinds told apart by word and mark. Pure."""

import html
import re
from functools import cache

from assistant.records import Answer, Citation
from corpus.records import Kind
from prompts import Texts, load_texts

MARK = re.compile(r" ?\[(\d+)\]")
LEAD = re.compile(r"(?<!\*)\*([^*\n]+?) ?:\* ")
MARKS: dict[Kind, str] = {"constat": "◆", "document": "■", "illustration": "●", "suggestion": "○"}
CHUNK = 40  # characters added at a time while an answer is shown


def answer_markdown(answer: Answer, texts: Texts) -> str:
    """Return the whole of what the page shows for an answer.

    :param texts: the texts of the page.
    """
    body = typeset(_linked(_marked(html.escape(answer.text, quote=False)), answer.id))
    parts = [body]
    if answer.strategies and answer.kind in ("situation", "followup"):
        parts.append(_steps(answer, texts))
    if answer.citations:
        parts.append(_references(answer, texts))
    parts += [f"<p class='bz-warning'>{html.escape(warning)}</p>" for warning in answer.warnings]
    return "\n\n".join(parts)


def partial_markdown(answer: Answer, length: int) -> str:
    """Return the first characters of an answer's text, cut at a word, while it is being shown."""
    text = html.escape(answer.text[:length].rsplit(" ", 1)[0], quote=False)
    return typeset(text)


def typeset(text: str) -> str:
    """Put the no-break spaces that French typography wants before : % $ and inside guillemets."""
    text = re.sub(r" (?=[:»%$])", "\u00a0", text)
    text = re.sub(r"« ", "«\u00a0", text)
    return re.sub(r"(?<=\d) (?=\d{3}\b|M\$|k\$)", "\u00a0", text)


def _marked(text: str) -> str:
    """Give each lead (« Constat : », « Suggestion, cette semaine : ») the mark of its kind."""

    def label(match: re.Match[str]) -> str:
        kind = _kinds().get(match.group(1).split(",")[0])
        if kind is None:
            return f"<strong>{match.group(1)}\u00a0:</strong> "
        return f"<span class='bz-kind bz-{kind}'>{MARKS[kind]} {match.group(1)}\u00a0:</span> "

    return LEAD.sub(label, text)


@cache
def _kinds() -> dict[str, Kind]:
    """Return the words by which answers name the kinds of statement, in both languages."""
    return {word: kind for language in ("fr", "en") for kind, word in load_texts("answers", language).get("kind").items()}


def _linked(text: str, answer_id: str) -> str:
    return MARK.sub(lambda m: f" <a class='bz-ref' href='#r-{answer_id[:8]}-{m.group(1)}'>[{m.group(1)}]</a>", text)


def _steps(answer: Answer, texts: Texts) -> str:
    horizons = texts.get("horizons")
    lines = [f"<details class='bz-steps'><summary>{texts.get('steps')}</summary>"]
    for strategy in answer.strategies:
        name, why = html.escape(strategy.name), typeset(html.escape(strategy.why))
        score = texts.render("score", percent=str(round(strategy.score * 100)))
        lines.append(f"<p><strong>{name}</strong> <small>({strategy.id}, {score})</small><br>{why}</p><ul>")
        lines += [f"<li><em>{horizons[step.when]}\u00a0:</em> {typeset(html.escape(step.text))}</li>" for step in strategy.steps]
        lines.append("</ul>")
    return "".join([*lines, "</details>"])


def _references(answer: Answer, texts: Texts) -> str:
    items = "".join(_reference(answer, citation, texts) for citation in answer.citations)
    title = texts.render("references", count=str(len(answer.citations)))
    return f"<details class='bz-refs'><summary>{title}</summary>{items}</details>"


def _reference(answer: Answer, citation: Citation, texts: Texts) -> str:
    """One reference: closed it names the document and the place; open, it shows the passage and the kind of statement."""
    title = html.escape(texts.render("reference", title=citation.title, locator=citation.locator))
    kind = f"<span class='bz-kind bz-{citation.kind}'>{MARKS[citation.kind]} {texts.get('kinds')[citation.kind]}</span>"
    doubt = f" · {texts.get('unverified')}" if citation.state == "unverified" else ""
    link = ""
    if citation.url:
        url = html.escape(citation.url, quote=True)
        link = f" · <a href='{url}' target='_blank' rel='noopener noreferrer'>{texts.get('open_source')}</a>"
    return (
        f"<details class='bz-source' id='r-{answer.id[:8]}-{citation.n}'><summary>[{citation.n}] {typeset(title)}</summary>"
        f"<blockquote>{typeset(html.escape(citation.quote))}</blockquote>"
        f"<p>{kind}{doubt} · <small>{texts.get('passage_note')}</small>{link}</p></details>"
    )
