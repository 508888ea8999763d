"""A login and the launch that follows: what comes in, and everything that does not."""

import base64
import hmac
import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from assistant.lti.claims import role_of
from tests.assistant.lti.conftest import Site
from tests.assistant.lti.platform import AGS, LTI, MEMBER, PERSON, Platform

ALERT = "role='alert'"


def said(reply: Any) -> str:
    """The sentence of a page that says what is wrong."""
    assert reply.text.count(ALERT) == 1, reply.text
    sentence: str = reply.text.split(ALERT)[1].partition(">")[2].partition("</p>")[0]
    return sentence.replace("\u00a0", " ")


def test_a_login_leads_to_the_platform_with_a_state_and_a_nonce(site: Site, platform: Platform) -> None:
    asked = site.login()
    query = {name: values[0] for name, values in parse_qs(urlsplit(asked).query).items()}
    assert asked.startswith(f"{platform.url}/auth?")
    assert query["redirect_uri"] == "http://testserver/lti/launch"
    assert (query["response_mode"], query["response_type"], query["scope"], query["prompt"]) == ("form_post", "id_token", "openid", "none")
    assert (query["client_id"], query["login_hint"], query["lti_message_hint"]) == ("client-1", "42", "7")
    other = {name: values[0] for name, values in parse_qs(urlsplit(site.login()).query).items()}
    assert query["state"] != other["state"]
    assert query["nonce"] != other["nonce"]


def test_a_login_sets_no_cookie_and_may_come_in_the_address(site: Site, platform: Platform) -> None:
    reply = site.browser.get("/lti/login", params=platform.login())
    assert reply.status_code == 303
    assert "set-cookie" not in reply.headers


def test_an_authentication_address_may_hold_a_query(site: Site, platform: Platform) -> None:
    site.tool.register({**platform.form(), "auth_url": f"{platform.url}/auth?tenant=1"})
    asked = site.login()
    assert asked.count("?") == 1
    assert parse_qs(urlsplit(asked).query)["tenant"] == ["1"]


def test_a_learner_comes_to_the_conversation_on_the_scenario(site: Site) -> None:
    reply = site.launch(custom={"scenario": "la-panne", "lang": "en"})
    address = urlsplit(reply.headers["location"])
    query = parse_qs(address.query)
    assert (reply.status_code, address.path, query["scenario"], query["lang"]) == (303, "/embed", ["la-panne"], ["en"])
    launch = site.tool.find(query["lti"][0])
    assert launch is not None
    assert (launch.role, launch.user, launch.scenario, launch.language, launch.title) == ("learner", "", "la-panne", "en", "Exercice")


def test_a_scenario_may_stand_in_the_address_of_the_link(site: Site) -> None:
    found = site.tool.find(
        site.launched(custom=None, target_link_uri="http://testserver/lti/launch?scenario=le-wifi&lang=en&session=ACD346")
    )
    assert found is not None
    assert (found.scenario, found.language) == ("le-wifi", "en")


def test_a_learner_of_a_session_joins_it_in_a_tab_of_their_own(site: Site) -> None:
    reply = site.launch(custom={"session": "ABC234"})
    assert (reply.status_code, "location" in reply.headers) == (200, False)
    link = reply.text.partition("href='/lti/go")[2].partition("'")[0]
    assert "target='_blank'" in reply.text
    assert "ni votre nom ni votre courriel" in reply.text
    gone = site.browser.get(f"/lti/go{link}")
    assert gone.headers["location"] == "/join/ABC234"
    assert "boussole_lti=" in gone.headers["set-cookie"]
    assert "HttpOnly" in gone.headers["set-cookie"]
    assert "SameSite=lax" in gone.headers["set-cookie"]


def test_who_comes_in_a_tab_of_their_own_already_is_led_on_at_once(site: Site) -> None:
    reply = site.launch(headers={"Sec-Fetch-Dest": "document"}, custom={"session": "ABC234"})
    assert reply.status_code == 303
    assert reply.headers["location"].startswith("/lti/go?lti=")


def test_a_trainer_comes_to_the_sessions(site: Site) -> None:
    reply = site.launch(roles=[f"{MEMBER}Instructor"], headers={"Sec-Fetch-Dest": "document"}, custom={"session": "ABC234"})
    link = reply.text.partition("href='/lti/go")[2].partition("'")[0]
    assert site.browser.get(f"/lti/go{link}").headers["location"] == "/trainer"


