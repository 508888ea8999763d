"""What a model wrote: read strictly where a form was asked for, sentence by sentence where text was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.model.parse import FormError, as_blocks, claim_of, heading_of, lines_of, parse_form, replacements
from assistant.model.records import Need, Picks
from assistant.records import Block, Claim
from tests.fakes import passage

PASSAGES = (passage("P1", "Le PAN comptait 33 mesures."), passage("P2", "Un directeur a formé un comité.", kind="illustration"))

GOOD = '{"question": "Comment faire?", "needs": ["du temps"]}'


@pytest.mark.parametrize("text", [GOOD, f"Voici :\n```json\n{GOOD}\n```", f"<think>je pense {{</think>{GOOD}"])
def test_a_form_is_read_wherever_it_stands(text: str) -> None:
    assert parse_form(text, Need).needs == ("du temps",)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "bonjour",
        "{",
        '{"question": "Comment faire?"}',
        '{"question": "Comment faire?", "needs": []}',
        '{"question": "Comment faire?", "needs": ["a b c"], "more": 1}',
        '{"question": "Comment faire?", "needs": "du temps"}',
        '{"question": "Comment faire?", "needs": ["du temps", "du temps", "du temps", "du temps"]}',
        GOOD + GOOD,
    ],
)
def test_another_form_is_refused(text: str) -> None:
    with pytest.raises(FormError):
        parse_form(text, Need)


def test_picks_are_bounded() -> None:
    one = '{"id": "CP1.1", "reason": "parce que le temps manque"}'
    with pytest.raises(FormError):
        parse_form(f'{{"strategies": [{one}]}}', Picks)
    assert len(parse_form(f'{{"strategies": [{one}, {one}, {one}]}}', Picks).strategies) == 3


@given(st.text(max_size=300))
def test_whatever_is_written_is_read_without_a_fault(text: str) -> None:
    for line in lines_of(text):
        claim_of(line, PASSAGES)
    replacements(text, 3)
    with pytest.raises(FormError):
        parse_form(text.replace("}", ""), Need)


def test_sentences_keep_the_references_that_follow_their_stop() -> None:
    told = lines_of("**Bonjour.** Le PAN comptait 33 mesures. [1] Un directeur a formé un comité [2].\n- Commencez petit.\nCoupé au mili")
    assert told == ["Bonjour.", "Le PAN comptait 33 mesures [1].", "Un directeur a formé un comité [2].", "Commencez petit."]


@pytest.mark.parametrize("line", ["### CP1.1 · Nom", "## **EN2.10** Nom", "### 2. CP1.1 Nom"])
def test_headings_name_a_strategy(line: str) -> None:
    assert heading_of(lines_of(line)[0]) in ("CP1.1", "EN2.10")


@pytest.mark.parametrize("line", ["# Plan", "---", "```", "Le titre CP1.1 vient après."])
def test_other_marks_are_no_headings(line: str) -> None:
    assert [heading_of(found) for found in lines_of(line)] in ([], [None])


def test_a_claim_is_of_the_kind_of_what_it_cites() -> None:
    assert claim_of("Le PAN comptait 33 mesures [1].", PASSAGES) == Claim(
        text="Le PAN comptait 33 mesures.", kind="document", passages=("P1",)
    )
    assert claim_of("Il a formé un comité [2].", PASSAGES).kind == "illustration"
    assert claim_of("Commencez petit.", PASSAGES).kind == "suggestion"
    assert claim_of("Deux [1, 2].", PASSAGES).passages == ("P1", "P2")


@pytest.mark.parametrize("number", ["0", "3", "47", "999999999999"])
def test_a_number_that_was_not_given_leads_nowhere(number: str) -> None:
    claim = claim_of(f"Vrai [{number}].", PASSAGES)
    assert claim.kind == "document"
    assert not set(claim.passages) & {"P1", "P2"}


def test_replacements_are_read_by_number() -> None:
    assert replacements("1) Mieux. [1]\n2) -\nautre\n9) non", 3) == {1: "Mieux [1].", 2: ""}


def test_blocks_take_the_headings_of_the_embedded_answer() -> None:
    before = (Block(claims=(), heading="Un nom (CP1.1)", strategy="CP1.1"),)
    told = [(None, Claim(text="Bonjour.")), ("CP1.1", Claim(text="Essayez.")), ("CP1.1", Claim(text="Encore."))]
    opening, strategy = as_blocks(told, before)
    assert (opening.heading, strategy.heading, len(strategy.claims)) == ("", "Un nom (CP1.1)", 2)
