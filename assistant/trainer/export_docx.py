"""A session and its hand-outs as Word documents, from pieces that the page to print is made of too. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from assistant.explorer.page import escaped
from assistant.export.word import Piece, written
from assistant.plan.records import cell
from assistant.scenarios.records import EXPECTED, Scenario
from assistant.trainer.frame import Page
from assistant.trainer.records import Gathered
from assistant.trainer.report import Row, excerpts, people, proposals, summary, told_session
from assistant.trainer.synthesis import Debate, synthesise
from corpus.records import HORIZONS, Card, Corpus, Language

GRID_ROWS = 5
LONGEST = 20_000  # characters of one text


def session_docx(gathered: Gathered, scenarios: Mapping[str, Scenario], corpus: Corpus, today: date) -> bytes:
    """Return the report of a session: what it was, who went how far, what was proposed, what is worth talking over."""
    page = Page(gathered.session.language)
    title = page.texts.render("export.title", title=gathered.session.title)
    return written(_clean(title), page.language, today, list(_report(page, gathered, scenarios, corpus, today)))


def handout_docx(scenario: Scenario, corpus: Corpus, language: Language, today: date) -> bytes:
    """Return what is handed out of a scenario: the case, a grid to fill in, the cards of the strategies that are expected."""
    page = Page(language)
    title = page.texts.render("handout.title", title=scenario.title)
    return written(_clean(title), language, today, list(handout(page, scenario, corpus)))


def handout_page(page: Page, scenario: Scenario, corpus: Corpus) -> str:
    """Return the same to print from the browser."""
    button = f"<p class='bz-no-print'><button type='button' class='bz-send' data-print-page>{page.word('handout.print')}</button></p>"
    told = "".join(_html(piece) for piece in handout(page, scenario, corpus))
    return page.whole(page.texts.render("handout.title", title=scenario.title), button + told, "bz-handout")


def handout(page: Page, scenario: Scenario, corpus: Corpus) -> Iterator[Piece]:
    """Yield the pieces of what is handed out."""
    yield _heading(_word(page, "case"))
    yield _heading(_word(page, "context"), 3)
    yield from _paragraphs(scenario.context)
    for number, stage in enumerate(scenario.stages, start=1):
        values = {"number": str(number), "total": str(len(scenario.stages)), "title": stage.title}
        yield _heading(page.texts.render("practice.stage", **values), 3)
        yield from _paragraphs(stage.text)
        for paper in stage.documents:
            yield _heading(paper.title, 4)
            yield Piece(style="quote", runs=((_clean(paper.text.strip()), ""),))
    yield _heading(_word(page, "grid"))
    yield _said(_word(page, "grid_help"))
    blank = [(str(number), "", "", "") for number in range(1, GRID_ROWS + 1)]
    yield Piece(style="table", rows=(tuple(page.texts.get("handout.columns").values()), *blank))
    yield _heading(_word(page, "debrief"))
    yield from (_item(question) for question in scenario.debrief)
    yield _heading(_word(page, "cards"))
    yield _said(_word(page, "cards_help"))
    for id_ in scenario.graded(EXPECTED):
        if id_ in corpus.cards:
            yield from _card(page, corpus.cards[id_], corpus)


def _card(page: Page, card: Card, corpus: Corpus) -> Iterator[Piece]:
    voice, colon = page.voice, page.texts.get("colon")
    place = ", ".join(filter(None, (corpus.sources[card.source].title, card.finding.locator)))
    yield _heading(page.strategy(corpus, card.id), 3)
    yield Piece(style="paragraph", runs=((_word(page, "research") + colon, "bold"), (voice.finding(card), ""), (f" ({place})", "italic")))
    yield Piece(style="paragraph", runs=((_word(page, "suggestion") + colon, "bold"), (voice.summary(card), "")))
    yield _said(_word(page, "steps"))
    for at in HORIZONS:
        yield Piece(style="item", runs=((page.texts.get("handout.horizons")[at] + colon, "bold"), (voice.step(card, at), "")))
    yield Piece(style="paragraph", runs=((_word(page, "question") + colon, "bold"), (voice.question(card), "")))


def _report(page: Page, gathered: Gathered, scenarios: Mapping[str, Scenario], corpus: Corpus, today: date) -> Iterator[Piece]:
    sheets = page.texts.get("export.sheets")
    synthesis = synthesise(gathered, scenarios, corpus)
    tables: dict[str, Sequence[Row]] = {
        "session": told_session(page, gathered, scenarios, today),
        "people": people(page, gathered, scenarios),
        "proposals": proposals(page, gathered, scenarios, corpus),
        "synthesis": summary(page, gathered, scenarios, corpus),
    }
    for key, rows in tables.items():
        yield _heading(sheets[key])
        yield Piece(style="table", rows=tuple(tuple(_clean(str(value)) for value in row) for row in rows))
    for played in synthesis.played:
        yield _heading(f"{page.texts.get('live.debates')}{page.texts.get('colon')}{played.title}")
        yield from (_item(_debate(page, one, corpus)) for one in played.debates)
        if not played.debates:
            yield _said(page.texts.get("live.agreed" if played.proposed > 1 else "live.no_debate"))
        yield _heading(page.texts.get("export.debrief"), 3)
        yield from (_item(question) for question in scenarios[played.id].debrief)
    _, *shared = excerpts(page, gathered)
    if shared:
        yield _heading(sheets["excerpts"])
        yield from (Piece(style="quote", runs=((_clean(str(text)), ""),)) for (text,) in shared)


def _debate(page: Page, debate: Debate, corpus: Corpus) -> str:
    told = page.texts.render(f"live.debate.{debate.reason}", count=str(debate.count), total=str(debate.total))
    return f"{page.strategy(corpus, debate.strategy)}{page.texts.get('colon')}{told}"


def _html(piece: Piece) -> str:
    """Return a piece as HTML."""
    if piece.style == "table":
        head, *rows = piece.rows
        columns = "".join(f"<th scope='col'>{escaped(text)}</th>" for text in head)
        told = "".join(f"<tr>{''.join(f'<td>{escaped(text)}</td>' for text in row)}</tr>" for row in rows)
        return f"<table class='bz-grid'><thead><tr>{columns}</tr></thead><tbody>{told}</tbody></table>"
    tags = {"bold": "b", "italic": "i"}
    told = "".join(f"<{tags[look]}>{escaped(text)}</{tags[look]}>" if look else escaped(text) for text, look in piece.runs)
    match piece.style:
        case "heading":
            return f"<h{piece.level}>{told}</h{piece.level}>"
        case "item":
            return f"<ul><li>{told}</li></ul>"
        case "quote":
            return f"<blockquote class='bz-typed'>{told}</blockquote>"
    return f"<p>{told}</p>"


def _heading(text: str, level: int = 2) -> Piece:
    return Piece(style="heading", level=level, runs=((_clean(text), ""),))


def _said(text: str) -> Piece:
    return Piece(style="paragraph", runs=((_clean(text), ""),))


def _item(text: str) -> Piece:
    return Piece(style="item", runs=((_clean(text), ""),))


def _paragraphs(text: str) -> Iterator[Piece]:
    return (_said(" ".join(part.split())) for part in text.split("\n\n") if part.strip())


def _word(page: Page, key: str) -> str:
    return str(page.texts.get(f"handout.{key}"))


def _clean(text: str) -> str:
    """Return a text that XML can carry."""
    return cell(text, LONGEST)
