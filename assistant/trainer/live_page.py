"""The synthesis that is projected: big, told with words and numbers beside every bar, in parts that are replaced only when they change.

What the research expects is only shown once the trainer reveals it: participants who are still at work would read it on the wall.
"""

import hashlib
import json
from collections.abc import Mapping

from assistant.explorer.page import escaped, table
from assistant.trainer.frame import Page, items
from assistant.trainer.pages import invitation
from assistant.trainer.records import Session
from assistant.trainer.synthesis import Bar, Debate, Played, Synthesis
from corpus.records import Corpus

MOST_BARS = 12
MARKS = {"expected": "●", "acceptable": "◐", "beside": "○"}


def live_page(page: Page, session: Session, synthesis: Synthesis, parts: Mapping[str, str], join: str, shown: str, revealed: bool) -> str:
    """Return the page to project.

    :param parts: those of `live_parts`.
    :param join: the whole address by which one joins.
    :param shown: id of the scenario that is shown alone; empty for all.
    """
    path = f"/trainer/session/{session.code}/live"
    reveal = "1" if revealed else ""
    which = [("", page.word("live.all")), *((one.id, escaped(one.title)) for one in synthesis.played)]
    links = [
        f"<strong aria-current='page'>{text}</strong>" if id_ == shown else page.link(path, text, scenario=id_, reveal=reveal)
        for id_, text in which
    ]
    turn = page.link(path, page.word("live.hide" if revealed else "live.reveal"), "bz-go", scenario=shown, reveal="" if revealed else "1")
    manage = page.link(f"/trainer/session/{session.code}", page.word("live.manage"))
    source = page.address(f"{path}.json", scenario=shown, reveal=reveal).replace("&", "&amp;")
    filled = {name: f"<div data-part='{name}'>{content}</div>" for name, content in parts.items()}
    body = (
        f"<nav class='bz-live-nav' aria-label='{page.word('live.which')}'>{items(links)}<p>{turn} {manage}</p></nav>"
        f"<p class='bz-notice' role='alert' data-stale hidden>{page.word('live.stale')}</p>"
        f"<div class='bz-live' data-live='{source}' data-tag='{tag_of(parts)}'>"
        f"<section class='bz-live-join'><h2>{page.word('live.join')}</h2>{invitation(page, session, join)}{filled.pop('people')}"
        f"</section>{''.join(filled.values())}</div>"
    )
    return page.whole(session.title, body, "bz-projected")


def tag_of(parts: Mapping[str, str]) -> str:
    """Return what changes when a part does, as the header of a reply tells it."""
    return f'"{hashlib.sha256(json.dumps(dict(parts)).encode()).hexdigest()[:32]}"'


def live_parts(page: Page, synthesis: Synthesis, corpus: Corpus, shown: str, revealed: bool) -> dict[str, str]:
    """Return the parts of the page that change."""
    played = [one for one in synthesis.played if shown in ("", one.id)]
    parts = {"people": f"<p class='bz-big'>{page.word('live.people', count=str(synthesis.people))}</p>"}
    parts["progress"] = _progress(page, synthesis)
    for one in played:
        parts[f"proposed-{one.id}"] = _proposed(page, one, corpus, revealed)
    parts["needs"] = _needs(page, synthesis)
    if revealed:
        for one in played:
            parts[f"debates-{one.id}"] = _debates(page, one, corpus)
    parts["excerpts"] = _excerpts(page, synthesis)
    return parts


def _progress(page: Page, synthesis: Synthesis) -> str:
    columns = [page.word(f"live.columns.{key}") for key in ("scenario", "begun", "proposed")]
    rows = [[escaped(one.title), str(one.begun - one.proposed), str(one.proposed)] for one in synthesis.played]
    quiz = page.word("live.quiz", count=str(synthesis.quizzed))
    if synthesis.mean is not None:
        quiz += ", " + page.word("live.mean", mean=page.percent(synthesis.mean))
    told = table("bz-progress", page.word("live.progress_caption"), columns, rows) if rows else ""
    return f"<section><h2>{page.word('live.progress')}</h2>{told}<p>{quiz}</p></section>"


