"""What is wrong with a sentence that a model wrote: more than `verify` asks of our own, since every word of it is free. Pure functions.

A sentence without a reference is a suggestion. It may not report research or a document, nor name anyone or anything that neither the
person nor the knowledge names, nor recite the instructions.
"""

import re
from dataclasses import dataclass

from assistant.records import Claim
from assistant.verify import MONEY_OR_YEAR, UNCITED, Grounds, find_fault
from corpus.clean import fold, words
from prompts import load_texts

RECITED = 7  # words in a row that a sentence may share with the instructions
CAPITALISED = re.compile(r"(?<=[\w,;:)»\"] )[«\"(]?\b([A-ZÀ-Ý][\w'’-]{2,})")
PLACEHOLDER = re.compile(r"\[[A-Z_]+_\d+\]")


@dataclass(frozen=True)
class Written:
    """What a written answer may rest on.

    :param grounds: the passages and the person's words.
    :param known: every word of the knowledge, of the person and of the cards shown, folded.
    :param instructions: what was asked of the model, folded, for what it must not recite.
    """

    grounds: Grounds
    known: frozenset[str]
    instructions: str


def fault_of(claim: Claim, written: Written) -> str | None:
    """Return what is wrong with a sentence, in a few words, or None when it holds."""
    folded = fold(claim.text)
    rules = load_texts("written", "all")
    if _recited(folded, written.instructions):
        return "consigne récitée"
    if re.search(rules.get("addresses"), claim.text):
        return "adresse que la matière ne donne pas"
    if PLACEHOLDER.search(claim.text):
        return "repère inconnu"
    if fault := find_fault(claim, written.grounds):
        return fault
    if claim.passages:
        return None
    if any(re.search(rule, folded) for rule in rules.get("claims")):
        return UNCITED
    if any(fold(match.group()) not in fold(written.grounds.question) for match in MONEY_OR_YEAR.finditer(claim.text)):
        return "montant ou année sans référence"
    unknown = [name for name in CAPITALISED.findall(claim.text) if not set(words(name)) <= written.known]
    return f"nom que rien ne donne ({unknown[0]})" if unknown else None


def _recited(folded: str, instructions: str) -> bool:
    """Tell whether a sentence holds several words in a row of the instructions."""
    said = words(folded)
    return any(f" {' '.join(said[at : at + RECITED])} " in instructions for at in range(len(said) - RECITED + 1))
