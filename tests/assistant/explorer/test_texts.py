"""The texts of the Explorer and of the Sources: words for all that the records hold."""

from corpus.records import Corpus
from prompts import load_texts


def test_every_licence_of_the_records_has_its_words(corpus: Corpus) -> None:
    for language in ("fr", "en"):
        assert set(load_texts("explorer", language).get("licences")) == {source.licence for source in corpus.sources.values()}