@pytest.mark.parametrize(
    ("roles", "role"),
    [
        ([f"{MEMBER}Instructor"], "trainer"),
        ([f"{MEMBER}Administrator", f"{PERSON}Administrator"], "trainer"),
        (["http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistant"], "trainer"),
        ([f"{MEMBER}ContentDeveloper"], "trainer"),
        (["Instructor"], "trainer"),
        ([f"{MEMBER}Learner", f"{PERSON}Faculty"], "learner"),  # teaches elsewhere, learns here
        ([f"{PERSON}Instructor"], "learner"),
        ([f"{MEMBER}Mentor"], "learner"),
        ([], "learner"),
        ("http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor", "learner"),  # not a list: not believed
        ([7, None, {"Instructor": 1}], "learner"),
        (None, "learner"),
    ],
)
def test_the_role_is_that_of_the_course(roles: Any, role: str) -> None:
    assert role_of({f"{LTI}roles": roles}) == role


def test_a_launch_serves_once(site: Site, platform: Platform) -> None:
    asked = site.login()
    form = platform.launch(asked)
    assert site.browser.post("/lti/launch", data=form).status_code == 303
    again = site.browser.post("/lti/launch", data=form)
    assert (again.status_code, said(again)) == (
        400,
        "Cette ouverture a déjà servi, ou date de plus de cinq minutes : rouvrez l'activité depuis votre cours.",
    )


def test_a_nonce_serves_only_its_own_login(site: Site, platform: Platform) -> None:
    first, second = site.login(), site.login()
    form = platform.launch(second, platform.message(first))
    assert said(site.browser.post("/lti/launch", data=form)) == "Cette ouverture a déjà servi : rouvrez l'activité depuis votre cours."


def test_another_browser_cannot_end_a_login(site: Site, platform: Platform) -> None:
    form = platform.launch(site.login())
    assert site.browser.post("/lti/launch", data=form, headers={"User-Agent": "Chromium"}).status_code == 400


def test_a_login_is_forgotten_after_five_minutes(site: Site, platform: Platform) -> None:
    asked = site.login()
    store = site.tool._store
    store._now = lambda: time.time() + 301
    assert "plus de cinq minutes" in said(site.browser.post("/lti/launch", data=platform.launch(asked)))


def late(seconds: int) -> Callable[[dict[str, Any]], None]:
    def change(claims: dict[str, Any]) -> None:
        claims["iat"] += seconds
        claims["exp"] += seconds

    return change


@pytest.mark.parametrize("seconds", [-115, -60, 0, 55])
def test_a_minute_between_the_clocks_does_no_harm(site: Site, seconds: int) -> None:
    assert site.launch(late(seconds)).status_code == 303


@pytest.mark.parametrize("seconds", [-125, 70])
def test_more_than_a_minute_is_told(site: Site, seconds: int) -> None:
    reply = site.launch(late(seconds))
    assert reply.status_code == 403
    assert "diffèrent de plus d'une minute" in said(reply)


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({"aud": "other"}, 403, "n'est pas enregistrée"),
        ({"aud": []}, 403, "n'est pas enregistrée"),
        ({"aud": ["other", "client-1"]}, 403, "n'est pas enregistrée"),
        ({"iss": "https://autre.exemple"}, 403, "« https://autre.exemple »"),
        ({"iss": None}, 403, "n'est pas enregistrée"),
        ({"deployment_id": "99"}, 403, "« 99 »"),
        ({"deployment_id": None}, 403, "déploiement"),
        ({"exp": None}, 403, "signature"),
        ({"iat": None}, 403, "signature"),
        ({"sub": None}, 403, "signature"),
        ({"nonce": "another"}, 400, "a déjà servi"),
        ({"nonce": None}, 400, "a déjà servi"),
        ({"version": "1.1"}, 400, "ne peut pas être lu"),
        ({"message_type": "LtiSubmissionReviewRequest"}, 400, "ne peut pas être lu"),
        ({"message_type": "<script>"}, 400, "ne peut pas être lu"),
        ({"resource_link": None}, 400, "ne peut pas être lu"),
        ({"resource_link": ["9"]}, 400, "ne peut pas être lu"),
        ({"roles": None}, 400, "ne peut pas être lu"),
    ],
)
def test_a_message_that_is_not_right_is_refused_in_one_sentence(site: Site, changes: dict[str, Any], status: int, words: str) -> None:
    def change(claims: dict[str, Any]) -> None:
        for name, value in changes.items():
            claims.pop(f"{LTI}{name}" if f"{LTI}{name}" in claims else name)
            if value is not None:
                claims[f"{LTI}{name}" if name not in ("aud", "iss", "exp", "iat", "sub", "nonce") else name] = value

    reply = site.launch(change)
    assert reply.status_code == status
    assert words in said(reply)
    assert "Traceback" not in reply.text


