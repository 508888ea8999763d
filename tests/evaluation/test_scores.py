"""Measures against values computed by hand."""

import math

import pytest

from assistant.evaluation.scores import interval, ndcg, percentile, recall


def test_ndcg_by_hand() -> None:
    assert ndcg(["a", "b", "c"], {"a"}) == 1
    assert ndcg(["x", "a"], {"a"}) == pytest.approx(1 / math.log2(3))
    assert ndcg(["a", "x", "b"], {"a", "b"}) == pytest.approx((1 + 1 / 2) / (1 + 1 / math.log2(3)))
    assert ndcg(["x"] * 5 + ["a"], {"a"}) == 0


def test_recall_by_hand() -> None:
    assert recall(["a", "x", "b"], {"a", "b"}) == 1
    assert recall(["a", "x", "x", "x", "x", "b"], {"a", "b"}) == 0.5


def test_an_interval_holds_its_mean_and_is_repeatable() -> None:
    values = [0.0, 0.5, 1.0, 1.0, 0.25] * 10
    found = interval(values)
    assert found.mean == pytest.approx(0.55)
    assert found.low < found.mean < found.high
    assert found == interval(values)
    assert interval([0.5] * 10).low == interval([0.5] * 10).high == 0.5


def test_percentiles() -> None:
    assert percentile(list(range(101)), 95) == pytest.approx(95)
    assert percentile([3.0], 95) == 3.0
