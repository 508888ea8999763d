"""The texts of plans: the same keys and the same variables in both languages."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import yaml

import prompts
from assistant.export.errors import ExportError
from prompts import variables


def leaves(content: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(content, Mapping):
        for name, value in content.items():
            yield from leaves(value, f"{key}.{name}")
    else:
        yield key, content


def read(language: str) -> dict[str, Any]:
    return dict(leaves(yaml.safe_load((prompts.FOLDER / f"plan.{language}.yaml").read_text(encoding="utf-8"))))


def test_both_languages_say_the_same_things() -> None:
    french, english = read("fr"), read("en")
    assert french.keys() == english.keys()
    for key in french:
        assert variables(french[key]) == variables(english[key]), key


@pytest.mark.parametrize("key", [key for key in read("fr") if key.startswith(".error.")])
def test_an_error_is_one_sentence_in_each_language(key: str) -> None:
    wanted = variables(read("fr")[key])
    values = dict.fromkeys(wanted, "other")
    error = ExportError(key.removeprefix(".error."), **values)
    for told in (str(error), error.told("en")):
        assert told.endswith(".")
        assert "\n" not in told
        assert "{" not in told


def test_the_words_that_files_are_read_by_are_told_apart() -> None:
    for language in ("fr", "en"):
        for group in (".column.", ".status."):
            words = [text for key, text in read(language).items() if key.startswith(group)]
            assert len(set(words)) == len(words)
