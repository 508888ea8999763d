"""Work out a difference or a sum that a question asks for from two figures that the documents give. Pure.

The figures are those of the passages found; which two are meant is read off the words around each, held against those of the question.
"""

import math
import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from assistant.language import MONEY, duration, written
from assistant.message import plain
from assistant.records import Result
from corpus.clean import fold
from corpus.joined import Operation
from corpus.records import Language, Record
from index.evidence import names_of, numbers_of
from index.lexical import Stems
from index.records import Hit
from prompts import load_texts

LOOKED_AT = 5  # passages
COMMON = 0.7  # share of the passages from which a word that they hold tells no figure from another
SAME = 3.0  # words that standing in one sentence is worth: figures told together are of one matter
OF_IT = 4.0  # words that being a part of the other costs: parts are compared with one another
TOLD = 0.7  # what a word of the question is worth that stands anywhere in the passages, next to one beside the figure
LATER = 0.3  # words that each place further down the passages found costs
ROOT = 4  # letters by which words of one root are known: operating, operations
BEHIND = 6.0  # logits behind the best passage at which a figure is of another matter
EVERYWHERE = {"pan", "cadre", "plan", "quebec"}  # names that passages speak of without saying them
MOST_PARTS, MOST_FIGURES = 4, 10  # of a whole; of a passage
FIGURE = re.compile(
    r"(?<![\w,.–-])(?<!mesure )(?<!dimension )(?<!orientation )"
    r"(\d{1,3}(?: \d{3})+|\d+)(?:,(\d+))?\s?(M\$|k\$|%|\$|[a-zàâçéèêëîïôûù]{3,})?(?![-–\d])"
)
CLAUSE = re.compile(r"[,;:()]| et | and | contre | against | dont | including | soit |\. ")
TIMES = re.compile(r"\b(\d{1,3}) [a-zéè]+ de (\d{1,2}) h(?: (\d\d))?")
OPERATIONS: dict[str, Operation] = {"years": "span", "ratio": "ratio", "difference": "minus", "sum": "plus", "share": "share"}
Sides = tuple[frozenset[str], frozenset[str]]


class Figure(Record):
    """A figure of a passage, what it counts, the stems of the words beside it with itself, and those of its passage.

    ``main`` if it is the first of its passage; ``whole`` if others of its passage add up to it.
    """

    value: float
    unit: str
    passage: str
    around: frozenset[str]
    told: frozenset[str]
    main: bool
    whole: bool


def reckon(question: str, hits: Sequence[Hit], language: Language) -> Result | None:
    """Return what a question asks to work out, with the passages that its two figures stand in; None when it asks for nothing of the kind.

    :param question: as it was asked.
    :param hits: the passages found, best first.
    """
    rules, folded = load_texts("expected", "all").get("reckon"), plain(question)
    near = [hit for hit in hits[:LOOKED_AT] if hit.passage.source and hit.score >= hits[0].score - BEHIND]
    if re.search(rules["times"], folded) and (times := _times(question, near)):
        return times
    operation = operation_of(question)
    if operation == "years" and (lapse := _lapse(question, near, language)):
        return lapse
    if not operation or (operation == "share" and any("%" in hit.passage.text for hit in near[:2])):
        return None
    units = frozenset({"year"}) if operation == "years" else None
    found = _pair(question, [figure for hit in near for figure in figures(hit, language, years=operation == "years")], units)
    if found and operation == "years" and not _tell(found, near, names_of(question) - EVERYWHERE):
        return None
    if found is None or (operation in ("ratio", "share") and not _divisible(*found)):
        return None
    if operation == "share" and found[0].passage != found[1].passage:
        return None  # a part and its whole are told together: two passages may count over other years, or other networks
    return _worked_out(*found, operation, language)


def years_named(question: str) -> tuple[str, ...]:
    """Return the years that a question names, each once."""
    return tuple(dict.fromkeys(re.findall(r"(?<![\d-])(?:19|20)\d\d(?![\d-])", question)))


def _lapse(question: str, near: Sequence[Hit], language: Language) -> Result | None:
    """Return the years between two that the question names, with the passages that tell of either; None where it does not name two."""
    named = years_named(question)
    told = tuple(hit.passage.id for hit in near if any(year in hit.passage.text for year in named))
    if len(named) != 2 or not told:
        return None
    late, early = sorted(map(int, named), reverse=True)
    return Result(text=f"{late} − {early} = {late - early} {'ans' if language == 'fr' else 'years'}", passages=told[:2])


def _tell(pair: tuple[Figure, Figure], near: Sequence[Hit], named: set[str]) -> bool:
    """Tell whether the passages of two years speak of all that a question names: the year of another body is not that of one."""
    held = {figure.passage for figure in pair}
    told = fold(" ".join(f"{hit.passage.text} {hit.passage.text_en}" for hit in near if hit.passage.id in held))
    return all(name in told for name in named)


