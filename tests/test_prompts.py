"""Every text file: complete in both languages, and strict about its variables."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import yaml

import prompts
from prompts import PromptError, load_texts, pick, variables

FILES = sorted(prompts.FOLDER.glob("*.yaml"))


def leaves(content: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(content, Mapping):
        for name, value in content.items():
            yield from leaves(value, f"{key}.{name}" if key else str(name))
    else:
        yield key, content


def read(name: str) -> dict[str, Any]:
    return dict(leaves(yaml.safe_load((prompts.FOLDER / name).read_text(encoding="utf-8"))))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_a_file_loads_and_holds_no_empty_text(path: Any) -> None:
    for key, value in leaves(yaml.safe_load(path.read_text(encoding="utf-8"))):
        assert value not in (None, "", []), key


@pytest.mark.parametrize("name", ["answers", "explorer", "lti", "model", "page", "plan", "practical", "reflection", "trainer"])
def test_both_languages_have_the_same_texts_and_variables(name: str) -> None:
    french, english = read(f"{name}.fr.yaml"), read(f"{name}.en.yaml")
    assert french.keys() == english.keys()
    for key in french:
        assert asked(french[key]) == asked(english[key]), key


def test_the_errors_of_the_english_page_ask_for_the_same_variables() -> None:
    french, english = read("errors.fr.yaml"), read("errors.en.yaml")
    for key in english.keys() - {"index"}:
        assert variables(english[key]) == variables(french[key]), key


def asked(value: Any) -> set[str]:
    variants = value if isinstance(value, list) else [value]
    return set().union(*(variables(str(variant)) for variant in variants))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_variants_of_a_text_ask_for_the_same_variables(language: str) -> None:
    for key, value in read(f"answers.{language}.yaml").items():
        if isinstance(value, list):
            assert len({frozenset(variables(str(variant))) for variant in value}) == 1, key


def test_render_fills_in_and_the_seed_decides() -> None:
    texts = load_texts("errors", "fr")
    assert "7860" in texts.render("port_in_use", port="7860")
    opening = {load_texts("answers", "fr").render("opening.plain", seed=str(n), issues="X") for n in range(30)}
    assert len(opening) == 3


@pytest.mark.parametrize("values", [{}, {"port": "1", "more": "2"}])
def test_a_missing_or_unknown_variable_is_an_error(values: dict[str, str]) -> None:
    with pytest.raises(PromptError):
        load_texts("errors", "fr").render("port_in_use", **values)


def test_an_unknown_text_or_file_is_an_error() -> None:
    with pytest.raises(PromptError):
        load_texts("errors", "fr").get("nowhere.at.all")
    with pytest.raises(PromptError):
        load_texts("nowhere", "fr")


def test_pick_stays_in_range() -> None:
    assert {pick(str(n), 3) for n in range(50)} == {0, 1, 2}
