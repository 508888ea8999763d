"""What is found among the 51 cards, and what is offered to filter them by."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.explorer.find import TOKEN, find, matched, one_letter_off, options, word_of
from corpus.load import load_corpus
from corpus.records import Corpus, Language

CORPUS = load_corpus()


def test_without_criterion_all_are_given_in_the_order_of_the_families(corpus: Corpus) -> None:
    assert find(corpus) == tuple(corpus.cards)
    assert len(find(corpus)) == 51
    assert find(corpus, "   ") == find(corpus, "les ") == find(corpus)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_choice_of_a_filter_leaves_as_many_as_it_says(corpus: Corpus, language: Language) -> None:
    offered = options(corpus, language)
    for name, choices in (
        ("family", offered.families), ("competency", offered.competencies), ("measure", offered.measures), ("obstacle", offered.obstacles),
    ):  # fmt: skip
        assert choices
        for choice in choices:
            assert len(find(corpus, **{name: choice.id})) == choice.count > 0  # type: ignore[arg-type]


def test_every_family_competency_and_obstacle_is_offered_and_no_unknown_measure(corpus: Corpus) -> None:
    offered = options(corpus)
    assert [c.id for c in offered.families] == list(corpus.families)
    assert sum(c.count for c in offered.families) == 51
    assert [c.id for c in offered.competencies] == list(corpus.competencies)
    assert [c.id for c in offered.obstacles] == list(corpus.obstacles)
    assert all(corpus.measures[c.id].status == "known" for c in offered.measures)


@pytest.mark.parametrize(("language", "words"), [("fr", "nom non vérifié"), ("en", "name not verified")])
def test_the_name_of_a_competency_is_offered_as_not_verified(corpus: Corpus, language: Language, words: str) -> None:
    assert all(words in choice.label for choice in options(corpus, language).competencies)


def test_filters_combine(corpus: Corpus) -> None:
    found = find(corpus, family="EN1", competency="RD8")
    assert found
    assert all(corpus.cards[id_].family == "EN1" and "RD8" in corpus.cards[id_].competencies for id_ in found)
    assert find(corpus, "temps", family="CP1") == tuple(id_ for id_ in find(corpus, "temps") if id_.startswith("CP1."))
    assert find(corpus, family="CP1", measure="PAN33") == ()


@pytest.mark.parametrize(
    "query", ["CP1.4", "cp1.4", "CP 1.4", "CP1,4", "« CP1.4 »", "stratégie CP1.4", "CP1.4."],
)  # fmt: skip
def test_an_id_is_found_however_it_is_typed(corpus: Corpus, query: str) -> None:
    assert find(corpus, query)[0] == "CP1.4"


def test_an_id_is_not_the_beginning_of_a_longer_one_once_it_is_whole(corpus: Corpus) -> None:
    assert "EN2.10" not in find(corpus, "EN2.1")
    assert find(corpus, "EN2.10")[0] == "EN2.10"
    assert set(find(corpus, "RD1")) == set(find(corpus, competency="RD1"))


def test_a_family_is_found_while_its_id_is_typed(corpus: Corpus) -> None:
    assert set(find(corpus, "EN2")) >= set(find(corpus, family="EN2"))


@pytest.mark.parametrize(
    ("with_accents", "without"), [("équipe", "equipe"), ("réseau", "reseau"), ("évaluer", "evaluer"), ("Équité", "EQUITE")]
)
def test_accents_and_capitals_do_not_matter(corpus: Corpus, with_accents: str, without: str) -> None:
    assert find(corpus, with_accents) == find(corpus, without) != ()


@pytest.mark.parametrize(("query", "first"), [("planif", "CP1"), ("collab", "CP4"), ("leadersh", "CP5")])
def test_the_beginning_of_a_word_is_enough(corpus: Corpus, query: str, first: str) -> None:
    assert find(corpus, query)[0].startswith(first)


@pytest.mark.parametrize(
    ("mistyped", "meant"),
    [("colaboration", "collaboration"), ("planifcation", "planification"), ("formatoin", "formation"), ("enseigannts", "enseignants")],
)
def test_a_letter_wrong_is_forgiven(corpus: Corpus, mistyped: str, meant: str) -> None:
    assert meant in matched(corpus, mistyped)
    assert find(corpus, mistyped)[0] in find(corpus, meant)


def test_a_word_of_the_same_stem_is_found(corpus: Corpus) -> None:
    assert "enseignante" in matched(corpus, "enseignantes")
    assert set(find(corpus, "réseaux")) == set(find(corpus, "réseau"))


@pytest.mark.parametrize(
    ("query", "expected"), [("leadership", "CP5.4"), ("training", "CP4.5"), ("planing", "CP1.4"), ("networks", "CP2.1")]
)
def test_english_is_searched_on_the_english_page(corpus: Corpus, query: str, expected: str) -> None:
    assert find(corpus, query, language="en")[0] == expected


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_name_of_a_strategy_finds_it_or_its_equivalent(corpus: Corpus, language: Language) -> None:
    same = {id_: group for group in corpus.equivalents for id_ in group}
    for card in corpus.cards.values():
        name = card.name if language == "fr" else card.en.name
        assert find(corpus, name, language=language)[0] in {card.id} | same.get(card.id, frozenset()), name


def test_those_that_hold_every_word_hide_those_that_hold_a_part(corpus: Corpus) -> None:
    both = set(find(corpus, "temps")) & set(find(corpus, "préparer"))
    assert set(find(corpus, "temps préparer")) == both != set()
    assert set(find(corpus, "temps xyzzyq")) == set(find(corpus, "temps"))  # none holds both: half of the words are enough


def test_what_a_card_answers_is_searched_though_it_is_not_shown(corpus: Corpus) -> None:
    assert "CP1.1" in find(corpus, "imprimantes 3D")


def test_nothing_is_found_for_what_no_card_speaks_of(corpus: Corpus) -> None:
    assert find(corpus, "xyzzyq") == ()
    assert matched(corpus, "xyzzyq") == matched(corpus, "") == frozenset()


@given(st.text(max_size=80))
@settings(deadline=None, max_examples=150)
def test_any_query_is_answered_with_known_ids_once_each(query: str) -> None:
    for language in ("fr", "en"):
        found = find(CORPUS, query, language=language)  # type: ignore[arg-type]
        assert set(found) <= set(CORPUS.cards)
        assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("abcd", "abcd", False), ("abcd", "abxd", True), ("abcd", "abd", True), ("abd", "abcd", True), ("abcd", "abdc", True),
        ("abcd", "abcde", True), ("abcd", "axyd", False), ("abcd", "ab", False), ("", "a", True), ("abcd", "badc", False),
    ],
)  # fmt: skip
def test_one_letter_off(one: str, other: str, near: bool) -> None:
    assert one_letter_off(one, other) is near


@pytest.mark.parametrize(("token", "word"), [("CP 1,4", "cp1.4"), ("EN2.", "en2"), ("Équipe", "equipe"), ("cœur", "coeur")])
def test_a_word_is_compared_folded(token: str, word: str) -> None:
    assert TOKEN.fullmatch(token)
    assert word_of(token) == word
