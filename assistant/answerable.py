"""Decide whether the passages found really answer a question: by its own words, numbers and names, and by its meaning.

A raw e5 cosine says nothing (0.79 for an unrelated passage, 0.86 for the right one), so several kinds of evidence must agree.
"""

import re

from corpus.clean import fold, words
from index.lexical import LexicalIndex, stop_words
from index.records import Hit

EVIDENCE = 0.89  # cosine plus a tenth of the share of the question's words that are held; read on the `train` examples of questions
LEAST = 0.15  # without at least this share, nearness is a coincidence
COMMON = 20  # passages from which a name is the subject of the whole knowledge base, and tells nothing of one passage


def answers(question: str, hit: Hit, lexical: LexicalIndex) -> bool:
    """Tell whether a passage answers a question, rather than being only the nearest there is.

    :param question: as it was asked.
    :param hit: the best passage found.
    :param lexical: the word index, which knows how rare each word is.
    """
    told = f"{hit.passage.search_text} {hit.passage.id}"
    rare = {name for name in _names(question) if lexical.held(name) < COMMON}
    if not _numbers(question) <= _numbers(told) or not rare <= set(words(told)):
        return False
    covered = lexical.coverage(question, told)
    return covered >= LEAST and hit.cosine + covered / 10 >= EVIDENCE


def _numbers(text: str) -> set[str]:
    """Return the numbers of a text of two digits or more, without the spaces that group thousands."""
    return {re.sub(r"\s", "", n) for n in re.findall(r"\d{1,3}(?: \d{3})+|\d{2,}", fold(text))}


def _names(question: str) -> set[str]:
    """Return the proper names of a question (capitalised, not its first word), folded: what it asks about must be what is told of."""
    named = re.findall(r"(?<![.!?] )(?<!^)(?<!« )\b[A-ZÉÈÀ][\w-]+", question.strip())
    return {word for name in named for word in words(name) if word not in stop_words()}
