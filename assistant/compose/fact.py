"""The answer to a question of fact or a definition: the fact itself first, in one to three sentences, or a plain "I do not know"."""

import re
from collections.abc import Sequence

from assistant.message import plain
from assistant.premise import assumes, beyond, costs_nothing, misattributed, miscounted, misdated, misnamed, misvalued, totals_of
from assistant.records import Block, Claim, Draft, Found, Result, Understanding
from assistant.voice import Voice
from corpus.chunk import Passage
from corpus.clean import fold, words
from corpus.language import detect_language
from corpus.records import Corpus, Limit
from index.evidence import names_of, numbers_of
from index.lexical import Stems
from index.records import Hit
from prompts import load_texts

SAID = ("deduit", "deduction", "calcul", "verifi")  # the passage says it itself
NOTES = {"unverified": "fact.unverified", "single-source": "fact.single", "inferred": "fact.inferred"}


MOST_STRANGE = 2  # figures of a question that are named as not confirmed
MOST_WORDS = 60  # of an answer to a question of fact, as far as a second fact is concerned
REPEATED = 0.6  # share of its words that another says already
NEAR = 2.8  # logits behind the best passage at which another is told beside it; chosen on the development set of facts


def compose_fact(understanding: Understanding, found: Found, corpus: Corpus, by_id: dict[str, Passage]) -> Draft:
    """Return the draft of an answer to a question of fact.

    :param found: the passages, best first, whether they answer, and what was worked out from them.
    """
    voice, hits = Voice(understanding.language, understanding.question), found.hits
    limit = corpus.limits.get(hits[0].passage.id) if hits and found.answered else None
    if found.result:
        claims = _worked_out(found.result, by_id, voice)
    elif limit:
        claims = _limit(limit, by_id, voice)
    elif found.answered:
        asked = understanding.aside or understanding.said  # what was said before supposes nothing any more
        corrected = _correction(asked, hits[0].passage, corpus, voice, found.denied) if found.told < 2 or found.denied else []
        claims = [*corrected, *_known(hits[0].passage, corpus, by_id, voice)]
        several = found.told > 1 or (not found.denied and _worth_telling(hits, voice))
        claims += [_claim(hit.passage, voice) for hit in hits[1 : max(2, found.told)] if several]
        claims += _dimension(asked, claims, corpus, by_id, voice)
    elif found.unsure:
        known = _known(hits[0].passage, corpus, by_id, voice)
        claims = [Claim(text=voice.say("fact.unsure")), *known, Claim(text=voice.say("fact.unsure_more"))]
    else:
        claims = _unknown(understanding.aside or understanding.said, hits, voice)
    defines = not found.answered or hits[0].passage.defines or hits[0].passage.owner in corpus.cards
    kind = understanding.kind if defines else "fact"  # "Biblius, c'est à payer, ça?" is put as a question of definition
    return Draft(kind=kind, blocks=(Block(claims=tuple(claims)),), follow_ups=_follow_ups(claims, hits, voice))


def _dimension(question: str, claims: Sequence[Claim], corpus: Corpus, by_id: dict[str, Passage], voice: Voice) -> list[Claim]:
    """Say what the dimension is called that a question asks for and of which only the number was told."""
    told = " ".join(claim.text for claim in claims)
    numbers = {int(number) for number in re.findall(r"\bdimensions? (\d{1,2})\b", fold(told))}
    if len(numbers) != 1 or not re.search(load_texts("expected", "all").get("dimension"), plain(question)):
        return []
    found = next((dimension for dimension in corpus.dimensions.values() if dimension.number in numbers), None)
    known = found is not None and any(fold(name) in fold(told) for name in (found.name, found.name_en))
    return [_claim(by_id[found.id], voice)] if found and not known else []


def _worked_out(result: Result, by_id: dict[str, Passage], voice: Voice) -> list[Claim]:
    """Say the result, then the facts that its figures stand in."""
    said = voice.say("fact.joined", label=result.label, text=result.text) if result.label else voice.say("fact.result", text=result.text)
    told = [by_id[id_] for id_ in result.passages]
    resting = next((_resting(passage, by_id, voice) for passage in told if passage.rests_on), [])
    return [Claim(text=said), *(_claim(passage, voice) for passage in told), *resting]


def _worth_telling(hits: Sequence[Hit], voice: Voice) -> bool:
    """Tell whether a second fact is so near to the first that it may be the one meant, and short enough to stand beside it."""
    if len(hits) < 2 or hits[1].passage.source is None:
        return False
    words = len(f"{voice.passage(hits[0].passage)} {voice.passage(hits[1].passage)}".split())
    return hits[1].score >= hits[0].score - NEAR and words <= MOST_WORDS and not _repeats(voice.passage(hits[1].passage), hits[0].passage)


def _repeats(text: str, passage: Passage) -> bool:
    """Tell whether a fact says again what a passage says: its figures, in its words."""
    stems, told = Stems(), f"{passage.text} {passage.text_en}"
    mine = set(stems(text))
    return numbers_of(text) <= numbers_of(told) and len(mine & set(stems(told))) >= REPEATED * len(mine)


