"""The same message written otherwise: what changes is the spelling, never the trouble, and the same way each time."""

from assistant.evaluation.variants import mistyped, rambled, shouted, variants, without_accents
from corpus.records import Corpus

TEXT = "Mes enseignants n'ont pas le temps de préparer leurs activités avec les tablettes, et le réseau tombe chaque après-midi."


def test_a_variant_is_the_same_each_time(corpus: Corpus) -> None:
    again = variants(corpus.digressions_of("dev"))
    for name, tell in variants(corpus.digressions_of("dev")).items():
        assert tell(TEXT) == again[name](TEXT)
        assert tell("Oui.")


def test_each_variant_does_what_it_says() -> None:
    assert without_accents("Été, où ça?") == "Ete, ou ca?"
    assert shouted(TEXT) == TEXT.upper()


def test_a_message_between_digressions_is_whole(corpus: Corpus) -> None:
    told = rambled(TEXT, corpus.digressions_of("dev"))
    assert TEXT in told
    assert not told.startswith(TEXT)
    assert not told.endswith(TEXT)


def test_mistakes_touch_a_few_long_words_only() -> None:
    text = " ".join([TEXT] * 12)
    changed = [(a, b) for a, b in zip(text.split(" "), mistyped(text).split(" "), strict=True) if a != b]
    assert 5 <= len(changed) <= 40
    assert all(len(a) > 3 and abs(len(a) - len(b)) <= 1 for a, b in changed)
