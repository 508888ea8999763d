"""First step: what kind of turn a message is, in which language, what it says of the case, and what it leans on.

Rules decide where they are certain (a greeting, a request for a plan, an instruction slipped into the text); everything else is
decided by the learner trained on written examples.
"""

import re
from collections.abc import Sequence
from typing import Any

from assistant import history as past
from assistant.alert import alerting
from assistant.aside import part_aside, part_beside
from assistant.certain import FACTS, MOST_WORDS_OF_A_FOLLOW_UP, by_rule, followed_up, parting
from assistant.facets import find_constraints, find_facets, find_subjects
from assistant.message import (
    plain,
    read_message,
    without_courtesies,
    without_instructions,
    without_marks,
    without_rejection,
    without_tags,
    without_turning_back,
)
from assistant.records import Turn, Understanding
from assistant.resolve import resolved
from assistant.settle import wavers
from assistant.target import beyond_list, find_rejected, find_targets
from assistant.wanted import wants_one, words_wanted
from corpus.clean import calm
from corpus.language import detect_language
from corpus.records import Corpus, Language, TurnSort
from index.embed import Vectors
from index.learn import turn_before
from index.records import Guess
from index.search import Index
from prompts import load_texts

MOST_WORDS_OF_A_CONSTRAINT = 12  # a longer message that names one tells a case of its own
MOST_WORDS_OF_AN_OBJECTION = 40  # "yes, but…", with what is lacking: a longer one tells the case anew
MOST_WORDS_OF_A_VAGUE_ONE = 18  # a longer message tells enough to advise on
ENOUGH_TO_ADD = 4  # words, after "back to the wifi", that add to the case
ENOUGH_TO_TELL = 7  # words, after "no, that is not it", that tell the case anew
SURELY_DECLINED = 0.8  # probability from which a message is declined although it reads as a question of fact or a call for advice
# What a school may ask how to go about, though the learner takes it for a matter of shopping or of law.
SUBJECTS_OF_OURS = frozenset({"ia", "cellulaires", "plateforme", "distance", "reseau", "appareils", "programmation", "ehdaa"})
SURE_TO_DECLINE = 0.5  # probability below which a message is rather taken for something to help with
SURELY_VAGUE = 0.7  # probability below which a message rather tells of something to advise on
ENOUGH_TO_ADVISE = 5  # words of an opening that tell of a trouble, though they read as a follow-up
SURELY_POLITE = 0.8  # probability below which a message after strategies is rather about them than a courtesy
MAY_DECLINE = 0.4  # probability from which it is not taken for a question of fact: those that are reach it one time in a hundred
SURELY_ASKED = 0.9  # probability from which a message asks for a fact although its words lean on the answer before
POINTING = ("develop", "example", "why", "signs", "pitfalls", "help", "shorter")  # what is asked of one strategy of a list
WORDED = ("develop", "example", "why", "signs", "pitfalls")  # where a word of its name is enough to mean a strategy
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
    if not aside and past.last_list(history):
        aside, said = part_beside(said, lambda piece: bool(followed_up(plain(piece), without_marks(plain(piece)), history)))
    spoken = language or detect_language(question, past.language_of(history))
    base = Understanding(question=question, said=said, aside=aside, language=spoken, kind="situation", topic=past.topic_of(history))
    certain = parting(question) or by_rule(plain(said), history)
    if aside and not (certain and certain["kind"] in ("decline", "followup")):
        certain = {"kind": "situation"}
    if certain and certain["kind"] in ("decline", "smalltalk"):
        return base.model_copy(update=certain)
    if certain and certain.get("sort") == "translate":
        return _again(base, history, index, language)
    if again := past.redone(said, history):
        asked, said = again
        base = base.model_copy(update={"said": said})
        certain = {"kind": asked.kind} if asked.kind != "followup" else {"kind": "followup", "sort": "example"}
    elif certain is None or (_yields(certain) and not alerting(plain(said))):
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
    asks = certain is not None and certain["kind"] in ("fact", "situation", "plan")
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


def _by_learner(said: str, guesses: Sequence[Guess], history: Sequence[Turn]) -> dict[str, Any]:
    """Return the likeliest kind that makes sense here: nothing can be followed up on at the start of a conversation."""
    best = next((guess for guess in guesses if _makes_sense(guess, said, history)), None)
    if best is not guesses[0] and not history and guesses[0].kind == "followup" and len(said.split()) <= MOST_WORDS_OF_A_VAGUE_ONE:
        told = best is not None and best.kind == "situation" and len(said.split()) >= ENOUGH_TO_ADVISE
        if not told:  # it leans on what was never said
            return {"kind": "fact" if guesses[0].sort == "source" else "clarify"}
    limits = (guess for guess in guesses if guess.kind == "decline" and not _ours(guess, plain(said)))
    limit = next((guess for guess in limits if guess.score >= MAY_DECLINE), None)
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


def _ours(guess: Guess, folded: str) -> bool:
    """Tell whether what may be out of our limits is a question of conduct on a subject of ours: "faut-tu une politique d'IA?"."""
    lawful = guess.sort == "legal" and re.search(load_texts("turns", "all").get("law"), folded)
    return guess.sort in ("other", "legal") and not lawful and bool(SUBJECTS_OF_OURS.intersection(find_subjects(folded)))


