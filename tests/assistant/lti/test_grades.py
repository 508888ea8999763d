"""Grades sent to the platform, and the link to a scenario."""

import json
from datetime import datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.requests import Request

from assistant.lti.errors import LtiError
from assistant.routes.lti import grade_teller
from assistant.scenarios.load import load_scenarios
from tests.assistant.lti.conftest import Site
from tests.assistant.lti.platform import AGS, DL, LTI, MEMBER, SCOPES, Platform
from tests.assistant.lti.test_launch import said


def test_a_grade_goes_to_the_line_of_the_link(site: Site, platform: Platform) -> None:
    assert site.tool.send_score(site.launched(), 87.5, comment="Bravo") is True
    (score,) = platform.scores
    assert (score["line"], score["userId"], score["scoreGiven"], score["scoreMaximum"]) == ("/lineitems/1/lineitem", "4213", 87.5, 100)
    assert (score["activityProgress"], score["gradingProgress"], score["comment"]) == ("Completed", "FullyGraded", "Bravo")
    assert datetime.fromisoformat(score["timestamp"]).tzinfo is not None
    assert "." in score["timestamp"]


@pytest.mark.parametrize(("given", "sent"), [(-3.0, 0), (0.0, 0), (100.0, 100), (250.0, 100), (33.3333, 33.33)])
def test_a_grade_stays_within_its_bounds(site: Site, platform: Platform, given: float, sent: float) -> None:
    site.tool.send_score(site.launched(), given)
    assert platform.scores[0]["scoreGiven"] == sent


def test_work_that_has_begun_has_no_grade(site: Site, platform: Platform) -> None:
    assert site.tool.send_score(site.launched(), None)
    (score,) = platform.scores
    assert (score["activityProgress"], score["gradingProgress"]) == ("InProgress", "NotReady")
    assert "scoreGiven" not in score


def test_a_line_is_made_where_the_link_has_none_and_found_again(site: Site, platform: Platform) -> None:
    ags = {"scope": SCOPES, "lineitems": f"{platform.url}/lineitems"}
    for sub in ("1", "2"):
        assert site.tool.send_score(site.launched(ags=ags, sub=sub, custom={"scenario": "la-panne", "session": "ACD346"}), 50, label="Jeu")
    (line,) = platform.lines.values()
    assert (line["tag"], line["label"], line["scoreMaximum"]) == ("boussole-la-panne", "Jeu", 100)
    assert [score["userId"] for score in platform.scores] == ["1", "2"]


@pytest.mark.parametrize(
    "changes",
    [
        {"ags": None},
        {"roles": [f"{MEMBER}Instructor"]},
        {"ags": {"scope": [f"{AGS}scope/lineitem"], "lineitems": "lineitems"}},
        {"ags": {"scope": [f"{AGS}scope/score"], "lineitems": "lineitems"}},
    ],
)
def test_where_no_grade_is_wanted_none_is_sent(site: Site, platform: Platform, changes: dict[str, Any]) -> None:
    if changes.get("ags"):
        changes = {"ags": {**changes["ags"], "lineitems": f"{platform.url}/lineitems"}}
    asked = site.login()
    claims = platform.message(asked, **{"custom": {"session": "ACD346"}, **changes})
    site.browser.post("/lti/launch", data=platform.launch(asked, claims))
    assert site.tool.send_score(only_launch(site), 50) is False
    assert platform.scores == []


def only_launch(site: Site) -> str:
    """The id of the launch that is kept: a trainer's stands in no address."""
    kept = [json.loads(path.read_text(encoding="utf-8"))["value"] for path in (site.folder / "remembered").glob("*.json")]
    return str(next(value["id"] for value in kept if "deployment" in value))