def test_several_hearers_are_believed_if_one_is_named(site: Site) -> None:
    assert site.launch(lambda claims: claims.update(aud=["other", "client-1"], azp="client-1")).status_code == 303


@pytest.mark.parametrize("token", ["", "a.b", "a.b.c", "é.è.à", "e30.e30.e30", "W10.W10.W10", "eyJ" + "9" * 5000])
def test_what_is_no_token_is_refused_in_one_sentence(site: Site, token: str) -> None:
    state = parse_qs(urlsplit(site.login()).query)["state"][0]
    reply = site.browser.post("/lti/launch", data={"state": state, "id_token": token})
    assert reply.status_code in (400, 403)
    said(reply)


@pytest.mark.parametrize("state", ["", "state-invented", "../../platforms/x", "\0", "é" * 300])
def test_a_state_that_we_did_not_give_is_refused(site: Site, platform: Platform, state: str) -> None:
    form = {**platform.launch(site.login()), "state": state}
    assert "rouvrez l'activité" in said(site.browser.post("/lti/launch", data=form))


def confused(claims: dict[str, Any], public: bytes, kid: str) -> str:
    """A token signed with the public key as if it were a shared secret."""
    parts = [json.dumps(part).encode() for part in ({"alg": "HS256", "kid": kid}, claims)]
    told = b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in parts)
    return b".".join((told, base64.urlsafe_b64encode(hmac.digest(public, told, "sha256")).rstrip(b"="))).decode()


def test_no_signature_and_the_signature_of_another_are_refused(site: Site, platform: Platform) -> None:
    def posted(sign: Callable[[dict[str, Any]], str]) -> Any:
        asked = site.login()
        state = parse_qs(urlsplit(asked).query)["state"][0]
        return site.browser.post("/lti/launch", data={"state": state, "id_token": sign(platform.message(asked))})

    kid = next(iter(platform.keys))
    other = Platform()
    try:
        forged = next(iter(other.keys.values()))
        public = next(iter(platform.keys.values())).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        for sign in (
            lambda claims: platform.signed(claims, key=forged),
            lambda claims: jwt.encode(claims, None, algorithm="none", headers={"kid": kid}),
            lambda claims: confused(claims, public, kid),
            lambda claims: platform.signed(claims, algorithm="RS512"),
            lambda claims: platform.signed(claims, kid="unknown"),
            lambda claims: platform.signed(claims, kid=""),
            lambda claims: platform.signed(claims)[:-6] + "AAAAAA",
        ):
            reply = posted(sign)
            assert reply.status_code == 403
            assert "signature" in said(reply)
    finally:
        other.close()


def test_a_platform_may_change_its_keys(site: Site, platform: Platform) -> None:
    assert site.launch().status_code == 303
    assert site.launch().status_code == 303
    assert platform.asked.count("GET /certs") == 1  # kept in memory
    platform.new_key()
    assert site.launch().status_code == 403  # asked for again after half a minute only
    sets = site.tool._key_sets
    sets._now = lambda: time.monotonic() + 31
    assert site.launch().status_code == 303
    assert platform.asked.count("GET /certs") == 2


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((200, {}, b"not json"), "clés publiques"),
        ((200, {}, b"[1, 2]"), "clés publiques"),
        ((200, {}, b'{"keys": 3}'), "clés publiques"),
        ((200, {}, b'{"keys": [null, {"kty": "oct", "k": "AA", "kid": "x"}]}'), "signature"),
        ((500, {}, b"<h1>broken</h1>"), "clés publiques"),
        ((302, {"Location": "http://169.254.169.254/latest/meta-data"}, b""), "n'est pas l'une des siennes"),
        ((200, {}, b'{"keys": [' + b" " * 1_100_000 + b"]}"), "trop longue"),
        ((200, {"Content-Length": "9999"}, b"{}"), "ne répond pas"),
    ],
)
def test_keys_that_cannot_be_read_are_told(site: Site, platform: Platform, answer: Any, words: str) -> None:
    platform.broken["/certs"] = answer
    if "Content-Length" in answer[1]:
        platform.broken["/certs"] = (answer[0], {**answer[1], "Connection": "close"}, answer[2])
    reply = site.launch()
    assert reply.status_code in (403, 502)
    assert words in said(reply)