def _makes_sense(guess: Guess, said: str, history: Sequence[Turn]) -> bool:
    """Tell whether a message can be of that kind here."""
    asked = bool(history) and history[-1].kind == "clarify"  # what comes after our question answers it; it is never asked twice in a row
    match guess.kind:
        case "decline":
            return guess.score >= (SURELY_DECLINED if _ours(guess, plain(said)) else SURE_TO_DECLINE)
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


def _with_needs(base: Understanding, said: str, seen: tuple[list[str], Vectors], history: Sequence[Turn], index: Index) -> Understanding:
    """Return the understanding with what is looked for, what the case is now, and what a follow-up leans on."""
    if base.kind in ("decline", "smalltalk"):
        return base
    about = _leant_on(base, plain(said), history)
    wanted, topic, sure, shown = said, base.topic, False, past.shown_lately(history)
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
            told = about.topic or about.question if about else said
            asked, sort = without_turning_back(said), _followed_up_beside(plain(said), history)
            adds = not sort and about is not None and len(asked.split()) >= ENOUGH_TO_ADD
            wanted = topic = f"{told} {asked}" if adds else told
            shown = frozenset(about.strategies) if about else shown
            base = base.model_copy(update={"sort": "refine" if adds else sort or "back"})
        case "followup", "reject" if len((told := without_rejection(said)).split()) >= ENOUGH_TO_TELL:
            wanted = topic = told
        case "followup", ("others" | "reject"):
            wanted = base.topic or said
        case (("plan" | "reflection"), _) if base.topic and past.last_list(history) and len(said.split()) < MOST_WORDS_OF_A_FOLLOW_UP:
            about = _meant_by_plan(plain(said), history)
            wanted = topic = about.topic if about and about.topic else base.topic
    pieces, vectors = seen if wanted == said else index.needs_of(wanted)
    asks = base.kind in FACTS and pieces[0] not in (said, calm(said))
    worded = base.sort in WORDED and not _goes_back(plain(said)) and not words_wanted(plain(said))
    targets = find_targets(plain(said), about, past.last_list(history), index.corpus, worded=worded)
    rejected = _rejected(said, history, index.corpus) if base.kind == "followup" else frozenset()
    if targets and base.sort in WORDED and rejected.issuperset(targets):  # "laisse faire l'écoute" asks for no more of it
        base = base.model_copy(update={"sort": "others"})
    return base.model_copy(
        update={
            "alone": said if asks and not sure else "",
            "before": past.answered_before(history, index.by_id) if base.kind in FACTS else None,
            "needs": tuple(pieces),
            "vectors": vectors,
            "facets": find_facets(plain(said if base.kind == "followup" else wanted), base.language),
            "constraints": find_constraints(plain(f"{topic} {said}")),
            "subjects": find_subjects(plain(topic or said)),
            "topic": topic,
            "shown": shown,
            "rejected": rejected,
            "about": about,
            "unlisted": base.kind == "followup" and base.sort in POINTING and beyond_list(plain(said), past.last_list(history)),
            "sets_aside": base.sort == "others" and about is not None and len(about.strategies) > len(targets) > 0,
            "targets": targets,
        }
    )


def _rejected(said: str, history: Sequence[Turn], corpus: Corpus) -> frozenset[str]:
    """Return the strategies that are not to be spoken of any more, for what was said of them since the case was told."""
    later = [turn.question for turn in past.since_the_case(history) if turn.kind == "followup"]
    return frozenset(id_ for text in (*later, said) for id_ in find_rejected(plain(text), corpus))


def _leant_on(base: Understanding, folded: str, history: Sequence[Turn]) -> Turn | None:
    """Return the turn that a message leans on: what was cited, the list where words on it or one of it are wanted, or what was shown."""
    if base.sort == "source":
        whole = re.search(load_texts("turns", "all").get("all_of_it"), folded) is not None
        return past.all_cited(history) if whole else past.last_cited(history)
    listed = past.last_list(history) if base.kind == "followup" and (words_wanted(folded) or wants_one(folded)) else None
    return listed or past.last_shown(history)


def _meant_by_plan(folded: str, history: Sequence[Turn]) -> Turn | None:
    """Return the turn that a plan or questions are asked about: the case gone back to, or else the last list."""
    turned = past.turned_back_to(folded, history) if _goes_back(folded) else None
    return turned or past.last_list(history)


def _goes_back(folded: str) -> bool:
    """Tell whether a message goes back to an earlier case."""
    return re.search(load_texts("turns", "all").get("followup.back")["find"], folded) is not None


def _followed_up_beside(folded: str, history: Sequence[Turn]) -> TurnSort:
    """Return what else a message asks that goes back to an earlier case: "back to the wifi: who could help?"."""
    rules = load_texts("turns", "all").get("followup")
    asked: tuple[TurnSort, ...] = ("signs", "pitfalls", "help", "example", "develop")
    one_of_them: TurnSort = "develop" if re.search(load_texts("turns", "all").get("one_of_them"), folded) else ""
    return next((sort for sort in asked if re.search(rules[sort]["find"], folded)), one_of_them)
