"""Make text uniform before it is compared, embedded or shown: pure functions, no meaning changed."""

import re
import unicodedata

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " ", "\u2011": "-"})
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n{3,}")

SHOUT = 12  # letters below which capitals may be an acronym


def clean(text: str) -> str:
    """Return the text in composed Unicode form, with straight apostrophes, single spaces, and no control character.

    Lone surrogates and NUL are dropped too: the embedding engine stops at the one and fails on the other.
    """
    text = text.encode("utf-8", "ignore").decode("utf-8")
    text = unicodedata.normalize("NFC", text).translate(_APOSTROPHES)
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c)[0] != "C")
    return _BLANK_LINES.sub("\n\n", _SPACES.sub(" ", text)).strip()


def fold(text: str) -> str:
    """Return the text in lower case and without accents, for comparisons that must not depend on them."""
    decomposed = unicodedata.normalize("NFD", text.translate(_APOSTROPHES).lower().replace("œ", "oe").replace("æ", "ae"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """Return the folded words and numbers of a text, in order."""
    return re.findall(r"[a-z0-9]+", fold(text))


def calm(text: str) -> str:
    """Return a text that is written in capitals in lower case: a model reads the one far less well than the other."""
    letters = [c for c in text if c.isalpha()]
    return text.lower() if len(letters) >= SHOUT and sum(c.isupper() for c in letters) > 0.7 * len(letters) else text
