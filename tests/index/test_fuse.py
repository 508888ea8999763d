"""Fusion: by the spread of scores, so that squeezed cosines still count."""

import numpy as np
import pytest

from index.fuse import fuse, standardise


def test_standardised_scores_have_no_unit() -> None:
    scores = np.array([0.79, 0.80, 0.86], dtype=np.float32)
    np.testing.assert_allclose(standardise(scores), standardise(scores * 100 + 3), atol=1e-3)


def test_equal_scores_say_nothing() -> None:
    assert not standardise(np.full(4, 0.8, dtype=np.float32)).any()


@pytest.mark.parametrize(("weight", "first"), [(1.0, 0), (0.0, 2)])
def test_the_weight_decides_between_meaning_and_words(weight: float, first: int) -> None:
    meaning, wording = np.array([0.86, 0.8, 0.79], dtype=np.float32), np.array([0.0, 1.0, 9.0], dtype=np.float32)
    assert int(np.argmax(fuse([(meaning, weight), (wording, 1 - weight)]))) == first
