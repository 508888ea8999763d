"""The texts of the Explorer and of the Sources: the same in both languages."""

from corpus.records import Corpus
from prompts import load_texts
from tests.test_prompts import asked, read


def test_the_texts_have_the_same_keys_and_variables_in_both_languages() -> None:
    french, english = read("explorer.fr.yaml"), read("explorer.en.yaml")
    assert french.keys() == english.keys()
    for key in french:
        assert asked(french[key]) == asked(english[key]), key


def test_every_licence_of_the_records_has_its_words(corpus: Corpus) -> None:
    for language in ("fr", "en"):
        assert set(load_texts("explorer", language).get("licences")) == {source.licence for source in corpus.sources.values()}
