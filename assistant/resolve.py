"""Make whole a question that leans on the one before it: "et la mesure 1?", "pis en 2019-2020?", "il avait quelles orientations?". Pure."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.records import Turn
from corpus.clean import fold
from corpus.numbers import number_of, rank_of
from prompts import load_texts

SHORT = 4  # words of a question that hardly says of what it asks
MOST = 14  # of one that says "s'en occupait"
FEW = 9  # words of a question that may be only the half of one


class Resolved(NamedTuple):
    """A question made whole; ``sure`` where it is the one before it with another word, and means nothing alone."""

    question: str
    sure: bool = False


def resolved(question: str, history: Sequence[Turn]) -> Resolved:
    """Return a question of fact with what it leaves to the question before it; the question itself when it stands alone.

    :param question: as it was asked.
    :param history: the turns before it, oldest first.
    """
    before = history[-1] if history else None
    if before is None or before.kind not in ("fact", "definition"):
        return Resolved(numbered(_of_ours(question)))
    question = _of_ours(question, before.question)
    question = numbered(question, before.question)
    if put := put_otherwise(question, before.question):
        return Resolved(put, sure=True)
    return Resolved(_leaning(question, before.question))


def _of_ours(question: str, before: str = "") -> str:
    """Return a question with "your research" said as the study that the strategies come from, unless it or the one before is of another."""
    rules = load_texts("turns", "all").get("ours")
    if re.search(rules["other"], f"{before} {question}") or not re.search(rules["counts"], fold(question)):
        return question
    return re.sub(rules["said"], lambda found: rules["study"]["en" if found["en"] else "fr"], question)


def put_otherwise(question: str, before: str) -> str:
    """Return the question before with what the next one changes in it, "et en 2019-2020?"; empty when it is another question."""
    rules, folded = load_texts("turns", "all"), fold(question)
    counted = re.search(rules.get("half.counted"), before)
    if counted and re.fullmatch(rules.get("half.name_them"), folded):
        noun, english = counted.group().split()[-1].removeprefix("d'"), counted.group().lower().startswith("how")
        named = " ".join(dict.fromkeys(re.findall(rules.get("half.subject"), f"{before[:1].lower()}{before[1:]}")))
        return f"{rules.get('half.which')['en' if english else 'fr'].format(noun=noun)} : {named}".rstrip(" :") + "?"
    halved = _leans(question, folded) or re.search(rules.get("half.opening"), folded)
    if len(folded.split()) > FEW or not halved or re.search(rules.get("half.of_it"), folded):
        return ""
    for slot in rules.get("half.slots"):
        asked, was = re.search(slot, question), re.search(slot, before)
        if asked and was:
            return before[: was.start()] + asked.group() + before[was.end() :]
    other = re.search(rules.get("half.other_noun"), question)
    return f"{before[: counted.start()]}Combien de {other.group(1)}{before[counted.end() :]}" if counted and other else ""


def _leaning(question: str, before: str) -> str:
    """Return a question with what the one before it was about; itself when it stands alone."""
    rules, folded = load_texts("turns", "all"), fold(question)
    leaning = _leans(question, folded) or re.search(rules.get("half.of_it"), folded)
    if len(folded.split()) > (MOST if leaning else FEW) or not (leaning or re.search(rules.get("half.opening"), folded)):
        return question
    if leaning:
        return f"{' '.join(dict.fromkeys(re.findall(rules.get('half.subject'), before))) or before} : {question}"
    named = re.search(rules.get("half.subject"), question[1:])
    return question if named and re.search(rules.get("half.verb"), folded) else f"{before} {question}"


def _leans(question: str, folded: str) -> bool:
    """Tell whether a question is about what was said before: it names nothing itself, and says "il" or hardly more than a word."""
    rules = load_texts("turns", "all")
    if re.search(rules.get("half.subject"), f"{question[:1].lower()}{question[1:]}"):  # a capital says nothing at the beginning
        return False
    return len(folded.split()) <= SHORT or (len(folded.split()) <= FEW and re.search(rules.get("half.pronoun"), folded) is not None)


def numbered(question: str, before: str = "") -> str:
    """Return a question with "la deuxième mesure" said as "mesure 2": they are known by their numbers.

    :param before: the question before it, which tells what "la deuxième" alone is.
    """
    rules = load_texts("turns", "all")
    ranked = rules.get("half.ranked")
    whole = rf"(?i)\b(?:la |the )?({ranked}) (mesure|dimension|orientation|measure)\b(?! (?:à|a|to) )"
    question = re.sub(whole, lambda found: _named(found[1], found[2], found[0]), question)
    bare = rules.get("half.bare")  # "la 9, c'est quoi?", or « la treize »
    question = re.sub(bare, lambda found: (found[1] or found[3] or "") + _named(found[2] or found[4], "mesure", found[0]), question)
    if not (of := re.search(rules.get("half.nouns"), before)):
        return question
    alone = rf"(?i)^((?:et |pis |and )?)((?:la |the )({ranked}|\d{{1,2}}))\b"
    return re.sub(alone, lambda found: found[1] + _named(found[3], of[1], found[2]), question)


def _named(rank: str, noun: str, otherwise: str) -> str:
    """Return "mesure 13" for "treizième" or "13"; what was there, where it is no rank."""
    number = int(rank) if rank.isdigit() else rank_of(rank) or number_of(rank)
    return f"{noun} {number}" if number else otherwise
