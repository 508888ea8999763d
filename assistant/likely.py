"""What a message most likely is, by what was learned from written examples, and where that is surer than what its words say."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from assistant import history as past
from assistant.certain import FACTS
from assistant.message import plain
from assistant.records import Heard, Turn, Understanding
from assistant.settle import wavers
from assistant.wanted import wants_one, words_wanted
from corpus.records import TurnSort
from index.records import Guess
from prompts import load_texts

MOST_WORDS_OF_A_CONSTRAINT = 12  # a longer message that names one tells a case of its own
MOST_WORDS_OF_AN_OBJECTION = 40  # "yes, but…", with what is lacking: a longer one tells the case anew
MOST_WORDS_OF_A_VAGUE_ONE = 18  # a longer message tells enough to advise on
SURELY_DECLINED = 0.8  # probability from which a message is declined although it reads as a question of fact or a call for advice
# What a school may ask how to go about, though the learner takes it for a matter of shopping or of law.
SUBJECTS_OF_OURS = frozenset({"ia", "cellulaires", "plateforme", "distance", "reseau", "appareils", "programmation", "ehdaa"})
DECLINED_WHATEVER = 0.95  # probability from which it is, whatever a rule says that it asks of a list
MUST_DECLINE = 0.9  # probability from which it is, even where an incident is surely heard in it
SURELY_HAPPENED = 0.6  # probability of an incident from which it is rather seen to than declined
HAPPENED_WHATEVER = 0.85  # and from which it is whatever else it reads as
SURE_TO_DECLINE = 0.5  # probability below which a message is rather taken for something to help with
POINTED = 0.35  # probability from which a message asks something of one strategy, rather than for the one to begin with
LIKELY_PRICED = 0.7  # probability from which a question of price is one of fact, whatever was proposed before it
SURELY_VAGUE = 0.7  # probability below which a message rather tells of something to advise on
ENOUGH_TO_ADVISE = 5  # words of an opening that tell of a trouble, though they read as a follow-up
SURELY_POLITE = 0.6  # probability below which a message after strategies is rather about them than a courtesy
MAY_DECLINE = 0.4  # probability from which it is not taken for a question of fact: those that are reach it one time in a hundred
SURELY_ASKED = 0.9  # probability from which a message asks for a fact although its words lean on the answer before
POINTING = ("develop", "example", "why", "signs", "pitfalls", "help", "shorter")  # what is asked of one strategy of a list
ASKING = frozenset({"choice", "yesno"})  # what is wanted to know of an incident: whom to call, whether to tell the parents
KEPT = ("source", "translate", "back")  # what is asked of a list whatever else is heard
LEANING = ("develop", "example", "why", "signs", "pitfalls", "help", "others", "shorter", "refine")  # what asks may be mistaken for


def of_incident(
    found: dict[str, Any], base: Understanding, best: Guess, history: Sequence[Turn], hear: Callable[[str], Heard]
) -> dict[str, Any]:
    """Return what a message is after a case that tells of an incident: "j'appelle qui en premier?" asks for help with it first."""
    asks = best.sort == "help" or ASKING.intersection(base.heard.wants)
    if best.kind != "followup" or not asks or words_wanted(base.heard) or past.last_list(history) is None:
        return found
    return {"kind": "followup", "sort": "help"} if hear(base.topic).incident else found


def says_limit(sort: str, folded: str) -> bool:
    """Tell whether a message holds the very words of a limit: what is asked for in them runs into it, were it a letter."""
    limits: dict[str, dict[str, str]] = load_texts("turns", "all").get("decline")
    return "words" in limits.get(sort, {}) and re.search(limits[sort]["words"], folded) is not None


def limit_of(guesses: Sequence[Guess]) -> float:
    """Return how likely it is that a message is to be declined."""
    return max((guess.score for guess in guesses if guess.kind == "decline"), default=0.0)


def yields(certain: dict[str, Any], best: Guess) -> bool:
    """Tell whether what a rule says of a message may be set right by the learner."""
    if best.kind == "decline" and best.score >= DECLINED_WHATEVER:
        return True
    return certain["kind"] in ("fact", "situation", "plan") or certain.get("sort") in LEANING


def wanting(found: dict[str, Any], said: str, heard: Heard, guesses: Sequence[Guess], history: Sequence[Turn]) -> dict[str, Any]:
    """Return what a message is once what it wants of the list before it is known: words to say, questions to put, the one to begin with."""
    priced = words_wanted(heard) == "effort" and guesses[0].score < LIKELY_PRICED  # "combien ça coûte?", of what was proposed
    may_want = ("situation", "followup", "clarify", *(("fact",) if priced and history and history[-1].kind not in FACTS else ()))
    if past.last_list(history) is None or found["kind"] not in may_want or found.get("sort") in KEPT:
        return found
    if "questions" in heard.wants:
        return {"kind": "reflection"}
    told = words_wanted(heard) != "speech" or re.search(load_texts("wanted", "all").get("spoken"), plain(said))
    if words_wanted(heard) and told:
        return {"kind": "followup", "sort": "example"}
    pointed = found.get("sort") in POINTING and guesses[0].sort == found["sort"] and guesses[0].score >= POINTED
    return {"kind": "followup", "sort": "why"} if wants_one(heard) and not pointed else found


def overruled(certain: dict[str, Any] | None, guesses: Sequence[Guess], heard: Heard, aside: bool) -> dict[str, Any] | None:
    """Return what the learner knows better than the rules; None where they stand.

    A message that names a measure, or asks how, may run into a limit all the same; a question of fact may be put as a call for advice, or
    with the words of a follow-up.

    :param aside: whether the message asks for a fact beside its case already.
    """
    best = guesses[0]
    if heard.incident:  # it is told in the words of what is declined
        if heard.happened >= HAPPENED_WHATEVER:
            return None
        surely = best.score >= (MUST_DECLINE if heard.happened >= SURELY_HAPPENED else SURELY_DECLINED)
        return {"kind": best.kind, "sort": best.sort} if best.kind == "decline" and surely else None
    asks = certain is not None and certain["kind"] in ("fact", "situation", "plan")
    if certain and best.kind == "decline" and best.score >= (SURELY_DECLINED if asks else DECLINED_WHATEVER):
        return {"kind": best.kind, "sort": best.sort}
    leans = certain is not None and not aside and (certain["kind"] in ("situation", "plan") or certain.get("sort") in LEANING)
    return {"kind": best.kind} if leans and best.kind in FACTS and best.score >= SURELY_ASKED else None


def by_learner(said: str, heard: Heard, guesses: Sequence[Guess], history: Sequence[Turn]) -> dict[str, Any]:
    """Return the likeliest kind that makes sense here: nothing can be followed up on at the start of a conversation."""
    best = next((guess for guess in guesses if _makes_sense(guess, said, heard, history)), None)
    if best is not guesses[0] and not history and guesses[0].kind == "followup" and len(said.split()) <= MOST_WORDS_OF_A_VAGUE_ONE:
        told = best is not None and best.kind == "situation" and len(said.split()) >= ENOUGH_TO_ADVISE
        if not told:  # it leans on what was never said
            return {"kind": "fact" if guesses[0].sort == "source" else "clarify"}
    limits = (guess for guess in guesses if guess.kind == "decline" and not _ours(guess, plain(said), heard))
    limit = next((guess for guess in limits if guess.score >= MAY_DECLINE), None)
    if limit and best and best.kind in FACTS:
        best = limit
    found: dict[str, Any] = {"kind": best.kind, "sort": best.sort} if best else {"kind": "situation"}
    if past.last_list(history) and (sort := _leaning(plain(said), found, heard, guesses)):
        return {"kind": "followup", "sort": sort}
    on_facts = bool(history) and history[-1].kind in FACTS  # then a question is about them
    return found | {"wavers": not on_facts and found["kind"] in ("situation", *FACTS) and wavers(guesses)}


def _leaning(folded: str, found: dict[str, Any], heard: Heard, guesses: Sequence[Guess]) -> TurnSort:
    """Return the sort of a short message that leans on the list before it although it reads as something else; empty otherwise."""
    rules, words = load_texts("turns", "all"), len(folded.split())
    short = words <= MOST_WORDS_OF_A_CONSTRAINT + 4
    objects = words <= MOST_WORDS_OF_AN_OBJECTION and re.search(rules.get("objecting"), folded)
    binds = (short or objects) and heard.constraints
    if binds and ({found["kind"], guesses[0].kind} & {"situation", "clarify", "smalltalk", "plan"} or found.get("sort") == "legal"):
        return "refine"
    if short and found["kind"] != "followup" and re.search(rules.get("leaning"), folded):
        return next(guess.sort for guess in guesses if guess.kind == "followup")
    return ""


def _ours(guess: Guess, folded: str, heard: Heard) -> bool:
    """Tell whether what may be out of our limits is a question of conduct on a subject of ours: "faut-tu une politique d'IA?"."""
    if says_limit(guess.sort, folded):
        return False
    if guess.sort in ("other", "homework", "legal") and words_wanted(heard) not in ("", "effort", "product"):
        return True  # a letter is no homework, and arguments are no opinion on the law
    lawful = guess.sort == "legal" and re.search(load_texts("turns", "all").get("law"), folded)
    return guess.sort in ("other", "legal") and not lawful and bool(SUBJECTS_OF_OURS.intersection(heard.subjects))


def _makes_sense(guess: Guess, said: str, heard: Heard, history: Sequence[Turn]) -> bool:
    """Tell whether a message can be of that kind here."""
    asked = bool(history) and history[-1].kind == "clarify"  # what comes after our question answers it; it is never asked twice in a row
    match guess.kind:
        case "decline":
            judging = re.search(load_texts("turns", "all").get("decline")["person"]["asks"], plain(said)) is not None
            told = guess.sort == "person" and "?" not in said and not judging  # somebody is spoken of, and nothing is asked of them
            return guess.score >= (SURELY_DECLINED if told or _ours(guess, plain(said), heard) else SURE_TO_DECLINE)
        case "followup":
            return any(turn.strategies for turn in history)
        case "smalltalk":
            return not asked and (guess.score >= SURELY_POLITE or not past.last_list(history))
        case "clarify":
            vague = guess.score >= SURELY_VAGUE and len(said.split()) <= MOST_WORDS_OF_A_VAGUE_ONE
            return vague and not asked and not past.last_list(history)
        case "fact" | "definition":
            rules = load_texts("turns", "all")
            if asked:  # what it answers our question with is about a document, or asks in so many words
                about = re.search(rules.get("aside")["about"], plain(said)) is not None
                return "?" in said or about or guess.score >= SURELY_ASKED
            return "?" in said or guess.score >= SURELY_ASKED or not re.search(rules.get("declares"), plain(said))
        case _:
            on_facts = bool(history) and history[-1].kind in FACTS and not past.last_list(history)  # no case was told
            return guess.kind not in ("reflection", "plan") or not (asked or on_facts)
