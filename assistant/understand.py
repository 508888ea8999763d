"""First step: what kind of turn a message is, in which language, what it says of the case, and what it leans on.

Rules decide where they are certain (a greeting, a request for a plan, an instruction slipped into the text); everything else is
decided by the learner trained on written examples.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from assistant import history as past
from assistant.aside import part_aside, part_beside
from assistant.certain import FACTS, by_rule, followed_up, parting
from assistant.facets import find_facets
from assistant.hearing import heard_in
from assistant.leaning import goes_back, leaning_of, rejected_so_far
from assistant.likely import MUST_DECLINE, POINTING, SURELY_HAPPENED, by_learner, limit_of, of_incident, overruled, wanting, yields
from assistant.meeting import theme_of
from assistant.message import plain, read_message, without_courtesies, without_instructions, without_marks, without_tags
from assistant.misread import misreads, parted
from assistant.practical import DECIDED, WEIGHS, practical_of, weighed
from assistant.records import Heard, Practical, Turn, Understanding
from assistant.requested import asked_for, before_of, named_or_heard, only_tells, redone
from assistant.target import beyond_list, find_targets
from assistant.wanted import TEXTS, naming, without_message, words_wanted
from corpus.clean import calm
from corpus.language import detect_language
from corpus.records import CONSTRAINTS, Language, TurnSort
from index.search import Index
from prompts import load_texts

DENIED, MOST_DENIED = 0.3, 2  # probability from which a strategy is what a denied trouble calls for; how many are at most
YIELDING = ("legal", "person", "other", "homework", "privacy")  # limits that a request for a text may name without running into them
WORDED = ("develop", "example", "why", "signs", "pitfalls")  # where a word of its name is enough to mean a strategy


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
    spoken, hearing = language or detect_language(question, past.language_of(history)), index.hear(said, before_of(history))
    heard, topic = heard_in(hearing.tags, said, opens=not history), past.topic_of(history)
    kinds = cache(lambda message: index.request(message).kinds)  # asked several times of one message
    hear = cache(lambda case: heard_in(index.hear(case).tags, case))  # and what is heard in the case
    named = named_or_heard(said, heard, hearing.guesses[0], kinds)
    heard = naming(heard, named) if named or not only_tells(said, heard, kinds) else without_message(heard)
    base = Understanding(question=question, said=said, heard=heard, aside=aside, language=spoken, kind="situation", topic=topic)
    certain = parting(question) or by_rule(plain(said), heard, history)
    if aside and not (certain and certain["kind"] in ("decline", "followup")):
        certain = {"kind": "situation"}
    if certain and certain["kind"] == "decline" and named and certain["sort"] in YIELDING and limit_of(hearing.guesses) < MUST_DECLINE:
        certain = None  # "no lawyer's advice, just the letter"
    again = redone(said, heard, hearing.guesses, history, index, kinds)
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
        certain = asked_for(said, hearing.guesses, history)
    elif certain is None or yields(certain, hearing.guesses[0]):
        settled = overruled(certain, hearing.guesses, heard, bool(aside))
        certain = settled or wanting(certain or by_learner(said, heard, hearing.guesses, history), said, heard, hearing.guesses, history)
        certain = of_incident(certain, base, hearing.guesses[0], history, hear)
    if certain["kind"] == "decline" and not (certain["sort"] == "legal" and heard.happened >= SURELY_HAPPENED):  # then it is no incident
        certain = certain | {"heard": heard.model_copy(update={"incident": ""})}
    base = base.model_copy(update=certain)
    if base.kind == "followup" and base.sort == "translate":
        return _again(base, history, index, language)
    must = base.kind == "decline" and limit_of(hearing.guesses) >= MUST_DECLINE
    seen_to = bool(history and heard.incident and hear(topic).incident)
    practical = None if must or again else practical_of(base, said, history, seen_to=seen_to)
    if practical:
        told: dict[str, Any] = {"kind": "followup", "sort": "example"} if history else {"kind": "situation", "sort": ""}
        base = base.model_copy(update={**told, "practical": practical, "wavers": False})
        base = _of_incident(base, practical) if history and hear(base.topic).incident else base
    return _with_needs(base, said, history, index, hear)


def _of_incident(base: Understanding, practical: Practical) -> Understanding:
    """Return what a practical question is after a case that tells of an incident: what was to be done first is said already."""
    grave = practical.replies or not {*DECIDED, WEIGHS}.isdisjoint(practical.asks)
    heard = base.heard.model_copy(update={"incident": ""})
    return base.model_copy(update={"heard": heard, "practical": weighed(practical) if grave else practical})


def _again(base: Understanding, history: Sequence[Turn], index: Index, language: Language | None) -> Understanding:
    """Understand the message before anew, to answer it in the other language."""
    place = past.repeated(history)
    if place is None:  # there was nothing but courtesies
        return base.model_copy(update={"kind": "smalltalk", "sort": "greeting"})
    english = re.search(load_texts("turns", "all").get("to_english"), plain(base.question))
    before = understand(history[place].question, history[:place], index, language or ("en" if english else "fr"))
    return before.model_copy(update={"question": base.question})


def _with_needs(base: Understanding, said: str, history: Sequence[Turn], index: Index, hear: Callable[[str], Heard]) -> Understanding:
    """Return the understanding with what is looked for, what the case is now, and what a follow-up leans on.

    :param hear: what is heard in a case.
    """
    if base.kind in ("decline", "smalltalk"):
        return base
    leaning = leaning_of(base, said, history)
    if words_wanted(base.heard) == "agenda" and (theme := theme_of(said, "en")):
        leaning = leaning.model_copy(update={"wanted": theme, "topic": leaning.topic or said})
    case = hear(leaning.topic) if leaning.topic not in ("", said) else base.heard
    base, folded, listed = base.model_copy(update={"sort": leaning.sort}), plain(said), past.last_list(history)
    pieces, vectors = index.needs_of(leaning.wanted)
    asks = base.kind in FACTS and pieces[0] not in (said, calm(said))
    worded = base.sort in WORDED and not goes_back(folded) and not words_wanted(base.heard)
    targets = find_targets(folded, leaning.about, listed, index.corpus, worded=worded)
    rejected = rejected_so_far(said, history, index.corpus) if base.kind == "followup" else frozenset()
    denied = parted(said).denied if base.sort == "reject" and misreads(said) else ""
    if denied:
        case = case.model_copy(update={"surely": tuple(one for one in case.surely if one not in hear(denied).subjects)})
        rejected |= {*_called_for(denied, index), *(leaning.about.strategies[:1] if leaning.about else ())}  # what led was misread
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
            "subjects": case.surely if denied else tuple(dict.fromkeys((*case.surely, *base.heard.surely))),
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


def _called_for(denied: str, index: Index) -> frozenset[str]:
    """Return the strategies that a trouble would call for which is said not to be the trouble."""
    ranked = index.rank(*index.needs_of(denied))[0]
    return frozenset(one.id for one in ranked[:MOST_DENIED] if one.score >= DENIED)
