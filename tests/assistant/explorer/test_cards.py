"""The list and the cards: complete, in both languages, every statement under its kind, nothing that runs."""

import pytest

from assistant.explorer.cards import card, listing
from assistant.explorer.find import find
from assistant.explorer.form import FILTERS, explorer_page, filters
from assistant.typography import MARKS, typeset
from assistant.voice import Voice
from corpus.load import load_corpus
from corpus.records import CONSTRAINTS, HORIZONS, Corpus, Language
from prompts import load_texts
from tests.assistant.explorer.reading import HOSTILE, hostile, in_order, levels, read

IDS = tuple(load_corpus().cards)
LANGUAGES: tuple[Language, ...] = ("fr", "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id_", IDS)
def test_a_card_says_everything_that_is_written_of_its_strategy(corpus: Corpus, id_: str, language: Language) -> None:
    root, shown, voice = read(card(corpus, id_, language)), corpus.cards[id_], Voice(language)
    means = corpus.means[id_]
    expected = [id_, voice.name(shown), voice.issue(shown), voice.finding(shown), voice.summary(shown), voice.question(shown)]
    expected += [*voice.signs(shown), *voice.pitfalls(shown), voice.distinct(shown), shown.finding.locator]
    expected += [voice.why(shown, n) for n in range(len(shown.why))] + [voice.fit(shown, n) for n in range(len(shown.fits))]
    expected += [said.locator for said in shown.sourced] + [corpus.sources[said.source or ""].title for said in shown.sourced]
    for at in HORIZONS:
        expected += [voice.step(shown, at), voice.who(means, at), voice.means(means, at)]
    expected += [voice.adapted(means, constraint) for constraint in CONSTRAINTS]
    expected += [*shown.near, *shown.competencies, *shown.dimensions, *shown.measures]
    expected += [id_ for group in corpus.equivalents if shown.id in group for id_ in group]
    expected += [corpus.obstacles[o].name if voice.french else corpus.obstacles[o].name_en for o in shown.obstacles]
    expected += [corpus.actors[a].role if voice.french else corpus.actors[a].role_en for a in shown.actors]
    expected += [corpus.components[c].meaning if voice.french else corpus.components[c].meaning_en for c in shown.components]
    for text in expected:
        assert typeset(text) in root.text, text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id_", IDS)
