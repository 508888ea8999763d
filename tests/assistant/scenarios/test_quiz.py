"""The quiz: the same for a seed, another for another, no question twice, one defensible answer each, explained from the cards."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.scenarios.alike import close
from assistant.scenarios.quiz import SIZE, Question, make_quiz, mark
from assistant.voice import Voice
from corpus.load import load_corpus
from corpus.records import Card, Corpus, Language
from prompts import load_texts

CORPUS = load_corpus()
LANGUAGES: tuple[Language, ...] = ("fr", "en")
seeds = st.text(min_size=1, max_size=12)
languages = st.sampled_from(LANGUAGES)
NEEDS = {fit.need: card for card in CORPUS.cards.values() for fit in card.fits}
ADVICE = {text: card for card in CORPUS.cards.values() for text in card.en.fits}


def named(name: str, language: Language) -> list[Card]:
    """The strategies of a name: some names are those of two."""
    return [card for card in CORPUS.cards.values() if Voice(language).name(card) == name]


def subject(text: str, language: Language) -> Card:
    """Whose trouble a text tells."""
    held = NEEDS if language == "fr" else ADVICE
    return next(card for told, card in held.items() if told in text)


@settings(max_examples=60, deadline=None)
@given(seed=seeds, language=languages, size=st.integers(1, 14))
def test_a_quiz_is_whole_and_never_asks_twice(seed: str, language: Language, size: int) -> None:
    quiz = make_quiz(CORPUS, seed, language, size)
    assert quiz == make_quiz(CORPUS, seed, language, size)
    assert len(quiz) == size
    assert len({question.id for question in quiz}) == size
    assert len({(question.text, question.pairs) for question in quiz}) == size
    asked = [pair for question in quiz for pair in (question.pairs or (question.text,))]
    assert not any(one in other for n, one in enumerate(asked) for m, other in enumerate(asked) if n != m)


@example(seed="\x1b\x9cÉfe\U00052a7b", language="fr")  # an obstacle that a single strategy answers
@settings(max_examples=60, deadline=None)
@given(seed=seeds, language=languages)
def test_the_right_answer_is_right_and_no_other_is(seed: str, language: Language) -> None:
    for question in make_quiz(CORPUS, seed, language, 12):
        assert len(set(question.options)) == len(question.options)
        if question.kind == "single":
            one_strategy_answers(question, language)
        elif question.kind == "multiple":
            some_belong(question, language)
        else:
            each_goes_with_one(question, language)


def one_strategy_answers(question: Question, language: Language) -> None:
    right = subject(question.text, language)
    assert (right.id, len(question.options), len(question.right)) == (question.strategy, 4, 1)
    assert question.options[question.right[0]] == Voice(language).name(right)
    wrong = [card for place, name in enumerate(question.options) if place not in question.right for card in named(name, language)]
    assert not close(right.id, CORPUS) & {card.id for card in wrong if len(named(Voice(language).name(card), language)) == 1}
    assert Voice(language).name(right) not in {Voice(language).name(card) for card in wrong}


def some_belong(question: Question, language: Language) -> None:
    what = question.id.removeprefix("multiple-")
    assert 2 <= len(question.right) <= 3
    assert len(question.options) - len(question.right) == 3
    assert CORPUS.cards[question.strategy] in [card for place in question.right for card in named(question.options[place], language)]
    right: set[str] = set()
    for place, name in enumerate(question.options):
        belongs = [card.id for card in named(name, language) if what in (card.family, *card.obstacles)]
        assert bool(belongs) == (place in question.right), (question.id, name)
        right |= set(belongs)
    for place, name in enumerate(question.options):
        if place not in question.right:
            assert all(not close(card.id, CORPUS) & right for card in named(name, language))


def each_goes_with_one(question: Question, language: Language) -> None:
    assert len(question.pairs) == len(question.right) == len(question.options) == 4
    assert sorted(question.right) == [0, 1, 2, 3]
    for asked, place in zip(question.pairs, question.right, strict=True):
        if question.id.startswith("match-situation"):
            assert question.options[place] == Voice(language).name(subject(asked, language))
        else:
            [card] = named(asked, language)
            family = CORPUS.families[card.family]
            assert question.options[place] == (family.name if language == "fr" else family.name_en)


@settings(max_examples=40, deadline=None)
@given(seed=seeds, other=seeds)
def test_two_seeds_give_two_quizzes(seed: str, other: str) -> None:
    assert (make_quiz(CORPUS, seed, "fr") == make_quiz(CORPUS, other, "fr")) == (seed == other)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_is_explained_by_a_finding_with_its_place(corpus: Corpus, language: Language) -> None:
    kinds = load_texts("page", language).get("kinds")
    quiz = make_quiz(corpus, "seance", language, 40)
    assert {question.kind for question in quiz} == {"single", "multiple", "match"}
    for question in quiz:
        card = corpus.cards[question.strategy]
        assert kinds["constat"] in question.explanation
        assert Voice(language).finding(card).rstrip(".") in question.explanation
        assert card.finding.locator in question.explanation
        assert question.kind != "single" or kinds["suggestion"] in question.explanation
        assert question.text.strip()


@settings(max_examples=30, deadline=None)
@given(seed=seeds, about=st.lists(st.sampled_from(list(CORPUS.cards)), min_size=1, max_size=6))
def test_a_quiz_is_about_the_strategies_that_are_asked_for(seed: str, about: list[str]) -> None:
    quiz = make_quiz(CORPUS, seed, "fr", strategies=about)
    assert {question.strategy for question in quiz} <= set(about)
    assert len(quiz) >= min(SIZE, 5 * len(set(about)))


def test_unknown_strategies_are_as_good_as_none(corpus: Corpus) -> None:
    assert make_quiz(corpus, "s", "fr", strategies=["ZZ1", ""]) == make_quiz(corpus, "s", "fr")
    assert make_quiz(corpus, "s", "fr", size=0) == ()


@settings(max_examples=40, deadline=None)
@given(seed=seeds, chance=st.randoms(use_true_random=False))
def test_marks_count_what_was_answered_rightly(seed: str, chance: object) -> None:
    quiz = make_quiz(CORPUS, seed, "fr")
    all_right = {question.id: question.right for question in quiz}
    assert mark(quiz, all_right).right == len(quiz) == mark(quiz, all_right).total
    assert mark(quiz, {}).right == 0
    kept = {question.id: question.right for question in quiz if chance.random() < 0.5}  # type: ignore[attr-defined]
    marks = mark(quiz, {**{question.id: (99,) for question in quiz}, **kept, "unknown": (0,)})
    assert marks.right == len(kept)
    assert {id_ for id_, right in marks.by_question.items() if right} == set(kept)


def test_several_answers_are_a_set_and_a_match_is_an_order() -> None:
    several = Question(id="a", kind="multiple", text="?", options=("x", "y", "z"), right=(0, 2), explanation=".", strategy="CP1.1")
    match = several.model_copy(update={"id": "b", "kind": "match", "pairs": ("p", "q"), "right": (1, 0)})
    assert mark([several], {"a": (2, 0)}).right == 1
    assert [mark([several], {"a": answer}).right for answer in ((0,), (0, 1, 2), (0, 0, 2), ())] == [0, 0, 0, 0]
    assert mark([match], {"b": (1, 0)}).right == 1
    assert mark([match], {"b": (0, 1)}).right == 0
