"""What is kept of a launch once it is believed. Pure: a message may hold anything, so every claim is looked at before it is used."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pylti1p3.roles import DesignerRole, TeacherRole, TeachingAssistantRole

from assistant.lti.errors import LtiError
from assistant.lti.records import Launch, Platform, Role, Service
from corpus.base import Language

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
DEEP = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
GRADES = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
SCOPES = "https://purl.imsglobal.org/spec/lti-ags/scope/"
DATA = 20_000  # characters of what the platform wants back with a link
WANTED = ("scenario", "session")


def read_launch(body: Mapping[str, Any], platform: Platform, id_: str) -> Launch:
    """Return what is kept of a message; who comes is only known by their number where a grade is due, that of a session.

    :param id_: how the launch is called from now on.
    :raises LtiError: if the message asks to choose content for someone who does not teach, or to send it elsewhere.
    """
    deep, wanted, role = _deep(body, platform), _wanted(body), role_of(body)
    service = _service(body, platform) if wanted["session"] and role == "learner" else None
    launch = Launch(
        id=id_,
        issuer=platform.issuer,
        client_id=platform.client_id,
        deployment=_text(body.get(f"{LTI}deployment_id")),
        user=_text(body.get("sub")) if service else "",
        role=role,
        language=_language(body, wanted),
        title=_text(_part(body, f"{LTI}resource_link").get("title")) or _text(_part(body, f"{LTI}context").get("title")),
        scenario=wanted.get("scenario", ""),
        session=wanted.get("session", ""),
        service=service,
        deep=deep,
    )
    if deep is not None and launch.role != "trainer":
        raise LtiError("not_trainer", 403)
    return launch


def role_of(body: Mapping[str, Any]) -> Role:
    """Return what someone is in the course: a trainer who teaches there or prepares it, else a learner.

    What they are elsewhere in the institution does not count: a teacher may well be learning here.
    """
    roles = body.get(f"{LTI}roles")
    heard = {f"{LTI}roles": [role for role in roles if isinstance(role, str)] if isinstance(roles, list) else []}
    teaches = any(kind(heard).check() for kind in (TeacherRole, TeachingAssistantRole, DesignerRole))
    return "trainer" if teaches else "learner"


def _wanted(body: Mapping[str, Any]) -> dict[str, str]:
    """Return the scenario, the session and the language that a link carries: in its own parameters, else in its address."""
    custom = _part(body, f"{LTI}custom")
    try:
        query = parse_qs(urlsplit(_text(body.get(f"{LTI}target_link_uri"), 2000)).query)
    except ValueError:
        query = {}
    names = (*WANTED, "lang")
    return {name: _text(custom.get(name)) or (query.get(name) or [""])[0][:200] for name in names}


def _language(body: Mapping[str, Any], wanted: Mapping[str, str]) -> Language:
    locale = wanted.get("lang") or _text(_part(body, f"{LTI}launch_presentation").get("locale"))
    return "en" if locale.lower().startswith("en") else "fr"


def _service(body: Mapping[str, Any], platform: Platform) -> Service | None:
    """Return where grades go; None where they go nowhere, or not to this platform."""
    told = _part(body, GRADES)
    scope = told.get("scope")
    heard = tuple(one for one in scope if isinstance(one, str) and one.startswith(SCOPES)) if isinstance(scope, list) else ()
    item, items = _text(told.get("lineitem"), 2000), _text(told.get("lineitems"), 2000)
    service = Service(scope=heard, lineitem=item if platform.owns(item) else "", lineitems=items if platform.owns(items) else "")
    return service if service.scope and (service.lineitem or service.lineitems) else None


def _deep(body: Mapping[str, Any], platform: Platform) -> dict[str, Any] | None:
    """Return what must go back with a link.

    :raises LtiError: if it must go to another place than the platform.
    """
    if body.get(f"{LTI}message_type") != "LtiDeepLinkingRequest":
        return None
    settings = _part(body, DEEP)
    url, data = _text(settings.get("deep_link_return_url"), 2000), settings.get("data")
    if not platform.owns(url):
        raise LtiError("elsewhere", 403, url=url[:200])
    if len(json.dumps(data)) > DATA:
        raise LtiError("bad_message")
    return {"deep_link_return_url": url, "data": data}


def _part(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = body.get(name)
    return part if isinstance(part, dict) else {}


def _text(value: Any, most: int = 255) -> str:
    return value[:most] if isinstance(value, str) else ""
