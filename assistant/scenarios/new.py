"""Start a scenario: a commented skeleton that passes the check once its marks are replaced."""

import re
from pathlib import Path

from assistant.scenarios.errors import ScenarioError
from assistant.scenarios.records import SLUG
from corpus.records import Language
from prompts import load_texts


def skeleton(name: str, language: Language = "fr") -> str:
    """Return the text of a scenario to fill in.

    :param name: its id.
    :param language: the one it will be told in.
    """
    texts = load_texts("scenarios", "fr")
    return texts.render("skeleton", name=name, language=language, mark=str(texts.get("to_fill")))


def write_skeleton(name: str, folder: Path, language: Language = "fr") -> Path:
    """Write a skeleton in a folder, which is made if it is not there, and return its path.

    :raises ScenarioError: if the name cannot be an id, or there is such a file already, or it cannot be written.
    """
    if not re.fullmatch(SLUG, name):
        raise ScenarioError("bad_name", name=name[:40])
    path = folder / f"{name}.yaml"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(skeleton(name, language))
    except FileExistsError as error:
        raise ScenarioError("exists", file=str(path)) from error
    except OSError as error:
        raise ScenarioError("not_written", file=str(path), reason=error.strerror or str(error)) from error
    return path