def operation_of(question: str) -> str:
    """Return what a question wants done with two figures: years, ratio, difference, sum or share; empty when it says nothing of it."""
    rules, folded = load_texts("expected", "all").get("reckon"), plain(question)
    return next((name for name in ("years", "ratio", "difference", "sum", "share") if re.search(rules[name], folded)), "")


def wanted_of(question: str) -> Operation | None:
    """Return what a question wants done with figures that are known to be asked of together; None when it says nothing of it."""
    return OPERATIONS.get(operation_of(question))


def figures(hit: Hit, language: Language = "fr", *, years: bool = False) -> Iterator[Figure]:
    """Return the figures of a passage.

    :param language: of the question, whose words are held against those of the passage.
    :param years: whether years are looked for, instead of amounts and counts.
    """
    stems, text = Stems(), hit.passage.text if language == "fr" else _as_in_french(hit.passage.text_en)
    told = frozenset(stems(f"{text} {' '.join(hit.passage.terms)}"))
    read = [(match, _unit(match)) for match in FIGURE.finditer(text)]
    read = [(match, unit) for match, unit in read if (unit == "year") == years and unit]
    values = [_value(match) for match, _ in read]
    for place, (match, unit) in enumerate(read):
        around = frozenset({*stems(_clause(text, match.start(), match.end())), *numbers_of(match.group(1))})
        whole = _adds_up(values[place], values[:place] + values[place + 1 :])
        yield Figure(value=values[place], unit=unit, passage=hit.passage.id, around=around, told=told, main=place == 0, whole=whole)


def _value(match: re.Match[str]) -> float:
    return float(match.group(1).replace(" ", "") + (f".{match.group(2)}" if match.group(2) else ""))


def _adds_up(total: float, parts: Sequence[float]) -> bool:
    """Tell whether some of the parts, two or more, add up to a total."""
    return any(
        sum(some) == total for count in range(2, min(len(parts), MOST_PARTS) + 1) for some in combinations(parts[:MOST_FIGURES], count)
    )


def _as_in_french(text: str) -> str:
    """Return an English text with its amounts written the French way: $1,186M as 1 186 M$."""
    text = re.sub(r"(?<=\d),(?=\d{3}\b|\d{3}M)", " ", text)
    text = re.sub(r"(?<=\d)\.(?=\d)", ",", text)
    return re.sub(r"\$(\d[\d ,]*\d|\d) ?(M|k)?\b", r"\1 \2$", text)


def _unit(match: re.Match[str]) -> str:
    """Return what a figure counts: money, a share, years, or the stem of the noun after it."""
    whole, unit = match.group(1), match.group(3) or ""
    if re.fullmatch(r"(19|20)\d\d", whole) and unit not in MONEY:
        return "year"
    stems = Stems()(unit) if unit.isalpha() else []
    return stems[0] if stems else ("%" if unit == "%" else unit if unit in MONEY else "count")


def _clause(text: str, start: int, end: int) -> str:
    """Return the words around a figure, up to the marks that part it from the others."""
    before = [mark.end() for mark in CLAUSE.finditer(text, 0, start)]
    after = CLAUSE.search(text, end)
    return text[before[-1] if before else 0 : after.start() if after else len(text)]


def _pair(question: str, found: Sequence[Figure], units: frozenset[str] | None) -> tuple[Figure, Figure] | None:
    """Return the two figures that the question sets against each other: each is told by words of it that the other is not."""
    sides = _sides(question)
    told = [figure.told for figure in {figure.passage: figure for figure in found}.values()]
    everywhere = frozenset.intersection(*told) if told else frozenset()
    if not sides:
        return _best_pair(question, found, units, None, None)
    own = (sides[0] - everywhere or sides[0], sides[1] - everywhere or sides[1])  # what every passage speaks of tells none of them apart
    return _best_pair(question, found, units, sides, own) or _best_pair(question, found, units, sides, sides)


