"""Everything the assistant says that is not knowledge, in text files; one loader, strict about variables. Imports nothing of ours.

A file is named `<name>.<language>.yaml`. A key leads to one text or to several of the same meaning: which one is said depends on a
seed, so that two answers read one after the other do not sound alike, and the same question is always answered the same way.
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

FOLDER = Path(__file__).parent


class PromptError(Exception):
    """A text is missing, or was given other variables than it asks for."""


class Texts:
    """The texts of one file, by dotted key."""

    def __init__(self, name: str, content: Mapping[str, Any]) -> None:
        self.name = name
        self._content = content

    def get(self, key: str) -> Any:
        """Return what stands under a dotted key, as it was read.

        :raises PromptError: if nothing does.
        """
        found: Any = self._content
        for part in key.split("."):
            if not isinstance(found, Mapping) or part not in found:
                raise PromptError(f"{self.name} : aucun texte « {key} ».")
            found = found[part]
        return found

    def render(self, key: str, seed: str = "", **values: str) -> str:
        """Return a text with its variables filled in.

        :param key: dotted key of a text or of a list of variants.
        :param seed: what decides between the variants.
        :param values: exactly the variables that the text names.
        :raises PromptError: if the key is unknown, or a variable is missing or not used.
        """
        found = self.get(key)
        variants = found if isinstance(found, list) else [found]
        text = str(variants[pick(seed + key, len(variants))])
        wanted = variables(text)
        if wanted != set(values):
            raise PromptError(f"{self.name}, « {key} » : variables attendues {sorted(wanted)}, reçues {sorted(values)}.")
        return text.format(**values)


def variables(text: str) -> set[str]:
    """Return the names of the variables a text asks for."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def pick(seed: str, size: int) -> int:
    """Return a number below ``size`` that only depends on the seed."""
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:4]) % size


@cache
def load_texts(name: str, language: str = "fr") -> Texts:
    """Read a file of texts (once per process).

    :raises PromptError: if there is no such file.
    """
    path = FOLDER / f"{name}.{language}.yaml"
    if not path.is_file():
        raise PromptError(f"Le fichier de textes {path.name} n'existe pas.")
    return Texts(path.name, yaml.safe_load(path.read_text(encoding="utf-8")))
