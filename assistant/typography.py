"""How statements look wherever they are shown: the mark of each kind, and the spaces of French typography. Pure."""

import re

from corpus.records import Kind

MARKS: dict[Kind, str] = {"constat": "◆", "document": "■", "illustration": "●", "suggestion": "○"}


def typeset(text: str) -> str:
    """Put the no-break spaces that French typography wants before : % $ and inside guillemets."""
    text = re.sub(r" (?=[:»%$])", "\u00a0", text)
    text = re.sub(r"« ", "«\u00a0", text)
    return re.sub(r"(?<=\d) (?=\d{3}\b|M\$|k\$)", "\u00a0", text)
