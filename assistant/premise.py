"""What a question takes for granted, held against what the passage that answers it says. Pure."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from assistant.counts import NUMBER
from assistant.message import plain
from corpus.clean import fold
from corpus.numbers import number_of
from corpus.records import Corpus
from index.evidence import numbers_of
from index.lexical import Stems
from prompts import load_texts

COUNTED = (
    rf"(?<![\d][,.])\b({NUMBER[3:-1].replace('un|une|', '')}|two|three|four|five|seven|eight|nine|ten|eleven|twelve|twenty|thirty)"
    r"[  ](?:grandes? |main )?(?!milli|billi)([a-z]{4,})\b(?! (?:les )?(?:plus|moins|qui|que|dont|central|principal|most|more|that|which))"
)
AMOUNT = re.compile(
    r"(\d+(?:[ ,]\d{3})*(?:[.,]\d+)?) ?(milliards?|millions?|billions?|m\$|k\$|md\$|g\$)|\$(\d+(?:[ ,]\d{3})*(?:\.\d+)?)(m|k)\b"
)
SPELT_AMOUNT = re.compile(
    r"\b(un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|one|two|three|four|five|six|seven|eight|nine|ten)(?: and a half)? "
    r"(milliard|million|billion)s?( et demi)?"
)
NAME = "[A-ZÉ][a-zéèêëîïôç]+(?:-[A-ZÉ][a-zéèêëîïôç]+)*"
PERSON = rf"\b(?!(?:Une?|Le|La|Les|Quand|Qui|Est|Pourquoi|Comment|The|When|Who)\b){NAME} [A-ZÉ][a-zéèêëîïôç]{{2,}}"
PERIOD = r"\b(?:19|20)\d\d-(?:19|20)\d\d\b"
BORN = "cree"
BEGINNINGS = ("crea", "fond", "nes ", "nees", "nais", "nait", "foun")  # roots of words that say what "créé" says
ABOUT = 0.05  # share by which an amount may be rounded: 1,2 milliard for 1 186 M$


def assumes(question: str) -> bool:
    """Tell whether a question takes something for granted, or asks to have it confirmed ("puisque…", "c'est bien…", "isn't it?")."""
    return re.search(load_texts("expected", "all").get("assumed"), plain(question)) is not None


def granted(question: str) -> str:
    """Return what a question says before it asks; empty when it only asks.

    :param question: "Puisque le PAN compte 40 mesures, qui l'a lancé?": "le PAN compte 40 mesures".
    """
    for rule in load_texts("expected", "all").get("granted"):
        if found := re.search(rule, question.strip()):
            return found["said"]
    return ""


def denied(said: str, told: str) -> bool:
    """Tell whether a passage denies what is said: it gives other years, other counts or other amounts than all those said.

    :param said: a statement, as it was made; ``told``: the passage nearest to it.
    """
    if miscounted(said, told) or misdated(said, told) or _refutes(said, told):
        return True
    if (money := amounts(said)) and (held := amounts(told)):
        return not any(abs(one - other) <= ABOUT * other for one in money for other in held)
    asked, known = numbers_of(said), numbers_of(told)
    years, others = {number for number in asked if _is_year(number)}, {number for number in asked if not _is_year(number)}
    other_years = bool(years) and not years & known and any(map(_is_year, known))
    return other_years or (bool(others) and not others & known and any(not _is_year(number) for number in known))


def amounts(text: str) -> list[float]:
    """Return the amounts of money of a text, in dollars: "1 186 M$", "3 milliards", "un milliard et demi", "$1.2 billion"."""
    folded = fold(text)
    spelt = [_spelt(number, scale, bool(half)) for number, scale, half in SPELT_AMOUNT.findall(folded)]
    return [_amount(number or other, unit or scale) for number, unit, other, scale in AMOUNT.findall(folded)] + spelt


def misvalued(question: str, told: str) -> tuple[str, str] | None:
    """Return the amount that a passage gives and the one that the question gave instead, as they are written, or None when one agrees.

    :param question: "le PAN, c'était un milliard et demi"; ``told``: "« près de 1,2 milliard »". The answer is then the two.
    """
    asked, known = _written(question), _written(told)
    if not asked or not known or any(abs(one - other) <= ABOUT * other for one, _ in asked for other, _ in known):
        return None
    return known[0][1], asked[0][1]


def _written(text: str) -> list[tuple[float, str]]:
    """Return the amounts of money of a text, each with the words that write it."""
    found = [match.group() for rule in (AMOUNT, SPELT_AMOUNT) for match in re.finditer(rule.pattern, text, re.IGNORECASE)]
    return [(amounts(said)[0], said) for said in found if amounts(said)]


def _spelt(number: str, scale: str, half: bool) -> float:
    return ((number_of(number) or 0) + (0.5 if half else 0.0)) * (1e9 if scale in ("milliard", "billion") else 1e6)


def _amount(number: str, unit: str) -> float:
    digits = re.sub(r"[ ,](?=\d{3}(?!\d))", "", number).replace(",", ".")
    scale = 1e9 if unit.startswith(("milliard", "billion", "md", "g")) else 1e3 if unit.startswith("k") else 1e6
    return float(digits) * scale


def _refutes(said: str, told: str) -> bool:
    """Tell whether a passage says that there is none of what is said: "ne dit rien de…", and the statement is no denial itself."""
    none = load_texts("expected", "all").get("none")
    return re.search(none, fold(told)) is not None and not re.search(none, fold(said))


def _is_year(number: str) -> bool:
    return re.fullmatch(r"(19|20)\d\d", number) is not None


def miscounted(question: str, told: str, totals: Mapping[str, int] = MappingProxyType({})) -> tuple[str, str] | None:
    """Return what a passage counts and what the question counted instead, or None when they agree or do not speak of the same things.

    :param question: "les 40 mesures du PAN"; ``told``: "le PAN compte 33 mesures". The answer is then ("33 mesures", "40").
    :param totals: how many there are of what is known (`totals_of`): a question that counts them right is never set right.
    """
    stems = Stems()
    counted = {tuple(stems(noun)): (number, noun) for number, noun in _counts(told)}
    for number, noun in _counts(question):
        found = counted.get(tuple(stems(noun)))
        wrong = found and stems(noun) and value_of(found[0]) != value_of(number)
        if found and wrong and totals.get(noun.removesuffix("s")) != value_of(number):
            return f"{found[0].strip()} {_as_written(found[1], told)}", number.strip()
    return None


def _as_written(folded: str, text: str) -> str:
    """Return a word of a text with its accents."""
    return next((word for word in re.findall(r"[^\W\d]+", text) if fold(word) == folded), folded)


def totals_of(corpus: Corpus) -> dict[str, int]:
    """Return how many measures, dimensions, orientations and strategies there are, by their names."""
    orientations = {measure.orientation for measure in corpus.measures.values() if measure.orientation}
    counted = {("mesure", "measure"): corpus.measures, ("dimension",): corpus.dimensions, ("orientation",): orientations}
    counted |= {("strategie", "strategy"): corpus.cards}
    return {name: len(known) for names, known in counted.items() for name in names}


def costs_nothing(question: str, told: str) -> bool:
    """Tell whether a question asks what is to be paid, or says it, where a passage says that it is free."""
    rules = load_texts("expected", "all")
    return re.search(rules.get("paying"), plain(question)) is not None and re.search(rules.get("free"), fold(told)) is not None


def misdated(question: str, told: str) -> tuple[str, str] | None:
    """Return the year that a passage gives to an event and the year that the question gave it instead, or None.

    :param question: "pourquoi le PAN a-t-il été lancé en 2016?"; ``told``: "le PAN a été lancé le 30 mai 2018". The answer is then
        ("2018", "2016").
    """
    asked, known = _years(question), _years(told) or set(re.findall(PERIOD, told))
    if any(year in period.split("-") for year in asked for period in known):
        return None
    if len(asked) == 1 and len(known) == 1 and asked != known and _happened(question) & _happened(told):
        return known.pop(), asked.pop()
    return None


def misnamed(question: str, told: str) -> bool:
    """Tell whether a passage gives an event to somebody else than the question does: "dévoilé par" one minister, and not by the other."""
    asked, known = set(re.findall(PERSON, question)), set(re.findall(PERSON, told))
    return bool(asked) and bool(known) and not asked & known and bool(_happened(question) & _happened(told))


def body_asked(question: str) -> str:
    """Return the organisation that a question is about ("qui dirige la GRICS?"), folded; empty when it is about none."""
    found = re.search(load_texts("expected", "all").get("asked_about"), plain(question))
    return found["body"] if found else ""


def misattributed(question: str, told: str) -> tuple[str, str] | None:
    """Return the organisation that a passage names and the one that the question named instead, as they are written, or None.

    :param question: "l'Edukathon de CADRE21, …"; ``told``: "l'Edukathon, organisé par la GRICS". The answer is then ("GRICS", "CADRE21").
    """
    rule = load_texts("expected", "all").get("organisation")
    if body_asked(question):  # "who heads the GRICS?" supposes nothing of it
        return None
    asked, known = re.findall(rule, question), re.findall(rule, told)
    if not asked or not known or {fold(name).replace(" ", "") for name in asked} & {fold(name).replace(" ", "") for name in known}:
        return None
    return known[0], asked[0]


def _happened(text: str) -> set[str]:
    """Return the roots of what a text says has happened."""
    roots = {match[:4] for match in re.findall(load_texts("expected", "all").get("event"), fold(text))}
    return {BORN if root in BEGINNINGS else root for root in roots}


def beyond(question: str, corpus: Corpus) -> tuple[str, str] | None:
    """Return what a question names past the last measure or dimension, and the question to answer instead: how many there are.

    :param question: "que dit la mesure 45?" when there are 33.
    """
    known = {"mesure": len(corpus.measures), "measure": len(corpus.measures), "dimension": len(corpus.dimensions)}
    for noun, number in re.findall(r"\b(mesure|measure|dimension)s? (?:no |numero |number )?(\d{1,3})\b", fold(question)):
        if int(number) > known[noun]:
            return f"{noun} {number}", str(load_texts("expected", "all").get("beyond")[noun])
    return None


def _years(text: str) -> set[str]:
    """Return the years that a text tells, but for those of a school year or a period."""
    return set(re.findall(r"(?<![-–\d])\b(?:19|20)\d\d\b(?![-–]\d)", text))


def _counts(text: str) -> list[tuple[str, str]]:
    """Return what a text counts, as (number, noun); a year counts nothing."""
    return [(number, noun) for number, noun in re.findall(COUNTED, fold(text)) if not re.fullmatch(r"(19|20)\d\d", number.strip())]


def value_of(number: str) -> int:
    """Return the number that digits or words write; 0 where they write none."""
    digits = re.sub(r"\D", "", number)
    return int(digits) if digits else number_of(number.strip()) or 0
