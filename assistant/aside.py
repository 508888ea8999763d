"""Part from a case the question of fact that comes with it: « le RÉCIT, c'est quoi? Et comment faire pour… ». Pure."""

import re
from collections.abc import Callable

from corpus.clean import fold
from index.sentences import sentences
from prompts import load_texts

MOST_WORDS = 25  # of such a question
ENOUGH = 8  # words that tell a case


def part_aside(said: str) -> tuple[str, str]:
    """Return the question of fact that a message asks beside a case, and the rest of the message; no question when there is none.

    :param said: the message, without what surrounds it.
    """
    rules = load_texts("turns", "all").get("aside")
    pieces = [piece for sentence in sentences(said, shortest=1) for piece in re.split(rules["joint"], sentence) if piece.strip()]
    asides = [piece for piece in pieces if _is_aside(piece, rules)]
    rest = " ".join(piece for piece in pieces if piece not in asides)
    advice = load_texts("turns", "all").get("situation")["find"]
    if len(asides) != 1 or len(rest.split()) < ENOUGH or not re.search(rf"{advice}|{rules['advice']}", fold(rest)):
        return "", said
    return asides[0], re.sub(rules["linked"], "", rest)


def part_beside(said: str, leans: Callable[[str], bool]) -> tuple[str, str]:
    """Return the question of fact that a message asks beside what it asks of the list before it, and the rest; no question without both.

    :param said: "explique la deuxième, pis la mesure 29 c'était quoi?".
    :param leans: tells whether a piece of a message asks something of the list.
    """
    rules = load_texts("turns", "all").get("aside")
    pieces = [piece.strip() for sentence in sentences(said, shortest=1) for piece in re.split(rules["beside"], sentence) if piece.strip()]
    if len(pieces) != 2 or _is_aside(pieces[0], rules) == _is_aside(pieces[1], rules):
        return "", said
    aside, rest = pieces if _is_aside(pieces[0], rules) else reversed(pieces)
    return (aside, rest) if leans(rest) else ("", said)


def _is_aside(piece: str, rules: dict[str, str]) -> bool:
    folded = fold(piece)
    return len(piece.split()) <= MOST_WORDS and all(re.search(rules[rule], folded) for rule in ("asks", "about"))
