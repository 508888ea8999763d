"""Read numbers written in words, in French and in English, with text2num: "mille huit cents", "la treizième mesure"."""

import re

from text_to_num import alpha2digit, text2num

from corpus.clean import fold

RANKS = {"premier": 1, "premiere": 1, "first": 1, "deuxieme": 2, "second": 2, "seconde": 2, "troisieme": 3, "third": 3}  # read unaccented
SMALL = 3  # numbers up to it are left in words: "une", "deux" and "trois" are too often no number


def in_digits(text: str) -> str:
    """Return a text, folded, with the numbers above three in digits, those of rank too: "la treizième mesure" gives "la 13eme mesure"."""
    ranked = re.sub(r"ieme(s?)\b", r"ième\1", fold(text))  # unaccented, a rank is not read
    return fold(alpha2digit(alpha2digit(ranked, "fr", SMALL), "en", SMALL))


def rank_of(words: str) -> int | None:
    """Return the number of the rank that words write ("vingt-troisième", "2e", "fourth"); None where they write none."""
    if small := RANKS.get(fold(words)):
        return small
    ranked = re.sub(r"ieme\b", "ième", fold(words))
    found = (re.fullmatch(r"(\d+)[a-zè]+", alpha2digit(ranked, language, 0)) for language in ("fr", "en"))
    return next((int(rank[1]) for rank in found if rank), None)


def number_of(words: str) -> int | None:
    """Return the number that words write ("douze", "twenty-one"); None where they write none."""
    for language in ("fr", "en"):
        try:
            return int(text2num(words, language))
        except ValueError:
            continue
    return None