def _proposed(page: Page, played: Played, corpus: Corpus, revealed: bool) -> str:
    title = f"<h2>{page.word('live.proposed')}{page.word('colon')}{escaped(played.title)}</h2>"
    told = [bar for bar in played.bars if bar.count or (revealed and (bar.grade != "beside" or bar.received))]
    if not told:
        return f"<section>{title}<p>{page.word('live.none')}</p></section>"
    named = [bar for place, bar in enumerate(told) if place < MOST_BARS or not bar.count]  # what is awaited and no one named is told too
    bars = items([_strategy(page, bar, played.proposed, corpus, revealed) for bar in named], "bz-bars")
    more = f"<p>{page.word('live.more', count=str(len(told) - len(named)))}</p>" if len(told) > len(named) else ""
    asked = any(bar.received for bar in played.bars)
    missing = f"<p>{page.word('live.not_asked')}</p>" if revealed and not asked else ""
    return f"<section>{title}{bars}{more}{missing}</section>"


def _strategy(page: Page, bar: Bar, total: int, corpus: Corpus, revealed: bool) -> str:
    name = escaped(page.strategy(corpus, bar.id))
    count = page.word("live.proposed_of", count=str(bar.count), total=str(total))
    if revealed:
        words = page.word(f"live.grades.{bar.grade}") + (f", {page.word('live.received')}" if bar.received else "")
        name += f" <span class='bz-grade bz-{bar.grade}'><span aria-hidden='true'>{MARKS[bar.grade]}</span> {words}</span>"
    drawn = _drawn(bar.share, bar.grade if revealed else "")
    return f"<span class='bz-bar-name'>{name}</span>{drawn}<span class='bz-bar-count'>{count}</span>"


def _needs(page: Page, synthesis: Synthesis) -> str:
    named = [bar for bar in synthesis.families if bar.count]
    names = page.texts.get("families")
    rows = [
        f"<span class='bz-bar-name'>{escaped(names.get(bar.id, bar.id))}</span>{_drawn(bar.share)}"
        f"<span class='bz-bar-count'>{page.word('live.need', count=str(bar.count), share=page.percent(bar.share))}</span>"
        for bar in named
    ]
    told = items(rows, "bz-bars") if rows else f"<p>{page.word('live.none')}</p>"
    return f"<section><h2>{page.word('live.needs')}</h2>{told}</section>"


def _debates(page: Page, played: Played, corpus: Corpus) -> str:
    title = f"<h2>{page.word('live.debates')}{page.word('colon')}{escaped(played.title)}</h2>"
    if played.debates:
        told = items([debate_text(page, one, corpus) for one in played.debates], "bz-debates")
    else:
        told = f"<p>{page.word('live.agreed' if played.proposed > 1 else 'live.no_debate')}</p>"
    return f"<section>{title}{told}</section>"


def debate_text(page: Page, debate: Debate, corpus: Corpus) -> str:
    """Return what is worth talking over of a strategy."""
    told = page.word(f"live.debate.{debate.reason}", count=str(debate.count), total=str(debate.total))
    return f"<strong>{escaped(page.strategy(corpus, debate.strategy))}</strong>{page.word('colon')}{told}"


def _excerpts(page: Page, synthesis: Synthesis) -> str:
    if not synthesis.excerpts:
        return ""
    told = "".join(f"<blockquote>{escaped(text)}</blockquote>" for text in synthesis.excerpts)
    return f"<section><h2>{page.word('live.excerpts')}</h2>{told}</section>"


def _drawn(share: float, look: str = "") -> str:
    """Return a bar, drawn without a style so that no page has to allow one; what it says stands beside it in words."""
    name = f"bz-bar bz-bar-{look}" if look else "bz-bar"
    rect = f"<rect width='{100 * share:.1f}' height='10'/>"
    return f"<svg class='{name}' viewBox='0 0 100 10' preserveAspectRatio='none' aria-hidden='true' focusable='false'>{rect}</svg>"