@pytest.mark.parametrize(
    ("place", "answer", "words"),
    [
        ("/token", (400, {}, b'{"error": "invalid_client"}'), "n'a pas accepté"),
        ("/token", (200, {}, b"not json"), "n'a pas accepté"),
        ("/token", (200, {}, b'{"token_type": "Bearer"}'), "n'a pas accepté"),
        ("/token", (200, {}, b"[]"), "n'a pas accepté"),
        ("/lineitems/1/lineitem/scores", (403, {}, b"<h1>no</h1>"), "n'a pas accepté"),
        ("/lineitems/1/lineitem/scores", (500, {}, b""), "n'a pas accepté"),
        ("/lineitems/1/lineitem/scores", (302, {"Location": "http://127.0.0.1:1/"}, b""), "n'est pas l'une des siennes"),
    ],
)
def test_a_grade_that_is_not_taken_is_told(site: Site, platform: Platform, place: str, answer: Any, words: str) -> None:
    id_ = site.launched()
    platform.broken[place] = answer
    with pytest.raises(LtiError, match=words):
        site.tool.send_score(id_, 50)


def test_whatever_a_platform_says_once_it_took_a_grade_is_fine(site: Site, platform: Platform) -> None:
    id_ = site.launched()
    platform.broken["/lineitems/1/lineitem/scores"] = (200, {}, b"OK, merci")
    assert site.tool.send_score(id_, 50) is True


def test_lists_of_lines_that_are_wrong_or_never_end_are_told(site: Site, platform: Platform) -> None:
    id_ = site.launched(ags={"scope": SCOPES, "lineitems": f"{platform.url}/lineitems"})
    platform.broken["/lineitems"] = (200, {"Link": f'<{platform.url}/lineitems>; rel="next"'}, b"[]")
    with pytest.raises(LtiError, match="trop longue"):
        site.tool.send_score(id_, 50)
    for content in (b"{}", b"[1]", b"[null]"):
        platform.broken["/lineitems"] = (200, {}, content)
        with pytest.raises(LtiError, match="n'a pas accepté"):
            site.tool.send_score(id_, 50)


