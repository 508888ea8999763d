"""Advice and letters are found by what is asked, in whatever manner it is asked."""

from pathlib import Path
from random import Random

import numpy as np
import pytest

from assistant.evaluation.advice import FILE, AdvisedMessage
from corpus.load import load_judged, read_records
from corpus.records import Advice, Corpus
from index.embed import CachedEmbeddings
from index.encoder import Encoder
from index.errors import EmbedderError
from index.ready import ReadyIndex, TunedEmbeddings, read_changes, ready_embeddings, ready_texts, save_changes
from index.search import Index
from index.tune_ready import ReadySettings, grouped, learn_ready

SMALL = ReadySettings(rank=8, first_layer=10, passes=2, batch=8, alike=4, judged=3, options=3, rate=3e-4)


def some(corpus: Corpus, count: int) -> tuple[Advice, ...]:
    return tuple(corpus.advice.values())[:count]


@pytest.mark.parametrize(
    ("said", "strategy"),
    [
        ("Qui est-ce que je devrais inviter sur mon comité numérique?", "EN2.9"),
        ("Je peux lui dire quoi, à quelqu'un pour qui le numérique est juste une mode?", "CP3.3"),
    ],
)
def test_advice_is_found_in_other_words(opened: Index, said: str, strategy: str) -> None:
    best = opened.nearest(opened.advice, [said])
    assert strategy in opened.corpus.advice[best.id].strategies


def test_each_way_of_asking_finds_its_own_advice(opened: Index, corpus: Corpus) -> None:
    asked = [(one.id, ask) for one in some(corpus, 1400)[::140] for ask in one.asks]
    assert all(opened.nearest(opened.advice, [ask]).id == id_ for id_, ask in asked)


def test_what_is_of_something_else_comes_nearer_to_none(opened: Index) -> None:
    recipe = opened.nearest(opened.advice, ["Quelle est la recette du pâté chinois?"]).score
    assert recipe < opened.nearest(opened.advice, ["Qui mettre sur le comité numérique?"]).score - 0.1


def test_a_letter_is_only_looked_for_among_those_that_it_may_be(opened: Index, corpus: Corpus) -> None:
    among = {one.id for one in corpus.templates.values() if one.to == "above"}
    assert opened.nearest(opened.templates, ["Écris aux parents pour annoncer les tablettes"], among).id in among


def test_the_case_counts_with_what_is_said_of_it(opened: Index) -> None:
    said, cases = "Rédige-moi le courriel.", ("Le réseau est en panne depuis ce matin.", "Les cellulaires sont interdits en classe.")
    found = [opened.nearest(opened.templates, [said, f"{case} {said}"]).id for case in cases]
    assert found[0] != found[1]


def test_tuning_brings_ways_of_asking_together(corpus: Corpus, tmp_path: Path) -> None:
    written = some(corpus, 24)
    plain = Encoder()
    near = plain.encode([one.text for one in written])
    losses: list[float] = []
    save_changes(learn_ready(written, near, (), SMALL, losses.append), tmp_path / "ready.npz")
    assert losses[-1] < losses[0]
    told = [ask for one in written for ask in one.asks[:2]]
    before, after = plain.encode(told), np.array(TunedEmbeddings(tmp_path / "ready.npz").embed_documents(told))

    def apart(vectors: np.ndarray) -> float:  # type: ignore[type-arg]
        return float((vectors[::2] * vectors[1::2]).sum(axis=1).mean() - (vectors @ vectors.T).mean())

    assert apart(after) > apart(before)


def test_what_readers_judged_brings_messages_near_what_is_of_use(corpus: Corpus, tmp_path: Path) -> None:
    judged = [one for one in load_judged() if 2 in one.grades.values() and 0 in one.grades.values()][:4]
    written = tuple({id_: corpus.advice[id_] for one in judged for id_ in one.grades}.values())
    losses: list[float] = []
    learned = learn_ready(written, Encoder().encode([one.text for one in written]), judged, SMALL, losses.append)
    save_changes(learn_ready(written, np.eye(len(written), dtype=np.float32), judged, SMALL, known=learned), tmp_path / "ready.npz")
    assert losses[-1] < losses[0]

    def ahead(embeddings: CachedEmbeddings) -> float:
        index = ReadyIndex(written, embeddings)
        found = [index.best(embeddings.questions([one.say, f"{one.case} {one.say}"]), one.grades) for one in judged]
        return sum(one.grades[best.id] for one, best in zip(judged, found, strict=True))

    assert ahead(ready_embeddings(path=tmp_path / "ready.npz")) >= len(judged) / 2  # of 2, and a sixth of what came near is


def test_what_readers_judged_exists_and_is_not_what_advice_is_measured_on(corpus: Corpus) -> None:
    judged, measured = load_judged(), {one.say for one in read_records(FILE, AdvisedMessage)}
    assert len(judged) >= 1000
    assert all(one.grades and set(one.grades) <= set(corpus.advice) and set(one.grades.values()) <= {0, 1, 2} for one in judged)
    assert measured.isdisjoint(one.say for one in judged)


def test_every_row_is_in_one_batch_beside_those_alike() -> None:
    near = np.repeat(np.eye(4, dtype=np.float32), 4, axis=0)
    batches = list(grouped(near, SMALL, Random(1)))
    assert sorted(row for batch in batches for row in batch) == list(range(16))
    for batch in batches:
        kinds = [row // 4 for row in batch]
        assert all(kinds.count(kind) == 4 for kind in kinds)


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "ready.npz").write_bytes(b"nothing")
    with pytest.raises(EmbedderError, match=r"ready\.npz"):
        read_changes(tmp_path / "ready.npz")
    with pytest.raises(EmbedderError, match=r"missing\.npz"):
        ready_embeddings(path=tmp_path / "missing.npz")


def test_what_was_learned_names_its_vectors(tmp_path: Path) -> None:
    (tmp_path / "other.npz").write_bytes(b"other")
    assert ready_embeddings().fingerprint != ready_embeddings(path=tmp_path / "other.npz").fingerprint


def test_one_by_one_or_together_the_vectors_are_the_same() -> None:
    texts = ["Qui mettre sur le comité?", "Le réseau est en panne depuis ce matin, que dire aux parents?"]
    tuned = TunedEmbeddings()
    together = tuned.encode_many(texts, "query: ")
    for place, text in enumerate(texts):
        assert float(np.dot(together[place], tuned.embed_query(text))) > 0.999


def test_every_text_is_embedded_once(corpus: Corpus) -> None:
    one = some(corpus, 1)[0]
    assert ready_texts([one]) == [*one.asks, one.text]


def test_an_index_of_one_finds_it(corpus: Corpus) -> None:
    embeddings: CachedEmbeddings = ready_embeddings()
    one = some(corpus, 1)
    index = ReadyIndex(one, embeddings)
    assert index.best(embeddings.questions([one[0].asks[0]])).id == one[0].id
