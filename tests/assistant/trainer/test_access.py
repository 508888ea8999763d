"""The door of the trainers, the forms, and what each wrong request is told."""

import re
from datetime import timedelta
from typing import Any

import pytest

from assistant.trainer.access import LOCKED, MOST_TRIES, Access, LockedError
from assistant.trainer.database import Database
from assistant.trainer.records import TrainerError
from tests.assistant.trainer.fakes import KEY, Browser, FakeAssistant, FakeOpening, HandClock, serve

CLOSED = [
    ("GET", "/trainer/new"),
    ("POST", "/trainer/new"),
    ("POST", "/trainer/leave"),
    ("GET", "/trainer/session/ACDEFG"),
    ("POST", "/trainer/session/ACDEFG/pick"),
    ("POST", "/trainer/session/ACDEFG/purge"),
    ("GET", "/trainer/session/ACDEFG/live"),
    ("GET", "/trainer/session/ACDEFG/live.json"),
    ("GET", "/trainer/session/ACDEFG/export.xlsx"),
    ("GET", "/trainer/session/ACDEFG/export.docx"),
    ("GET", "/trainer/session/ACDEFG/handout/zz-wifi"),
    ("GET", "/trainer/session/ACDEFG/handout/zz-wifi.docx"),
]


@pytest.fixture
def access(database: Database, clock: HandClock) -> Access:
    return Access(database, clock, KEY, b"s" * 32)


@pytest.mark.parametrize("part", [0.0, 0.4, 0.5, 0.6, 0.999])
def test_a_cookie_opens_at_once_whatever_the_second(access: Access, clock: HandClock, part: float) -> None:
    clock.pass_(part)
    assert access.allowed(access.enter(KEY, "10.0.0.1"))


def test_the_right_key_opens_for_twelve_hours(access: Access, clock: HandClock) -> None:
    cookie = access.enter(KEY, "10.0.0.1")
    assert access.allowed(cookie)
    clock.pass_(12 * 3600 - 1)
    assert access.allowed(cookie)
    clock.pass_(1)
    assert not access.allowed(cookie)


@pytest.mark.parametrize("cookie", ["", ".", "x", "9999999999.abc.def", "é.é.é", "nan.x." + "0" * 64])
def test_what_we_did_not_sign_opens_nothing(access: Access, cookie: str) -> None:
    assert not access.allowed(cookie)


def test_a_cookie_changed_or_of_another_key_opens_nothing(access: Access, database: Database, clock: HandClock) -> None:
    cookie = access.enter(KEY, "10.0.0.1")
    until, rest = cookie.split(".", 1)
    assert not access.allowed(f"{int(until) + 1}.{rest}")
    assert not Access(database, clock, "une-autre-cle", b"s" * 32).allowed(cookie)
    assert not Access(database, clock, KEY, b"t" * 32).allowed(cookie)
    assert not Access(database, clock, None, b"s" * 32).allowed(cookie)


def test_a_cookie_from_the_future_opens_nothing(access: Access, clock: HandClock) -> None:
    cookie = access.enter(KEY, "10.0.0.1")
    clock.jump(-1)
    assert not access.allowed(cookie)


def test_five_wrong_keys_lock_an_address_for_a_quarter_of_an_hour(access: Access, clock: HandClock) -> None:
    for left in (4, 3, 2, 1, 0):
        with pytest.raises(TrainerError, match=f"restants : {left}"):
            access.enter("x", "10.0.0.1")
    with pytest.raises(LockedError) as locked:
        access.enter(KEY, "10.0.0.1")
    assert (locked.value.status, locked.value.wait) == (429, LOCKED)
    assert access.allowed(access.enter(KEY, "10.0.0.2"))
    clock.pass_(LOCKED - 1)
    with pytest.raises(LockedError):
        access.enter(KEY, "10.0.0.1")
    clock.pass_(1)
    assert access.allowed(access.enter(KEY, "10.0.0.1"))


def test_the_right_key_forgets_the_wrong_ones(access: Access) -> None:
    for _ in range(3):
        for _ in range(MOST_TRIES - 1):
            with pytest.raises(TrainerError):
                access.enter("x", "10.0.0.1")
        access.enter(KEY, "10.0.0.1")


def test_a_network_of_ipv6_is_one_address(access: Access) -> None:
    for place in range(MOST_TRIES):
        with pytest.raises(TrainerError, match="n'est pas la bonne"):
            access.enter("x", f"2001:db8::{place}")
    with pytest.raises(LockedError):
        access.enter(KEY, "2001:db8::ffff")
    access.enter(KEY, "2001:db8:1::1")


@pytest.mark.parametrize("days", [-400.0, -0.1, 400.0])
def test_a_clock_put_wrong_locks_no_one_for_long(access: Access, clock: HandClock, days: float) -> None:
    for _ in range(MOST_TRIES):
        with pytest.raises(TrainerError):
            access.enter("x", "10.0.0.1")
    clock.jump(days)
    assert access.allowed(access.enter(KEY, "10.0.0.1"))
    clock.jump(-days)
    clock.pass_(LOCKED)
    access.enter(KEY, "10.0.0.1")


def test_a_clock_put_right_by_a_second_still_locks(access: Access, clock: HandClock) -> None:
    for _ in range(MOST_TRIES):
        with pytest.raises(TrainerError):
            access.enter("x", "10.0.0.1")
    clock.at -= timedelta(seconds=1)
    with pytest.raises(LockedError) as locked:
        access.enter(KEY, "10.0.0.1")
    assert locked.value.wait <= LOCKED


