"""The pages of the participant: joining, a scenario stage by stage, three looks at it. Pure: records in, HTML out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.explorer.page import escaped
from assistant.scenarios.records import EXPECTED, Scenario, Stage
from assistant.trainer.frame import Page, attribute, choice, field, items, lines, notice
from assistant.trainer.records import MOST_STRATEGIES, MOST_WHY, Participant, Session, Work
from corpus.clean import fold
from corpus.records import Card, Corpus

PATH = "/practice"


def code_page(page: Page, message: str = "") -> str:
    """Return the page that asks for the code of a session."""
    control = "<input {id} type='text' required maxlength='20' autocomplete='off' autocapitalize='characters' spellcheck='false'>"
    form = page.form("/join", field(page.word("join.code"), "code", control), "join.go")
    other = "/join" if page.language == "en" else "/join?lang=en"
    return page.whole(page.texts.get("join.title"), f"{notice(message)}<p>{page.word('join.text')}</p>{form}", other=other)


def join_page(page: Page, session: Session, given: str = "", message: str = "") -> str:
    """Return the first screen: what is kept and until when, then a pseudonym to choose."""
    told = [page.word(f"join.kept_{session.keeps}"), page.word("join.until", date=page.day(session.until)), page.word("join.seen")]
    told += [page.word(f"join.engine_{session.engine}"), page.word("join.cookie")]
    control = f"<input {{id}} type='text' required maxlength='30' autocomplete='off' value='{attribute(given)}'>"
    form = page.form(
        f"/join/{session.code}", field(page.word("join.pseudonym"), "pseudonym", control, page.word("join.pseudonym_help")), "join.go_in"
    )
    kept = f"<section class='bz-kept'><h2>{page.word('join.kept')}</h2>{items(told)}</section>"
    return page.whole(session.title, f"{notice(message)}{kept}{form}")


@dataclass(frozen=True)
class Bench:
    """What a participant works on.

    :param scenarios: those of the session that can be read, in its order.
    :param work: what they made of each that they began.
    """

    session: Session
    participant: Participant
    scenarios: Mapping[str, Scenario]
    work: Mapping[str, Work]

    def state(self, id_: str) -> str:
        """Return what became of a scenario: todo, begun or proposed."""
        work = self.work.get(id_)
        return "todo" if work is None else "begun" if work.strategies is None else "proposed"

    def next(self, id_: str) -> Scenario | None:
        """Return the first scenario that is left, besides one."""
        return next((one for one in self.scenarios.values() if one.id != id_ and self.state(one.id) != "proposed"), None)


@dataclass(frozen=True)
class Received:
    """What Boussole proposes: ids, or why there are none yet. ``waiting``: it is being asked."""

    strategies: tuple[str, ...] = ()
    waiting: bool = False
    reason: str = ""


def stage_page(
    page: Page, bench: Bench, scenario: Scenario, corpus: Corpus, received: Received, given: Mapping[str, Sequence[str]], message: str = ""
) -> str:
    """Return a scenario up to the stage that is reached, and what can be done there: read on, or propose.

    :param given: what was filled in already.
    """
    reached = min(bench.work[scenario.id].stage, len(scenario.stages) - 1)
    told = "".join(_stage(page, scenario, number) for number in range(reached + 1))
    if reached < len(scenario.stages) - 1:
        act = page.form(f"{PATH}/stage", "", "practice.next", fields=_fields(bench, scenario) | {"stage": str(reached + 1)})
    else:
        act = _proposal_form(page, bench, scenario, corpus, given) + _peek(page, bench, corpus, received)
    return _whole(page, bench, scenario, notice(message) + _opening(page, scenario) + told + act)


def after_page(page: Page, bench: Bench, scenario: Scenario, corpus: Corpus, received: Received, feedback: str) -> str:
    """Return the three looks at a scenario once something was proposed, with what is said of them.

    :param feedback: HTML already.
    """
    work = bench.work[scenario.id]
    columns = (
        ("yours", _named(page, corpus, work.strategies or ())),
        ("theirs", _received(page, corpus, received)),
        ("expected", _named(page, corpus, scenario.graded(EXPECTED))),
    )
    looks = "".join(f"<section><h3>{page.word(f'practice.{key}')}</h3>{content}</section>" for key, content in columns)
    told = "".join(_stage(page, scenario, number) for number in range(len(scenario.stages)))
    case = f"<details class='bz-case'><summary>{escaped(scenario.title)}</summary>{_opening(page, scenario)}{told}</details>"
    body = f"{case}<section><h2>{page.word('practice.after')}</h2><div class='bz-looks'>{looks}</div></section>{feedback}"
    return _whole(page, bench, scenario, body + _onward(page, bench, scenario), refresh=received.waiting)


def _whole(page: Page, bench: Bench, scenario: Scenario, body: str, refresh: bool = False) -> str:
    return page.whole(scenario.title, _top(page, bench, scenario.id) + body + _leave(page, bench), "bz-refresh" if refresh else "")


def _top(page: Page, bench: Bench, current: str) -> str:
    you = f"<p class='bz-you'>{page.word('practice.you', pseudonym=bench.participant.pseudonym)}</p>"
    if len(bench.scenarios) < 2:
        return you
    links = []
    for id_, one in bench.scenarios.items():
        text = page.word("practice.link", title=one.title, state=page.texts.get("practice.states")[bench.state(id_)])
        shown = page.link(PATH, text, session=bench.session.code, scenario=id_)
        links.append(f"<strong aria-current='page'>{text}</strong>" if id_ == current else shown)
    return f"{you}<nav aria-label='{page.word('practice.scenarios')}'>{items(links, 'bz-scenarios')}</nav>"


def _opening(page: Page, scenario: Scenario) -> str:
    return f"<p class='bz-help'>{page.word('practice.minutes', minutes=str(scenario.minutes))}</p>{lines(scenario.context)}"


def _stage(page: Page, scenario: Scenario, number: int) -> str:
    stage: Stage = scenario.stages[number]
    title = page.word("practice.stage", number=str(number + 1), total=str(len(scenario.stages)), title=stage.title)
    papers = "".join(
        f"<details class='bz-paper' open><summary>{escaped(one.title)}</summary>{_paper(one.text)}</details>" for one in stage.documents
    )
    return f"<section class='bz-stage'><h2>{title}</h2>{lines(stage.text)}{papers}</section>"


def _paper(text: str) -> str:
    """Return a document as it was typed: its lines are its layout."""
    return f"<div class='bz-typed'>{escaped(text.strip())}</div>"


def _proposal_form(page: Page, bench: Bench, scenario: Scenario, corpus: Corpus, given: Mapping[str, Sequence[str]]) -> str:
    chosen = given.get("strategy", ())
    families = {id_: [card for card in corpus.cards.values() if card.family == id_] for id_ in corpus.families}
    names = page.texts.get("families")
    listed = {id_: "".join(_box(page, card, chosen) for card in cards) for id_, cards in families.items()}
    boxes = "".join(
        f"<fieldset class='bz-family'><legend>{escaped(names.get(id_, id_))}</legend>{content}</fieldset>"
        for id_, content in listed.items()
    )
    help_ = page.word("practice.propose_help", count=str(len(corpus.cards)))
    search = field(page.word("practice.search"), "search", "<input {id} type='search' autocomplete='off'>")
    counts = _count(page, "chosen", len(chosen)) + _count(page, "found", len(corpus.cards))
    content = f"<p>{help_}</p><div data-search>{search}</div>{counts}<div class='bz-families' data-most='{MOST_STRATEGIES}'>{boxes}</div>"
    if bench.session.keeps == "excerpts":
        content += _why(page, given)
    form = page.form(f"{PATH}/propose", content, "practice.send", "bz-propose", _fields(bench, scenario))
    return f"<section><h2>{page.word('practice.propose')}</h2>{form}</section>"


def _count(page: Page, key: str, count: int) -> str:
    """Return a count that the script keeps right, with the words it does it with."""
    words = attribute(page.texts.render(f"practice.{key}", count="{count}"))
    return f"<p class='bz-counts' role='status' data-{key}='{words}'>{page.word(f'practice.{key}', count=str(count))}</p>"


def _box(page: Page, card: Card, chosen: Sequence[str]) -> str:
    name, summary = page.voice.name(card), page.voice.summary(card)
    label = f"<b>{escaped(name)}</b> <span class='bz-id'>{escaped(card.id)}</span><small>{escaped(summary)}</small>"
    box = choice("checkbox", "strategy", card.id, label, card.id in chosen)
    return f"<div data-words='{attribute(fold(f'{card.id} {name} {summary}'))}'>{box}</div>"


def _why(page: Page, given: Mapping[str, Sequence[str]]) -> str:
    said = escaped("".join(given.get("why", ())))
    tied = "id='why' name='why' aria-describedby='why-help'"
    area = f"<textarea {tied} rows='4' maxlength='{MOST_WHY}'>{said}</textarea>"
    help_ = f"<small id='why-help' class='bz-help'>{page.word('practice.why_help')} {page.word('practice.share_help')}</small>"
    share = choice("checkbox", "share", "1", page.word("practice.share"), "share" in given)
    return f"<p class='bz-field'><label for='why'>{page.word('practice.why')}</label>{help_}{area}</p>{share}"


def _peek(page: Page, bench: Bench, corpus: Corpus, received: Received) -> str:
    if bench.session.hidden:
        return ""
    return f"<details class='bz-peek'><summary>{page.word('practice.peek')}</summary>{_received(page, corpus, received)}</details>"


def _received(page: Page, corpus: Corpus, received: Received) -> str:
    if received.waiting:
        return f"<p role='status'>{page.word('practice.preparing')} <a href=''>{page.word('practice.refresh')}</a></p>"
    if received.reason:
        return f"<p>{page.word('practice.failed', reason=received.reason)}</p>"
    return _named(page, corpus, received.strategies)


def _named(page: Page, corpus: Corpus, ids: Sequence[str]) -> str:
    told = [escaped(page.strategy(corpus, id_)) for id_ in ids]
    return items(told) if told else f"<p>{page.word('practice.nothing')}</p>"


def _onward(page: Page, bench: Bench, scenario: Scenario) -> str:
    code, links = bench.session.code, []
    if following := bench.next(scenario.id):
        text = page.word("practice.next_scenario", title=following.title)
        links.append(page.link(PATH, text, "bz-go", session=code, scenario=following.id))
    links.append(page.link(f"{PATH}/quiz", page.word("practice.quiz"), "bz-go", session=code))
    if bench.session.free_chat:
        home = "/en/" if page.language == "en" else "/"
        links.append(f"<a class='bz-go' href='{home}'>{page.word('practice.chat')}</a>")
    return f"<p class='bz-onward'>{' '.join(links)}</p>"


def _leave(page: Page, bench: Bench) -> str:
    sure = choice("checkbox", "sure", "1", page.word("practice.leave_sure"), False, " required")
    form = page.form(f"{PATH}/leave", sure, "practice.leave", "bz-danger", {"session": bench.session.code})
    told = f"<summary>{page.word('practice.leave')}</summary><p>{page.word('practice.leave_help')}</p>{form}"
    return f"<details class='bz-leave'>{told}</details>"


def _fields(bench: Bench, scenario: Scenario) -> dict[str, str]:
    return {"session": bench.session.code, "scenario": scenario.id}
