"""What the page shows of an answer, without a browser."""

import pytest

from assistant.errors import BadQuestionError
from assistant.records import Answer, Citation
from assistant.typography import typeset
from assistant.ui.handlers import Handlers, read_turns
from assistant.ui.render import answer_markdown, partial_markdown
from corpus.base import Language
from index.errors import IndexMissingError
from prompts import load_texts

TEXTS = load_texts("page", "fr")
CITED = Citation(
    n=1, document="bilan", title="Bilan <2019>", locator="section « Budget »", quote="55 M$ prévus & dépensés",
    state="exact", url="https://example.org/?a=1&b='2'", kind="document", passage="F1",
)  # fmt: skip


def answer(text: str, **more: object) -> Answer:
    return Answer.model_validate({"id": "0123456789abcdef", "question": "q", "language": "fr", "kind": "fact", "text": text, **more})


def test_a_mark_links_to_its_passage() -> None:
    shown = answer_markdown(answer("Il y a eu 55 M$ [1]", citations=[CITED]), TEXTS)
    assert "href='#r-01234567-1'" in shown
    assert "id='r-01234567-1'" in shown


def test_everything_that_came_from_outside_is_escaped() -> None:
    shown = answer_markdown(answer("Vous dites « <b>non</b> » [1]", citations=[CITED]), TEXTS)
    assert "<b>" not in shown
    assert "Bilan &lt;2019&gt;" in shown
    assert "dépensés" in shown
    assert "& d" not in shown
    assert "b=&#x27;2&#x27;" in shown


@pytest.mark.parametrize(
    ("lead", "kind"),
    [
        ("Constat", "constat"),
        ("Exemple", "illustration"),
        ("Document", "document"),
        ("Suggestion, cette semaine", "suggestion"),
        ("Suggestion, en pratique", "suggestion"),
    ],
)
def test_kinds_are_told_apart_by_word_and_mark(lead: str, kind: str) -> None:
    shown = answer_markdown(answer(f"Une raison. *{lead} :* la suite."), TEXTS)
    assert f"bz-{kind}" in shown
    assert lead in shown


def test_a_strategy_that_is_only_named_is_escaped_once() -> None:
    named = {"id": "CP1.1", "also": [], "name": "Les besoins d'un <milieu>", "score": 0.1, "why": "w", "steps": [], "citations": []}
    shown = answer_markdown(
        answer("**1. Une autre (CP1.2)**\n\nUne raison.", kind="situation", strategies=[named | {"id": "CP1.2"}, named]), TEXTS
    )
    assert "d&#x27;un &lt;milieu&gt;" in shown
    assert "&amp;#x27;" not in shown


def test_an_unverified_reference_says_so() -> None:
    doubtful = CITED.model_copy(update={"state": "unverified"})
    assert TEXTS.get("states.unverified") in answer_markdown(answer("Peut-être [1]", citations=[doubtful]), TEXTS)


def test_typography_is_that_of_quebec() -> None:
    assert typeset("« oui » : 1 186 M$ et 99,4 %") == "«\u00a0oui\u00a0»\u00a0: 1\u00a0186\u00a0M$ et 99,4\u00a0%"


def test_a_partial_answer_is_cut_at_a_word() -> None:
    assert partial_markdown("Bonjour tout le monde", 10) == "Bonjour"


@pytest.mark.parametrize("state", ["", "[]", "rien", "[1]", '[{"x": 1}]', "{}"])
def test_a_state_that_is_no_state_is_no_history(state: str) -> None:
    assert read_turns(state) == []


class Failing:
    """An opening that fails in every way a page must survive."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def assistant(self) -> None:
        raise self._error


@pytest.mark.parametrize(
    ("error", "language", "sentence"),
    [
        (TimeoutError(), "fr", "quelques secondes"),
        (TimeoutError(), "en", "few seconds"),
        (RuntimeError("detail"), "fr", "imprévue"),
        (RuntimeError("detail"), "en", "unforeseen"),
        (BadQuestionError("too_long", size="9", limit="3"), "fr", "9 caractères"),
        (BadQuestionError("too_long", size="9", limit="3"), "en", "9 characters"),
        (IndexMissingError("x"), "fr", "python -m index build"),
        (IndexMissingError("x"), "en", "python -m index build"),
    ],
)
def test_a_failure_is_a_sentence_in_the_language_of_the_page(error: Exception, language: Language, sentence: str) -> None:
    handlers = Handlers(Failing(error), language)  # type: ignore[arg-type]
    *_, (messages, state, _, last) = handlers.submit("Bonjour", [], "[]", "{}")
    assert sentence in messages[-1]["content"]
    assert "detail" not in messages[-1]["content"]
    assert (messages[0]["content"], state, last) == ("Bonjour", "[]", "")
