"""How the Explorer and the Sources tell things in HTML: a statement under its kind, a document, a table. Pure, all escaped."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.explorer.find import TOKEN, word_of
from assistant.typography import MARKS, typeset
from assistant.voice import Voice
from corpus.language import detect_language
from corpus.records import Confidence, Corpus, Kind, Language, Source
from prompts import Texts, load_texts


@dataclass(frozen=True)
class Page:
    """The knowledge, as a page tells it.

    :param language: of the page.
    :param marked: folded words to mark, those that answer a query.
    """

    corpus: Corpus
    language: Language
    marked: frozenset[str] = frozenset()

    @property
    def texts(self) -> Texts:
        """The texts of these views."""
        return load_texts("explorer", self.language)

    @property
    def voice(self) -> Voice:
        """What the cards say, in the language of the page."""
        return Voice(self.language)

    def word(self, key: str, **values: str) -> str:
        """Return a text of the view, escaped."""
        return escaped(self.texts.render(key, **values))

    def told(self, text: str) -> str:
        """Return a text escaped, the words that answer the query marked."""
        out, end = [], 0
        for match in TOKEN.finditer(text) if self.marked else ():
            if word_of(match.group()) in self.marked:
                out += [_safe(text[end : match.start()]), f"<mark>{_safe(match.group())}</mark>"]
                end = match.end()
        return typeset("".join([*out, _safe(text[end:])]))

    def foreign(self, text: str, language: Language) -> str:
        """Return a text escaped, its language said where it is not that of the page."""
        return escaped(text) if language == self.language else f"<span lang='{language}'>{escaped(text)}</span>"

    def kind(self, kind: Kind) -> str:
        """Return the name of a kind of statement, with its mark."""
        name = load_texts("page", self.language).get("kinds")[kind]
        return f"<span class='bz-kind bz-{kind}'><span aria-hidden='true'>{MARKS[kind]}</span> {escaped(name)}</span>"

    def said(self, kind: Kind, text: str, place: str = "") -> str:
        """Return a statement: its kind, what it says and, unless it is a suggestion, where it stands."""
        return f"{self.kind(kind)} {self.told(text)}{place}"

    def listed(self, title: str, text: str, place: str) -> str:
        """Return what a document says of something that has a name."""
        return f"{self.kind('document')} <strong>{self.told(title)}</strong>{self.word('colon')}{self.told(text)}{place}"

    def place(self, key: str, locator: str = "", french: bool = False) -> str:
        """Return the document and the place a statement stands in.

        :param french: whether the locator is in French whatever the page, as the records tell it.
        """
        where = self.foreign(locator, "fr" if french else self.language)
        return f" <small class='bz-place'>{self.document(self.corpus.sources[key])}{', ' if locator else ''}{where}</small>"

    def document(self, source: Source) -> str:
        """Return the title of a document, a link to it where it has a web address."""
        title = f"<cite>{self.foreign(source.title, detect_language(source.title))}</cite>"
        address = web_address(source)
        return f"<a href='{html.escape(address)}' target='_blank' rel='noopener noreferrer'>{title}</a>" if address else title

    def unsure(self, confidence: Confidence, key: str = "") -> str:
        """Return how sure something is, where it is not verified.

        :param key: of other words for it.
        """
        return "" if confidence == "verified" else f" <em class='bz-unsure'>{self.word(key or f'confidence.{confidence}')}</em>"

    def family(self, id_: str) -> str:
        """Return the id and the name of a family, escaped."""
        family = self.corpus.families[id_]
        return self.told(self.texts.render("family", id=id_, name=self.voice.family(family)))

    def strategy(self, id_: str) -> str:
        """Return the name and the id of a strategy, escaped."""
        return self.told(self.texts.render("pair", name=self.voice.name(self.corpus.cards[id_]), id=id_))


def escaped(text: str) -> str:
    """Return a text that is safe between tags, with its no-break spaces."""
    return typeset(_safe(text))


def bullets(items: Sequence[str]) -> str:
    """Return a list of items that are HTML already."""
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def pairs(lines: Sequence[tuple[str, str]], name: str) -> str:
    """Return a list of terms and what is said of each, HTML already."""
    return f"<dl class='{name}'>{''.join(f'<div><dt>{term}</dt><dd>{text}</dd></div>' for term, text in lines)}</dl>"


def table(name: str, caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table of cells that are HTML already; the first of a row names it.

    Where the page is narrow the rows become blocks: a browser then forgets the roles, so they are said, and each cell names its column.
    """
    head = "".join(f"<th role='columnheader' scope='col'>{column}</th>" for column in columns)
    lines = []
    for first, *others in rows:
        named = zip(columns[1:], others, strict=True)
        cells = "".join(f"<td role='cell'><b class='bz-column' aria-hidden='true'>{column}</b>{cell}</td>" for column, cell in named)
        lines.append(f"<tr role='row'><th role='rowheader' scope='row'>{first}</th>{cells}</tr>")
    return (
        f"<table role='table' class='bz-table {name}'><caption>{caption}</caption>"
        f"<thead role='rowgroup'><tr role='row'>{head}</tr></thead><tbody role='rowgroup'>{''.join(lines)}</tbody></table>"
    )


def web_address(source: Source) -> str:
    """Return the address of a document, if it is one that a browser may open."""
    return source.url if source.url and re.match(r"https?://", source.url) else ""


def _safe(text: str) -> str:
    return html.escape(text, quote=False)
