"""The promise of the selector, held on situations that nothing was trained on."""

from assistant.evaluation.situations import evaluate_situations
from index.learn import strategy_examples
from index.search import Index

NDCG_FLOOR = 0.60  # the issue asks for 0.60; the tutorial stack gets about 0.13


def test_dev_situations_are_not_learned_from(opened: Index) -> None:
    learned = set(strategy_examples(opened.corpus)[0])
    assert not learned & {s.text for s in opened.corpus.situations_of("dev")}


def test_the_selector_holds_its_promise_beside_the_usual_stack(opened: Index) -> None:
    rows, size = evaluate_situations(opened)
    ours, tutorial = rows[0], rows[1]
    assert size > 100
    assert ours.ndcg.mean >= NDCG_FLOOR
    assert tutorial.ndcg.mean < 0.25
    assert ours.ndcg.low > tutorial.ndcg.high
