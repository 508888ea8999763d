"""The page of sources: every document, what is drawn from it, and what is not verified."""

from collections import Counter

import pytest

from assistant.explorer.sources import sources_page
from assistant.typography import typeset
from corpus.chunk import Passage, passages
from corpus.records import Corpus, Language
from prompts import load_texts
from tests.assistant.explorer.reading import HOSTILE, Node, hostile, in_order, levels, read

LANGUAGES: tuple[Language, ...] = ("fr", "en")


@pytest.fixture(scope="module")
def known(corpus: Corpus) -> tuple[Passage, ...]:
    return passages(corpus)


def rows(root: Node) -> list[Node]:
    return root.all("tbody")[0].all("tr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_document_has_its_row(corpus: Corpus, known: tuple[Passage, ...], language: Language) -> None:
    root = read(sources_page(corpus, known, language))
    licences, reading = load_texts("explorer", language).get("licences"), load_texts("explorer", language).get("sources.reading")
    assert len(rows(root)) == len(corpus.sources)
    for row, source in zip(rows(root), corpus.sources.values(), strict=True):
        for text in (source.title, source.author, reading[source.reading], licences[source.licence], source.url or ""):
            assert typeset(text) in row.text, source.key
        assert [node.attributes["href"] for node in row.all("a")] == ([source.url] if source.url else [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_well_made(corpus: Corpus, known: tuple[Passage, ...], language: Language) -> None:
    root = read(sources_page(corpus, known, language))
    assert in_order(levels(root))
    assert all(node.text.strip() for node in root.all("section", "li", "dd", "td", "th", "caption", "p", "ul"))
    assert {node.attributes.get("scope") for node in root.all("th")} == {"col", "row"}


def test_the_passages_of_each_document_are_counted_by_kind(corpus: Corpus, known: tuple[Passage, ...]) -> None:
    words = load_texts("page", "fr").get("kinds")
    drawn = {key: Counter(p.kind for p in known if p.source == key) for key in corpus.sources}
    for row, key in zip(rows(read(sources_page(corpus, known, "fr"))), corpus.sources, strict=True):
        told = [node.text.replace("\u00a0", " ") for node in row.all("li")]
        assert {line.split(" ", 1)[1] for line in told} == {f"{words[kind]} : {count}" for kind, count in drawn[key].items()}
        assert ("Aucun passage" in row.text) == (not drawn[key])


def test_a_document_that_nothing_is_drawn_from_supports_what_others_say(corpus: Corpus, known: tuple[Passage, ...]) -> None:
    """Each document of the list is there for something."""
    for row in rows(read(sources_page(corpus, known, "fr"))):
        assert row.all("li") or "appuie" in row.text, row.text


def test_the_summary_adds_up(corpus: Corpus, known: tuple[Passage, ...]) -> None:
    told = read(sources_page(corpus, known, "fr")).all("dl")[0].text.replace("\u00a0", " ")
    cited = sum(p.source is not None for p in known)
    assert f"{len(corpus.sources)} documents" in told
    assert f"{len(known)} passages : {cited} tirés d'un document, {len(known) - cited} sans" in told
    for kind, count in Counter(p.kind for p in known).items():
        assert f"{load_texts('page', 'fr').get('kinds')[kind]} : {count}" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_verified_is_said_with_its_count(corpus: Corpus, known: tuple[Passage, ...], language: Language) -> None:
    told = [node.text for node in read(sources_page(corpus, known, language)).all("section")[1].all("li")]
    assert len(told) == 8
    assert "10" in told[0]
    assert "20" in told[1]
    assert "33" in told[1]


def test_no_date_of_check_is_made_up(corpus: Corpus, known: tuple[Passage, ...]) -> None:
    assert {row.all("td")[-1].all("b")[0].text for row in rows(read(sources_page(corpus, known, "fr")))} == {"Dernière vérification"}
    assert all(row.all("td")[-1].text.endswith("Non vérifié") for row in rows(read(sources_page(corpus, known, "fr"))))


def test_the_years_are_told_in_english(corpus: Corpus, known: tuple[Passage, ...]) -> None:
    told = read(sources_page(corpus, known, "en")).text
    assert "around 2019" in told
    assert "2019 and after" in told
    assert "vers 2019" not in told
    assert "n. d." not in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_would_run_is_shown_as_it_is_written(corpus: Corpus, known: tuple[Passage, ...], language: Language) -> None:
    root = read(sources_page(hostile(corpus), known, language))
    assert typeset(HOSTILE) in root.text
    assert "javascript:alert(1)//'><b>" in root.text
    assert not [node for node in root.all("a") if not (node.attributes["href"] or "").startswith("http")]
