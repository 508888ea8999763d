"""The list of strategies and the card of each, in HTML: every statement under the name and the mark of its kind. Pure, all escaped.

What Boussole says of itself (why, steps, means, signs, links) is a suggestion; what research or a document says is named with its place.
"""

import html
from collections.abc import Iterator, Sequence

from assistant.explorer.find import matched
from assistant.explorer.links import links
from assistant.explorer.page import Page, bullets, escaped, pairs, table
from assistant.scenarios.alike import equivalents
from corpus.records import CONSTRAINTS, HORIZONS, Card, Corpus, Language
from prompts import load_texts


def listing(corpus: Corpus, ids: Sequence[str], language: Language, query: str = "") -> str:
    """Return strategies under their families, in the order given: the name, the id and a sentence of each, which opens to its card.

    :param ids: best first; the family of the best comes first.
    :param query: what they were found for; its words are marked.
    """
    page = Page(corpus, language, matched(corpus, query, language))
    by_family: dict[str, list[Card]] = {}
    for id_ in ids:
        by_family.setdefault(corpus.cards[id_].family, []).append(corpus.cards[id_])
    parts = [f"<p class='bz-count' role='status'>{_count(page, len(ids), query.strip())}</p>"]
    for family, cards in by_family.items():
        entries = "".join(_entry(page, card) for card in cards)
        number = page.word("number", count=str(len(cards)))
        parts.append(
            f"<section class='bz-family'><h2>{page.family(family)} <span class='bz-number'>{number}</span></h2>{entries}</section>"
        )
    return f"<div class='bz-explorer'>{''.join(parts)}</div>"


def card(corpus: Corpus, id_: str, language: Language) -> str:
    """Return everything that is written of a strategy, to read and to print.

    :raises KeyError: if there is no such strategy.
    """
    page, shown = Page(corpus, language), corpus.cards[id_]
    title = f"<h2>{page.told(page.voice.name(shown))}</h2>"
    return f"<article class='bz-explorer bz-sheet' data-printable>{title}{_body(page, shown, 3)}</article>"


def _count(page: Page, count: int, query: str) -> str:
    if not count:
        return page.word("count.none")
    told = page.texts.get("count.one") if count == 1 else page.texts.render("count.many", count=str(count))
    return page.word("count.asked", count=told, query=query) if query else escaped(told)


def _entry(page: Page, shown: Card) -> str:
    return (
        f"<details class='bz-entry' data-printable><summary><h3>{page.told(page.voice.name(shown))}</h3> "
        f"<span class='bz-id'>{page.told(shown.id)}</span> "
        f"<span class='bz-gist'>{page.said('suggestion', page.voice.summary(shown))}</span></summary>"
        f"<div class='bz-sheet'>{_body(page, shown, 4)}</div></details>"
    )


def _body(page: Page, shown: Card, level: int) -> str:
    """Return a card without its title.

    :param level: of its headings.
    """
    sections = (
        f"<section class='bz-part bz-part-{name}'><h{level}>{page.word(f'parts.{name}')}</h{level}>{content}</section>"
        for name, content in _parts(page, shown)
    )
    note = f"<p class='bz-note'>{page.word('notes.links')}</p>"
    return f"{_identity(page, shown)}{_actions(page, shown)}{''.join(sections)}{note}"


def _identity(page: Page, shown: Card) -> str:
    """Return what the strategy is: its ids, its family, the part of the research that named it, the issue."""
    lines = [("strategy", page.told(shown.id))]
    if same := _equivalents(page.corpus, shown):
        lines.append(("equivalents", "; ".join(page.strategy(id_) for id_ in same)))
    lines += [("family", page.family(shown.family)), ("found", page.word(f"group.{page.corpus.families[shown.family].group}"))]
    lines.append(("issue", page.said("suggestion", page.voice.issue(shown))))
    return pairs([(page.word(f"card.{key}"), text) for key, text in lines], "bz-facts")


