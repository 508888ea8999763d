"""The texts of plans: the same keys and the same variables in both languages."""

import pytest

from assistant.export.errors import ExportError
from prompts import variables
from tests.test_prompts import read


def test_both_languages_say_the_same_things() -> None:
    french, english = read("plan.fr.yaml"), read("plan.en.yaml")
    assert french.keys() == english.keys()
    for key in french:
        assert variables(french[key]) == variables(english[key]), key


@pytest.mark.parametrize("key", [key for key in read("plan.fr.yaml") if key.startswith("error.")])
def test_an_error_is_one_sentence_in_each_language(key: str) -> None:
    wanted = variables(read("plan.fr.yaml")[key])
    values = dict.fromkeys(wanted, "other")
    error = ExportError(key.removeprefix("error."), **values)
    for told in (str(error), error.told("en")):
        assert told.endswith(".")
        assert "\n" not in told
        assert "{" not in told


def test_the_words_that_files_are_read_by_are_told_apart() -> None:
    for language in ("fr", "en"):
        for group in ("column.", "status."):
            words = [text for key, text in read(f"plan.{language}.yaml").items() if key.startswith(group)]
            assert len(set(words)) == len(words)
