"""Nothing is sent to a model elsewhere before the person says so; what was sent is shown, and what it took is told."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from assistant.chat import Assistant
from assistant.model.engine import open_engine
from assistant.opening import Opening
from assistant.records import Usage
from assistant.settings import Settings, read_settings
from assistant.ui.consent import Consent, chosen_by, read_consent
from assistant.ui.handlers import Handlers, Shown
from prompts import load_texts
from tests.provider import Provider

TEXTS = load_texts("page", "fr")
SITUATION = "Mme Lavertu et mes enseignants n'ont pas le temps de préparer leurs activités avec les tablettes."


class HidesOne:
    """A mask that knows one name."""

    def hide(self, text: str) -> str:
        return text.replace("Lavertu", "[PERSONNE_1]")

    def restore(self, text: str) -> str:
        return text.replace("[PERSONNE_1]", "Lavertu")

    @property
    def kinds(self) -> dict[str, int]:
        return {"PERSONNE": 1}


class Ready(Opening):
    def __init__(self, assistant: Assistant) -> None:
        super().__init__(Settings())
        self._future.set_result(assistant)

    def start(self) -> None:
        """Nothing to load."""


@pytest.fixture
def elsewhere(opened: Any) -> Iterator[tuple[Handlers, Provider, list[Usage]]]:
    """The page's events over a model that is taken for one elsewhere, what it was sent, and what was noted of it."""
    with Provider("good") as provider:
        engine = open_engine(read_settings({"BOUSSOLE_MODEL": "openai:loin", "BOUSSOLE_MODEL_URL": provider.url}), opened)
        assert engine
        engine.model.remote = True
        noted: list[Usage] = []
        engine = replace(engine, masks=HidesOne, note=lambda _, usage: noted.append(usage))
        yield Handlers(Ready(Assistant(opened, engine))), provider, noted


def last(events: Iterator[Shown]) -> Shown:
    *_, end = events
    return end


def test_the_person_is_asked_first_and_sees_what_would_leave(elsewhere: tuple[Handlers, Provider, list[Usage]]) -> None:
    handlers, provider, _ = elsewhere
    messages, turns, consent, _ = last(handlers.submit(SITUATION, [], "[]", "{}"))
    assert provider.requests == []
    assert "openai:loin" in messages[-1]["content"]
    assert "[PERSONNE_1]" in messages[-1]["content"]
    assert "Lavertu" not in messages[-1]["content"]
    assert [option["value"] for option in messages[-1]["options"]] == [TEXTS.get("consent.accept"), TEXTS.get("consent.refuse")]
    assert turns == "[]"
    assert read_consent(consent).waiting == SITUATION


def test_once_accepted_the_message_is_sent_masked_and_restored(elsewhere: tuple[Handlers, Provider, list[Usage]]) -> None:
    handlers, provider, noted = elsewhere
    messages, turns, consent, _ = last(handlers.submit(SITUATION, [], "[]", "{}"))
    messages, turns, consent, _ = last(handlers.submit(TEXTS.get("consent.accept"), messages, turns, consent))
    sent = str(provider.requests)
    assert "Lavertu" not in sent
    assert "[PERSONNE_1]" in sent
    assert "openai:loin" in messages[-1]["content"]
    assert TEXTS.get("consent.sent") in messages[-1]["content"]
    assert "1 renseignements masqués" in messages[-1]["content"].replace("\u00a0", " ")
    assert noted[0].sent > 100
    before = len(provider.requests)
    messages, *_ = last(handlers.submit("Le wifi tombe chaque jour dans l'aile B.", messages, turns, consent))  # not asked again
    assert len(provider.requests) > before


def test_once_refused_nothing_is_ever_sent(elsewhere: tuple[Handlers, Provider, list[Usage]]) -> None:
    handlers, provider, noted = elsewhere
    messages, turns, consent, _ = last(handlers.submit(SITUATION, [], "[]", "{}"))
    messages, turns, consent, _ = last(handlers.submit(TEXTS.get("consent.refuse"), messages, turns, consent))
    assert "0 donnée envoyée" in messages[-1]["content"].replace("\u00a0", " ")
    last(handlers.submit("Le wifi tombe chaque jour dans l'aile B.", messages, turns, consent))
    assert provider.requests == []
    assert noted == []


@pytest.mark.parametrize("written", ["", "x", "[]", '{"choice": "yes"}', '{"waiting": 3}'])
def test_a_forged_choice_is_no_choice(written: str) -> None:
    assert read_consent(written) == Consent()


def test_another_message_instead_of_a_choice_is_asked_about_anew() -> None:
    chosen, text = chosen_by("Autre chose", Consent(waiting="Avant"), TEXTS)
    assert (chosen.choice, chosen.waiting, text) == ("", "", "Autre chose")


def test_the_words_of_the_choice_are_a_message_when_nothing_waits() -> None:
    assert chosen_by(TEXTS.get("consent.accept"), Consent(), TEXTS)[0].choice == ""
