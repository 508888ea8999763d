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
    if answer.usage.sent:
        parts.append(_sent(answer, texts))
    parts.append(f"<p class='bz-cost'>{typeset(html.escape(cost_line(answer, texts)))}</p>")
    return "\n\n".join(parts)


def partial_markdown(text: str, length: int | None = None) -> str:
    """Return a text while it is being shown: the whole of what there is, or its first characters, cut at a word."""
    told = text if length is None else text[:length].rsplit(" ", 1)[0]
    return typeset(html.escape(told, quote=False))


def consent_markdown(engine: str, sent: str, texts: Texts) -> str:
    """Return the question asked before a first message is sent to a model elsewhere, with what would be sent.

    :param engine: who it would be sent to.
    :param sent: the message, what is personal masked.
    """
    asked = typeset(html.escape(texts.render("consent.ask", engine=engine)))
    shown = html.escape(sent).replace("\n", "<br>")
    return f"{asked}\n\n<details class='bz-sent'><summary>{texts.get('consent.see')}</summary><blockquote>{shown}</blockquote></details>"


def cost_line(answer: Answer, texts: Texts) -> str:
    """Return who answered, what it took, and what left this machine."""
    usage = answer.usage
    engine = texts.get("cost.embedded") if answer.engine == "embedded" else answer.engine
    tokens = texts.render("cost.tokens", count=str(usage.tokens_in + usage.tokens_out)) if usage.calls else texts.get("cost.no_token")
    seconds = texts.render("cost.seconds", count=f"{sum(answer.timings_ms.values()) / 1000:.1f}".replace(".", ","))
    sent = (
        texts.render("cost.sent", count=str(usage.sent), masked=str(sum(usage.masked.values())))
        if usage.sent
        else texts.get("cost.nothing_sent")
    )
    return " · ".join((texts.render("cost.engine", engine=engine), tokens, seconds, sent))


def _sent(answer: Answer, texts: Texts) -> str:
    """Show, word for word, what left this machine."""
    items = "".join(f"<pre>{html.escape(prompt)}</pre>" for prompt in answer.sent)
    return f"<details class='bz-sent'><summary>{texts.get('consent.sent')}</summary>{items}</details>"


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
