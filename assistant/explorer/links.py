"""What a strategy is linked to: frameworks, measures, components of leadership, people to turn to, obstacles. Pure.

The links are Boussole's reading, and the card says so at its end. What a framework, a plan or an actor is, a document says: it is named.
"""

from collections.abc import Iterator

from assistant.explorer.page import Page, bullets
from corpus.records import Card


def links(page: Page, shown: Card) -> Iterator[tuple[str, str]]:
    """Yield the name and the content of each section; that of the measures says when there is none."""
    yield "competencies", bullets([_competency(page, id_) for id_ in shown.competencies]) + _note(page, "competencies")
    yield "dimensions", bullets([_dimension(page, id_) for id_ in shown.dimensions]) + _note(page, "dimensions")
    if shown.measures:
        yield "measures", bullets([_measure(page, id_) for id_ in shown.measures]) + _note(page, "measures")
    else:
        yield "measures", _note(page, "no_measure")
    yield "components", bullets([_component(page, id_) for id_ in shown.components])
    yield "actors", bullets([_actor(page, id_) for id_ in shown.actors])
    if shown.obstacles:
        yield "obstacles", bullets([_obstacle(page, id_) for id_ in shown.obstacles]) + _note(page, "obstacles")


def _competency(page: Page, id_: str) -> str:
    """A name that could not be verified is shown as such, and is not called a document's."""
    it = page.corpus.competencies[id_]
    name, own = (it.candidate_name, it.for_principals) if page.voice.french else (it.candidate_name_en, it.for_principals_en)
    title = f"<strong>{page.told(id_)}</strong>{page.word('colon')}{page.told(name)}{page.unsure(it.confidence, 'unverified_name')}"
    return f"{title}<br>{page.said('suggestion', own)}"


def _dimension(page: Page, id_: str) -> str:
    it = page.corpus.dimensions[id_]
    name, own = (it.name, it.for_principals) if page.voice.french else (it.name_en, it.for_principals_en)
    place = page.place(it.sources[0], page.texts.render("locators.dimension", number=str(it.number)))
    return f"{page.listed(id_, name, place)}<br>{page.said('suggestion', own)}"


def _measure(page: Page, id_: str) -> str:
    it = page.corpus.measures[id_]
    subject = (it.subject if page.voice.french else it.subject_en) or ""
    name = page.texts.render("measure", label=it.label, subject=subject) if page.voice.french and it.label else subject
    return page.listed(id_, name, page.place(it.sources[0], page.texts.render("locators.measure", number=str(it.number))))


def _component(page: Page, id_: str) -> str:
    it = page.corpus.components[id_]
    name, theory = (it.name, it.theory) if page.voice.french else (it.name_en, it.theory_en)
    meaning = it.meaning if page.voice.french else it.meaning_en
    place = page.place(it.sources[0], page.texts.get("locators.component"))
    return page.listed(page.texts.render("component", name=name, theory=theory), meaning, place)


def _actor(page: Page, id_: str) -> str:
    it = page.corpus.actors[id_]
    name, role = (it.name, it.role) if page.voice.french else (it.name_en, it.role_en)
    return page.listed(name, role, page.place(it.sources[0], page.texts.get("locators.actor"))) + page.unsure(it.confidence)


def _obstacle(page: Page, id_: str) -> str:
    """Who speaks of an obstacle is told in the records in French alone, and so is its detail."""
    it = page.corpus.obstacles[id_]
    if not page.voice.french:
        return page.said("document", it.name_en, page.place(it.sources[0])) + page.unsure(it.confidence)
    place = page.place(it.sources[0], page.texts.render("according", who=it.who))
    return page.listed(it.name, it.detail, place) + page.unsure(it.confidence)


def _note(page: Page, key: str) -> str:
    return f"<p class='bz-note'>{page.word(f'notes.{key}')}</p>"