def _best_pair(
    question: str, found: Sequence[Figure], units: frozenset[str] | None, within: Sides | None, across: Sides | None
) -> tuple[Figure, Figure] | None:
    """Return the best pair.

    :param within: what tells the figures of one passage apart, if anything does; ``across``, those of two.
    """
    told = {figure.passage: figure.told for figure in found}
    of_all = re.search(load_texts("expected", "all").get("reckon")["whole"], plain(question)) is not None
    ranks, named = {passage: rank for rank, passage in enumerate(told)}, numbers_of(question)
    asked = named | {stem for stem in Stems()(question) if sum(stem in held for held in told.values()) <= COMMON * len(told)}
    best: tuple[float, tuple[Figure, Figure] | None] = (0.0, None)
    for one, other in combinations(found, 2):
        together = one.passage == other.passage
        if one.value == other.value or not _alike(one.unit, other.unit) or (units and one.unit not in units):
            continue
        if not together and not (one.main and other.main):
            continue  # the second figure of a passage is only told apart by the first
        sides = within if together else across
        if sides and not (_between(one, other, sides) or _between(other, one, sides)):
            continue
        mine, theirs = (asked & one.around, asked & other.around) if together else (asked & one.told, asked & other.told)
        stated = together and _written_in(one, named) != _written_in(other, named)
        if sides or stated or (mine - theirs and theirs - mine):
            of_it = OF_IT * (bool(sides) and together and one.whole != other.whole and not of_all)
            words = len(mine ^ theirs) + TOLD * len(asked & (one.told | other.told))
            score = SAME * together - of_it + words - LATER * (ranks[one.passage] + ranks[other.passage])
            best = max(best, (score, (one, other)), key=lambda pair: pair[0])
    return best[1]


def _written_in(figure: Figure, numbers: set[str]) -> bool:
    """Tell whether a figure is among the numbers of a question."""
    return f"{figure.value:g}" in numbers


def _sides(question: str) -> Sides | None:
    """Return the stems of the two things that a question sets against each other in so many words, or None."""
    stems = Stems()
    for rule in load_texts("expected", "all").get("reckon")["sides"]:
        if match := re.search(rule, question):
            one, other = (frozenset(stems(side)) for side in match.groups())
            return (one - other, other - one) if one - other and other - one else None
    return None


def _between(one: Figure, other: Figure, sides: Sides) -> bool:
    """Tell whether two figures are those of the two sides: each is told by words of its own."""
    together = one.passage == other.passage
    mine, theirs = (one.around, other.around) if together else (one.told, other.told)
    mine, theirs, first, second = (frozenset(stem[:ROOT] for stem in stems) for stems in (mine, theirs, *sides))
    return bool((mine - theirs) & first) and bool((theirs - mine) & second)


def _alike(one: str, other: str) -> bool:
    return one == other or ("count" in (one, other) and not {one, other} & {*MONEY, "%", "year"})


def _worked_out(one: Figure, other: Figure, operation: str, language: Language) -> Result:
    more, less = sorted((one, other), key=lambda figure: -figure.value)
    passages = tuple(dict.fromkeys((more.passage, less.passage)))
    if operation in ("ratio", "share"):
        return Result(text=_divided(more, less, operation, language), passages=passages)
    unit = one.unit if one.unit in (*MONEY, "%") else ""
    sign, value = ("+", more.value + less.value) if operation == "sum" else ("−", more.value - less.value)
    terms = [written(number, unit, language) for number in (more.value, less.value, value)]
    if operation == "years":
        terms = [str(int(more.value)), str(int(less.value)), f"{int(value)} {'ans' if language == 'fr' else 'years'}"]
    text = f"{terms[0]} {sign} {terms[1]} = {terms[2]}"
    return Result(text=text, passages=passages)


def _divisible(one: Figure, other: Figure) -> bool:
    """Tell whether one figure may be divided by another: two amounts of money, or a whole and one of its parts."""
    money = {one.unit, other.unit} <= MONEY
    return money or (one.passage == other.passage and max(one, other, key=lambda figure: figure.value).whole)


def _divided(more: Figure, less: Figure, operation: str, language: Language) -> str:
    """Write how many times the one is the other, or which share of the one the other is."""
    unit = more.unit if more.unit in (*MONEY, "%") else ""
    large, small = (written(figure.value, unit, language) for figure in (more, less))
    if operation == "share":
        return f"{small} ÷ {large} = {written(_rounded(100 * less.value / more.value), '%', language)}"
    return f"{large} ÷ {small} = {written(_rounded(more.value / less.value), '', language)}"


def _rounded(value: float) -> float:
    """Return a number to one decimal, halves upwards as people round: 2,25 is 2,3."""
    return math.floor(value * 10 + 0.5) / 10


def _times(question: str, near: Sequence[Hit]) -> Result | None:
    """Return so many times a duration: five meetings of an hour and a half."""
    if "heure" not in fold(question) and "hour" not in fold(question) and "temps" not in fold(question):
        return None
    for hit in near[:2]:
        if match := TIMES.search(hit.passage.text):
            count, hours, minutes = int(match.group(1)), int(match.group(2)), int(match.group(3) or 0)
            total = count * (60 * hours + minutes)
            one = duration(60 * hours + minutes)
            return Result(text=f"{count} × {one} = {duration(total)}", passages=(hit.passage.id,))
    return None
