"""Turn words of a request into sentences of the text: "demande-leur de venir" is "Je vous demande de venir." Pure."""

import re

from assistant.letter.address import as_we, second_person, to_them
from assistant.letter.records import Recipient
from corpus.marked import SaidAs
from corpus.records import Language
from prompts import load_texts

OUTSIDE: tuple[Recipient, ...] = ("families", "above", "partner")  # to whom "nous" is written rather than "on"
VERB = r"(?! \w+(?:er|ir|re)\b)"  # after an article that is a pronoun: "de les rencontrer"
CONTRACTED = ((rf"\bde les\b{VERB}", "des"), (rf"\bde le\b{VERB}", "du"), (rf"\bà les\b{VERB}", "aux"), (rf"\bà le\b{VERB}", "au"))


def said_in(words: str, way: SaidAs, language: Language, recipient: Recipient) -> str:
    """Return the sentence that a text holds for words of a request; empty where they only name what is to be explained.

    :param words: as they stand in the request, without what leads to them.
    :param way: how they are to be said (`corpus.marked.SaidAs`).
    """
    if way == "explain":
        return ""
    if way == "quote":
        return sentence(words)
    words = as_written(words) if language == "fr" else words
    words = re.sub(load_texts("letter", "all").get("led_by"), "", words)
    if way != "say" and (led := _led_to(words, way, language, recipient)):
        return led
    told = to_them(words, language, recipient)
    if language == "fr" and recipient in OUTSIDE:
        told = as_we(told)
    return sentence(second_person(told) if language == "fr" and recipient in ("team", "families") else told)


def _led_to(words: str, way: SaidAs, language: Language, recipient: Recipient) -> str:
    """Return what the verb before some words makes of them; empty where they are said as they stand."""
    rules = load_texts("letter", "all")
    if re.search(rules.get("bare_verb"), words):
        return str(rules.get("bare_said")[language].get(way, ""))
    if re.search(rules.get("ordered_to_them")[language], words):
        return ""
    if (aim := re.match(rules.get("so_that"), words)) and language == "fr":
        verb = rules.get("subjunctive").get(aim["stem"], f"{aim['stem']}iez")
        return sentence(f"je vous écris pour que vous {verb}{aim['said']}")
    if way == "ask" and re.search(rules.get("question")[language], words):
        return str(rules.get("asked_whether")[language]).format(said=to_them(words, language, recipient))
    if (
        way == "reassure"
        and not re.match(r"(?i)(sur|quant|à propos|about|on) ", words)
        and (clause := re.match(rules.get("clause"), words))
    ):
        return str(rules.get("reassured")[language]).format(said=to_them(clause["said"], language, recipient))
    for found, given in rules.get("asked_to").get(language, ()) if way == "ask" else ():
        if re.search(found, words):
            return sentence(to_them(re.sub(found, given, words), language, recipient))
    return _contracted(str(rules.get("said_as")[language][way]).format(said=to_them(_led(words, way, language), language, recipient)))


def mentioned(words: str, language: Language) -> str:
    """Return a thing that is only to be mentioned as a sentence: "mentionnez les quatre billets ouverts"; as it is where it is one."""
    rules = load_texts("letter", "all")
    if re.search(rules.get("clause"), words) or not re.match(rules.get("thing"), words):
        return words
    return str(rules.get("noted")[language]).format(said=words)


def as_written(said: str) -> str:
    """Return what is said or typed in a hurry as it is written: "jpasse" is "je passe", "c'est pas" is "ce n'est pas"."""
    for found, given in load_texts("letter", "all").get("written"):
        said = re.sub(found, given, said)
    return said


def _led(words: str, way: SaidAs, language: Language) -> str:
    """Return words after the preposition that the verb before them wants, where they came without it: "venir" is "de venir"."""
    for found, led in load_texts("letter", "all").get("prepositions")[language].get(way, ()):
        if re.search(found, words):
            return re.sub(r"\bde (?=[aeiouyhéèêàâîôû])", "d'", f"{led}{words}", count=1) if led == "de " else f"{led}{words}"
    return words


def sentence(said: str) -> str:
    """Return words as a sentence, without what leads again to them: "que la salle est prête" begins with "La salle"."""
    said = re.sub(load_texts("letter", "all").get("saying"), "", said.strip())
    said = f"{said[:1].upper()}{said[1:]}"
    return said if said.endswith((".", "!", "?", "…")) else f"{said}."


def _contracted(said: str) -> str:
    for found, given in CONTRACTED:
        said = re.sub(found, given, said)
    return said