def test_a_card_is_well_made(corpus: Corpus, id_: str, language: Language) -> None:
    root = read(card(corpus, id_, language))
    assert in_order(levels(root))
    for section in root.all("section"):
        title, *content = section.inside
        assert "".join(part if isinstance(part, str) else part.text for part in content).strip(), title
    assert all(node.text.strip() for node in root.all("li", "p", "dd", "dt", "td", "th", "h2", "h3", "cite", "caption", "ul", "dl"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_statement_carries_its_kind_by_word_and_by_mark(corpus: Corpus, language: Language) -> None:
    kinds = load_texts("page", language).get("kinds")
    words = {f"{MARKS[kind]} {kinds[kind]}" for kind in MARKS}
    seen = set()
    for id_ in corpus.cards:
        root = read(card(corpus, id_, language))
        seen |= {node.text for node in root.all("span", class_="bz-kind")}
        statements = [s for s in root.all("section") if "bz-part-near" not in (s.attributes["class"] or "")]
        told = [node for s in statements for node in s.all("li", "dd", "td", "p") if node.attributes.get("class") != "bz-note"]
        assert told
        assert all(node.all("span", class_="bz-kind") for node in told)
    assert seen == words


def test_only_suggestions_stand_without_a_document(corpus: Corpus) -> None:
    for id_ in corpus.cards:
        for node in read(card(corpus, id_, "fr")).all("li", "p", "td", "dd"):
            kinds = {(kind.attributes["class"] or "").split()[1] for kind in node.all("span", class_="bz-kind")}
            assert bool(kinds - {"bz-suggestion"}) == bool(node.all("small", class_="bz-place"))


@pytest.mark.parametrize(("language", "words"), [("fr", "nom non vérifié"), ("en", "name not verified")])
def test_the_names_of_competencies_are_shown_as_not_verified(corpus: Corpus, language: Language, words: str) -> None:
    for id_, shown in corpus.cards.items():
        section = read(card(corpus, id_, language)).all("section", class_="bz-part-competencies")[0]
        assert [node.text for node in section.all("em", class_="bz-unsure")] == [words] * len(shown.competencies)


def test_the_measures_are_told_in_the_past_and_their_absence_is_said(corpus: Corpus) -> None:
    for id_, shown in corpus.cards.items():
        section = read(card(corpus, id_, "fr")).all("section", class_="bz-part-measures")[0]
        assert ("2018 à 2023" in section.text) == bool(shown.measures)


def test_a_card_may_be_printed_and_talked_about(corpus: Corpus) -> None:
    root = read(card(corpus, "CP1.4", "fr"))
    assert "data-printable" in root.all("article")[0].attributes
    assert [node.text for node in root.all("button") if "data-print" in node.attributes] == ["Imprimer"]
    asked = next(node.attributes["data-ask"] for node in root.all("button") if "data-ask" in node.attributes)
    assert asked
    assert "CP1.4" in asked
    assert corpus.cards["CP1.4"].name in asked
    assert all(node.text in (node.attributes["aria-label"] or "") for node in root.all("button"))  # WCAG 2.5.3


def test_an_unknown_strategy_has_no_card(corpus: Corpus) -> None:
    with pytest.raises(KeyError):
        card(corpus, "CP9.9", "fr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_groups_by_family_and_counts(corpus: Corpus, language: Language) -> None:
    root = read(listing(corpus, find(corpus), language))
    assert in_order(levels(root))
    assert [len(family.all("details")) for family in root.all("section", class_="bz-family")] == [4, 4, 4, 5, 5, 4, 7, 10, 8]
    assert [family.all("h2")[0].text.split()[-1] for family in root.all("section", class_="bz-family")] == [
        f"({n})" for n in (4, 4, 4, 5, 5, 4, 7, 10, 8)
    ]
    entries = root.all("details", class_="bz-entry")
    assert [entry.all("span", class_="bz-id")[0].text for entry in entries] == list(corpus.cards)
    assert all(entry.all("table") and "data-printable" in entry.attributes for entry in entries)


def test_the_family_of_the_best_comes_first_and_its_order_is_kept(corpus: Corpus) -> None:
    ids = find(corpus, "temps")
    shown = [node.text for node in read(listing(corpus, ids, "fr", "temps")).all("span", class_="bz-id")]
    assert shown[0] == ids[0]
    assert sorted(shown) == sorted(ids)
    for family in {id_.split(".")[0] for id_ in ids}:
        assert [id_ for id_ in shown if id_.startswith(f"{family}.")] == [id_ for id_ in ids if id_.startswith(f"{family}.")]


@pytest.mark.parametrize(
    ("query", "language", "marked"),
    [("équipe", "fr", "équipe"), ("equipe", "fr", "équipe"), ("colaboration", "fr", "collaboration"), ("tim", "en", "time")],
)
def test_the_words_of_the_query_are_marked(corpus: Corpus, query: str, language: Language, marked: str) -> None:
    root = read(listing(corpus, find(corpus, query, language=language), language, query))
    assert marked in {node.text.lower() for node in root.all("mark")}
    entries = root.all("details", class_="bz-entry")
    assert sum(bool(entry.all("mark")) for entry in entries) > len(entries) / 2  # the others are found by what is not shown


def test_nothing_is_marked_without_a_query(corpus: Corpus) -> None:
    assert "<mark>" not in listing(corpus, find(corpus), "fr")


@pytest.mark.parametrize(
    ("language", "none", "one"), [("fr", "Aucune stratégie", "1 stratégie pour"), ("en", "No strategy", "1 strategy for")]
)
def test_the_list_says_how_many_were_found(corpus: Corpus, language: Language, none: str, one: str) -> None:
    assert none in read(listing(corpus, (), language, "<b>")).text
    assert one in read(listing(corpus, ("CP1.1",), language, "<b>")).text
    assert "<b>" in read(listing(corpus, ("CP1.1",), language, "<b>")).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_would_run_is_shown_as_it_is_written(corpus: Corpus, language: Language) -> None:
    bad = hostile(corpus)
    page = card(bad, "CP1.1", language) + explorer_page(bad, find(bad), language, HOSTILE, family=HOSTILE)
    assert typeset(HOSTILE) in read(page).text
    assert "javascript:" not in "".join(node.attributes.get("href") or "" for node in read(page).all("a"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_labels_each_field_and_keeps_what_was_chosen(corpus: Corpus, language: Language) -> None:
    root = read(filters(corpus, language, "l'équipe", family="CP4", obstacle="OBS4"))
    fields = root.all("input", "select")
    assert [node.attributes["name"] for node in fields] == ["query", *FILTERS]
    assert [node.attributes["for"] for node in root.all("label")] == [node.attributes["id"] for node in fields]
    assert root.all("input")[0].attributes["value"] == "l'équipe"
    assert [node.attributes["value"] for node in root.all("option") if "selected" in node.attributes] == ["CP4", "OBS4"]
    assert root.all("form")[0].attributes["data-find"] == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_in_the_language_of_the_page_says_so(corpus: Corpus, language: Language) -> None:
    places = read(card(corpus, "CP1.1", language)).all("section", class_="bz-part-finding")[0].all("span", lang="fr")
    assert bool(places) == (language == "en")
