"""What the words of a message make certain: a greeting, a limit, a request for a plan, what is asked of a list. Pure."""

import re
from collections.abc import Sequence
from typing import Any

from assistant import history as past
from assistant.facets import find_facets
from assistant.message import plain, without_marks
from assistant.misread import misreads
from assistant.records import Heard, Turn
from assistant.wanted import asked_of_us, weighs
from corpus.records import SORTS, TurnSort
from prompts import load_texts

MOST_WORDS_OF_A_FOLLOW_UP = 25
LET_BY = ("health", "privacy", "other")  # limits that an incident is told in the words of
# Incidents whose victim was watched without knowing: who tells of it watches nobody.
AGAINST_SOMEBODY = ("images", "filmed", "hurt", "impostor", "account", "fight", "staff")
DREADED = ("pitfalls", "signs", "help")  # what an objection may name without asking for it
MOST_WORDS_OF_A_MENTION = 6  # of a message that only names what binds the case
MOST_WORDS_OF_A_REQUEST = 22  # a longer message tells a case, and may name a plan or a calendar without asking for one
MOST_WORDS_OF_A_DRAFT = 40  # of a message that wants something written, and says what it is for
OPENING = 40  # characters in which a long message that asks for a plan says so
MOST_WORDS_OF_A_THEME = 2  # "wifi", "mes tablettes": what it is about, and nothing of the trouble
FACTS = ("fact", "definition")


def parting(question: str) -> dict[str, Any] | None:
    """Return a goodbye or thanks, when a message is that with a word before it: "whoa, a lot to think about. Good night!"."""
    rules, bare = load_texts("turns", "all").get("smalltalk"), without_marks(plain(question))
    sort = next((sort for sort in ("bye", "thanks") if re.fullmatch(rules[sort]["whole"], bare)), None)
    return {"kind": "smalltalk", "sort": sort} if sort else None


def by_rule(folded: str, heard: Heard, history: Sequence[Turn]) -> dict[str, Any] | None:
    """Return what is certain about a message, or None.

    :param folded: the message, folded.
    :param heard: what is heard in it.
    """
    rules = load_texts("turns", "all")
    folded = re.sub(rules.get("document"), "pan", folded)  # the plan d'action numérique is a document, not a plan to be made
    bare = without_marks(folded)
    if len(bare.split()) <= MOST_WORDS_OF_A_DRAFT // 2 and asked_of_us(folded):
        return {"kind": "smalltalk", "sort": "who"}
    if re.fullmatch(rules.get("announced"), bare):
        return {"kind": "clarify"}
    incident = heard.incident
    alerts = bool(incident)  # what is told of an incident is no request for a diagnosis or for an opinion on the law
    if sort := _whatever(folded):
        return {"kind": "decline", "sort": sort}
    for kind in ("decline", "smalltalk"):
        for sort, rule in rules.get(kind).items():
            if (alerts and sort in LET_BY) or (incident in AGAINST_SOMEBODY and sort == "surveillance"):
                continue
            if _matches(rule, folded, bare) and not (sort == "legal" and _only_named(folded, bare, heard, history)):
                return {"kind": kind, "sort": sort}  # "and if the union files a grievance?" binds the case, and asks for no opinion
    if not alerts and past.last_list(history) and history[-1].kind not in FACTS and misreads(folded):
        return {"kind": "followup", "sort": "reject"}
    if alerts and not re.search(rules.get("of_documents"), folded):
        return {"kind": "situation"}
    words = len(bare.split())
    for kind in ("plan", "reflection"):
        asked = folded if words <= MOST_WORDS_OF_A_REQUEST else folded[:OPENING]  # a long message asks for one at once, or only names one
        if _matches(rules.get(kind), asked, bare):
            return {"kind": kind}
    if words <= MOST_WORDS_OF_A_FOLLOW_UP and (sort := followed_up(folded, bare, heard, history)):
        return {"kind": "followup", "sort": sort}
    if words <= MOST_WORDS_OF_A_FOLLOW_UP and past.last_list(history) and weighs(heard) and "?" not in folded:
        return {"kind": "followup", "sort": "refine"}
    if not history and words <= MOST_WORDS_OF_A_THEME and find_facets(folded, "fr"):
        return {"kind": "clarify"}
    if words <= MOST_WORDS_OF_A_FOLLOW_UP and past.last_list(history) and re.search(rules.get("leaning"), folded):
        return None  # "la deuxième, par où commencer?" calls for advice on what was proposed
    if past.last_list(history) is None and re.search(rules.get("practical"), folded):
        return {"kind": "situation"}
    return next(({"kind": kind} for kind in ("fact", "situation") if _matches(rules.get(kind), folded, bare)), None)


def _whatever(folded: str) -> TurnSort:
    """Return the limit that a message runs into whatever else is told with it, such as what is to be done unseen; empty without one."""
    limits: dict[TurnSort, dict[str, str]] = load_texts("turns", "all").get("decline")
    return next((sort for sort, rule in limits.items() if "whatever" in rule and re.search(rule["whatever"], folded)), "")


def _only_named(folded: str, bare: str, heard: Heard, history: Sequence[Turn]) -> bool:
    """Tell whether a matter of law is only named in a message: a grievance that is feared, or what is added to a case."""
    rules = load_texts("turns", "all")
    else_legal = _matches(rules.get("decline")["legal"], re.sub(r"\bgriefs?\b", "", folded), bare)
    feared = not else_legal and not re.search(rules.get("on_a_grievance"), folded)
    return feared or followed_up(folded, bare, heard, history) in ("refine", "back")


def followed_up(folded: str, bare: str, heard: Heard, history: Sequence[Turn]) -> TurnSort:
    """Return what a message asks of the answers before it, where its words leave no doubt; empty otherwise."""
    rules = load_texts("turns", "all").get("followup")
    if history and _matches(rules["translate"], folded, bare):
        return "translate"
    if past.last_cited(history) and _matches(rules["source"], folded, bare):
        return "source"
    if not any(turn.strategies for turn in history):
        return ""
    lately = history[-1].kind in FACTS and not history[-1].strategies  # then a short question is about the fact
    sorts = [sort for sort in SORTS["followup"] if sort in rules and not (lately and sort in ("refine", "why", "develop"))]
    found: TurnSort = next((sort for sort in sorted(sorts, key=list(rules).index) if _matches(rules[sort], folded, bare)), "")
    if found in DREADED and "?" not in folded and re.search(load_texts("turns", "all").get("objecting"), folded):
        return "refine"  # "oui mais me planter devant eux autres" asks for no list of pitfalls
    only_named = found == "develop" and len(bare.split()) <= MOST_WORDS_OF_A_MENTION and heard.constraints
    return "refine" if only_named else found  # "and the union?"


def _matches(rule: dict[str, str], folded: str, bare: str) -> bool:
    if "whole" in rule:
        return re.fullmatch(rule["whole"], bare) is not None
    return "find" in rule and re.search(rule["find"], folded) is not None
