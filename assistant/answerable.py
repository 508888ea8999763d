"""Decide whether the passages found really answer a question: by its own words, numbers and names, and by its meaning.

A raw e5 cosine says nothing (0.79 for an unrelated passage, 0.86 for the right one), so several kinds of evidence must agree.
"""

import re

from corpus.clean import fold, words
from index.lexical import LexicalIndex, stop_words
from index.records import Hit

COVERED = 0.45  # weighted share of the question's words that the passage must hold; chosen on the written questions of `dev`
CLOSE = 0.84  # and a cosine that goes with it
SURE = 0.9  # a cosine that only another wording of the same question reaches
FEW = 0.2


def answers(question: str, hit: Hit, lexical: LexicalIndex) -> bool:
    """Tell whether a passage answers a question, rather than being only the nearest there is.

    :param question: as it was asked.
    :param hit: the best passage found.
    :param lexical: the word index, which knows how rare each word is.
    """
    told = f"{hit.passage.search_text} {hit.passage.id}"
    if not _numbers(question) <= _numbers(told) or not _names(question) <= set(words(told)):
        return False
    covered = lexical.coverage(question, told)
    return (covered >= COVERED and hit.cosine >= CLOSE) or (covered >= FEW and hit.cosine >= SURE)


def _numbers(text: str) -> set[str]:
    """Return the numbers of a text of two digits or more, without the spaces that group thousands."""
    return {re.sub(r"\s", "", n) for n in re.findall(r"\d{1,3}(?: \d{3})+|\d{2,}", fold(text))}


def _names(question: str) -> set[str]:
    """Return the proper names of a question (capitalised, not its first word), folded: what it asks about must be what is told of."""
    named = re.findall(r"(?<![.!?] )(?<!^)(?<!« )\b[A-ZÉÈÀ][\w-]+", question.strip())
    return {word for name in named for word in words(name) if word not in stop_words()}
