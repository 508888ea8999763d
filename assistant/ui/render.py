"""Turn an answer record into what the page shows: cards that fold, references that open, kinds told apart by word and mark. Pure."""

import html
import re
from functools import cache

from assistant.records import Answer, Citation, StrategyAnswer
from assistant.typography import MARKS, typeset
from assistant.ui.acronyms import expand
from corpus.records import Kind
from prompts import Texts, load_texts

MARK = re.compile(r" ?\[(\d+)\]")
LEAD = re.compile(r"(?<!\*)\*([^*\n]+?) ?:\* ")
HEADING = re.compile(r"^\*\*(\d+)\. (.+)\*\*$")
CHUNK = 160  # characters added at a time while an answer is shown
ACTIONS = ("copy", "retry", "edit", "useful", "useless")


def answer_markdown(answer: Answer, texts: Texts, said: str = "") -> str:
    """Return the whole of what the page shows for an answer.

    :param texts: the texts of the page; what stands inside the answer is said in its own language.
    :param said: what the conversation has shown before: acronyms that are written out there are not written out again.
    """
    own = load_texts("page", answer.language)
    told = expand(answer.text, own.get("acronyms"), said)
    parts = [_carded(typeset(_linked(_marked(html.escape(told, quote=False), own), answer.id)), answer, own)]
    if answer.citations:
        parts.append(_references(answer, texts))
    parts += [f"<p class='bz-warning'>{html.escape(warning)}</p>" for warning in answer.warnings]
    if answer.usage.sent:
        parts.append(_sent(answer, texts))
    parts.append(_actions(answer, texts))
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
    count = f"{sum(answer.timings_ms.values()) / 1000:.1f}".replace(".", texts.get("cost.decimal"))
    hidden = str(sum(usage.masked.values()))
    sent = texts.render("cost.sent", count=str(usage.sent), masked=hidden) if usage.sent else texts.get("cost.nothing_sent")
    return " · ".join((texts.render("cost.engine", engine=engine), tokens, texts.render("cost.seconds", count=count), sent))


def _carded(text: str, answer: Answer, texts: Texts) -> str:
    """Fold what is said of each strategy into a card, with all its first steps; those only named get a closed one."""
    waiting = list(answer.strategies)
    parts: list[str] = []
    inside: list[str] | None = None
    for paragraph in text.split("\n\n"):
        if (heading := HEADING.match(paragraph)) and waiting:
            parts += _card(inside)
            inside = [_opened(waiting.pop(0), heading.group(1), heading.group(2), answer, texts)]
        elif inside is not None and len(inside) < 2 and not paragraph.startswith("- "):
            inside.append(
                f"<span class='bz-kind bz-suggestion'>{MARKS['suggestion']} {texts.get('card_why')}{texts.get('colon')}</span> {paragraph}"
            )
        elif inside is not None and paragraph.startswith("- "):
            inside.append(paragraph)
        else:
            parts += _card(inside)
            inside = None
            parts.append(paragraph)
    parts += _card(inside)
    if answer.kind in ("situation", "followup") and len(waiting) < len(answer.strategies):
        first = len(answer.strategies) - len(waiting) + 1
        for number, strategy in enumerate(waiting, start=first):
            parts += _card([_opened(strategy, str(number), strategy.name, answer, texts, more=True)])
    return "\n\n".join(parts)


def _card(inside: list[str] | None) -> list[str]:
    """Return a card that was opened, closed behind what stands in it and its steps."""
    if inside is None:
        return []
    opening, steps = inside[0].split("\0")
    return [opening, *inside[1:], f"{steps}\n\n</details>"]


def _opened(strategy: StrategyAnswer, number: str, name: str, answer: Answer, texts: Texts, more: bool = False) -> str:
    """Return the head of a card and, behind a NUL, its foot."""
    plain = html.escape(name if more else re.sub(r"\s*\([A-Z0-9., etand]+\)$", "", html.unescape(name)))
    ids = " · ".join((strategy.id, *strategy.also))
    score = texts.render("score", percent=str(round(strategy.score * 100)))
    told = f"{ids}, {score}" if answer.kind == "situation" else ids
    head = (
        f"<details class='bz-card'{'' if more else ' open'} id='c-{answer.id[:8]}-{strategy.id.replace('.', '-')}'>"
        f"<summary><h3><span class='bz-rank'>{number}</span> {typeset(plain)}</h3> <small>{typeset(told)}</small></summary>"
    )
    why = f"<p>{typeset(html.escape(strategy.why))}</p>" if more else ""
    return f"{head}\0{why}{_steps(strategy, texts)}"


