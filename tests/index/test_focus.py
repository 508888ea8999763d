"""Looking past digressions: sentences beside the trouble are left out, the trouble never is."""

import numpy as np
import pytest

from corpus.clean import fold
from corpus.records import Corpus
from index.focus import focus_examples, focused, with_sentences
from index.search import Index
from index.sentences import sentences

TROUBLE = "Mes enseignants n'ouvrent jamais les tablettes que le centre de services a livrées en août."
BESIDE = "Bonjour! Il a neigé toute la nuit et l'autobus du rang 4 est dans le fossé."


def test_sentences_are_cut_and_short_ones_joined() -> None:
    assert sentences("Le wifi plante souvent. Vraiment. Les profs se découragent aussi!") == [
        "Le wifi plante souvent. Vraiment.",
        "Les profs se découragent aussi!",
    ]


def test_needs_are_the_whole_then_its_sentences(opened: Index) -> None:
    assert opened.needs_of("Une seule phrase ici")[0] == ["Une seule phrase ici"]
    needs, vectors = opened.needs_of(f"{TROUBLE} Personne ne leur a montré comment s'en servir en classe.")
    assert len(needs) == len(vectors) == 3


@pytest.mark.parametrize("message", [f"{BESIDE} {TROUBLE}", f"{TROUBLE} {BESIDE.removeprefix('Bonjour! ')}"])
def test_a_digression_is_left_out(opened: Index, message: str) -> None:
    needs, vectors = opened.needs_of(message)
    assert needs == [TROUBLE]
    assert len(vectors) == 1


def test_nothing_is_left_out_when_nothing_is_told(opened: Index) -> None:
    needs, _ = opened.needs_of(BESIDE + " Mon chien a mangé mes lunettes ce matin.")
    assert "fossé" in needs[0]
    assert "lunettes" in needs[0]


def test_what_comes_after_many_sentences_is_not_lost(opened: Index) -> None:
    needs, _ = opened.needs_of(f"{BESIDE} " + f"{TROUBLE} " * 30 + "Et le réseau tombe chaque midi.")
    assert needs[0].endswith("Et le réseau tombe chaque midi.")


def test_digressions_kept_apart_are_mostly_seen_and_troubles_mostly_kept(opened: Index) -> None:
    """On material never learned from: most digressions go, nearly every sentence of a situation stays."""
    beside = [d.text for d in opened.corpus.digressions_of("dev")][::4]
    told = [sentence for s in opened.corpus.situations_of("dev")[::12] for sentence in sentences(s.text)]
    gone = sum(not opened.focus.kept(opened.vectors([TROUBLE, TROUBLE, *sentences(text)]))[-1] for text in beside)
    stays = sum(bool(opened.focus.kept(opened.vectors([TROUBLE, text, TROUBLE]))[1]) for text in told)
    assert gone >= 0.4 * len(beside)
    assert stays >= 0.95 * len(told)


def test_it_learns_from_train_alone(corpus: Corpus) -> None:
    told, beside = focus_examples(corpus)
    held = {s.text for s in corpus.situations if s.split != "train"}
    assert not held & set(told)
    assert not {d.text for d in corpus.digressions_of("dev")} & set(beside)
    assert min(len(told), len(beside)) > 500


def test_the_whole_moves_halfway_to_its_sentences() -> None:
    vectors = np.eye(3, dtype=np.float32)
    moved = with_sentences(vectors)
    np.testing.assert_allclose(moved[0], np.array([1, 0.5, 0.5]) / np.sqrt(1.5), atol=1e-6)
    np.testing.assert_array_equal(with_sentences(vectors[:1]), vectors[:1])


def test_a_message_in_capitals_is_read_calmly(opened: Index) -> None:
    needs, _ = focused(TROUBLE.upper(), opened.embeddings, opened.focus)
    assert fold(needs[0]) == fold(TROUBLE)
    assert not needs[0].isupper()
