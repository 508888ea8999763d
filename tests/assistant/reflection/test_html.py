"""What the view is made of: complete, well formed and escaped, in both languages."""

import json
import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest

from assistant.reflection.chart import ADDRESS, DARK, LIGHT, plotly_script, radar
from assistant.reflection.form import form
from assistant.reflection.profile import profile_html
from assistant.reflection.records import Answers
from assistant.reflection.score import Statements, score
from corpus.records import Corpus, Language
from prompts import load_texts

LANGUAGES: tuple[Language, ...] = ("fr", "en")
VOID = {"input", "br"}


class Tree(HTMLParser):
    """Notes every element, and fails on one that is not closed where it should be."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(html)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def all(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag and wanted.items() <= attributes.items()]

    @property
    def headings(self) -> list[int]:
        return [int(tag[1]) for tag, _ in self.found if re.fullmatch(r"h\d", tag)]


def sound(html: str) -> Tree:
    """Return the tree of an HTML that has no inline style or script, and whose headings follow each other from h2."""
    tree = Tree(html)
    assert tree.headings[0] == 2
    assert all(after <= before + 1 for before, after in zip(tree.headings, tree.headings[1:], strict=False))
    for tag, attributes in tree.found:
        assert tag not in ("script", "style", "link", "img")
        assert not any(name == "style" or name.startswith("on") for name in attributes)
        assert all(name.startswith("bz-") for name in (attributes.get("class") or "bz-").split())
    ids = [attributes["id"] for _, attributes in tree.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    return tree


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_texts_name_every_family_and_every_answer(language: Language, corpus: Corpus) -> None:
    texts = load_texts("reflection", language)
    assert list(texts.get("families")) == list(corpus.families)
    assert len(texts.get("levels")) == 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_asks_every_statement_and_shows_what_was_answered(language: Language, statements: Statements, given: Answers) -> None:
    html = form(statements, given, language)
    tree = sound(html)
    assert len(tree.all("fieldset")) == html.count("<legend>") == 9
    assert len(tree.all("div", role="radiogroup")) == 27
    for s in statements:
        choices = tree.all("input", type="radio", name=f"bz-{s.id}")
        assert [choice["value"] for choice in choices] == ["1", "2", "3", "4", "5", ""]
        assert [choice["value"] for choice in choices if "checked" in choice] == [str(given.levels.get(s.id, ""))]
        assert s.told(language) in unescape(html)
    assert ("22 sur 27" if language == "fr" else "22 of 27") in html


def test_a_form_without_answers_leaves_room_for_those_of_the_browser(statements: Statements, given: Answers) -> None:
    assert 'data-given=""' in form(statements, Answers(levels={}), "fr")
    assert 'data-given="yes"' in form(statements, given, "fr")


def test_a_statement_cannot_break_the_form(statements: Statements) -> None:
    hostile = statements[0].model_copy(update={"text": '<script>x</script> & "je" \''})
    html = form([hostile], Answers(levels={}), "fr")
    sound(html)
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_profile_tells_what_stands_out_why_and_how_to_begin(
    language: Language, corpus: Corpus, statements: Statements, given: Answers
) -> None:
    html = profile_html(score(given, statements), corpus, language)
    tree = sound(html)
    told = unescape(html).replace("\u00a0", " ")
    for id_ in ("CP3.2", "CP3.1", "CP3.3", "CP2.4", "CP2.1", "CP2.3"):
        card = corpus.cards[id_]
        assert (card.name if language == "fr" else card.en.name) in told
        assert (card.steps if language == "fr" else card.en.steps).semaine in told
        assert f"({id_})" in told
    assert len(tree.all("button")) == 6 + 4  # one for each strategy; print and the three files
    wanted = {
        "fr": ("Planification (CP1)", "4,7 sur 5", "Organisation apprenante (CP6).", "Engagement de la direction (EN2), 1 sur 3", "○ Suggestion",
               "n'évalue ni une personne", "gardées dans ce navigateur", "noms non vérifiés"),
        "en": ("Planning (CP1)", "4.7 out of 5", "Learning organization (CP6).", "The principal's commitment (EN2), 1 of 3", "○ Suggestion",
               "evaluates neither a person", "kept in this browser", "names not verified"),
    }  # fmt: skip
    for sentence in wanted[language]:
        assert sentence in told


@pytest.mark.parametrize(
    ("levels", "sentence"),
    [({}, "Il faut au moins deux familles"), ({"AR01": 5, "AR02": 5}, "Il faut au moins"), ({f"AR{n:02d}": 3 for n in range(1, 28)}, "sont égales")],
)  # fmt: skip
def test_a_profile_that_says_little_says_so(levels: dict[str, int], sentence: str, corpus: Corpus, statements: Statements) -> None:
    html = profile_html(score(Answers(levels=levels), statements), corpus, "fr")
    sound(html)
    assert sentence in unescape(html)
    assert "Vos priorités" not in html


def test_what_was_dropped_is_told(corpus: Corpus, statements: Statements) -> None:
    html = profile_html(score(Answers(levels={"AR01": 3}, dropped=2), statements), corpus, "fr").replace("\u00a0", " ")
    assert "leur énoncé n'existe pas : 2" in unescape(html)


def test_a_name_cannot_break_the_profile(corpus: Corpus, statements: Statements, given: Answers) -> None:
    hostile = corpus.cards["CP3.2"].model_copy(update={"name": '"><script>x</script>'})
    html = profile_html(score(given, statements), corpus.model_copy(update={"cards": {**corpus.cards, "CP3.2": hostile}}), "fr")
    sound(html)
    assert "<script" not in html


def figure(html: str) -> dict[str, Any]:
    place = Tree(html).all("div", role="img")[0]
    assert place["data-plotly"] == ADDRESS
    return dict(json.loads(place["data-figure"] or ""))


def test_the_radar_goes_around_the_families_and_breaks_where_one_has_no_answer(statements: Statements, given: Answers) -> None:
    drawn = figure(radar(score(given, statements), "fr"))
    trace = drawn["data"][0]
    assert trace["type"] == "scatterpolar"
    assert [round(r, 1) if r else r for r in trace["r"]] == [4.7, 2.7, 2.0, 4.0, 2.7, 4.0, 3.3, 5.0, None, 4.7]
    assert trace["theta"][0] == trace["theta"][-1] == "Planification"
    assert trace["fill"] == "none"
    assert len(json.dumps(drawn)) < 4000


def test_the_radar_is_filled_when_every_family_is_answered(statements: Statements) -> None:
    profile = score(Answers(levels={s.id: 4 for s in statements}), statements)
    assert figure(radar(profile, "en"))["data"][0]["fill"] == "toself"
    for dark, colours in ((False, LIGHT), (True, DARK)):
        assert figure(radar(profile, "en", dark))["data"][0]["line"]["color"] == colours["line"]


def test_the_radar_its_label_and_its_table_say_the_same(statements: Statements, given: Answers) -> None:
    profile = score(given, statements)
    html = unescape(radar(profile, "fr")).replace("\u00a0", " ")
    label = str(Tree(radar(profile, "fr")).all("div", role="img")[0]["aria-label"]).replace("\u00a0", " ")
    for name, mean in (("Communication", "2,0 sur 5"), ("Soutien à l'équipe", "Sans réponse"), ("Planification", "4,7 sur 5")):
        assert f"{name} : {mean}" in label
        assert re.search(rf'<th scope="row">{name} \(\w+\)</th><td>{mean}</td>', html)
    assert html.count('<th scope="col">') == 3
    assert "<caption>" in html


def test_two_families_make_a_table_and_no_radar(statements: Statements) -> None:
    html = radar(score(Answers(levels={"AR01": 2, "AR04": 2}), statements), "fr")
    assert "data-figure" not in html
    assert "à partir de trois familles" in html
    assert "<table" in html


def test_the_script_that_draws_is_that_of_the_package() -> None:
    script = plotly_script()
    assert b"plotly.js v" in script[:200]
    assert len(script) < 5_500_000
