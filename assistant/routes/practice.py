"""The pages of the participants: `/join`, `/practice`. A cookie for each session says who they are; two tabs are one participant."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time, timedelta

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from assistant.routes.reply import log
from assistant.routes.visit import Handler, Visit, add_pages
from assistant.scenarios.compare import compare, feedback_html
from assistant.scenarios.quiz import Question, make_quiz, mark
from assistant.scenarios.records import Scenario
from assistant.trainer.codes import read_code, read_pseudonym
from assistant.trainer.desk import Desk
from assistant.trainer.forms import Fields, one, read_number, read_proposal, read_quiz
from assistant.trainer.practice_pages import (
    PATH,
    Bench,
    Received,
    after_page,
    code_page,
    join_page,
    stage_page,
)
from assistant.trainer.quiz_pages import marks_page, quiz_page
from assistant.trainer.records import Session, TrainerError
from corpus.records import Corpus

Told = Callable[[Request, float], None]
COOKIE = "boussole_{code}"


def add_practice(app: FastAPI, desk: Desk, told: Told | None = None) -> None:
    """Add the pages.

    :param told: called with the request and the share of right answers when a participant has done the quiz.
    """

    async def quizzed(visit: Visit) -> Response:
        fields = await visit.fields()
        return await run_in_threadpool(_mark, visit, fields, told)

    pages: dict[str, dict[str, Handler]] = {
        "/join": {"GET": _ask_code, "POST": _give_code},
        "/join/{code}": {"GET": _first_screen, "POST": _join},
        PATH: {"GET": _practice},
        f"{PATH}/stage": {"POST": _stage},
        f"{PATH}/propose": {"POST": _propose},
        f"{PATH}/quiz": {"GET": _quiz, "POST": quizzed},
        f"{PATH}/leave": {"POST": _leave},
    }
    add_pages(app, desk, pages)


async def _ask_code(visit: Visit) -> Response:
    return await run_in_threadpool(lambda: visit.told(code_page(visit.page)))


async def _give_code(visit: Visit) -> Response:
    code = one(await visit.fields(), "code")

    def go() -> Response:
        try:
            session = visit.desk.store.session(read_code(code))
        except TrainerError as error:
            return visit.told(code_page(visit.page, error.told(visit.language)), error.status)
        return visit.to(f"/join/{session.code}")

    return await run_in_threadpool(go)


async def _first_screen(visit: Visit) -> Response:
    def show() -> Response:
        session = _session(visit, visit.request.path_params["code"])
        if visit.desk.store.participant(session.code, _token(visit, session)):
            return visit.to(_place(session))
        return visit.told(join_page(visit.page, session))

    return await run_in_threadpool(show)


async def _join(visit: Visit) -> Response:
    fields = await visit.fields()

    def join() -> Response:
        session = _session(visit, visit.request.path_params["code"])
        if visit.desk.store.participant(session.code, _token(visit, session)):  # a second tab, or a second press of the button
            return visit.to(_place(session))
        given = one(fields, "pseudonym")
        try:
            _, token = visit.desk.store.join(session.code, read_pseudonym(given))
        except TrainerError as error:
            return visit.told(join_page(visit.page, session, given[:100], error.told(visit.language)), error.status)
        now = visit.desk.clock.now()
        end = datetime.combine(session.until + timedelta(days=1), time(), now.tzinfo)
        return visit.keep(visit.to(_place(session)), COOKIE.format(code=session.code), token, (end - now).total_seconds(), strict=False)

    return await run_in_threadpool(join)


async def _practice(visit: Visit) -> Response:
    if not visit.asked("session"):
        return visit.to(visit.page.address("/join"))
    return await run_in_threadpool(_show, visit, {"session": [visit.asked("session")], "scenario": [visit.asked("scenario")]})


async def _stage(visit: Visit) -> Response:
    fields = await visit.fields()

    def reach() -> Response:
        bench, scenario = _bench(visit, fields)
        wanted = read_number(one(fields, "stage"))
        if wanted > min(bench.work[scenario.id].stage + 1, len(scenario.stages) - 1):  # one at a time
            raise TrainerError("bad_choice")
        visit.desk.store.reach(bench.participant, scenario.id, wanted)
        return visit.to(_place(bench.session, scenario))

    return await run_in_threadpool(reach)


async def _propose(visit: Visit) -> Response:
    fields = await visit.fields()

    def propose() -> Response:
        bench, scenario = _bench(visit, fields)
        if bench.work[scenario.id].stage < len(scenario.stages) - 1:
            raise TrainerError("early")
        try:
            strategies, why = read_proposal(fields, visit.desk.corpus(), bench.session.keeps == "excerpts")
        except TrainerError as error:
            return _show(visit, fields, error.told(visit.language), error.status)
        visit.desk.store.propose(bench.participant, scenario.id, strategies, why)
        return visit.to(_place(bench.session, scenario))

    return await run_in_threadpool(propose)


async def _quiz(visit: Visit) -> Response:
    return await run_in_threadpool(_show_quiz, visit)


async def _leave(visit: Visit) -> Response:
    fields = await visit.fields()

    def leave() -> Response:
        bench = _joined(visit, one(fields, "session"))
        if "sure" not in fields:
            raise TrainerError("not_sure")
        visit.desk.store.leave(bench.participant)
        visit.desk.purger.tidy()
        response = visit.told(code_page(visit.page, visit.page.texts.get("practice.left")))
        response.delete_cookie(COOKIE.format(code=bench.session.code), path="/")
        return response

    return await run_in_threadpool(leave)


def _show(visit: Visit, fields: Fields, message: str = "", status: int = 200) -> Response:
    """Return the page of a scenario, at whatever point its participant is."""
    bench, scenario = _bench(visit, fields)
    corpus = visit.desk.corpus()
    received = visit.desk.received(bench.session, scenario)
    if bench.state(scenario.id) == "proposed":
        return visit.told(_after(visit, bench, scenario, corpus, received), status)
    return visit.told(stage_page(visit.page, bench, scenario, corpus, received, fields, message), status)


def _after(visit: Visit, bench: Bench, scenario: Scenario, corpus: Corpus, received: Received) -> str:
    proposed = bench.work[scenario.id].strategies or ()
    feedback = feedback_html(compare(proposed, scenario, received.strategies, corpus), scenario, corpus, visit.language)
    return after_page(visit.page, bench, scenario, corpus, received, feedback)


def _show_quiz(visit: Visit) -> Response:
    bench = _joined(visit, visit.asked("session"))
    questions = _questions(visit, bench)
    answers = bench.participant.answers
    if answers is None:
        return visit.told(quiz_page(visit.page, bench, questions))
    return visit.told(marks_page(visit.page, bench, questions, mark(questions, answers).by_question))


def _mark(visit: Visit, fields: Fields, told: Told | None) -> Response:
    bench = _joined(visit, one(fields, "session"))
    questions = _questions(visit, bench)
    answers = read_quiz(fields, questions)
    marks = mark(questions, answers)
    visit.desk.store.mark(bench.participant, answers, marks.right, marks.total)
    if told and bench.participant.answers is None:
        try:
            told(visit.request, marks.right / marks.total if marks.total else 0.0)
        except Exception:  # the border: the marks are kept whatever becomes of telling them elsewhere
            log.exception("the marks could not be told")
    return visit.to(f"{PATH}/quiz?session={bench.session.code}")


def _questions(visit: Visit, bench: Bench) -> Sequence[Question]:
    """Return the quiz of a participant: the same each time they open it, another for their neighbour."""
    wanted = tuple(dict.fromkeys(id_ for one in bench.scenarios.values() for id_ in one.expected))
    seed = f"{bench.session.code}:{bench.participant.id}"
    return make_quiz(visit.desk.corpus(), seed, visit.language, strategies=wanted)


def _bench(visit: Visit, fields: Fields) -> tuple[Bench, Scenario]:
    """Return what a participant works on, and the scenario that they want or, without one, the next that is left; it is begun."""
    bench = _joined(visit, one(fields, "session"))
    if not bench.scenarios:
        raise TrainerError("no_scenario", 404)
    wanted = one(fields, "scenario")
    if wanted and wanted not in bench.scenarios:
        raise TrainerError("no_scenario", 404)
    scenario = bench.scenarios[wanted] if wanted else bench.next("") or list(bench.scenarios.values())[-1]
    if scenario.id not in bench.work:
        visit.desk.store.reach(bench.participant, scenario.id, 0)
        bench = _joined(visit, bench.session.code)
    return bench, scenario


def _joined(visit: Visit, code: str) -> Bench:
    """Return what a participant works on.

    :raises TrainerError: if the visitor is not in that session.
    """
    session = _session(visit, code)
    participant = visit.desk.store.participant(session.code, _token(visit, session))
    if participant is None:
        raise TrainerError("not_joined", 403)
    scenarios: Mapping[str, Scenario] = visit.desk.playable()[0]
    mine = {id_: scenarios[id_] for id_ in session.scenarios if id_ in scenarios}
    return Bench(session, participant, mine, visit.desk.store.work(participant))


def _session(visit: Visit, code: str) -> Session:
    """Return a session; its pages are told in its language from then on."""
    session = visit.desk.store.session(read_code(code))
    visit.language = session.language
    return session


def _token(visit: Visit, session: Session) -> str:
    return visit.request.cookies.get(COOKIE.format(code=session.code), "")


def _place(session: Session, scenario: Scenario | None = None) -> str:
    return f"{PATH}?session={session.code}" + (f"&scenario={scenario.id}" if scenario else "")
