"""The words of the pages: the same keys and variables in both languages, all of them used, no error left without its sentence."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

import prompts
from prompts import variables

ROOT = Path(__file__).parent.parent.parent.parent
CODE = "".join(
    p.read_text(encoding="utf-8") for p in [*(ROOT / "assistant/trainer").rglob("*.py"), *(ROOT / "assistant/routes").glob("*.py")]
)


def leaves(content: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(content, Mapping):
        for name, value in content.items():
            yield from leaves(value, f"{key}.{name}" if key else str(name))
    else:
        yield key, content


def read(language: str) -> dict[str, Any]:
    return dict(leaves(yaml.safe_load((prompts.FOLDER / f"trainer.{language}.yaml").read_text(encoding="utf-8"))))


def test_both_languages_say_the_same_things_of_the_same_variables() -> None:
    french, english = read("fr"), read("en")
    assert french.keys() == english.keys()
    for key, text in french.items():
        assert variables(str(text)) == variables(str(english[key])), key


def test_every_text_is_used_and_every_error_has_its_sentence() -> None:
    keys = set(read("fr"))
    for key in keys:
        last = key.rsplit(".", 1)[-1]
        assert re.search(rf"""["'.]{re.escape(last)}["'\]}}]""", CODE) or re.search(rf"\b{re.escape(key.rsplit('.', 1)[0])}\b", CODE), key
    raised = set(re.findall(r'TrainerError\("(\w+)"', CODE)) | set(re.findall(r'super\(\).__init__\("(\w+)"', CODE))
    assert raised == {key.removeprefix("error.") for key in keys if key.startswith("error.")}