def test_no_address_is_kept_in_clear(access: Access, database: Database) -> None:
    with pytest.raises(TrainerError):
        access.enter("x", "203.0.113.77")
    with database.read() as connection:
        kept = connection.exec_driver_sql("SELECT * FROM trainer_tries").all()
    assert len(kept) == 1
    assert "203.0.113.77" not in str(kept)


def test_without_a_key_the_page_says_how_to_set_one(fake: FakeAssistant, tmp_path: Any) -> None:
    browser = Browser(serve(FakeOpening(fake, tmp_path, key=None)))
    page = browser.get("/trainer")
    assert page.status_code == 503
    assert "BOUSSOLE_TRAINER_KEY" in page.text
    assert "<form" not in page.text
    assert not (tmp_path / "trainer.sqlite").exists()
    for method, path in CLOSED:
        assert browser.client.request(method, path, follow_redirects=False).status_code in (401, 503), path


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_no_other_way_opens_the_pages(room: Any, method: str, path: str) -> None:
    browser = Browser(room)
    headers = {"Cookie": "boussole_trainer=9999999999.x.y", "Authorization": f"Bearer {KEY}", "X-Forwarded-For": "127.0.0.1"}
    reply = browser.client.request(method, path, params={"key": KEY}, headers=headers, follow_redirects=False)
    if path.endswith(".json"):
        assert reply.status_code == 401
    else:
        assert (reply.status_code, reply.headers["location"]) == (303, "/trainer")


def test_the_door_locks_and_says_for_how_long(room: Any, clock: HandClock) -> None:
    browser = Browser(room)
    for left in (4, 3, 2, 1, 0):
        page = browser.enter("mauvaise")
        assert page.status_code == 403
        assert f"restants\u00a0: {left}" in page.text
    page = browser.enter(KEY)
    assert (page.status_code, page.headers["Retry-After"]) == (429, "900")
    assert "dans 15 minutes" in page.text
    assert Browser(room, "10.9.9.9").enter().status_code == 200
    clock.pass_(LOCKED)
    assert "Vos séances" in browser.enter().text


def test_the_cookie_is_for_our_pages_alone(room: Any) -> None:
    browser = Browser(room)
    browser.get("/trainer")
    token = re.search(r"name='jeton' value='(\w+)'", browser.page.text)
    assert token
    reply = browser.client.post("/trainer/enter", data={"key": KEY, "jeton": token.group(1)}, follow_redirects=False)
    kept = reply.headers["set-cookie"]
    assert kept.startswith("boussole_trainer=")
    for part in ("HttpOnly", "Max-Age=43200", "SameSite=strict", "Path=/"):
        assert part in kept
    assert "Secure" not in kept
    browser.client.base_url = "https://boussole.test"  # type: ignore[assignment]
    browser.client.cookies.clear()
    browser.get("/trainer")
    token = re.search(r"name='jeton' value='(\w+)'", browser.page.text)
    assert token
    reply = browser.client.post("/trainer/enter", data={"key": KEY, "jeton": token.group(1)}, follow_redirects=False)
    assert "Secure" in reply.headers["set-cookie"]


def test_every_form_must_come_from_our_pages(room: Any, trainer: Browser) -> None:
    code = trainer.create()
    learner = Browser(room)
    learner.join(code, "Lou")
    posts = ["/trainer/enter", "/trainer/leave", "/trainer/new", f"/trainer/session/{code}/pick", f"/trainer/session/{code}/purge", "/join"]
    posts += [f"/join/{code}", "/practice/stage", "/practice/propose", "/practice/quiz", "/practice/leave"]
    routes = {(m, r.path) for r in room.routes for m in getattr(r, "methods", ()) if m == "POST" and not r.path.startswith("/api")}
    assert {path for _, path in routes} == {re.sub(code, "{code}", path) for path in posts}
    for path in posts:
        browser = trainer if path.startswith("/trainer") else learner
        for token in ({}, {"jeton": "0" * 64}, {"jeton": "é"}):
            reply = browser.client.post(path, data={"session": code, "sure": "1", "key": KEY, **token}, follow_redirects=False)
            assert reply.status_code == 403, path
            assert "formulaire n&#x27;est plus valable" in reply.text or "formulaire n'est plus valable" in reply.text
    stranger = Browser(room)
    stranger.get("/join")
    token = re.search(r"name='jeton' value='(\w+)'", stranger.page.text)
    assert token
    stolen = trainer.client.post("/trainer/leave", data={"jeton": token.group(1)}, follow_redirects=False)
    assert stolen.status_code == 403
    assert trainer.get(f"/trainer/session/{code}").status_code == 200


def test_the_trainer_can_close_the_space(trainer: Browser) -> None:
    trainer.get("/trainer")
    trainer.send("/trainer/leave")
    assert "Entrez la clé" in trainer.page.text
    assert "Entrez la clé" in trainer.get("/trainer/new").text


def test_pages_allow_nothing_from_elsewhere(trainer: Browser) -> None:
    page = trainer.get("/trainer/new")
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["Cache-Control"] == "no-store"
    assert not re.search(r"<script(?! src='/bz/)| style=| on\w+=|https?://(?!boussole\.test)", page.text)
