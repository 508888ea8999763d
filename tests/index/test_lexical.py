"""Words: found whatever the accents and the endings; question words weigh nothing."""

import pickle

import numpy as np

from index.lexical import LexicalIndex, Stems, stop_words

TEXTS = ["Planifier avec l'école", "Les tablettes sont brisées", "Le budget du plan"]


def best(question: str) -> int:
    return int(np.argmax(LexicalIndex(TEXTS).scores(question)))


def test_accents_and_endings_do_not_matter() -> None:
    assert best("planifié ecole") == 0
    assert best("tablette brisee") == 1


def test_a_question_without_known_words_scores_zero() -> None:
    assert not LexicalIndex(TEXTS).scores("zzz qqq").any()
    assert not LexicalIndex(TEXTS).scores("").any()


def test_question_words_weigh_nothing() -> None:
    assert Stems()("Qu'est-ce que le budget?") == ["budget"]
    assert {"le", "que", "the"} <= stop_words()


def test_it_survives_being_kept() -> None:
    lexical = pickle.loads(pickle.dumps(LexicalIndex(TEXTS)))
    assert int(np.argmax(lexical.scores("budget"))) == 2