def _actions(page: Page, shown: Card) -> str:
    name, texts = page.voice.name(shown), page.texts
    print_label = html.escape(texts.render("card.print_label", id=shown.id))
    ask_label = html.escape(texts.render("card.ask_label", id=shown.id))
    asked = html.escape(texts.render("card.ask_text", id=shown.id, name=name))
    return (
        "<p class='bz-sheet-actions'>"
        f"<button type='button' class='bz-small' data-print aria-label='{print_label}'>{page.word('card.print')}</button> "
        f"<button type='button' class='bz-small' data-ask='{asked}' aria-label='{ask_label}'>{page.word('card.ask')}</button></p>"
    )


def _parts(page: Page, shown: Card) -> Iterator[tuple[str, str]]:
    """Yield the name and the content of every section that has something to say."""
    voice = page.voice
    finding = page.place(shown.source, shown.finding.locator, french=True)
    yield "finding", f"<p>{page.said('constat', voice.finding(shown), finding)}</p>"
    yield "summary", f"<p>{page.said('suggestion', voice.summary(shown))}</p>"
    yield "why", bullets([_reason(page, shown, number) for number in range(len(shown.why))])
    yield "fits", _suggested(page, [voice.fit(shown, number) for number in range(len(shown.fits))])
    yield "steps", _steps(page, shown)
    yield "adapt", _adapted(page, shown)
    yield "signs", _suggested(page, voice.signs(shown))
    yield "pitfalls", _suggested(page, voice.pitfalls(shown))
    yield "question", f"<p>{page.said('suggestion', voice.question(shown))}</p>"
    if shown.near:
        told = f"<p>{page.said('suggestion', voice.distinct(shown))}</p>"
        yield "near", told + bullets([_near(page, shown, id_) for id_ in shown.near])
    yield from links(page, shown)


def _reason(page: Page, shown: Card, number: int) -> str:
    said = shown.why[number]
    return page.said(said.kind, page.voice.why(shown, number), page.place(said.source, said.locator, french=True) if said.source else "")


def _suggested(page: Page, items: Sequence[str]) -> str:
    return bullets([page.said("suggestion", item) for item in items])


def _steps(page: Page, shown: Card) -> str:
    """Return the first steps with who takes each and by what means."""
    voice, means, horizons = page.voice, page.corpus.means[shown.id], load_texts("page", page.language).get("horizons")
    rows = []
    for at in HORIZONS:
        told = (voice.step(shown, at), voice.who(means, at), voice.means(means, at))
        rows.append([escaped(horizons[at]), *(page.said("suggestion", text) for text in told)])
    columns = [page.word(f"steps.{key}") for key in ("when", "step", "who", "means")]
    return table("bz-first", page.word("steps.caption", id=shown.id), columns, rows)


def _adapted(page: Page, shown: Card) -> str:
    """Return how the first steps are taken under each constraint, and how well the strategy bears it."""
    means, names = page.corpus.means[shown.id], load_texts("answers", page.language).get("constraint")
    lines = []
    for constraint in CONSTRAINTS:
        short, ease = str(names[constraint]["short"]), page.texts.get("ease")[str(means.ease[constraint])]
        title = page.word("adapted", constraint=short[:1].upper() + short[1:], ease=ease)
        lines.append((title, page.said("suggestion", page.voice.adapted(means, constraint))))
    return pairs(lines, "bz-adapted")


def _near(page: Page, shown: Card, id_: str) -> str:
    how = "equivalent" if id_ in _equivalents(page.corpus, shown) else "neighbour"
    return f"{page.strategy(id_)}, {page.word(how)}"


def _equivalents(corpus: Corpus, shown: Card) -> list[str]:
    """Return the ids under which the rest of the research found the same strategy."""
    same = equivalents(shown.id, corpus) - {shown.id}
    return [id_ for id_ in corpus.cards if id_ in same]
