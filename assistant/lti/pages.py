"""The pages of LTI: registration, the choice of a scenario, the way to a tab of one's own, what failed. Pure: HTML out, all escaped."""

from collections.abc import Mapping, Sequence

from assistant.explorer.page import escaped, pairs, table
from assistant.lti.config import FIELDS
from assistant.lti.deep_link import Link
from assistant.lti.errors import LtiError
from assistant.lti.records import Launch, Platform
from assistant.scenarios.records import Scenario
from assistant.trainer.frame import Page, attribute, choice, field, fieldset, notice
from corpus.base import Language
from prompts import load_texts

PATHS = {"launch": "/lti/launch", "login": "/lti/login", "jwks": "/lti/jwks", "deep": "/lti/launch"}


def register_page(
    platforms: Sequence[Platform], address: str, language: Language, given: Mapping[str, str] | None = None, message: str = ""
) -> str:
    """Return the page where a trainer registers platforms.

    :param address: of Boussole, without a slash at its end.
    :param given: what was filled in already.
    """
    texts, filled = load_texts("lti", language), {"address": address, **(given or {})}
    ours = [(escaped(texts.get(f"register.urls.{name}")), f"<code>{escaped(address + path)}</code>") for name, path in PATHS.items()]
    fields = "".join(_field(name, filled.get(name, ""), language) for name in FIELDS)
    body = (
        f"{notice(message)}<p>{_word('register.intro', language)}</p>"
        f"<h2>{_word('register.ours', language)}</h2>{pairs(ours, 'bz-pairs')}"
        f"<h2>{_word('register.known', language)}</h2>{_known(platforms, language)}"
        f"<h2>{_word('register.new', language)}</h2><p>{_word('register.again', language)}</p>"
        f"{_form('/lti/register', fields, _word('register.send', language), language)}"
        f"<p><a href='{_in('/trainer', language)}'>{_word('register.trainer', language)}</a></p>"
    )
    return Page(language).whole(texts.get("register.title"), body, other="/lti" if language == "en" else "/lti?lang=en")


def scenarios_page(launch: Launch, scenarios: Sequence[Scenario], message: str = "") -> str:
    """Return the page where a trainer chooses the scenario that goes in the course."""
    language = launch.language
    choices = "".join(
        choice("radio", "scenario", one.id, f"{escaped(one.title)} <small>{_minutes(one, language)}</small>", place == 0, " required")
        for place, one in enumerate(sorted(scenarios, key=lambda one: one.language != language))
    )
    code = "<input {id} type='text' maxlength='12' autocomplete='off' autocapitalize='characters' spellcheck='false'>"
    session = field(_word("deep.session", language), "session", code, _word("deep.session_help", language))
    content = fieldset(_word("deep.legend", language), choices) + session
    form = _form("/lti/deep", content, _word("deep.choose", language), language, {"lti": launch.id})
    return _page(language, "deep.title", f"{notice(message)}<p>{_word('deep.intro', language)}</p>{form}")


def link_page(link: Link, scenario: Scenario, language: Language) -> str:
    """Return the page from which the browser carries a link to the platform."""
    button = f"<p><button class='bz-send' type='submit'>{_word('deep.send', language)}</button></p>"
    form = f"<form method='post' action='{attribute(link.address)}'>{_unseen({'JWT': link.message})}{button}</form>"
    return _page(language, "deep.ready", f"<p>{_word('deep.ready_text', language, title=scenario.title)}</p>{form}")


def go_page(launch: Launch) -> str:
    """Return the page that leads to a tab where the browser keeps one's work."""
    language = launch.language
    kept = f"<p>{_word('go.kept', language)}</p>" if launch.role == "learner" and launch.service else ""
    link = f"<a class='bz-go' target='_blank' rel='noopener' href='/lti/go?lti={attribute(launch.id)}'>{_word('go.open', language)}</a>"
    return _page(language, "go.title", f"<p>{_word(f'go.{launch.role}', language)}</p>{kept}<p>{link}</p>")


def failure_page(message: str, language: Language, door: bool = False) -> str:
    """Return a page that says what is wrong.

    :param door: whether it shows the way to the page that asks for the key.
    """
    way = f"<p><a href='{_in('/trainer', language)}'>{_word('register.trainer', language)}</a></p>" if door else ""
    return _page(language, "message.title", notice(message) + way)


def sentence(error: LtiError, language: Language) -> str:
    """Return what is wrong, a field called by its name on the page."""
    if "field" not in error.values:
        return error.told(language)
    named = str(load_texts("lti", language).get(f"field.{error.values['field']}"))
    return LtiError(error.reason, error.status, **{**error.values, "field": named}).told(language)


def _known(platforms: Sequence[Platform], language: Language) -> str:
    if not platforms:
        return f"<p>{_word('register.none', language)}</p>"
    columns = [escaped(str(name)) for name in load_texts("lti", language).get("register.columns").values()]
    rows = [[escaped(one.issuer), escaped(one.client_id), escaped(", ".join(one.deployments)), _remove(one, language)] for one in platforms]
    return table("bz-platforms", _word("register.caption", language), columns, rows)


def _remove(platform: Platform, language: Language) -> str:
    label = load_texts("lti", language).render("register.remove_named", issuer=platform.issuer, client=platform.client_id)
    unseen = _unseen({"issuer": platform.issuer, "client_id": platform.client_id})
    button = f"<button type='submit' class='bz-small' aria-label='{attribute(label)}'>{_word('register.remove', language)}</button>"
    return f"<form method='post' action='{_in('/lti/remove', language)}'>{unseen}{button}</form>"


def _field(name: str, value: str, language: Language) -> str:
    kind = "text" if name in ("client_id", "deployments") else "url"
    need = "" if name == "services_url" else " required"
    control = f"<input {{id}} type='{kind}' maxlength='500' autocomplete='off' spellcheck='false'{need} value='{attribute(value)}'>"
    return field(_word(f"field.{name}", language), name, control, _word(f"help.{name}", language))


def _form(path: str, content: str, button: str, language: Language, fields: Mapping[str, str] | None = None) -> str:
    send = f"<p><button class='bz-send' type='submit'>{button}</button></p>"
    return f"<form method='post' action='{_in(path, language)}'>{_unseen(fields or {})}{content}{send}</form>"


def _unseen(fields: Mapping[str, str]) -> str:
    return "".join(f"<input type='hidden' name='{name}' value='{attribute(value)}'>" for name, value in fields.items())


def _page(language: Language, title: str, body: str) -> str:
    return Page(language).whole(load_texts("lti", language).get(title), body)


def _minutes(scenario: Scenario, language: Language) -> str:
    return _word("deep.minutes", language, minutes=str(scenario.minutes))


def _in(path: str, language: Language) -> str:
    return path + ("?lang=en" if language == "en" else "")


def _word(key: str, language: Language, **values: str) -> str:
    return escaped(load_texts("lti", language).render(key, **values))
