"""What a session leaves: tables of texts and numbers, in which participants are P1, P2… The first row of each is its head. Pure."""

from collections.abc import Mapping
from datetime import date

from assistant.scenarios.compare import compare
from assistant.scenarios.records import Scenario
from assistant.trainer.frame import Page
from assistant.trainer.records import Gathered
from assistant.trainer.synthesis import synthesise
from corpus.records import Corpus

Row = tuple[str | int | float, ...]


def told_session(page: Page, gathered: Gathered, scenarios: Mapping[str, Scenario], today: date) -> list[Row]:
    """Return what the session was."""
    session = gathered.session
    titles = "; ".join(scenarios[id_].title if id_ in scenarios else id_ for id_ in session.scenarios)
    rows: list[Row] = [
        (_word(page, "field"), _word(page, "value")),
        (page.texts.get("new.name"), session.title),
        (_word(page, "code"), session.code),
        (page.texts.get("new.scenarios"), titles),
        (_word(page, "people"), len(gathered.participants)),
        (page.texts.get("new.keeps"), page.texts.get(f"new.keeps_{session.keeps}")),
        (_word(page, "until"), page.day(session.until)),
        (_word(page, "made"), page.day(today)),
        ("", _word(page, "anonymous")),
    ]
    return rows


def people(page: Page, gathered: Gathered, scenarios: Mapping[str, Scenario]) -> list[Row]:
    """Return how far each came in each scenario, and their quiz."""
    rows: list[Row] = [tuple(_word(page, key) for key in ("participant", "scenario", "stage", "quiz_right", "quiz_total"))]
    for who in gathered.participants:
        mine = [work for work in gathered.work if work.participant == who.id and work.scenario in scenarios]
        marks: Row = ("" if who.right is None else who.right, "" if who.total is None else who.total)
        told: list[Row] = [(scenarios[work.scenario].title, work.stage + 1) for work in mine] or [("", "")]
        rows += [(gathered.label(who.id), *where, *marks) for where in told]
    return rows


def proposals(page: Page, gathered: Gathered, scenarios: Mapping[str, Scenario], corpus: Corpus) -> list[Row]:
    """Return what each proposed, and how near it comes to what the research expects."""
    rows: list[Row] = [tuple(_word(page, key) for key in ("participant", "scenario", "strategies", "score"))]
    for id_, scenario in scenarios.items():
        received = gathered.received.get(id_, ())
        for work in gathered.proposals(id_):
            named = "; ".join(page.strategy(corpus, one) for one in work.strategies or ())
            score = compare(work.strategies or (), scenario, received, corpus).score
            rows.append((gathered.label(work.participant), scenario.title, named, score))
    return rows


def summary(page: Page, gathered: Gathered, scenarios: Mapping[str, Scenario], corpus: Corpus) -> list[Row]:
    """Return how often each strategy was proposed in each scenario."""
    keys = ("scenario", "strategy", "name_column", "count", "share", "grade", "received")
    rows: list[Row] = [tuple(_word(page, key) for key in keys)]
    for played in synthesise(gathered, scenarios, corpus).played:
        for bar in played.bars:
            name = page.voice.name(corpus.cards[bar.id])
            grade = page.texts.get(f"live.grades.{bar.grade}")
            also = _word(page, "yes_" if bar.received else "no_")
            rows.append((played.title, bar.id, name, bar.count, round(bar.share, 3), grade, also))
    return rows


def excerpts(page: Page, gathered: Gathered) -> list[Row]:
    """Return the excerpts that participants share, without saying whose they are."""
    return [(_word(page, "excerpt"),), *sorted((work.why,) for work in gathered.work if work.why)]


def _word(page: Page, key: str) -> str:
    return str(page.texts.get(f"export.{key}"))
