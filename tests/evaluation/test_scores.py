"""Measures against values computed by hand."""

import math

import pytest

from assistant.evaluation.scores import agreement, calibration_error, interval, ndcg, percentile, recall, reciprocal_rank, shuffled


def test_ndcg_by_hand() -> None:
    assert ndcg(["a", "b", "c"], {"a": 1}) == 1
    assert ndcg(["x", "a"], {"a": 1}) == pytest.approx(1 / math.log2(3))
    assert ndcg(["a", "x", "b"], {"a": 1, "b": 1}) == pytest.approx((1 + 1 / 2) / (1 + 1 / math.log2(3)))
    assert ndcg(["x"] * 5 + ["a"], {"a": 1}) == 0


def test_ndcg_counts_a_grade_as_its_gain() -> None:
    """trec_eval's nDCG: linear gains, and an ideal order of at most `cut` places."""
    assert ndcg(["b", "a"], {"a": 2, "b": 1}) == pytest.approx((1 + 2 / math.log2(3)) / (2 + 1 / math.log2(3)))
    assert ndcg(["a", "b"], {"a": 2, "b": 1, "c": 1}, cut=2) == 1


def test_recall_and_reciprocal_rank_by_hand() -> None:
    assert recall(["a", "x", "b"], ["a", "b"]) == 1
    assert recall(["a", "x", "x", "x", "x", "b"], ["a", "b"]) == 0.5
    assert reciprocal_rank(["x", "a"], ["a", "b"]) == 0.5
    assert reciprocal_rank(["x"], ["a"]) == 0


def test_an_interval_holds_its_mean_and_is_repeatable() -> None:
    values = [0.0, 0.5, 1.0, 1.0, 0.25] * 10
    found = interval(values)
    assert found.mean == pytest.approx(0.55)
    assert found.low < found.mean < found.high
    assert found == interval(values)
    assert interval([0.5] * 10).low == interval([0.5] * 10).high == 0.5
    assert math.isnan(interval([]).mean)


def test_an_interval_is_about_two_standard_errors_wide() -> None:
    found = interval([0.0, 1.0] * 200)
    assert found.high - found.low == pytest.approx(2 * 1.96 * 0.5 / math.sqrt(400), rel=0.1)


def test_percentiles() -> None:
    assert percentile(list(range(101)), 95) == pytest.approx(95)
    assert percentile([3.0], 95) == 3.0


def test_calibration() -> None:
    assert calibration_error([(0.75, True)] * 3 + [(0.75, False)]) == pytest.approx(0)
    assert calibration_error([(1.0, False)] * 4) == 1
    assert calibration_error([(0.05, False), (0.95, True)]) == pytest.approx(0.05)


def test_agreement_of_two_readers() -> None:
    assert agreement([(0, 0), (2, 2), (1, 1)]) == 1
    assert agreement([(0, 2), (2, 0), (0, 2), (2, 0)]) < 0
    # Krippendorff (2011), example of two observers and interval values: 1 − Do/De over the pairs (1,1) (2,3) (3,3).
    observed = (2 * 1) / 6
    values = [1, 1, 2, 3, 3, 3]
    expected = sum((a - b) ** 2 for a in values for b in values) / (6 * 5)
    assert agreement([(1, 1), (2, 3), (3, 3)]) == pytest.approx(1 - observed / expected)


def test_chance_is_repeatable_and_loses_nothing() -> None:
    assert shuffled(["a", "b", "c", "d"], 3) == shuffled(["a", "b", "c", "d"], 3)
    assert sorted(shuffled(["a", "b", "c", "d"], 4)) == ["a", "b", "c", "d"]
