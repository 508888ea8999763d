"""The frame of every page of the sessions, and the pieces they are made of. Pure, all escaped; no script nor style stands in a page."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.explorer.page import escaped
from assistant.voice import Voice
from corpus.records import Corpus, Language
from prompts import Texts, load_texts

STYLES = ("page", "explorer", "trainer")
TOKEN, MARK = "jeton", "boussole_form"  # the field of every form and the cookie that it answers


@dataclass(frozen=True)
class Page:
    """How a page is told.

    :param language: of its words.
    :param token: what its forms carry, so that only our pages can send them.
    """

    language: Language
    token: str = ""

    @property
    def texts(self) -> Texts:
        """The texts of these pages."""
        return load_texts("trainer", self.language)

    @property
    def voice(self) -> Voice:
        """What the cards say, in the language of the page."""
        return Voice(self.language)

    def word(self, key: str, **values: str) -> str:
        """Return a text of the pages, escaped."""
        return escaped(self.texts.render(key, **values))

    def day(self, day: date) -> str:
        """Return a date in words."""
        number = str(self.texts.get("first")) if day.day == 1 else str(day.day)
        month = str(self.texts.get("months")[day.month - 1])
        return self.texts.render("day", day=number, month=month, year=str(day.year))

    def percent(self, share: float) -> str:
        """Return a share in words."""
        return self.texts.render("percent", number=f"{100 * share:.0f}")

    def strategy(self, corpus: Corpus, id_: str) -> str:
        """Return the name and the id of a strategy; the id alone where it is no longer known."""
        card = corpus.cards.get(id_)
        return self.texts.render("strategy", name=self.voice.name(card), id=id_) if card else id_

    def address(self, path: str, **query: str) -> str:
        """Return an address of ours, in the language of the page."""
        parts = [f"{name}={value}" for name, value in query.items() if value]
        parts += ["lang=en"] if self.language == "en" else []
        return path + ("?" + "&".join(parts) if parts else "")

    def link(self, path: str, text: str, name: str = "", **query: str) -> str:
        """Return a link.

        :param text: HTML already.
        :param name: class.
        """
        look = f" class='{name}'" if name else ""
        return f"<a{look} href='{attribute(self.address(path, **query))}'>{text}</a>"

    def form(self, path: str, content: str, button: str, name: str = "", fields: Mapping[str, str] | None = None) -> str:
        """Return a form that our server believes.

        :param content: HTML already.
        :param button: key of the words of its button.
        :param fields: what it carries unseen.
        """
        unseen = {TOKEN: self.token, **(fields or {})}
        inputs = "".join(f"<input type='hidden' name='{key}' value='{attribute(value)}'>" for key, value in unseen.items())
        send = f"<p><button class='bz-send' type='submit'>{self.word(button)}</button></p>"
        look = f" class='{name}'" if name else ""
        return f"<form{look} method='post' action='{attribute(self.address(path))}'>{inputs}{content}{send}</form>"

    def whole(self, title: str, body: str, name: str = "", other: str = "") -> str:
        """Return a page.

        :param title: words, not escaped.
        :param body: HTML already.
        :param name: class.
        :param other: address of the same page in the other language, where it has one.
        """
        styles = "".join(f"<link rel='stylesheet' href='/bz/{style}.css'>" for style in STYLES)
        turned, code = self.texts.get("other"), "fr" if self.language == "en" else "en"
        spoken = f"hreflang='{code}' lang='{code}' title='{attribute(turned['label'])}'"
        switch = f"<a href='{attribute(other)}' {spoken}>{escaped(turned['name'])}</a>"
        return (
            f"<!doctype html><html lang='{self.language}'><head><meta charset='utf-8'>"
            "<meta name='viewport' content='width=device-width, initial-scale=1'><meta name='robots' content='noindex'>"
            f"<title>{escaped(title)} – {self.word('title')}</title><link rel='icon' href='/bz/logo.svg'>{styles}"
            "<script src='/bz/trainer.js'></script></head>"
            f"<body class='{' '.join(filter(None, ('bz-room', name)))}'><a class='bz-skip' href='#bz-main'>{self.word('skip')}</a>"
            f"<header class='bz-room-head'><img src='/bz/logo.svg' alt='' width='32' height='32'> <span>{self.word('title')}</span>"
            f"{switch if other else ''}</header><main id='bz-main'><h1>{escaped(title)}</h1>{body}</main></body></html>"
        )


def attribute(text: str) -> str:
    """Return a text that is safe between quotes."""
    return html.escape(str(text), quote=True)


def notice(message: str) -> str:
    """Return a sentence that is read aloud when the page comes; nothing without one."""
    return f"<p class='bz-notice' role='alert'>{escaped(message)}</p>" if message else ""


def fieldset(legend: str, content: str) -> str:
    """Return a group of controls; all is HTML already."""
    return f"<fieldset><legend>{legend}</legend>{content}</fieldset>"


def choice(kind: str, name: str, value: str, label: str, chosen: bool, more: str = "") -> str:
    """Return a radio button or a box to check, with its label.

    :param label: HTML already.
    """
    box = f"<input type='{kind}' name='{attribute(name)}' value='{attribute(value)}'{' checked' if chosen else ''}{more}>"
    return f"<label class='bz-choice'>{box} <span>{label}</span></label>"


def field(label: str, name: str, control: str, help_: str = "") -> str:
    """Return a control under its label.

    :param control: HTML already, where `{id}` stands for its id and what describes it.
    """
    told = f"<small id='{name}-help' class='bz-help'>{help_}</small>" if help_ else ""
    tied = f"id='{name}' name='{name}'" + (f" aria-describedby='{name}-help'" if help_ else "")
    return f"<p class='bz-field'><label for='{name}'>{label}</label>{told}{control.replace('{id}', tied)}</p>"


def lines(text: str) -> str:
    """Return a text of several paragraphs, escaped."""
    return "".join(f"<p>{escaped(' '.join(part.split()))}</p>" for part in text.split("\n\n") if part.strip())


def items(parts: Sequence[str], name: str = "") -> str:
    """Return a list of HTML."""
    look = f" class='{name}'" if name else ""
    return f"<ul{look}>{''.join(f'<li>{part}</li>' for part in parts)}</ul>"


def message_page(page: Page, sentence: str) -> str:
    """Return a page that says one sentence, and where to go from there."""
    body = notice(sentence) + f"<p>{page.link('/join', page.word('message.home'))}</p>"
    return page.whole(page.texts.get("message.title"), body)