def _known(passage: Passage, corpus: Corpus, by_id: dict[str, Passage], voice: Voice) -> list[Claim]:
    """Say what a passage says, how sure it is, and what it starts from where it has no source itself."""
    if passage.owner in corpus.cards:
        return _strategy(passage.owner, corpus, voice)
    claims = [_claim(passage, voice)]
    note = NOTES.get(passage.confidence)
    if note and not any(mark in fold(passage.text) for mark in SAID):
        claims.append(Claim(text=voice.say(note)))
    return [*claims, *_resting(passage, by_id, voice)]


def _resting(passage: Passage, by_id: dict[str, Passage], voice: Voice) -> list[Claim]:
    """Say what a reading, or a name that is not verified, starts from; nothing of what has a source itself."""
    if not passage.rests_on:
        return []
    return [Claim(text=voice.say(f"fact.rests_on.{passage.confidence}")), *(_claim(by_id[id_], voice) for id_ in passage.rests_on)]


def _correction(question: str, passage: Passage, corpus: Corpus, voice: Voice, denied: bool) -> list[Claim]:
    """Say first where a question takes for granted what the passage denies.

    :param denied: whether it is known to.
    """
    if named := beyond(question, corpus):
        return [Claim(text=voice.say("fact.beyond", asked=named[0]))]
    told = f"{passage.text} {passage.text_en}"
    denied = denied or misnamed(question, passage.text) or ("$" in question and costs_nothing(question, passage.text))
    other = miscounted(question, voice.passage(passage), totals_of(corpus)) or misdated(question, passage.text)
    if other := other or (misvalued(question, voice.passage(passage)) if denied or assumes(question) else None):
        return [Claim(text=voice.say("fact.miscounted", said=other[0], asked=other[1]))]
    if named := misattributed(question, passage.text):
        return [Claim(text=voice.say("fact.misattributed", said=named[0], asked=named[1]))]
    known = numbers_of(told) | set(words(told))
    strange = (numbers_of(question) | names_of(question)) - known
    if not (denied or (assumes(question) and strange)):
        return []
    written = [word for word in dict.fromkeys(re.findall(r"\d[\w-]*", question)) if fold(word) in strange]
    if 0 < len(written) <= MOST_STRANGE:
        return [Claim(text=voice.say("fact.not_held", named=voice.join([voice.marked(word) for word in written])))]
    return [Claim(text=voice.say("fact.otherwise"))]


def _strategy(id_: str, corpus: Corpus, voice: Voice) -> list[Claim]:
    """Say what a strategy is: what the research says of it, what it consists of, what sets it apart."""
    card = corpus.cards[id_]
    claims = [
        Claim(text=f"**{card.id}, {voice.name(card)}.** {voice.say('definition.family', name=voice.family(corpus.families[card.family]))}"),
        Claim(text=voice.finding(card), kind="constat", passages=(f"{id_}/constat",)),
        Claim(text=voice.summary(card), kind="suggestion", lead=voice.say("definition.summary")),
    ]
    if card.distinct:
        claims.append(Claim(text=voice.distinct(card), kind="suggestion", lead=voice.say("definition.distinct")))
    return claims


def _limit(limit: Limit, by_id: dict[str, Passage], voice: Voice) -> list[Claim]:
    claims = [Claim(text=limit.text if voice.french else limit.en)]
    if limit.nearest:
        claims += [Claim(text=voice.say("fact.nearest")), _claim(by_id[limit.nearest[0]], voice)]
    if limit.where:
        claims.append(Claim(text=voice.say("fact.where", where=limit.where)))
    return claims


def _unknown(question: str, hits: Sequence[Hit], voice: Voice) -> list[Claim]:
    """Say that it is not known, the nearest thing that is, if any is near, and where to look: the body that the question names, if any."""
    claims = [Claim(text=voice.say("fact.unknown"))]
    nearest = next((hit.passage for hit in hits if hit.passage.source), None)
    names = names_of(question)
    if nearest and (not names or names & set(words(f"{nearest.text} {nearest.text_en}"))):  # what is told of another name is not near
        claims += [Claim(text=voice.say("fact.nearest")), _claim(nearest, voice)]
    named = re.findall(load_texts("expected", "all").get("organisation"), question)
    where = voice.say("fact.unknown_body", name=named[0]) if named else voice.say("fact.unknown_where")
    return [*claims, Claim(text=where)]


def _claim(passage: Passage, voice: Voice) -> Claim:
    passages = (passage.id,) if passage.source else ()
    return Claim(text=voice.passage(passage), kind=passage.kind, passages=passages)


def _follow_ups(claims: Sequence[Claim], hits: Sequence[Hit], voice: Voice) -> tuple[str, ...]:
    """Return questions that the next passages answer, and a situation to come back to what the assistant is for.

    :param claims: what is told already: a passage that is cited, or whose figures are all given, is asked about no more.
    """
    cited = {id_ for claim in claims for id_ in claim.passages}
    given = {number for claim in claims for number in numbers_of(claim.text)}
    firsts = []
    for passage in (hit.passage for hit in hits[1:]):
        figures = numbers_of(voice.passage(passage))
        if passage.id not in cited and not (figures and figures <= given):
            firsts.append(next((question for question in passage.questions if detect_language(question) == voice.language), ""))
    return (*[question for question in dict.fromkeys(firsts) if question][:2], voice.say("follow_ups.case"))
