"""Where the knowledge comes from, in HTML: every document, what is drawn from it, and what is not verified. Pure, all escaped."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from assistant.explorer.page import Page, bullets, escaped, pairs, table
from corpus.chunk import Passage
from corpus.records import Corpus, Kind, Language, Source

KINDS: tuple[Kind, ...] = ("constat", "document", "illustration", "suggestion")
TO_VERIFY = ("vérifier", "non précisé")  # what the records write of a licence that is not sure
COLUMNS = ("document", "reading", "passages", "licence", "check")


def sources_page(corpus: Corpus, passages: Sequence[Passage], language: Language) -> str:
    """Return the page of sources: how much there is, what is not verified, then the documents one by one.

    :param passages: all that can be cited or said; those without a document are Boussole's own, or say what is not known.
    """
    page = Page(corpus, language)
    drawn: dict[str, Counter[Kind]] = {}
    for passage in passages:
        if passage.source:
            drawn.setdefault(passage.source, Counter())[passage.kind] += 1
    supported = _supported(corpus)
    rows = [_row(page, source, drawn.get(source.key, Counter()), supported[source.key]) for source in corpus.sources.values()]
    columns = [page.word(f"sources.columns.{column}") for column in COLUMNS]
    sections = {
        "title": _summary(page, passages),
        "unsure_title": bullets(list(_unsure(page, passages))),
        "documents": table("bz-documents", page.word("sources.table"), columns, rows),
    }
    told = "".join(f"<section><h2>{page.word(f'sources.{title}')}</h2>{content}</section>" for title, content in sections.items())
    return f"<div class='bz-explorer bz-sources'>{told}</div>"


def _summary(page: Page, passages: Sequence[Passage]) -> str:
    sources = page.corpus.sources.values()
    full = sum(source.reading == "full" for source in sources)
    documents = {"count": len(sources), "full": full, "extract": len(sources) - full}
    own = sum(passage.source is None for passage in passages)
    drawn = {"count": len(passages), "cited": len(passages) - own, "own": own}
    lines = [
        (page.word("sources.documents"), _counted(page, "read", documents)),
        (page.word("sources.columns.passages"), _counted(page, "drawn", drawn)),
        (page.word("sources.kinds"), _tally(page, Counter(passage.kind for passage in passages))),
    ]
    return pairs(lines, "bz-facts")


def _counted(page: Page, key: str, counts: Mapping[str, int]) -> str:
    return page.word(f"sources.{key}", **{name: str(count) for name, count in counts.items()})


def _tally(page: Page, kinds: Mapping[Kind, int]) -> str:
    return bullets([f"{page.kind(kind)}{page.word('colon')}{kinds[kind]}" for kind in KINDS if kinds.get(kind)])


def _unsure(page: Page, passages: Sequence[Passage]) -> Iterator[str]:
    """Yield what is not verified, each with its count."""
    corpus = page.corpus
    sure = Counter(passage.confidence for passage in passages if passage.source)
    known = [measure for measure in corpus.measures.values() if measure.status == "known"]
    rough = sum(dimension.elements_confidence != "verified" for dimension in corpus.dimensions.values())
    counts: Mapping[str, Mapping[str, int]] = {
        "competencies": {"count": sum(c.confidence == "unverified" for c in corpus.competencies.values())},
        "measures": {"count": len(corpus.measures), "unknown": len(corpus.measures) - len(known), "known": len(known)},
        "objectives": {"count": sum(m.objective_confidence != "verified" for m in known)},
        "dimensions": {"count": rough, "total": len(corpus.dimensions)},
        "extracts": {"count": sum(s.reading == "extract" for s in corpus.sources.values()), "total": len(corpus.sources)},
        "passages": {"count": sure["single-source"], "inferred": sure["inferred"], "unverified": sure["unverified"]},
        "licences": {"count": sum(any(word in s.licence.lower() for word in TO_VERIFY) for s in corpus.sources.values())},
        "checks": {},
    }
    for key, values in counts.items():
        yield _counted(page, f"unsure.{key}", values)


def _row(page: Page, source: Source, drawn: Counter[Kind], supports: int) -> list[str]:
    byline = page.texts.render("sources.byline", author=source.author, year=_year(page, source.year))
    address = escaped(source.url) if source.url else page.word("sources.no_address")
    return [
        f"{page.document(source)}<br>{escaped(byline)}<br><span class='bz-address'>{address}</span>",
        page.word(f"sources.reading.{source.reading}"),
        _passages(page, drawn, supports),
        _licence(page, source),
        page.word("sources.unchecked"),
    ]


def _passages(page: Page, drawn: Counter[Kind], supports: int) -> str:
    """Return what is drawn from a document, by kind, and how many statements drawn from others it supports too."""
    told = f"{_counted(page, 'cited', {'count': drawn.total()})}{_tally(page, drawn)}" if drawn else page.word("sources.not_cited")
    more = f"<p>{_counted(page, 'supports', {'count': supports})}</p>" if supports else ""
    return f"<div>{told}{more}</div>"


def _supported(corpus: Corpus) -> Counter[str]:
    """Count, by document, the statements that name it behind the one they are cited from."""
    named = chain(
        (measure.sources for measure in corpus.measures.values()),
        (dimension.sources for dimension in corpus.dimensions.values()),
        (actor.sources for actor in corpus.actors.values()),
        (component.sources for component in corpus.components.values()),
        (obstacle.sources for obstacle in corpus.obstacles.values()),
    )
    return Counter(chain(*(fact.also for fact in corpus.facts.values()), *(sources[1:] for sources in named)))


def _licence(page: Page, source: Source) -> str:
    """Return a licence in the language of the page; one that has no translation stays in French, and says so."""
    told = page.texts.get("licences").get(source.licence)
    return escaped(told) if told else page.foreign(source.licence, "fr")


def _year(page: Page, year: str) -> str:
    """Return a year with the words around it (« vers », « n. d. ») in the language of the page."""
    for word, told in page.texts.get("sources.years").items():
        year = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", told, year)
    return year
