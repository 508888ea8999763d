"""A message typed without accents gets those that its words have in our texts."""

import unicodedata
from pathlib import Path

import pytest

from corpus.records import Corpus
from index.accents import Accents, bare
from index.build import french_texts
from index.errors import IndexCorruptError
from index.request_reader import RequestReader
from index.search import Index


@pytest.mark.parametrize(
    ("typed", "restored"),
    [
        ("on a demande a tous les eleves de rapporter leurs tablettes", "on a demandé à tous les élèves de rapporter leurs tablettes"),
        ("lecole est fermee a cause du reseau", "l'école est fermée à cause du réseau"),
        ("LA RENCONTRE EST DEPLACEE", "LA RENCONTRE EST DÉPLACÉE"),
    ],
)
def test_accents_and_apostrophes_come_back(opened: Index, typed: str, restored: str) -> None:
    assert opened.requests.accents.restored(typed) == restored


def test_a_text_that_has_accents_or_says_too_little_is_left() -> None:
    assert not bare("L'école est fermee")
    assert not bare("ecole fermee")
    assert bare("lecole est fermee")


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(IndexCorruptError):
        RequestReader(tmp_path / "accents.joblib")
    (tmp_path / "accents.joblib").write_bytes(b"nothing")
    with pytest.raises(IndexCorruptError):
        RequestReader(tmp_path / "accents.joblib").read("ecris un mot aux parents")


def test_most_words_come_back_as_they_were(corpus: Corpus) -> None:
    texts = french_texts(corpus)
    accents = Accents([text for at, text in enumerate(texts) if at % 30])
    kept = [text for text in texts[::30] if "œ" not in text and sum(c in "éèàê" for c in text) > 3]
    right = total = 0
    for text in kept:
        bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
        for word, again in zip(text.split(), accents.restored(bare).split(), strict=True):
            right, total = right + (word == again), total + 1
    assert right / total > 0.93
