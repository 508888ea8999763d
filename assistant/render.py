"""Turn a verified draft into the answer record: text, numbered citations, strategies. Pure functions."""

from collections.abc import Mapping
from uuid import uuid4

from assistant.compose.steps import first_step, reason
from assistant.markdown import markdown, number_citations
from assistant.records import Answer, Citation, CitationState, Shortlist, Step, StrategyAnswer, Understanding, Verdict
from assistant.voice import Voice
from corpus.chunk import Passage
from corpus.records import HORIZONS, Corpus


def render_answer(
    understanding: Understanding, verdict: Verdict, chosen: Shortlist, corpus: Corpus, by_id: Mapping[str, Passage]
) -> Answer:
    """Return the answer record.

    :param verdict: the verified draft.
    :param chosen: the shortlist it was written from, for the ranking of all strategies.
    """
    draft = verdict.draft
    voice = Voice(understanding.language, understanding.question)
    order = number_citations(draft.blocks)
    mended = {id_ for block in draft.blocks for claim in block.claims if claim.mended for id_ in claim.passages}
    warnings = tuple(
        voice.say(key) for key, found in (("warning.repaired", verdict.repaired), ("warning.dropped", verdict.dropped)) if found
    )
    return Answer(
        id=uuid4().hex,
        question=understanding.question,
        language=understanding.language,
        kind=draft.kind,
        sort=understanding.sort if draft.kind == understanding.kind else "",
        topic=understanding.topic,
        text=markdown(draft.blocks, order, voice.texts.get("colon")),
        strategies=_strategies(understanding, verdict, corpus, order, voice),
        advice=draft.advice,
        ranking=tuple(ranked.id for ranked in chosen.ranking),
        competencies=draft.competencies,
        dimensions=draft.dimensions,
        measures=draft.measures,
        citations=tuple(_citation(n, by_id[id_], id_ in mended) for id_, n in order.items()),
        follow_ups=draft.follow_ups,
        warnings=warnings,
    )


def with_warning(answer: Answer, key: str, **values: str) -> Answer:
    """Return the answer with one more warning, by the key of its text."""
    return answer.model_copy(update={"warnings": (*answer.warnings, Voice(answer.language, answer.question).say(key, **values))})


def _strategies(
    understanding: Understanding, verdict: Verdict, corpus: Corpus, order: Mapping[str, int], voice: Voice
) -> tuple[StrategyAnswer, ...]:
    out = []
    for place, choice in enumerate(verdict.draft.choices):
        card = corpus.cards[choice.id]
        cited = [n for id_, n in order.items() if id_.startswith(f"{choice.id}/")]
        why = reason(choice, understanding, corpus, voice, place)
        first = first_step(card, understanding, corpus, voice, place)
        steps = tuple(Step(when=horizon, text=first if horizon == HORIZONS[0] else voice.step(card, horizon)) for horizon in HORIZONS)
        score = round(min(1.0, max(0.0, choice.score)), 3)
        out.append(
            StrategyAnswer(id=choice.id, also=choice.also, name=voice.name(card), score=score, why=why, steps=steps, citations=tuple(cited))
        )
    return tuple(out)


def _citation(n: int, passage: Passage, mended: bool) -> Citation:
    state: CitationState = "unverified" if passage.confidence == "unverified" else "adjusted" if mended else "exact"
    return Citation(
        n=n,
        document=passage.source or "",
        title=passage.title,
        locator=passage.locator,
        quote=passage.text,
        state=state,
        url=passage.url,
        kind=passage.kind,
        passage=passage.id,
    )
