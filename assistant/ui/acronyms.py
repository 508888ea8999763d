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
    """Write out the first use that is ours: not in a heading, nor in the words of someone else."""
    lines = text.split("\n")
    for place, line in enumerate(lines):
        for found in () if line.startswith(ASIDE) else re.finditer(rf"(?<![\w-]){acronym}(?![\w.-]*\w)(?! ?\()", line):
            before, after = line[: found.end()], line[found.end() :]
            if before.count("«") == before.count("»") and before.count("“") == before.count("”"):
                lines[place] = f"{before} ({meaning}){after}"
                return "\n".join(lines)
    return text
