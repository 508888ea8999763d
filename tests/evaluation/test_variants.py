"""The same message written otherwise: what changes is the spelling, never the trouble, and the same way each time."""

import pytest

from assistant.evaluation.variants import VARIANTS, mistyped, prefaced, shouted, without_accents

TEXT = "Mes enseignants n'ont pas le temps de préparer leurs activités avec les tablettes, et le réseau tombe chaque après-midi."


@pytest.mark.parametrize("name", VARIANTS)
def test_a_variant_is_the_same_each_time(name: str) -> None:
    assert VARIANTS[name](TEXT) == VARIANTS[name](TEXT)
    assert VARIANTS[name]("Oui.")


def test_each_variant_does_what_it_says() -> None:
    assert without_accents("Été, où ça?") == "Ete, ou ca?"
    assert shouted(TEXT) == TEXT.upper()
    assert prefaced(TEXT).endswith(TEXT)
    assert len(prefaced(TEXT)) > len(TEXT) + 150


def test_mistakes_touch_a_few_long_words_only() -> None:
    text = " ".join([TEXT] * 12)
    changed = [(a, b) for a, b in zip(text.split(" "), mistyped(text).split(" "), strict=True) if a != b]
    assert 5 <= len(changed) <= 40
    assert all(len(a) > 3 and abs(len(a) - len(b)) <= 1 for a, b in changed)
