"""The development sets are whole, name what exists, and their answers are scored for what they say."""

from collections import Counter

import pytest

from assistant.evaluation import dialogues, facts
from assistant.evaluation.dialogues import Dialogue, Expectation
from assistant.evaluation.facts import FactCase
from assistant.records import Answer, Citation, StrategyAnswer
from corpus.records import Corpus
from prompts import load_texts

FACTS = facts.read_facts(facts.SETS / "facts.jsonl")
DIALOGUES = dialogues.read_dialogues(dialogues.SETS / "dialogues.yaml")


def test_the_sets_are_large_enough_and_repeat_no_id() -> None:
    wanted = Counter(item.wanted for item in FACTS)
    assert wanted["answer"] >= 120
    assert wanted["decline"] >= 60
    assert wanted["unknown"] >= 30
    assert len({item.id for item in FACTS}) == len(FACTS)
    assert len({item.question for item in FACTS}) == len(FACTS)
    assert len(DIALOGUES) >= 30
    assert len({dialogue.id for dialogue in DIALOGUES}) == len(DIALOGUES)


@pytest.mark.parametrize("item", FACTS, ids=lambda item: item.id)
def test_a_question_says_what_its_answer_must_hold(item: FactCase) -> None:
    assert item.question.strip()
    assert bool(item.says) == (item.wanted == "answer")
    assert all(word.strip() for group in item.says for word in group)


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda dialogue: dialogue.id)
def test_a_dialogue_names_strategies_that_exist(dialogue: Dialogue, corpus: Corpus) -> None:
    assert 3 <= len(dialogue.turns) <= 6
    assert {id_ for turn in dialogue.turns for id_ in turn.any_strategy} <= set(corpus.cards)


def answer(text: str, kind: str = "fact", strategies: tuple[str, ...] = (), cited: bool = True) -> Answer:
    shown = [StrategyAnswer(id=id_, also=(), name=id_, score=0.5, why="", steps=(), citations=()) for id_ in strategies]
    reference = {"n": 1, "document": "bilan", "title": "Bilan", "locator": "p. 1", "quote": "x", "state": "exact", "url": None}
    citations = (Citation.model_validate({**reference, "kind": "document", "passage": "F-1"}),) if cited else ()
    return Answer.model_validate(
        {"id": "A", "question": "?", "language": "fr", "kind": kind, "text": text, "strategies": shown, "citations": citations}
    )


def test_a_fact_is_right_when_it_holds_what_it_must() -> None:
    item = FactCase(id="Q", question="Combien?", wanted="answer", says=(("1 186", "1186"), ("M$",)), not_says=("40 mesures",))
    assert set(facts.score(item, answer("Le budget était de 1186 M$.")).scores.values()) == {1.0}
    assert facts.score(item, answer("Le budget était de 900 M$.")).reasons["juste"] == "ne dit pas 1 186 / 1186"
    assert facts.score(item, answer("1186 M$ pour 40 mesures.")).scores["juste"] == 0
    assert facts.score(item, answer("1186 M$", cited=False)).scores["référence"] == 0
    assert facts.score(item, answer("1186 M$", kind="situation")).scores["sorte"] == 0


def test_a_refusal_is_not_right_where_there_is_an_answer() -> None:
    """Even when what is shown as the nearest happens to hold the answer."""
    item = FactCase(id="Q", question="Combien?", wanted="answer", says=(("33",),))
    refused = load_texts("answers", "fr").get("fact.unknown")[0] + " Le PAN comptait 33 mesures."
    assert facts.score(item, answer("Le PAN comptait 33 mesures.")).scores["répondu"] == 1
    assert facts.score(item, answer(refused)).scores["répondu"] == facts.score(item, answer(refused)).scores["juste"] == 0


def test_no_question_that_is_measured_was_learned_from(corpus: Corpus) -> None:
    learned = {question for asked in corpus.asked.values() for question in asked.questions} | {u.question for u in corpus.unanswered}
    learned |= {turn.text for turn in corpus.turns}
    assert not learned & {item.question for item in FACTS}


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Mes sources ne le disent pas. Voici ce qui s'en approche.", 1.0),
        ("The sources do not say.", 1.0),
        ("Le budget était de 12 M$. Ce n'est pas tout.", 0.0),
    ],
)
def test_what_is_not_known_must_be_said_first(text: str, right: float) -> None:
    item = FactCase(id="Q", question="Et en 2027?", wanted="unknown")
    assert facts.score(item, answer(text)).scores["juste"] == right


def test_a_turn_is_scored_against_what_was_shown_before() -> None:
    shown = answer("Voici.", "situation", ("CP1.1", "CP2.1"))
    second = Expectation(say="la deuxième", kinds=("followup",), same_as=1)
    assert dialogues.score("D-2", second, [shown, answer("CP2.1", "followup", ("CP2.1",))]).scores["tour réussi"] == 1
    wrong = dialogues.score("D-2", second, [shown, answer("CP1.1", "followup", ("CP1.1",))])
    assert wrong.reasons["contenu"] == "ne parle pas de la stratégie de rang 2"
    others = Expectation(say="autre chose?", kinds=("followup",), new_strategies=True)
    assert dialogues.score("D-2", others, [shown, answer("CP2.1", "followup", ("CP2.1",))]).scores["contenu"] == 0
    assert dialogues.score("D-2", others, [shown, answer("EN1.1", "followup", ("EN1.1",))]).scores["contenu"] == 1
