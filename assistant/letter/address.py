"""Turn words about those a text is for into words to them: "je leur redonne ce temps" is "je vous redonne ce temps". Pure."""

import re
from collections.abc import Mapping

from assistant.letter.records import Recipient
from corpus.clean import fold
from corpus.records import Language
from prompts import load_texts

SPOKEN_OF: tuple[Recipient, ...] = ("team", "families", "person")


def to_them(said: str, language: Language, recipient: Recipient) -> str:
    """Return a sentence that speaks of those a text is for, said to them; those who decide or help are seldom the ones spoken of.

    :param said: without the punctuation that ends it.
    """
    rules = load_texts("letter", "all")
    turned = rules.get("to_them")[language] if recipient in SPOKEN_OF else rules.get("told_of")
    hers = rules.get("hers" if language == "fr" else "hers_en") if recipient == "person" else ()
    for found, given in (*hers, *turned) if language == "en" else (*turned, *hers):
        said = re.sub(found, given, said)
    return said


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
    """Return a sentence said to those it speaks of: "ils" or "elles" that begins it, or follows "si" or "que", where the verb is known."""
    rules = load_texts("letter", "all").get("second_person")
    for pronoun in rules["pronouns"]:
        said = re.sub(pronoun, lambda found: _said_to(found, rules["forms"]), said)
    return said


def _said_to(found: re.Match[str], forms: Mapping[str, str]) -> str:
    verb = found["verb"]
    known = forms.get(verb)
    for ending, theirs in (("ront", "rez"), ("aient", "iez"), ("ent", "ez")):
        if known is None and verb.endswith(ending):
            known = f"{verb.removesuffix(ending)}{theirs}"
    led = {"s": "si ", "qu": "que ", "lorsqu": "lorsque "}.get((found.groupdict().get("led") or "").lower(), "")
    return found.group() if known is None else f"{led}vous {found['not']}{known}"


def as_we(said: str) -> str:
    """Return a sentence with "nous" for each "on" whose verb's form is known: "on garde" is "nous gardons"."""
    rules = load_texts("letter", "all").get("we")

    def turned(found: re.Match[str]) -> str:
        verb = _of_us(found["verb"], rules["forms"])
        if not verb:
            return found.group()
        pronoun = "que nous" if found.group().lower().startswith("qu") else "Nous" if found.group()[0].isupper() else "nous"
        denied = found["not"] or ""
        denied = "n'" if denied and not found["them"] and verb[0] in "aeiouyéèêh" else "ne " if denied else ""
        return f"{pronoun} {denied}{found['them'] or ''}{verb}"

    return re.sub(rules["pronoun"], turned, said)


def _of_us(verb: str, known: Mapping[str, str]) -> str:
    """Return the form of a verb that goes with "nous", from the one that goes with "on"; empty where it is not known."""
    if verb in known:
        return known[verb]
    for ending, ours in (("rait", "rions"), ("ait", "ions"), ("ra", "rons"), ("ce", "çons"), ("ge", "geons"), ("e", "ons")):
        if verb.endswith(ending) and len(verb) > len(ending) + 1:
            return f"{verb[: -len(ending)]}{ours}"
    return ""
