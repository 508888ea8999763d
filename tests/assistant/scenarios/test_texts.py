"""What the pages show of scenarios is told in both languages, with the same variables."""

import pytest

from prompts import load_texts, variables
from tests.test_prompts import leaves


@pytest.mark.parametrize("part", ["feedback", "quiz"])
def test_the_two_languages_say_the_same_things(part: str) -> None:
    french, english = (dict(leaves(load_texts("scenarios", language).get(part))) for language in ("fr", "en"))
    assert french.keys() == english.keys()
    for key in french:
        assert variables(str(french[key])) == variables(str(english[key])), key
