"""The statements of the self-reflection questionnaire: what a principal does, tied to the strategies that it shows."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from corpus.base import Language, Record

FILE = Path(__file__).parent / "reflection.yaml"


class StatementsError(Exception):
    """The questionnaire cannot be read; the message is a French sentence that says why."""


class ReflectionStatement(Record):
    """One statement in the first person, answered from never (1) to always (5); worded by Boussole, not by the research.

    ``strategies`` are those of its family that it shows, the closest first; ``competencies`` (RD) and ``dimensions`` (CN) are named
    only where one of these strategies calls on them and the statement plainly shows it.
    """

    id: str
    family: str
    text: str
    en: str
    strategies: tuple[str, ...]
    competencies: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()

    def told(self, language: Language) -> str:
        """Return the statement in one language."""
        return self.text if language == "fr" else self.en


def load_statements(path: Path = FILE) -> tuple[ReflectionStatement, ...]:
    """Read the questionnaire.

    :return: the statements in file order, which is the order they are asked in.
    :raises StatementsError: if the file is missing, is not a YAML list, has an unknown or missing field, or repeats an id.
    """
    statements = tuple(_validated(path.name, entry) for entry in _entries(path))
    ids = [statement.id for statement in statements]
    for id_ in ids:
        if ids.count(id_) > 1:
            raise StatementsError(f"{path.name} : l'identifiant {id_} est donné deux fois.")
    return statements


def _entries(path: Path) -> list[Any]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise StatementsError(f"{path.name} ne peut pas être lu : {error}") from error
    if not isinstance(content, list):
        raise StatementsError(f"{path.name} : on attend une liste d'énoncés.")
    return content


def _validated(name: str, entry: Any) -> ReflectionStatement:
    try:
        return ReflectionStatement.model_validate(entry)
    except ValidationError as error:
        id_ = entry.get("id", "?") if isinstance(entry, Mapping) else "?"
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise StatementsError(f"{name}, entrée {id_}, champ « {place} » : {error.errors()[0]['msg']}") from error
