"""Documents are cut with their title, searched by three legs, and a passage near to everything is marked down."""

import numpy as np

from index.documents import Document, DocumentIndex, chunks
from index.embed import CachedEmbeddings
from index.fuse import hubness
from tests.fakes import WordEmbeddings

LONG = Document(id="long", title="Le plan", text=" ".join(f"Voici la phrase numéro {n}, qui parle du plan." for n in range(60)))


def test_every_chunk_begins_with_the_title_and_keeps_to_its_length() -> None:
    pieces = chunks(LONG)
    assert len(pieces) > 3
    assert all(piece.startswith("Le plan. ") and len(piece) <= 500 + len("Le plan. ") for piece in pieces)
    assert all(f"numéro {n}," in " ".join(pieces) for n in range(60))


def test_an_empty_document_still_has_something_to_be_found_by() -> None:
    assert chunks(Document(id="vide", title="", text="")) == ["vide"]


def test_the_best_chunk_speaks_for_its_document() -> None:
    documents = [LONG, Document(id="court", title="Réseau", text="Le wifi tombe chaque matin.")]
    embeddings = CachedEmbeddings(model=WordEmbeddings())
    index = DocumentIndex(documents, embeddings, embeddings.questions(["Combien?", "Où?"]))
    found = index.search("wifi du matin", embeddings.questions(["wifi du matin"])[0])
    assert [id_ for id_, _ in found] == ["court", "long"]
    assert found[0][1] > found[1][1]


def test_a_passage_near_to_every_question_is_a_hub() -> None:
    questions = np.eye(3, dtype=np.float32)
    passages = np.array([[1, 0, 0], [0.9, 0.9, 0.9]], dtype=np.float32)
    particular, hub = hubness(passages, questions)
    assert hub > particular
