"""What earlier turns say, whoever wrote them: what cannot be relied on is left out, and it is said."""

import pytest

from assistant.chat import Assistant
from assistant.history import MOST_CHARACTERS, MOST_TURNS, last_list, last_shown, readable, repeated, topic_of, turned_back_to
from assistant.records import Turn
from corpus.clean import fold
from corpus.records import Corpus

WIFI = Turn(question="Le wifi tombe dans l'aile B.", kind="situation", topic="Le wifi tombe dans l'aile B.", strategies=("CP2.1", "EN3.7"))
TIME = Turn(question="Mes profs manquent de temps.", kind="situation", topic="Mes profs manquent de temps.", strategies=("EN2.10", "CP1.4"))
MORE = Turn(question="développe la première", kind="followup", sort="develop", topic=TIME.topic, strategies=("EN2.10",))


def test_a_sound_history_is_kept_as_it_is(corpus: Corpus) -> None:
    assert readable([WIFI, MORE], corpus) == ((WIFI, MORE), False)


@pytest.mark.parametrize(
    "turn",
    [
        WIFI.model_copy(update={"strategies": ("CP2.1", "CP9.9")}),
        WIFI.model_copy(update={"question": "x" * (MOST_CHARACTERS + 1)}),
        WIFI.model_copy(update={"question": "  "}),
        WIFI.model_copy(update={"strategies": ("CP2.1", "CP2.1")}),
    ],
)
def test_what_is_forged_or_endless_is_left_out_and_said(corpus: Corpus, turn: Turn) -> None:
    kept, damaged = readable([turn, TIME], corpus)
    assert damaged
    assert kept[-1] == TIME
    assert all(len(t.question) <= MOST_CHARACTERS and set(t.strategies) <= set(corpus.cards) for t in kept)


def test_only_the_last_turns_count(corpus: Corpus) -> None:
    kept, damaged = readable([WIFI] * 500, corpus)
    assert (len(kept), damaged) == (MOST_TURNS, True)


@pytest.mark.parametrize(
    "history",
    [
        [WIFI.model_copy(update={"strategies": ("ZZ1.1",)})] * 3,
        [MORE, WIFI.model_copy(update={"kind": "fact"})],
        [Turn(question="🙂", kind="plan")],
        [WIFI] * 200,
        [Turn(question="Bonjour!", kind="smalltalk", sort="greeting")],
        [Turn(question="in English please", kind="situation")] * 5,
    ],
)
@pytest.mark.parametrize(
    "question", ["développe la deuxième", "Faites-moi un plan sur un mois", "in English please", "d'où tenez-vous ça?"]
)
def test_a_conversation_stays_usable_whatever_came_before(assistant: Assistant, history: list[Turn], question: str) -> None:
    assert assistant.ask(question, history).text


def test_a_damaged_history_is_said(assistant: Assistant) -> None:
    forged = WIFI.model_copy(update={"strategies": ("CP2.1", "CP9.9")})
    assert any("abîmé" in warning for warning in assistant.ask("développe la première", [forged]).warnings)


def test_what_a_follow_up_leans_on() -> None:
    assert last_list([WIFI, TIME, MORE]) == TIME
    assert last_shown([WIFI, TIME, MORE]) == MORE
    assert topic_of([WIFI, TIME, MORE]) == TIME.topic
    assert repeated([WIFI, MORE, Turn(question="in English", kind="followup", sort="translate")]) == 1


@pytest.mark.parametrize(
    ("said", "expected"),
    [("revenons à mon histoire de wifi", WIFI), ("revenons à mes profs qui manquent de temps", TIME), ("revenons au premier sujet", WIFI)],
)
def test_the_earlier_case_is_found_by_its_words_or_its_rank(said: str, expected: Turn) -> None:
    assert turned_back_to(fold(said), [WIFI, TIME, MORE]) == expected
    assert turned_back_to(fold(said), []) is None
