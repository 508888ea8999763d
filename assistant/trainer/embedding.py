"""What a trainer pastes in a page of their course, so that it shows Boussole. Pure."""

import html
from collections.abc import Mapping

from assistant.explorer.page import escaped
from assistant.scenarios.records import Scenario
from assistant.trainer.frame import Page
from assistant.trainer.records import Session
from corpus.base import Language
from prompts import load_texts


def snippet(address: str, language: Language = "fr") -> str:
    """Return the HTML to paste.

    :param address: of the page to show, as `https://boussole.exemple.ca/embed?scenario=…`.
    """
    title = load_texts("lti", language).get("embed.frame")
    return (
        f'<iframe src="{html.escape(address, quote=True)}" title="{html.escape(title, quote=True)}" '
        'width="100%" height="640" style="border:0" loading="lazy" referrerpolicy="strict-origin"></iframe>'
    )


def embedding(page: Page, session: Session, scenarios: Mapping[str, Scenario], home: str, framed: bool) -> str:
    """Return what to paste for a session and for each of its scenarios.

    :param home: address of this server, with a slash at its end.
    :param framed: whether some site may show it in its pages.
    """
    language = session.language
    english = "&lang=en" if language == "en" else ""
    shown = [(page.word("session.embed_session"), f"session={session.code}")] if session.free_chat else []
    shown += [(escaped(one.title), f"scenario={id_}") for id_, one in scenarios.items()]
    blocks = "".join(_block(page, title, snippet(f"{home}embed?{query}{english}", language)) for title, query in shown)
    closed = "" if framed else f"<p>{page.word('session.embed_closed')}</p>"
    guide = f"<p>{page.link('/lti', page.word('session.lti'))}</p>"
    return f"<p>{page.word('session.embed_help')}</p>{closed}{blocks}{guide}"


def _block(page: Page, title: str, code: str) -> str:
    button = f"<button type='button' class='bz-small' data-copy>{page.word('session.copy')}</button>"
    told = f"<span role='status' data-done='{page.word('session.copied')}'></span>"
    shown = f"<pre tabindex='0'><code>{escaped(code)}</code></pre>"
    return f"<details class='bz-embedding'><summary>{title}</summary>{shown}<p>{button} {told}</p></details>"
