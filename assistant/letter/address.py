"""Turn words about those a text is for into words to them: "je leur redonne ce temps" is "je vous redonne ce temps". Pure."""

import re

from assistant.letter.records import Recipient
from corpus.clean import fold
from corpus.records import Language
from prompts import load_texts

SPOKEN_OF: tuple[Recipient, ...] = ("team", "families", "person")


def to_them(said: str, language: Language, recipient: Recipient) -> str:
    """Return a sentence that speaks of those a text is for, said to them; those who decide or help are seldom the ones spoken of.

    :param said: without the punctuation that ends it.
    """
    if recipient not in SPOKEN_OF:
        return said
    rules = load_texts("letter", "all")
    for found, given in (*rules.get("to_them")[language], *(rules.get("hers") if recipient == "person" and language == "fr" else ())):
        said = re.sub(found, given, said)
    return said


def without_them(said: str) -> str:
    """Return what a text must say without the name of those that it is for: "le personnel au midi" is "au midi"."""
    return re.sub(load_texts("letter", "all").get("audience"), "", said)


def of(article: str) -> str:
    """Return a name with its article after "de": "le wifi" is "du wifi", "les tablettes" is "des tablettes"."""
    if re.match(r"(?i)(d['’]|de |du |des )", article):
        return article.replace(" ou la ", " ou de la ")
    article = article.replace(" ou la ", " ou de la ")
    for found, given in (
        (r"(?i)^le ", "du "),
        (r"(?i)^les ", "des "),
        (r"(?i)^(?=une? )", "d'"),
        (r"(?i)^(?=la |l['’]|ma |mon |mes |nos |notre |cet?t? )", "de "),
    ):
        if re.match(found, article):
            return re.sub(found, given, article)
    return f"de l'{article}" if fold(article[:1]) in "aeiouyh" else f"du {article}"


def second_person(said: str) -> str:
    """Return a sentence that begins with "ils" or "elles", said to them where the form of its verb is known."""
    rules = load_texts("letter", "all").get("second_person")
    found = re.match(rules["pronoun"], said)
    if found is None:
        return said
    verb, known = found["verb"], rules["forms"].get(found["verb"])
    if known is None and verb.endswith("ront"):
        known = f"{verb[:-4]}rez"
    if known is None and verb.endswith("aient"):
        known = f"{verb[:-5]}iez"
    return said if known is None else f"vous {found['not']}{known}{said[found.end() :]}"
