"""First step: what kind of turn a message is, in which language, what it says of the case, and what it leans on.

Rules decide where they are certain (a greeting, a request for a plan, an instruction slipped into the text); everything else is
decided by the learner trained on written examples.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from assistant import history as past
from assistant.aside import part_aside, part_beside
from assistant.certain import FACTS, by_rule, followed_up, parting
from assistant.facets import find_facets
from assistant.hearing import heard_in
from assistant.leaning import goes_back, leaning_of, rejected_so_far
from assistant.meeting import theme_of
from assistant.message import plain, read_message, without_courtesies, without_instructions, without_marks, without_tags
from assistant.records import Heard, Turn, Understanding
from assistant.settle import wavers
from assistant.target import beyond_list, find_targets
from assistant.wanted import TEXTS, named_in, naming, wants_one, without_message, words_wanted
from corpus.clean import calm
from corpus.language import detect_language
from corpus.marked import RequestKind
from corpus.records import CONSTRAINTS, Language, TurnSort
from index.embed import Vectors
from index.learn import turn_before
from index.records import Guess
from index.search import Index
from prompts import load_texts

Kinds = Callable[[str], Mapping[RequestKind, float]]  # how likely a message asks for a text, for a change to one, for neither

MOST_WORDS_OF_A_CONSTRAINT = 12  # a longer message that names one tells a case of its own
MOST_WORDS_OF_AN_OBJECTION = 40  # "yes, but…", with what is lacking: a longer one tells the case anew
MOST_WORDS_OF_A_VAGUE_ONE = 18  # a longer message tells enough to advise on
SURELY_DECLINED = 0.8  # probability from which a message is declined although it reads as a question of fact or a call for advice
# What a school may ask how to go about, though the learner takes it for a matter of shopping or of law.
SUBJECTS_OF_OURS = frozenset({"ia", "cellulaires", "plateforme", "distance", "reseau", "appareils", "programmation", "ehdaa"})
TOLD_IN_LETTERS = frozenset({"legal", "health", "person"})  # limits whose words a letter holds without running into them
NEAR_LETTERS = frozenset({"privacy", "homework", "other"})  # and those that it may look like running into
SURELY_BEYOND = 0.985  # probability from which a letter that holds such words is declined
DECLINED_WHATEVER = 0.95  # probability from which it is, whatever a rule says that it asks of a list
MUST_DECLINE = 0.9  # probability from which it is, even where an incident is surely heard in it
SURELY_HAPPENED = 0.6  # probability of an incident from which it is rather seen to than declined
HAPPENED_WHATEVER = 0.85  # and from which it is whatever else it reads as
SURE_TO_DECLINE = 0.5  # probability below which a message is rather taken for something to help with
POINTED = 0.35  # probability from which a message asks something of one strategy, rather than for the one to begin with
LIKELY_PRICED = 0.7  # probability from which a question of price is one of fact, whatever was proposed before it
CHANGED, SURELY_CHANGED = 0.2, 0.7  # probability from which a message asks for a change to a text; and whatever else it reads as
MAY_ASK = 0.2  # probability from which a message that names a text asks for it, rather than tells of it
LIKELY = 0.6  # probability from which thanks and questions of fact change nothing of what was written
SURELY_VAGUE = 0.7  # probability below which a message rather tells of something to advise on
ENOUGH_TO_ADVISE = 5  # words of an opening that tell of a trouble, though they read as a follow-up
SURELY_POLITE = 0.6  # probability below which a message after strategies is rather about them than a courtesy
MAY_DECLINE = 0.4  # probability from which it is not taken for a question of fact: those that are reach it one time in a hundred
SURELY_ASKED = 0.9  # probability from which a message asks for a fact although its words lean on the answer before
POINTING = ("develop", "example", "why", "signs", "pitfalls", "help", "shorter")  # what is asked of one strategy of a list
ASKING = frozenset({"choice", "yesno"})  # what is wanted to know of an incident: whom to call, whether to tell the parents
YIELDING = ("legal", "person", "other", "homework", "privacy")  # limits that a request for a text may name without running into them
KEPT = ("source", "translate", "back")  # what is asked of a list whatever else is heard
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
        aside, said = part_beside(said, lambda piece: bool(followed_up(plain(piece), without_marks(plain(piece)), Heard(), history)))
    spoken, hearing = language or detect_language(question, past.language_of(history)), index.hear(said, _before(history))
    heard, topic = heard_in(hearing.tags, said, opens=not history), past.topic_of(history)
    kinds = cache(lambda message: index.request(message).kinds)  # asked several times of one message
    named = _named(said, heard, hearing.guesses[0], kinds)
    heard = naming(heard, named) if named or not _only_tells(said, heard, kinds) else without_message(heard)
    base = Understanding(question=question, said=said, heard=heard, aside=aside, language=spoken, kind="situation", topic=topic)
    certain = parting(question) or by_rule(plain(said), heard, history)
    if aside and not (certain and certain["kind"] in ("decline", "followup")):
        certain = {"kind": "situation"}
    if certain and certain["kind"] == "decline" and named and certain["sort"] in YIELDING and _limit(hearing.guesses) < MUST_DECLINE:
        certain = None  # "no lawyer's advice, just the letter"
    again = _redone(said, heard, hearing.guesses, history, index, kinds)
    if certain and certain["kind"] in ("decline", "smalltalk") and not (again and words_wanted(again.heard) in TEXTS):
        return base.model_copy(update=certain)
    if certain and certain.get("sort") == "translate":
        return _again(base, history, index, language)
    if again:
        anew = words_wanted(heard) and words_wanted(again.heard) not in TEXTS  # an evening that a text announces is no agenda wanted
        said, wants = again.asked, heard.wants if anew else again.heard.wants
        base = base.model_copy(update={"said": said, "heard": again.heard.model_copy(update={"wants": wants})})
        certain = {"kind": again.turn.kind} if again.turn.kind in ("plan", "reflection") else {"kind": "followup", "sort": "example"}
        if re.search(load_texts("turns", "all").get("to_english"), plain(question)):
            base = base.model_copy(update={"language": language or "en"})
    elif named:
        certain = _asked_for(hearing.guesses, history)
    elif certain is None or _yields(certain, hearing.guesses[0]):
        settled = _settled(certain, hearing.guesses, heard, bool(aside))
        certain = settled or _wanting(certain or _by_learner(said, heard, hearing.guesses, history), said, heard, hearing.guesses, history)
        certain = _of_incident(certain, base, hearing.guesses[0], history, index)
    if certain["kind"] == "decline" and not (certain["sort"] == "legal" and heard.happened >= SURELY_HAPPENED):  # then it is no incident
        certain = certain | {"heard": heard.model_copy(update={"incident": ""})}
    base = base.model_copy(update=certain)
    if base.kind == "followup" and base.sort == "translate":
        return _again(base, history, index, language)
    return _with_needs(base, said, index.needs_of(said), history, index)


def _of_incident(found: dict[str, Any], base: Understanding, best: Guess, history: Sequence[Turn], index: Index) -> dict[str, Any]:
    """Return what a message is after a case that tells of an incident: "j'appelle qui en premier?" asks for help with it first."""
    asks = best.sort == "help" or ASKING.intersection(base.heard.wants)
    if best.kind != "followup" or not asks or words_wanted(base.heard) or past.last_list(history) is None:
        return found
    return {"kind": "followup", "sort": "help"} if heard_in(index.hear(base.topic).tags).incident else found


def _limit(guesses: Sequence[Guess]) -> float:
    """Return how likely it is that a message is to be declined."""
    return max((guess.score for guess in guesses if guess.kind == "decline"), default=0.0)


def _named(said: str, heard: Heard, best: Guess, kinds: Kinds) -> str:
    """Return what a message asks for by its name; nothing where it is rather a question of fact that names it: "mot pour mot".

    A message to be sent is asked for where that is read in what is said: it may be asked for in other words, and told of ("elle a envoyé un
    courriel") without being asked for.
    """
    named = named_in(plain(said))
    if named == "message" and _may_tell(said, heard) and kinds(said)["new"] < MAY_ASK:
        named = ""
    elif not named and "message" in heard.wants and kinds(said)["new"] >= LIKELY:
        named = "message"
    return "" if best.kind in FACTS and best.score >= LIKELY and named not in heard.wants else named


def _only_tells(said: str, heard: Heard, kinds: Kinds) -> bool:
    """Tell whether a text that is heard in a message is told of in it, rather than asked for: "la secrétaire a envoyé un courriel"."""
    return "message" in heard.wants and _may_tell(said, heard) and kinds(said)["new"] < MAY_ASK


def _may_tell(said: str, heard: Heard) -> bool:
    """Tell whether a message is long enough to tell of a text that was sent, or tells of an incident."""
    return bool(heard.incident) or len(said.split()) > MOST_WORDS_OF_A_VAGUE_ONE


def _asked_for(guesses: Sequence[Guess], history: Sequence[Turn]) -> dict[str, Any]:
    """Return what a message is that asks for something by its name: a text of the list before it, or of the case that it tells."""
    best = guesses[0]
    limit = SURELY_BEYOND if best.sort in NEAR_LETTERS else DECLINED_WHATEVER
    if best.kind == "decline" and best.sort not in TOLD_IN_LETTERS and best.score >= limit:
        return {"kind": "decline", "sort": best.sort}
    return {"kind": "situation"} if past.last_list(history) is None else {"kind": "followup", "sort": "example"}


def _redone(said: str, heard: Heard, guesses: Sequence[Guess], history: Sequence[Turn], index: Index, kinds: Kinds) -> past.Redone | None:
    """Return what a message wants done otherwise (`assistant.history.redone`); thanks and questions of fact want nothing of the kind.

    What is to go into a text may hold an incident, or words of a limit: where a change to one is surely asked for, they do not count.
    """
    surely = past.may_change(said, history) and kinds(said)["edit"] >= SURELY_CHANGED and _limit(guesses) < SURELY_BEYOND
    beside = guesses[0].kind in ("smalltalk", *FACTS) and guesses[0].score >= LIKELY and not words_wanted(heard)
    if not surely and (heard.incident or beside or _limit(guesses) >= DECLINED_WHATEVER):
        return None
    return past.redone(said, heard, history, lambda place: _heard_at(place, history, index), lambda text: kinds(text)["edit"] >= CHANGED)


def _before(history: Sequence[Turn]) -> str:
    """Return the turn before a message as the reader knows it; empty at the beginning of a conversation."""
    return turn_before(history[-1].kind, history[-1].question) if history else ""


def _heard_at(place: int, history: Sequence[Turn], index: Index) -> Heard:
    """Return what is heard in the message of an earlier turn."""
    question = history[place].question
    heard = heard_in(index.hear(question, _before(history[:place])).tags, question, opens=not place)
    return naming(heard, named_in(plain(question)))


def _yields(certain: dict[str, Any], best: Guess) -> bool:
    """Tell whether what a rule says of a message may be set right by the learner."""
    if best.kind == "decline" and best.score >= DECLINED_WHATEVER:
        return True
    return certain["kind"] in ("fact", "situation", "plan") or certain.get("sort") in LEANING


def _wanting(found: dict[str, Any], said: str, heard: Heard, guesses: Sequence[Guess], history: Sequence[Turn]) -> dict[str, Any]:
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


def _settled(certain: dict[str, Any] | None, guesses: Sequence[Guess], heard: Heard, aside: bool) -> dict[str, Any] | None:
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


def _again(base: Understanding, history: Sequence[Turn], index: Index, language: Language | None) -> Understanding:
    """Understand the message before anew, to answer it in the other language."""
    place = past.repeated(history)
    if place is None:  # there was nothing but courtesies
        return base.model_copy(update={"kind": "smalltalk", "sort": "greeting"})
    english = re.search(load_texts("turns", "all").get("to_english"), plain(base.question))
    before = understand(history[place].question, history[:place], index, language or ("en" if english else "fr"))
    return before.model_copy(update={"question": base.question})


def _by_learner(said: str, heard: Heard, guesses: Sequence[Guess], history: Sequence[Turn]) -> dict[str, Any]:
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
    if guess.sort in ("other", "homework", "legal") and words_wanted(heard) not in ("", "effort", "product"):
        return True  # a letter is no homework, and arguments are no opinion on the law
    lawful = guess.sort == "legal" and re.search(load_texts("turns", "all").get("law"), folded)
    return guess.sort in ("other", "legal") and not lawful and bool(SUBJECTS_OF_OURS.intersection(heard.subjects))


def _makes_sense(guess: Guess, said: str, heard: Heard, history: Sequence[Turn]) -> bool:
    """Tell whether a message can be of that kind here."""
    asked = bool(history) and history[-1].kind == "clarify"  # what comes after our question answers it; it is never asked twice in a row
    match guess.kind:
        case "decline":
            told = guess.sort == "person" and "?" not in said  # somebody is spoken of, and nothing is asked of them
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


def _with_needs(base: Understanding, said: str, seen: tuple[list[str], Vectors], history: Sequence[Turn], index: Index) -> Understanding:
    """Return the understanding with what is looked for, what the case is now, and what a follow-up leans on."""
    if base.kind in ("decline", "smalltalk"):
        return base
    leaning = leaning_of(base, said, history)
    if words_wanted(base.heard) == "agenda" and (theme := theme_of(said, "en")):
        leaning = leaning.model_copy(update={"wanted": theme, "topic": leaning.topic or said})
    case = heard_in(index.hear(leaning.topic).tags, leaning.topic) if leaning.topic not in ("", said) else base.heard
    base, folded, listed = base.model_copy(update={"sort": leaning.sort}), plain(said), past.last_list(history)
    pieces, vectors = seen if leaning.wanted == said else index.needs_of(leaning.wanted)
    asks = base.kind in FACTS and pieces[0] not in (said, calm(said))
    worded = base.sort in WORDED and not goes_back(folded) and not words_wanted(base.heard)
    targets = find_targets(folded, leaning.about, listed, index.corpus, worded=worded)
    rejected = rejected_so_far(said, history, index.corpus) if base.kind == "followup" else frozenset()
    sort: TurnSort = "others" if targets and base.sort in WORDED and rejected.issuperset(targets) else base.sort  # "laisse faire l'écoute"
    about = leaning.about
    return base.model_copy(
        update={
            "sort": sort,
            "alone": said if asks and not leaning.sure else "",
            "before": past.answered_before(history, index.by_id) if base.kind in FACTS else None,
            "needs": tuple(pieces),
            "vectors": vectors,
            "facets": find_facets(plain(said if base.kind == "followup" else leaning.wanted), base.language),
            "constraints": tuple(one for one in CONSTRAINTS if one in (*case.constraints, *base.heard.constraints)),
            "subjects": tuple(dict.fromkeys((*case.subjects, *base.heard.subjects))),
            "incident": base.heard.incident or case.incident,
            "topic": leaning.topic,
            "shown": leaning.shown,
            "rejected": rejected,
            "about": about,
            "unlisted": base.kind == "followup" and sort in POINTING and not words_wanted(base.heard) and beyond_list(folded, listed),
            "sets_aside": sort == "others" and about is not None and len(about.strategies) > len(targets) > 0,
            "targets": targets,
        }
    )