def test_a_platform_that_is_down_or_slow_is_told(site: Site, platform: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    id_ = site.launched()
    monkeypatch.setattr("assistant.lti.network.TIMEOUT", 0.2)
    platform.slow = 0.6
    with pytest.raises(LtiError, match="ne répond pas"):
        site.tool.send_score(id_, 50)
    platform.close()
    with pytest.raises(LtiError, match="ne répond pas"):
        site.tool.send_score(id_, 50)


def test_an_unknown_launch_and_a_removed_platform_are_told(site: Site, platform: Platform) -> None:
    id_ = site.launched()
    for wrong in ("", "../../secret", "x" * 5000):
        with pytest.raises(LtiError, match="rouvrez l'activité"):
            site.tool.send_score(wrong, 50)
    site.tool.platforms.remove(platform.url, platform.client_id)
    with pytest.raises(LtiError, match="rouvrez l'activité"):
        site.tool.send_score(id_, 50)


def test_the_marks_of_a_participant_are_told_to_their_platform(site: Site, platform: Platform) -> None:
    tell = grade_teller(site.tool)

    def request(cookie: bytes) -> Request:
        return Request({"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": [(b"cookie", cookie)]})

    tell(request(b"other=1"), 0.75)
    assert platform.scores == []
    site.launch(custom={"session": "ACD346"})
    cookie = b"boussole_lti=" + only_launch(site).encode()
    tell(request(cookie), 0.75)
    tell(request(cookie + b"; boussole_XXXXXX=1"), 0.75)
    assert platform.scores == []  # takes part in another session
    tell(request(cookie + b"; boussole_ACD346=1"), 0.75)
    assert (platform.scores[0]["scoreGiven"], platform.scores[0]["comment"]) == (75, "Jeu-questionnaire de Boussole")


@pytest.fixture
def choosing(site: Site, platform: Platform) -> tuple[str, TestClient]:
    """The id of a launch in which the platform asks for a scenario."""
    asked = site.login()
    page = site.browser.post("/lti/launch", data=platform.launch(asked, platform.choosing(asked)))
    assert page.status_code == 200
    return page.text.partition("name='lti' value='")[2].partition("'")[0], site.browser


def test_a_trainer_chooses_a_scenario_and_the_platform_gets_a_link(
    site: Site, platform: Platform, choosing: tuple[str, TestClient]
) -> None:
    id_, browser = choosing
    scenario = load_scenarios()[0]
    page = browser.post("/lti/deep", data={"lti": id_, "scenario": scenario.id, "session": " acd-346 "})
    assert f"action='{platform.url}/contentitem'" in page.text
    assert f"form-action 'self' {platform.url}" in page.headers["content-security-policy"]
    said_ = platform.verified(page.text.partition("name='JWT' value='")[2].partition("'")[0], platform.url)
    assert (said_["iss"], said_["nonce"] != "") == (platform.client_id, True)
    assert (said_[f"{LTI}message_type"], said_[f"{LTI}version"], said_[f"{LTI}deployment_id"]) == ("LtiDeepLinkingResponse", "1.3.0", "1")
    assert said_[f"{DL}data"] == "à renvoyer"
    (item,) = said_[f"{DL}content_items"]
    assert (item["type"], item["url"], item["title"]) == ("ltiResourceLink", "http://testserver/lti/launch", scenario.title)
    assert item["custom"] == {"scenario": scenario.id, "lang": "fr", "session": "ACD346"}
    assert item["lineItem"] == {
        "scoreMaximum": 100,
        "label": scenario.title,
        "resourceId": scenario.id,
        "tag": f"boussole-{scenario.id}",
    }
    again = browser.post("/lti/deep", data={"lti": id_, "scenario": scenario.id})
    assert "a déjà servi" in said(again)


def test_without_a_session_there_is_no_line_in_the_grade_book(platform: Platform, choosing: tuple[str, TestClient]) -> None:
    id_, browser = choosing
    page = browser.post("/lti/deep", data={"lti": id_, "scenario": load_scenarios()[0].id})
    (item,) = platform.verified(page.text.partition("name='JWT' value='")[2].partition("'")[0], platform.url)[f"{DL}content_items"]
    assert "lineItem" not in item
    assert "session" not in item["custom"]


def test_every_scenario_can_be_chosen(choosing: tuple[str, TestClient], site: Site, platform: Platform) -> None:
    asked = site.login()
    page = site.browser.post("/lti/launch", data=platform.launch(asked, platform.choosing(asked)))
    for scenario in load_scenarios():
        assert f"value='{scenario.id}'" in page.text


@pytest.mark.parametrize(
    ("form", "words"), [({"scenario": "none"}, "n'existe pas"), ({}, "n'existe pas"), ({"session": "<b>"}, "six lettres")]
)
def test_a_choice_that_cannot_be_is_told_and_can_be_made_again(choosing: tuple[str, TestClient], form: dict[str, str], words: str) -> None:
    id_, browser = choosing
    good = {"lti": id_, "scenario": load_scenarios()[0].id}
    wrong = {**good, **form} if form else {"lti": id_}
    assert words in said(browser.post("/lti/deep", data=wrong))
    assert browser.post("/lti/deep", data=good).status_code == 200


def test_an_ordinary_launch_cannot_make_a_link(site: Site) -> None:
    form = {"lti": site.launched(), "scenario": load_scenarios()[0].id}
    assert "rouvrez l'activité" in said(site.browser.post("/lti/deep", data=form))


@pytest.mark.parametrize(
    ("changes", "roles", "words"),
    [
        ({}, (f"{MEMBER}Learner",), "qui enseignent"),
        ({"deep": {"deep_link_return_url": "https://evil.exemple/", "accept_types": ["ltiResourceLink"],
                   "accept_presentation_document_targets": ["iframe"]}}, (f"{MEMBER}Instructor",), "n'est pas l'une des siennes"),
        ({"deep": {"deep_link_return_url": "javascript:alert(1)", "accept_types": ["ltiResourceLink"],
                   "accept_presentation_document_targets": ["iframe"]}}, (f"{MEMBER}Instructor",), "n'est pas l'une des siennes"),
        ({"deep": None}, (f"{MEMBER}Instructor",), "ne peut pas être lu"),
        ({"deep": {"accept_types": ["link"]}}, (f"{MEMBER}Instructor",), "ne peut pas être lu"),
    ],
)  # fmt: skip
def test_a_choice_of_content_that_is_not_right_is_refused(
    site: Site, platform: Platform, changes: dict[str, Any], roles: tuple[str, ...], words: str
) -> None:
    asked = site.login()
    reply = site.browser.post("/lti/launch", data=platform.launch(asked, platform.choosing(asked, roles, **changes)))
    assert words in said(reply)
