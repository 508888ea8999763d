"""The codes of sessions, read aloud and typed on a telephone; the tokens of participants; pseudonyms. Pure but for chance."""

import re
import secrets
import unicodedata

from assistant.trainer.records import MOST_PSEUDONYM, TrainerError
from corpus.clean import clean, fold

ALPHABET = "ACDEFGHJKMNPQRTUVWXY34679"  # no letter or digit that can be taken for another: 0 O, 1 I L, 2 Z, 5 S, 8 B
SIZE = 6
PSEUDONYM = re.compile(r"^[\w .'-]+$")
TELEPHONE = 7  # digits that make a number by which someone can be reached


def new_code() -> str:
    """Return a code that no one can guess: one of 240 million."""
    return "".join(secrets.choice(ALPHABET) for _ in range(SIZE))


def read_code(text: str) -> str:
    """Return a code as it is stored from one as it is typed: small letters, spaces and hyphens do not matter.

    :raises TrainerError: if it cannot be one.
    """
    code = re.sub(r"[\s-]", "", text[:40]).upper()
    if len(code) != SIZE or set(code) - set(ALPHABET):
        raise TrainerError("no_session", 404)
    return code


def new_token() -> str:
    """Return what stands for a participant in their browser."""
    return secrets.token_urlsafe(24)


def read_pseudonym(text: str) -> str:
    """Return a pseudonym as it will be shown.

    :raises TrainerError: if it is empty, too long, or holds what could be an address, a telephone number or markup.
    """
    bare = " ".join(clean(unicodedata.normalize("NFKC", text[:400])).split())
    if "@" in bare or len(re.sub(r"\D", "", bare)) >= TELEPHONE:
        raise TrainerError("personal_pseudonym")
    if len(bare) > MOST_PSEUDONYM or not PSEUDONYM.match(bare) or not any(c.isalnum() for c in bare):
        raise TrainerError("bad_pseudonym", most=str(MOST_PSEUDONYM))
    return bare


def numbered(pseudonym: str, taken: set[str]) -> str:
    """Return a pseudonym, with a number where it is taken already.

    :param taken: pseudonyms, folded.
    """
    if fold(pseudonym) not in taken:
        return pseudonym
    tries = (f"{pseudonym[: MOST_PSEUDONYM - len(str(n)) - 1].rstrip()} {n}" for n in range(2, len(taken) + 3))
    return next(name for name in tries if fold(name) not in taken)
