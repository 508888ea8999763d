"""The pages of the trainer: the door, the sessions, a new one, one of them. Pure: records and words in, HTML out."""

from collections.abc import Mapping, Sequence
from datetime import date

from assistant.explorer.page import escaped, pairs, table
from assistant.scenarios.records import Scenario
from assistant.trainer.embedding import embedding
from assistant.trainer.frame import Page, attribute, choice, field, fieldset, items, notice
from assistant.trainer.place import Place
from assistant.trainer.qr import qr_svg
from assistant.trainer.records import Gathered, Participant, Session, Work
from corpus.clean import fold

CHECKED = ("free_chat", "hidden")
CHOSEN = {"language": ("fr", "en"), "engine": ("embedded", "model"), "keeps": ("proposals", "excerpts")}


def closed_page(page: Page) -> str:
    """Return what is said where no key is set: how to set one."""
    body = f"<p>{page.word('closed.text')}</p><p><code>{page.word('closed.example')}</code></p>"
    return page.whole(page.texts.get("closed.title"), body, other=_turned(page, "/trainer"))


def door_page(page: Page, message: str = "") -> str:
    """Return the page that asks for the key."""
    control = "<input {id} type='password' autocomplete='current-password' required maxlength='200'>"
    form = page.form("/trainer/enter", field(page.word("door.key"), "key", control), "door.enter")
    body = f"{notice(message)}<p>{page.word('door.text')}</p>{form}"
    return page.whole(page.texts.get("door.title"), body, other=_turned(page, "/trainer"))


def sessions_page(page: Page, sessions: Sequence[tuple[Session, int]], today: date, message: str = "") -> str:
    """Return the list of the sessions.

    :param sessions: each with how many take part.
    """
    rows = [[_session_link(page, one, today), escaped(one.code), str(people), _until(page, one, today)] for one, people in sessions]
    columns = [escaped(word) for word in page.texts.get("sessions.columns").values()]
    listed = table("bz-sessions", page.word("sessions.caption"), columns, rows) if rows else f"<p>{page.word('sessions.none')}</p>"
    body = (
        f"{notice(message)}<p>{page.word('sessions.intro')}</p><p>{page.link('/trainer/new', page.word('sessions.new'), 'bz-go')}</p>"
        f"{listed}{page.form('/trainer/leave', '', 'sessions.leave', 'bz-quiet')}"
    )
    return page.whole(page.texts.get("sessions.title"), body, other=_turned(page, "/trainer"))


def new_page(
    page: Page,
    scenarios: Sequence[Scenario],
    given: Mapping[str, Sequence[str]],
    today: date,
    last: date,
    model: str = "",
    message: str = "",
) -> str:
    """Return the form of a new session.

    :param given: what was filled in already.
    :param last: the last day until which a session may be kept.
    :param model: name of the language model that may answer; empty where there is none.
    """

    def radios(name: str, words: Mapping[str, str]) -> str:
        now = given.get(name, CHOSEN[name][:1])
        return "".join(choice("radio", name, value, text, value in now) for value, text in words.items())

    def named(scenario: Scenario) -> str:
        values = {"title": scenario.title, "minutes": str(scenario.minutes)}
        return page.word("new.scenario", **values, language=page.texts.get("new.languages")[scenario.language])

    listed = "".join(choice("checkbox", "scenario", one.id, named(one), one.id in given.get("scenario", ())) for one in scenarios)
    engines = {"embedded": page.word("new.engine_embedded")} | ({"model": page.word("new.engine_model", model=model)} if model else {})
    modes = "".join(choice("checkbox", name, "1", _mode(page, name), name in given) for name in CHECKED)
    title, until = "".join(given.get("title", ())), "".join(given.get("until", ()))
    name = f"<input {{id}} type='text' required maxlength='80' value='{attribute(title)}'>"
    day = f"<input {{id}} type='date' required min='{today}' max='{last}' value='{attribute(until)}'>"
    content = (
        field(page.word("new.name"), "title", name)
        + fieldset(page.word("new.scenarios"), listed or f"<p>{page.word('new.no_scenario')}</p>")
        + fieldset(page.word("new.language"), radios("language", {code: page.word(f"new.language_{code}") for code in ("fr", "en")}))
        + fieldset(page.word("new.engine"), radios("engine", engines))
        + fieldset(page.word("new.modes"), modes)
        + fieldset(page.word("new.keeps"), radios("keeps", {key: page.word(f"new.keeps_{key}") for key in CHOSEN["keeps"]}))
        + field(page.word("new.until"), "until", day)
    )
    body = f"{_back(page)}{notice(message)}{page.form('/trainer/new', content, 'new.create', 'bz-form')}"
    return page.whole(page.texts.get("new.title"), body, other=_turned(page, "/trainer/new"))


def session_page(
    page: Page, gathered: Gathered, scenarios: Mapping[str, Scenario], place: Place, message: str = "", *, framed: bool = False
) -> str:
    """Return the page from which a session is led.

    :param scenarios: those of the session that can be read.
    :param place: by which address others reach this server.
    :param framed: whether some site may show it in its pages.
    """
    session = gathered.session
    path = f"/trainer/session/{session.code}"
    parts = {
        "invite": _invitation(page, session, place),
        "people": _people(page, gathered, scenarios),
        "excerpts": _excerpts(page, gathered, path),
        "files": _files(page, scenarios, path),
        "embed": embedding(page, session, scenarios, place.home, framed),
        "terms": _terms(page, session, scenarios),
        "purge": _purge(page, path),
    }
    sections = "".join(f"<section><h2>{page.word(f'session.{name}')}</h2>{content}</section>" for name, content in parts.items())
    live = page.link(f"{path}/live", page.word("session.live"), "bz-go")
    subtitle = f"<p class='bz-subtitle'>{page.word('session.subtitle', code=session.code)}</p>"
    body = f"{_back(page)}{notice(message)}{subtitle}<p>{live}</p>{sections}"
    return page.whole(session.title, body, other=_turned(page, path))


