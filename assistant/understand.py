"""First step: what kind of turn a message is, in which language, what it says of the case, and what it leans on.

Rules decide where they are certain (a greeting, a request for a plan, an instruction slipped into the text); everything else is
decided by the learner trained on written examples.
"""

import re
from collections.abc import Sequence
from typing import Any

from assistant import history as past
from assistant.aside import part_aside
from assistant.facets import find_constraints, find_facets
from assistant.message import plain, read_message, without_courtesies, without_instructions, without_marks, without_rejection, without_tags
from assistant.records import Turn, Understanding
from assistant.resolve import resolved
from assistant.settle import wavers
from assistant.target import find_target
from corpus.clean import calm
from corpus.language import detect_language
from corpus.records import SORTS, Language, TurnSort
from index.embed import Vectors
from index.learn import turn_before
from index.records import Guess
from index.search import Index
from prompts import load_texts

MOST_WORDS_OF_A_FOLLOW_UP = 25
MOST_WORDS_OF_A_REQUEST = 22  # a longer message tells a case, and may name a plan or a calendar without asking for one
OPENING = 40  # characters in which a long message that asks for a plan says so
MOST_WORDS_OF_A_CONSTRAINT = 12  # a longer message that names one tells a case of its own
MOST_WORDS_OF_AN_OBJECTION = 40  # "yes, but…", with what is lacking: a longer one tells the case anew
MOST_WORDS_OF_A_VAGUE_ONE = 18  # a longer message tells enough to advise on
MOST_WORDS_OF_A_THEME = 2  # "wifi", "mes tablettes": what it is about, and nothing of the trouble
ENOUGH_TO_TELL = 7  # words, after "no, that is not it", that tell the case anew
SURELY_DECLINED = 0.8  # probability from which a message is declined although it reads as a question of fact or a call for advice
SURE_TO_DECLINE = 0.5  # probability below which a message is rather taken for something to help with
SURELY_POLITE = 0.8  # probability below which a message after strategies is rather about them than a courtesy
MAY_DECLINE = 0.25  # probability from which it is not taken for a question of fact: those that are reach it one time in a hundred
SURELY_ASKED = 0.9  # probability from which a message asks for a fact although its words lean on the answer before
FACTS = ("fact", "definition")
LEANING = ("develop", "example", "why", "signs", "pitfalls", "help", "others", "shorter", "refine")  # what asks may be mistaken for


def understand(raw: str, history: Sequence[Turn], index: Index, language: Language | None = None) -> Understanding:
    """Return what a message is and says.

    :param raw: the message as it came.
    :param history: the turns before it, oldest first, as the client carries them.
    :param index: for the vectors and the learner of turn kinds.
    :param language: `fr` or `en` when the caller knows it; otherwise detected.
    :raises BadQuestionError: if the message cannot be treated at all.
    """
    question = read_message(raw)
    aside, said = part_aside(without_courtesies(without_instructions(without_tags(question))))
    spoken = language or detect_language(question, past.language_of(history))
    base = Understanding(question=question, said=said, aside=aside, language=spoken, kind="situation", topic=past.topic_of(history))
    certain = _parting(question) or _by_rule(plain(said), history)
    if aside and not (certain and certain["kind"] == "decline"):
        certain = {"kind": "situation"}
    if certain and certain["kind"] in ("decline", "smalltalk"):
        return base.model_copy(update=certain)
    if certain and certain.get("sort") == "translate":
        return _again(base, history, index, language)
    if certain is None or _yields(certain):
        guesses = index.guess_kind(said, turn_before(history[-1].kind, history[-1].question) if history else "")
        certain = _settled(certain, guesses, bool(aside)) or certain or _by_learner(said, guesses, history)
    base = base.model_copy(update=certain)
    if base.kind == "followup" and base.sort == "translate":
        return _again(base, history, index, language)
    return _with_needs(base, said, index.needs_of(said), history, index)


def _yields(certain: dict[str, Any]) -> bool:
    """Tell whether what a rule says of a message may be set right by the learner."""
    return certain["kind"] in ("fact", "situation", "plan") or certain.get("sort") in LEANING


def _settled(certain: dict[str, Any] | None, guesses: Sequence[Guess], aside: bool) -> dict[str, Any] | None:
    """Return what the learner knows better than the rules; None where they stand.

    A message that names a measure, or asks how, may run into a limit all the same; a question of fact may be put as a call for advice, or
    with the words of a follow-up.

    :param aside: whether the message asks for a fact beside its case already.
    """
    best = guesses[0]
    asks = certain is not None and certain["kind"] in ("fact", "situation")
    if asks and best.kind == "decline" and best.score >= SURELY_DECLINED:
        return {"kind": best.kind, "sort": best.sort}
    leans = certain is not None and not aside and (certain["kind"] in ("situation", "plan") or certain.get("sort") in LEANING)
    return {"kind": best.kind} if leans and best.kind in FACTS and best.score >= SURELY_ASKED else None


