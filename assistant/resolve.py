"""Make whole a question that leans on the one before it: "et la mesure 1?", "pis en 2019-2020?", "il avait quelles orientations?". Pure."""

import re
from collections.abc import Sequence

from assistant.records import Turn
from corpus.clean import fold
from corpus.numbers import rank_of
from prompts import load_texts

FEW = 9  # words of a question that may be only the half of one


def resolved(question: str, history: Sequence[Turn]) -> str:
    """Return a question of fact with what it leaves to the question before it; the question itself when it stands alone.

    :param question: as it was asked.
    :param history: the turns before it, oldest first.
    """
    before = history[-1] if history else None
    if before is None or before.kind not in ("fact", "definition"):
        return numbered(question)
    question = numbered(question, before.question)
    rules, folded = load_texts("turns", "all"), fold(question)
    own = re.search(rules.get("half.subject"), question[1:])
    leaning = not own and re.search(rules.get("half.pronoun"), folded)
    if len(folded.split()) > FEW or not (leaning or re.search(rules.get("half.opening"), folded)):
        return question
    for slot in rules.get("half.slots"):
        asked, was = re.search(slot, question), re.search(slot, before.question)
        if asked and was:
            return before.question[: was.start()] + asked.group() + before.question[was.end() :]
    counted, noun = re.search(rules.get("half.counted"), before.question), re.search(rules.get("half.other_noun"), question)
    if counted and noun:
        return f"{before.question[: counted.start()]}Combien de {noun.group(1)}{before.question[counted.end() :]}"
    if own and re.search(rules.get("half.verb"), folded):
        return question
    if leaning:
        return f"{' '.join(re.findall(rules.get('half.subject'), before.question)) or before.question} : {question}"
    return f"{before.question} {question}"


def numbered(question: str, before: str = "") -> str:
    """Return a question with "la deuxième mesure" said as "mesure 2": they are known by their numbers.

    :param before: the question before it, which tells what "la deuxième" alone is.
    """
    rules = load_texts("turns", "all")
    ranked = rules.get("half.ranked")
    whole = rf"(?i)\b(?:la |the )?({ranked}) (mesure|dimension|orientation|measure)\b(?! (?:à|a|to) )"
    question = re.sub(whole, lambda found: _named(found[1], found[2], found[0]), question)
    if not (of := re.search(rules.get("half.nouns"), before)):
        return question
    alone = rf"(?i)^((?:et |pis |and )?)((?:la |the )({ranked}|\d{{1,2}}))\b"
    return re.sub(alone, lambda found: found[1] + _named(found[3], of[1], found[2]), question)


def _named(rank: str, noun: str, otherwise: str) -> str:
    """Return "mesure 13" for "treizième" or "13"; what was there, where it is no rank."""
    number = int(rank) if rank.isdigit() else rank_of(rank)
    return f"{noun} {number}" if number else otherwise