def invitation(page: Page, session: Session, join: str) -> str:
    """Return the code, the address and its QR code."""
    label = page.texts.render("session.qr", address=join)
    return (
        f"<div class='bz-invite'>{qr_svg(join, label)}<p><span class='bz-code'>{escaped(session.code)}</span>"
        f"<a href='{attribute(join)}'>{escaped(join)}</a></p></div>"
    )


def _mode(page: Page, name: str) -> str:
    help_ = f"<small>{page.word('new.free_chat_help')}</small>" if name == "free_chat" else ""
    return page.word(f"new.{name}") + help_


def _invitation(page: Page, session: Session, place: Place) -> str:
    told = f"<p class='bz-notice'>{page.word(f'room.{place.note}')}</p>" if place.note else ""
    return f"<p>{page.word('session.invite_help')}</p>{told}{invitation(page, session, f'{place.home}join/{session.code}')}"


def _terms(page: Page, session: Session, scenarios: Mapping[str, Scenario]) -> str:
    titles = items([escaped(scenarios[id_].title if id_ in scenarios else id_) for id_ in session.scenarios])
    modes = [page.word(f"new.{name}") for name in CHECKED if getattr(session, name)]
    engine = page.word("new.engine_embedded") if session.engine == "embedded" else page.word("new.engine_model", model="")
    told = [("new.scenarios", titles), ("new.language", page.word(f"new.language_{session.language}")), ("new.engine", engine)]
    told += [("new.modes", items(modes) if modes else "–"), ("new.keeps", page.word(f"new.keeps_{session.keeps}"))]
    rows = [(page.word(key), text) for key, text in told]
    return pairs(rows, "bz-facts") + f"<p>{page.word('session.until', date=page.day(session.until))}</p>"


def _people(page: Page, gathered: Gathered, scenarios: Mapping[str, Scenario]) -> str:
    if not gathered.participants:
        return f"<p>{page.word('session.nobody')}</p>"
    shown = [scenarios[id_] for id_ in gathered.session.scenarios if id_ in scenarios]
    done = {(work.participant, work.scenario): work for work in gathered.work}
    columns = [page.word("session.pseudonym"), *(escaped(one.title) for one in shown), page.word("session.quiz")]
    rows = [
        [escaped(who.pseudonym), *(standing(page, done.get((who.id, one.id)), one) for one in shown), _mark(page, who)]
        for who in sorted(gathered.participants, key=lambda who: fold(who.pseudonym))
    ]
    return table("bz-people", page.word("session.people_caption"), columns, rows)


def standing(page: Page, work: Work | None, scenario: Scenario) -> str:
    """Return where someone is in a scenario."""
    if work is None:
        return page.word("session.not_begun")
    if work.strategies is not None:
        return page.word("session.proposed")
    return page.word("session.stage", stage=str(work.stage + 1), stages=str(len(scenario.stages)))


def _mark(page: Page, who: Participant) -> str:
    return "–" if who.total is None else page.word("session.mark", right=str(who.right), total=str(who.total))


def _excerpts(page: Page, gathered: Gathered, path: str) -> str:
    if gathered.session.keeps == "proposals":
        return f"<p>{page.word('session.no_excerpts_kept')}</p>"
    shared = [work for work in gathered.work if work.why]
    if not shared:
        return f"<p>{page.word('session.no_excerpt')}</p>"
    boxes = "".join(choice("checkbox", "excerpt", str(work.id), escaped(work.why), work.picked) for work in shared)
    content = fieldset(page.word("session.excerpts_help"), boxes)
    return page.form(f"{path}/pick", content, "session.pick")


def _files(page: Page, scenarios: Mapping[str, Scenario], path: str) -> str:
    results = items([page.link(f"{path}/export.{kind}", page.word(f"session.{kind}")) for kind in ("xlsx", "docx")])
    sheets = []
    for one in scenarios.values():
        sheet = f"{path}/handout/{one.id}"
        ways = ((f"{sheet}.docx", "handout_docx"), (sheet, "handout_print"))
        sheets += [page.link(address, page.word(f"session.{key}", title=one.title)) for address, key in ways]
    return f"{results}<p>{page.word('session.handouts')}</p>{items(sheets)}"


def _purge(page: Page, path: str) -> str:
    sure = choice("checkbox", "sure", "1", page.word("session.purge_sure"), False, " required")
    return f"<p>{page.word('session.purge_help')}</p>{page.form(f'{path}/purge', sure, 'session.purge_now', 'bz-danger')}"


def _session_link(page: Page, session: Session, today: date) -> str:
    return escaped(session.title) if session.until < today else page.link(f"/trainer/session/{session.code}", escaped(session.title))


def _until(page: Page, session: Session, today: date) -> str:
    told = escaped(page.day(session.until))
    return f"{told} ({page.word('sessions.over')})" if session.until < today else told


def _back(page: Page) -> str:
    return f"<p>{page.link('/trainer', page.word('sessions.back'))}</p>"


def _turned(page: Page, path: str) -> str:
    return path if page.language == "en" else f"{path}?lang=en"
