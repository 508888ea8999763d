"""What a question has wrong of what is known by heart: how many there are, when the plan ends, what a measure is called. Pure."""

import re

from assistant.message import plain
from assistant.premise import totals_of, value_of
from corpus.clean import fold
from corpus.records import Corpus
from index.lexical import Stems
from prompts import load_texts

COMMON = "numérique pédagogique école élèves enseignants primaire secondaire"  # words that the labels of several measures hold, and others
FEW = 2  # measures told of together: what is told of more is of none in particular


def mistaken(question: str, corpus: Corpus) -> tuple[str, str] | None:
    """Return what a question has wrong of what is known by heart, and the question to answer first, or None.

    :param question: "les 51 mesures du PAN, qui les a écrites?" when there are 33: ("51", "Combien de mesures…").
    """
    return (
        _miscounts_all(question, corpus)
        or _ends_otherwise(question)
        or _misdates(question)
        or _mislabels(question, corpus)
        or _mistakes_number(question, corpus)
    )


def _miscounts_all(question: str, corpus: Corpus) -> tuple[str, str] | None:
    """Return the count that a question gives of all the measures, dimensions and so on when it is wrong."""
    rules = load_texts("expected", "all")
    found = re.search(rules.get("whole"), plain(question)) or re.search(rules.get("holds"), plain(question))
    if not found:
        return None
    number, noun = found.groups()
    counted = value_of(number)
    return (number, str(rules.get("beyond")[noun])) if counted and counted != totals_of(corpus)[noun] else None


def _ends_otherwise(question: str) -> tuple[str, str] | None:
    """Return the year in which a question says that the plan ends when it is not the last one."""
    rules = load_texts("expected", "all")
    found = re.search(rules.get("ends"), plain(question))
    return (found[1], str(rules.get("beyond")["end"])) if found and int(found[1]) != rules.get("last_year") else None


def _misdates(question: str) -> tuple[str, str] | None:
    """Return the year that a question gives to a document, where it came out in another."""
    for rule in load_texts("expected", "all").get("dated"):
        if (found := re.search(rule["find"], plain(question))) and int(found[1]) not in rule["years"]:
            return found[1], str(rule["ask"])
    return None


def _mislabels(question: str, corpus: Corpus) -> tuple[str, str] | None:
    """Return what a question calls a measure that it names by its number when that is what another is called."""
    rules, stems = load_texts("expected", "all"), Stems()
    found = re.search(rules.get("called"), plain(question))
    if not found:
        return None
    number, called = int(found[1]), set(stems(found[2]))
    named = {measure.number: measure.label for measure in corpus.measures.values() if measure.label}
    labels = {other: (label, set(stems(fold(label))) - set(stems(fold(COMMON)))) for other, label in named.items()}
    shared = {other: len(held & called) for other, (_, held) in labels.items() if held & called and (number in labels or held <= called)}
    if not shared or number in shared:
        return None
    label, _ = labels[max(shared, key=lambda other: shared[other])]
    return found[2], str(rules.get("beyond")["label"]).format(label=label)


def _mistakes_number(question: str, corpus: Corpus) -> tuple[str, str] | None:
    """Return what a question says that a measure or a dimension is about, in words that nothing told of it holds, and what to ask instead.

    :param question: "la mesure 17, celle pour le wifi": what 17 is about; "la mesure 16, c'est le prêt de livres?": which that is.
    """
    rules, stems = load_texts("expected", "all"), Stems()
    found = re.search(rules.get("concerning"), plain(question))
    if not found:
        return None
    noun, number, about = "dimension" if found["noun"] == "dimension" else "mesure", int(found["number"]), found["about"]
    told = _told_of_dimensions(corpus) if noun == "dimension" else _told_of_measures(corpus)
    called = set(stems(about)) - set(stems(fold(COMMON)))
    dimensions = corpus.dimensions.values() if noun == "dimension" else ()
    others = [one for one in dimensions if one.number != number and called <= set(stems(fold(one.name)))]
    if not called or (called & told.get(number, set()) and not others):
        return None
    shared = {other: len(called & held) for other, held in told.items()}
    best = max(shared, key=lambda other: shared[other])
    if shared[best] == len(called) or shared[best] > 1:
        return about, str(rules.get("beyond")["concerned"][noun]).format(about=about)
    return (about, str(rules.get("beyond")["concerning"][noun]).format(number=number)) if number in told else None


def _told_of_dimensions(corpus: Corpus) -> dict[int, set[str]]:
    """Return the stems of what is told of each dimension, by its number."""
    stems = Stems()
    return {one.number: set(stems(fold(f"{one.name} {one.name_en} {' '.join(one.elements)}"))) for one in corpus.dimensions.values()}


def _told_of_measures(corpus: Corpus) -> dict[int, set[str]]:
    """Return the stems of what is told of each measure, by its number."""
    stems = Stems()
    told = {measure.number: [measure.label or ""] for measure in corpus.measures.values() if measure.label}
    for fact in corpus.facts.values():
        for id_ in fact.measures if len(fact.measures) <= FEW else ():
            told.setdefault(corpus.measures[id_].number, []).append(f"{fact.text} {' '.join(fact.terms)}")
    return {number: set(stems(fold(" ".join(texts)))) for number, texts in told.items()}
