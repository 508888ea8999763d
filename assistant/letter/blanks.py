"""Fill the blanks of a letter with the day and the hour that a request gives. Pure."""

import re

from prompts import load_texts

BLANKS = {"day": r"\[date\]", "hour": r"\[(?:heure|time)\]"}
ARTICLES = ("le", "du", "au")


def fill_blanks(text: str, request: str) -> str:
    """Return a letter with the day and the hour of the request in their place; as it is where the blank may be of something else.

    :param text: with blanks between brackets; one that comes twice is left, since the request tells one of them at most.
    """
    for name, blank in BLANKS.items():
        given = re.findall(load_texts("letter", "all").get(name), request)
        found = list(re.finditer(rf"(?P<before>[\w'’]+) {blank}", text))
        if len(given) == len(found) == 1 and len(re.findall(blank, text)) == 1:
            placed = _placed(found[0]["before"], given[0].strip())
            text = f"{text[: found[0].end('before')]} {placed}{text[found[0].end() :]}"
    return text


def _placed(before: str, given: str) -> str:
    """Return a day or an hour as it follows a word: "le [date]" is "le 12 mars", and "dès [date]" is "dès le 12 mars"."""
    bare = re.sub(r"^le ", "", given)
    if before.lower() in ARTICLES:
        return bare
    return f"le {bare}" if re.match(r"\d+(?:er)? [a-zé]{3,}", bare) else given
