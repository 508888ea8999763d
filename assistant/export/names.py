"""Names for the files that a person takes away: safe on any system, and telling. Pure."""

import re
from datetime import date

from corpus.clean import fold

MOST = 80
FALLBACK = "boussole"
RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$")


def safe_name(title: str, ext: str, today: date) -> str:
    """Return the name of a file: ASCII, no path, at most 80 characters, never empty, nothing that Windows keeps for itself.

    :param title: any text, even hostile.
    :param ext: the extension, with or without its dot.
    """
    ending = re.sub(r"[^a-z0-9]", "", fold(ext))[:8] or "txt"
    tail = f"-{today.isoformat()}.{ending}"
    stem = re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")[: MOST - len(tail)].strip("-")
    if not stem or RESERVED.match(stem):
        stem = f"{FALLBACK}-{stem}".strip("-")
    return stem + tail