def test_a_platform_that_is_down_is_told(site: Site, platform: Platform) -> None:
    asked = site.login()
    platform.close()
    reply = site.browser.post("/lti/launch", data=platform.launch(asked))
    assert reply.status_code == 502
    assert "ne répond pas" in said(reply)


def test_a_platform_that_does_not_know_who_comes_says_so(site: Site) -> None:
    state = parse_qs(urlsplit(site.login()).query)["state"][0]
    reply = site.browser.post("/lti/launch", data={"state": state, "error": "login_required<b>"})
    assert "« login_required&lt;b&gt; »" in said(reply)


@pytest.mark.parametrize(
    ("given", "status", "words"),
    [
        ({}, 400, "n'a pas dit qui se connecte"),
        ({"iss": "https://inconnue.exemple", "login_hint": "1"}, 403, "« https://inconnue.exemple »"),
        ({"iss": "<img src=x>", "login_hint": "1"}, 403, "« &lt;img src=x&gt; »"),
    ],
)
def test_a_login_that_cannot_be_is_told(site: Site, given: dict[str, str], status: int, words: str) -> None:
    reply = site.browser.post("/lti/login", data=given)
    assert (reply.status_code, words in said(reply)) == (status, True)


def test_a_login_says_who_it_is_for(site: Site, platform: Platform) -> None:
    reply = site.browser.post("/lti/login", data={**platform.login(), "login_hint": ""})
    assert "n'a pas dit qui" in said(reply)


def test_a_client_need_not_be_named_while_there_is_one(site: Site, platform: Platform) -> None:
    assert "client_id=client-1" in site.login(client_id="")
    site.tool.register({**platform.form(), "client_id": "client-2"})
    assert site.browser.post("/lti/login", data={**platform.login(), "client_id": ""}).status_code == 403
    assert "client_id=client-2" in site.login(client_id="client-2")


def test_failures_are_told_in_the_language_of_the_browser(site: Site) -> None:
    reply = site.browser.post("/lti/login", data={}, headers={"Accept-Language": "en-CA,en;q=0.9"})
    assert "did not say who" in said(reply)
    assert "lang='en'" in reply.text


def test_nothing_that_is_kept_names_a_person(site: Site) -> None:
    site.launched()
    kept = [path.read_bytes() for path in site.folder.rglob("*") if path.is_file()]
    assert len(kept) >= 3
    for name in (b"Ginette", b"Tremblay", b"ginette@", b"Gestion 101"):
        assert not any(name in content for content in kept)


def test_who_comes_is_known_by_a_number_only_where_a_grade_is_due(site: Site, platform: Platform) -> None:
    for custom, number in (({}, b"4213"), ({"scenario": "la-panne"}, b"4213")):
        site.launch(custom=custom)
        assert not any(number in path.read_bytes() for path in site.folder.rglob("*") if path.is_file())
    site.launch(roles=[f"{MEMBER}Instructor"], custom={"session": "ACD346"})
    assert not any(b'"4213"' in path.read_bytes() for path in site.folder.rglob("*") if path.is_file())
    found = site.tool.find(site.launched())
    assert found is not None
    assert found.user == "4213"


def test_an_address_that_is_opened_without_a_launch_says_what_to_do(site: Site) -> None:
    assert "rouvrez l'activité" in said(site.browser.get("/lti/launch"))


def test_files_are_read_by_their_owner_alone(site: Site) -> None:
    site.launched()
    assert {oct(path.stat().st_mode & 0o777) for path in site.folder.rglob("*") if path.is_file()} == {"0o600"}
    assert {oct(path.stat().st_mode & 0o777) for path in site.folder.rglob("*") if path.is_dir()} == {"0o700"}


def test_grades_that_would_go_elsewhere_go_nowhere(site: Site) -> None:
    for ags in ({"scope": ["https://x"], "lineitem": "https://evil.exemple/1"}, {"scope": 3, "lineitem": 4}, "text", None):
        found = site.tool.find(site.launched(ags=ags))
        assert found is not None
        assert found.service is None
    far = {"scope": [f"{AGS}scope/score"], "lineitem": "https://evil.exemple/1", "lineitems": "http://169.254.169.254/"}
    found = site.tool.find(site.launched(ags=far))
    assert found is not None
    assert found.service is None