def _steps(strategy: StrategyAnswer, texts: Texts) -> str:
    horizons = texts.get("horizons")
    lines = [f"<details class='bz-steps'><summary>{MARKS['suggestion']} {texts.get('steps')}</summary><dl>"]
    lines += [f"<dt>{horizons[step.when]}</dt><dd>{typeset(html.escape(step.text))}</dd>" for step in strategy.steps]
    marks = f"bz-small bz-do-plan bz-of-{strategy.id.replace('.', '-')}"
    button = f"<button type='button' class='{marks}'>{texts.get('card_plan')}</button>"
    return "".join([*lines, "</dl>", button, "</details>"])


def _marked(text: str, texts: Texts) -> str:
    """Give each lead (« Constat : », « Suggestion, cette semaine : ») the mark of its kind."""
    colon = texts.get("colon")

    def label(match: re.Match[str]) -> str:
        kind = kinds_by_word().get(match.group(1).split(",")[0])
        if kind is None:
            return f"<strong>{match.group(1)}{colon}</strong> "
        return f"<span class='bz-kind bz-{kind}'>{MARKS[kind]} {match.group(1)}{colon}</span> "

    return LEAD.sub(label, text)


@cache
def kinds_by_word() -> dict[str, Kind]:
    """Return the words by which answers name the kinds of statement, in both languages."""
    return {word: kind for language in ("fr", "en") for kind, word in load_texts("answers", language).get("kind").items()}


def _linked(text: str, answer_id: str) -> str:
    return MARK.sub(lambda m: f" <a class='bz-ref' href='#r-{answer_id[:8]}-{m.group(1)}'>[{m.group(1)}]</a>", text)


def _references(answer: Answer, texts: Texts) -> str:
    items = "".join(_reference(answer, citation, texts) for citation in answer.citations)
    title = texts.render("references", count=str(len(answer.citations)))
    return f"<details class='bz-refs'><summary>{title}</summary>{items}</details>"


def _reference(answer: Answer, citation: Citation, texts: Texts) -> str:
    """One reference: closed it names the document and the place; open, it shows the passage and the kind of statement."""
    title = html.escape(texts.render("reference", title=citation.title, locator=citation.locator))
    kind = f"<span class='bz-kind bz-{citation.kind}'>{MARKS[citation.kind]} {texts.get('kinds')[citation.kind]}</span>"
    link = ""
    if citation.url:
        url = html.escape(citation.url, quote=True)
        link = f" · <a href='{url}' target='_blank' rel='noopener noreferrer'>{texts.get('open_source')}</a>"
    return (
        f"<details class='bz-source' id='r-{answer.id[:8]}-{citation.n}'>"
        f"<summary>[{citation.n}] {typeset(title)}</summary>"
        f"<blockquote>{typeset(html.escape(citation.quote))}</blockquote>"
        f"<p>{kind} · {texts.get('states')[citation.state]} · <small>{texts.get('passage_note')}</small>{link}</p></details>"
    )


def _sent(answer: Answer, texts: Texts) -> str:
    """Show, word for word, what left this machine."""
    items = "".join(f"<pre>{html.escape(prompt)}</pre>" for prompt in answer.sent)
    return f"<details class='bz-sent'><summary>{texts.get('consent.sent')}</summary>{items}</details>"


def _actions(answer: Answer, texts: Texts) -> str:
    """Return what can be done with an answer; the script of the page does it, told by the classes (Gradio lets no other attribute by)."""
    wanted = (*ACTIONS, "plan") if len(answer.strategies) > 1 else ACTIONS
    named = texts.get("actions")
    buttons = "".join(f"<button type='button' class='bz-small bz-do-{name}'>{named[name]}</button>" for name in wanted)
    return f"<div class='bz-actions' id='a-{answer.id}'>{buttons}</div>"