def _again(base: Understanding, history: Sequence[Turn], index: Index, language: Language | None) -> Understanding:
    """Understand the message before anew, to answer it in the other language."""
    place = past.repeated(history)
    if place is None:  # there was nothing but courtesies
        return base.model_copy(update={"kind": "smalltalk", "sort": "greeting"})
    english = re.search(load_texts("turns", "all").get("to_english"), plain(base.question))
    before = understand(history[place].question, history[:place], index, language or ("en" if english else "fr"))
    return before.model_copy(update={"question": base.question})


def _parting(question: str) -> dict[str, Any] | None:
    """Return a goodbye or thanks, when a message is that with a word before it: "whoa, a lot to think about. Good night!"."""
    rules, bare = load_texts("turns", "all").get("smalltalk"), without_marks(plain(question))
    sort = next((sort for sort in ("bye", "thanks") if re.fullmatch(rules[sort]["whole"], bare)), None)
    return {"kind": "smalltalk", "sort": sort} if sort else None


def _by_rule(folded: str, history: Sequence[Turn]) -> dict[str, Any] | None:
    """Return what is certain about a message, or None."""
    rules = load_texts("turns", "all")
    folded = re.sub(rules.get("document"), "pan", folded)  # the plan d'action numérique is a document, not a plan to be made
    bare = without_marks(folded)
    for kind in ("decline", "smalltalk"):
        for sort, rule in rules.get(kind).items():
            if _matches(rule, folded, bare) and not (sort == "legal" and _followed_up(folded, bare, history) == "refine"):
                return {"kind": kind, "sort": sort}  # "and if the union files a grievance?" binds the case, and asks for no opinion
    words = len(bare.split())
    for kind in ("plan", "reflection"):
        asked = folded if words <= MOST_WORDS_OF_A_REQUEST else folded[:OPENING]  # a long message asks for one at once, or only names one
        if _matches(rules.get(kind), asked, bare):
            return {"kind": kind}
    if words <= MOST_WORDS_OF_A_FOLLOW_UP and (sort := _followed_up(folded, bare, history)):
        return {"kind": "followup", "sort": sort}
    if not history and words <= MOST_WORDS_OF_A_THEME and find_facets(folded, "fr"):
        return {"kind": "clarify"}
    if words <= MOST_WORDS_OF_A_FOLLOW_UP and past.last_list(history) and re.search(rules.get("leaning"), folded):
        return None  # "la deuxième, par où commencer?" calls for advice on what was proposed
    return next(({"kind": kind} for kind in ("fact", "situation") if _matches(rules.get(kind), folded, bare)), None)


def _followed_up(folded: str, bare: str, history: Sequence[Turn]) -> TurnSort:
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
    return next((sort for sort in sorted(sorts, key=list(rules).index) if _matches(rules[sort], folded, bare)), "")


def _matches(rule: dict[str, str], folded: str, bare: str) -> bool:
    if "whole" in rule:
        return re.fullmatch(rule["whole"], bare) is not None
    return re.search(rule["find"], folded) is not None


def _by_learner(said: str, guesses: Sequence[Guess], history: Sequence[Turn]) -> dict[str, Any]:
    """Return the likeliest kind that makes sense here: nothing can be followed up on at the start of a conversation."""
    best = next((guess for guess in guesses if _makes_sense(guess, said, history)), None)
    if best is not guesses[0] and not history and guesses[0].kind == "followup" and len(said.split()) <= MOST_WORDS_OF_A_VAGUE_ONE:
        return {"kind": "fact" if guesses[0].sort == "source" else "clarify"}  # it leans on what was never said
    limit = next((guess for guess in guesses if guess.kind == "decline" and guess.score >= MAY_DECLINE), None)
    if limit and best and best.kind in FACTS:
        best = limit
    found: dict[str, Any] = {"kind": best.kind, "sort": best.sort} if best else {"kind": "situation"}
    if past.last_list(history) and (sort := _leaning(plain(said), found, guesses)):
        return {"kind": "followup", "sort": sort}
    on_facts = bool(history) and history[-1].kind in FACTS  # then a question is about them
    return found | {"wavers": not on_facts and found["kind"] in ("situation", *FACTS) and wavers(guesses)}


