"""Write acronyms out where a conversation first uses them. Pure."""

import re
from collections.abc import Mapping

ASIDE = ("**", "|", "#")  # a heading or a row of a table keeps its words


def expand(text: str, acronyms: Mapping[str, str], said: str = "") -> str:
    """Return a text in which each acronym is followed, the first time, by what it stands for.

    :param text: Markdown.
    :param acronyms: what each stands for.
    :param said: what the conversation has shown already: what is written out there is not written out again.
    """
    for acronym, meaning in acronyms.items():
        if meaning.lower() not in said.lower() and meaning.lower() not in text.lower():
            text = _first(text, acronym, meaning)
    return text


def _first(text: str, acronym: str, meaning: str) -> str:
    lines = text.split("\n")
    for place, line in enumerate(lines):
        if not line.startswith(ASIDE):
            lines[place], count = re.subn(rf"(?<![\w«-]){acronym}(?![\w.-]*\w)(?! ?\()", f"{acronym} ({meaning})", line, count=1)
            if count:
                break
    return "\n".join(lines)
