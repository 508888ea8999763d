"""Prefer, among the passages found, those that hold the kind of thing that was asked for: a number, a date, a person, a definition.

Expected answer types are an old and steady help in question answering (Li and Roth, Learning Question Classifiers, 2002).
"""

import re
from collections.abc import Sequence

from assistant.counts import counts, counts_something, leaves_uncounted
from assistant.message import plain
from assistant.parts import asks_twice
from assistant.premise import assumes
from corpus.chunk import Passage
from corpus.clean import fold
from index.evidence import named_numbers
from index.records import Hit
from prompts import load_texts

SHOWN = 1.0  # in logits: enough to pass a neighbour, not a better passage
COUNTED = 0.7
LISTED = 4.0  # what listing the very things that are asked for gains: their number alone does not name them
NAMED = 1.5
ADVICE = 0.7  # what advice loses where none was asked for
STRATEGY = 2.0  # what the summary of a strategy gains where a question asks which one it is
ABROAD = 2.0  # what a passage on another country loses where the question names none
OURS = 1.5  # what the study of the 51 strategies gains where "your research" is asked about
CODED = 3.0  # what bearing the number of the kind of thing asked for gains: a competency of principals, a measure
ACRONYM = 1.0  # what a passage loses that does not hold an acronym of the question


def prefer_expected(question: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return the hits in the order of their scores, raised for those that show what the question expects.

    :param question: as it was asked.
    :param hits: passages found, best first.
    """
    rules, folded = load_texts("expected", "all"), plain(question)
    asked = [kind for kind in ("percentage", "count", "date", "person", "list") if re.search(rules.get(f"{kind}.ask"), folded)]
    noun = _counted(folded)
    defining = re.search(rules.get("defined"), folded)
    subject = re.sub(rules.get("determiner"), "", folded[defining.end() :]) if defining else ""
    advising = re.search(rules.get("advice"), folded) is not None
    acronyms = set(re.findall(r"\b[A-Z]{3,}\b", question)) if not question.isupper() else set()
    naming = re.search(rules.get("strategy"), folded) is not None
    codes = [code for code in rules.get("codes") if re.search(code["ask"], folded)]
    raised = []
    for hit in hits:
        gained = _bonus(hit, asked, noun, defining is not None) + _named(hit, subject) - _malus(hit, acronyms, advising)
        gained += STRATEGY * (naming and hit.passage.id.endswith("/resume"))
        gained += _of_ours(folded, hit)
        gained += LISTED * _lists(folded, hit)
        gained += CODED * any(re.search(code["show"], hit.passage.text) for code in codes)
        raised.append(hit.model_copy(update={"score": hit.score + gained}))
    return tuple(sorted(raised, key=lambda hit: -hit.score))


def _lists(folded: str, hit: Hit) -> bool:
    """Tell whether a passage lists the things that a question asks to be named: "quelles sont les dimensions?"."""
    found = re.search(load_texts("expected", "all").get("listed"), folded)
    noun = next(filter(None, found.groups()), "") if found else ""
    told = fold(f"{hit.passage.text} {hit.passage.text_en}")
    return bool(noun) and re.search(rf"\b{re.escape(noun)}\b[^:.]*:[^.]*;", told) is not None


def _of_ours(folded: str, hit: Hit) -> float:
    """Return what a passage gains for being of the study that the strategies come from, loses for being of another country."""
    rules = load_texts("expected", "all").get("ours")
    told = f"{hit.passage.text} {' '.join(hit.passage.terms)}"
    abroad = re.search(rules["abroad"], told) is not None and not re.search(rules["abroad_asked"], folded)
    ours = hit.passage.source == rules["source"] and re.search(rules["asked"], folded) is not None
    return OURS * ours - ABROAD * abroad


def shows_expected(question: str, hit: Hit) -> bool:
    """Tell whether a passage shows the kind of thing that a question asks for, be it a number, a date or a price; one of several."""
    shown = _shown(question, [hit.passage])
    return are_of_there(question, [hit.passage]) and (any(shown) if shown and asks_twice(question) else all(shown))


def is_of_number(question: str, hit: Hit) -> bool:
    """Tell whether a passage names the measure, the dimension or the like that a question names by its number, if it names one."""
    asked = named_numbers(question)
    return not asked or assumes(question) or bool(asked & named_numbers(f"{hit.passage.search_text} {hit.passage.id}"))


def show_all(question: str, passages: Sequence[Passage]) -> bool:
    """Tell whether passages told together show every kind of thing that a question asks for."""
    return all(_shown(question, passages))


def are_of_there(question: str, passages: Sequence[Passage]) -> bool:
    """Tell whether passages speak of the province or the country that a question names, if it names another."""
    asked, told = plain(question), " ".join(f"{passage.text} {passage.text_en}" for passage in passages)
    elsewhere = [entry for entry in load_texts("expected", "all").get("attributes") if entry.get("elsewhere")]
    return all(_shows(entry["show"], told) for entry in elsewhere if re.search(entry["ask"], asked))


def _shown(question: str, passages: Sequence[Passage]) -> list[bool]:
    """Return, for each kind of thing that a question asks for, whether passages show it."""
    rules, folded, french = load_texts("expected", "all"), plain(question), " ".join(passage.text for passage in passages)
    told = f"{french} {' '.join(passage.text_en for passage in passages)}"
    shown = [
        bool(re.search(rules.get(f"{kind}.show"), told)) for kind in ("percentage", "date") if re.search(rules.get(f"{kind}.ask"), folded)
    ]
    shown += [_shows(entry["show"], told) for entry in rules.get("attributes") if re.search(entry["ask"], folded)]
    shown += [bool(re.search(entry["show"], french)) for entry in rules.get("named") if re.search(entry["ask"], folded)]
    return shown + ([_shows_count(folded, told)] if re.search(rules.get("count.ask"), folded) else [])


def _shows_count(folded: str, told: str) -> bool:
    """Tell whether a passage counts what is counted in a question; a passage that says that nothing is counted does too."""
    rules = load_texts("expected", "all")
    if re.search(rules.get("count.none"), fold(told)):
        return True
    noun = _counted(folded)
    return counts_something(told) and not (noun and leaves_uncounted(noun, told))


def _counted(folded: str) -> str:
    """Return the noun that a question wants counted; empty when it counts nothing, or what is measured in hours or dollars."""
    rules = load_texts("expected", "all")
    found = re.search(rules.get("counted"), folded)
    return found.group(1) if found and not re.fullmatch(rules.get("measured"), found.group(1)) else ""


def _shows(pattern: str, told: str) -> bool:
    """Tell whether a text shows something, as it is written or folded."""
    return re.search(pattern, told) is not None or re.search(pattern, fold(told)) is not None


def _bonus(hit: Hit, asked: Sequence[str], counted: str, defining: bool) -> float:
    if hit.passage.joins:
        return SHOWN * len(asked)  # the facts that it joins hold what is asked
    if hit.passage.source is None:
        return 0.0  # what is not known, or only proposed, holds nothing of what was asked
    rules, text = load_texts("expected", "all"), hit.passage.text
    bonus = sum(SHOWN for kind in asked if re.search(rules.get(f"{kind}.show"), text)) + SHOWN * (defining and hit.passage.defines)
    return bonus + (COUNTED if counted and counts(counted, f"{text} {hit.passage.text_en}") else 0.0)


def _named(hit: Hit, subject: str) -> float:
    """Return what a definition gains that defines the very thing a question asks the meaning of."""
    terms = [fold(term) for term in hit.passage.terms] if subject and hit.passage.defines else []
    return NAMED * any(re.match(rf"{re.escape(term)}\b", subject) for term in terms)


def _malus(hit: Hit, acronyms: set[str], advising: bool) -> float:
    """Return what a passage loses: for an acronym of the question that it does not hold, for advice where none was asked for."""
    told = f"{hit.passage.search_text} {hit.passage.id}".upper()
    return ACRONYM * any(acronym not in told for acronym in acronyms) + ADVICE * (hit.passage.advises and not advising)