def _leaning(folded: str, found: dict[str, Any], guesses: Sequence[Guess]) -> TurnSort:
    """Return the sort of a short message that leans on the list before it although it reads as something else; empty otherwise."""
    rules, words = load_texts("turns", "all"), len(folded.split())
    short = words <= MOST_WORDS_OF_A_CONSTRAINT + 4
    objects = words <= MOST_WORDS_OF_AN_OBJECTION and re.search(rules.get("objecting"), folded)
    binds = (short or objects) and find_constraints(folded)
    if binds and ({found["kind"], guesses[0].kind} & {"situation", "clarify", "smalltalk", "plan"} or found.get("sort") == "legal"):
        return "refine"
    if short and found["kind"] != "followup" and re.search(rules.get("leaning"), folded):
        return next(guess.sort for guess in guesses if guess.kind == "followup")
    return ""


def _makes_sense(guess: Guess, said: str, history: Sequence[Turn]) -> bool:
    """Tell whether a message can be of that kind here."""
    asked = bool(history) and history[-1].kind == "clarify"  # what comes after our question answers it; it is never asked twice in a row
    match guess.kind:
        case "decline":
            return guess.score >= SURE_TO_DECLINE
        case "followup":
            return any(turn.strategies for turn in history)
        case "smalltalk":
            return not asked and (guess.score >= SURELY_POLITE or not past.last_list(history))
        case "clarify":
            return not asked and len(said.split()) <= MOST_WORDS_OF_A_VAGUE_ONE
        case "fact" | "definition":
            rules = load_texts("turns", "all")
            if asked:  # what it answers our question with is about a document, or asks in so many words
                about = re.search(rules.get("aside")["about"], plain(said)) is not None
                return "?" in said or about or guess.score >= SURELY_ASKED
            return "?" in said or guess.score >= SURELY_ASKED or not re.search(rules.get("declares"), plain(said))
        case _:
            return not (asked and guess.kind in ("reflection", "plan"))


def _with_needs(base: Understanding, said: str, seen: tuple[list[str], Vectors], history: Sequence[Turn], index: Index) -> Understanding:
    """Return the understanding with what is looked for, what the case is now, and what a follow-up leans on."""
    if base.kind in ("decline", "smalltalk"):
        return base
    about = past.last_cited(history) if base.sort == "source" else past.last_shown(history)
    wanted, topic, sure = said, base.topic, False
    asked_to_clarify = bool(history) and history[-1].kind == "clarify"
    match base.kind, base.sort:
        case "situation", _:
            wanted = topic = f"{history[-1].question.rstrip(' .!?…')}. {said}" if asked_to_clarify else said
        case (("fact" | "definition"), _):
            wanted, sure = resolved(said, history)
        case "followup", "refine":
            wanted = topic = f"{base.topic} {said}".strip()
        case "followup", "back":
            about = past.turned_back_to(plain(said), history) or about
            wanted = topic = about.topic or about.question if about else said
            sort = _followed_up_beside(plain(said), history)
            base = base.model_copy(update={"sort": sort or "back"})
        case "followup", "reject" if len((told := without_rejection(said)).split()) >= ENOUGH_TO_TELL:
            wanted = topic = told
        case "followup", ("others" | "reject"):
            wanted = base.topic or said
        case (("plan" | "reflection"), _) if base.topic and past.last_list(history) and len(said.split()) < MOST_WORDS_OF_A_FOLLOW_UP:
            about = _meant_by_plan(plain(said), history)
            wanted = topic = about.topic if about and about.topic else base.topic
    pieces, vectors = seen if wanted == said else index.needs_of(wanted)
    asks = base.kind in FACTS and pieces[0] not in (said, calm(said))
    return base.model_copy(
        update={
            "alone": said if asks and not sure else "",
            "needs": tuple(pieces),
            "vectors": vectors,
            "facets": find_facets(plain(said if base.kind == "followup" else wanted), base.language),
            "constraints": find_constraints(plain(f"{topic} {said}")),
            "topic": topic,
            "about": about,
            "target": find_target(plain(said), about, past.last_list(history), index.corpus),
        }
    )


def _meant_by_plan(folded: str, history: Sequence[Turn]) -> Turn | None:
    """Return the turn that a plan or questions are asked about: the case gone back to, or else the last list."""
    back = load_texts("turns", "all").get("followup.back")["find"]
    turned = past.turned_back_to(folded, history) if re.search(back, folded) else None
    return turned or past.last_list(history)


def _followed_up_beside(folded: str, history: Sequence[Turn]) -> TurnSort:
    """Return what else a message asks that goes back to an earlier case: "back to the wifi: who could help?"."""
    rules = load_texts("turns", "all").get("followup")
    asked: tuple[TurnSort, ...] = ("signs", "pitfalls", "help", "example", "develop")
    return next((sort for sort in asked if re.search(rules[sort]["find"], folded)), "")
