"""Turn a verified draft into the answer record: numbered citations, Markdown text, strategies. Pure functions."""

from collections.abc import Mapping
from uuid import uuid4

from assistant.records import Answer, Block, Citation, CitationState, Claim, Shortlist, Step, StrategyAnswer, Understanding, Verdict
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
    warnings = tuple(
        voice.say(key) for key, found in (("warning.repaired", verdict.repaired), ("warning.dropped", verdict.dropped)) if found
    )
    return Answer(
        id=uuid4().hex,
        question=understanding.question,
        language=understanding.language,
        kind=draft.kind,
        text=markdown(draft.blocks, order),
        strategies=_strategies(verdict, corpus, order, voice),
        ranking=tuple(ranked.id for ranked in chosen.ranking),
        competencies=draft.competencies,
        dimensions=draft.dimensions,
        measures=draft.measures,
        citations=tuple(_citation(n, by_id[id_]) for id_, n in order.items()),
        follow_ups=draft.follow_ups,
        warnings=warnings,
    )


def number_citations(blocks: tuple[Block, ...]) -> dict[str, int]:
    """Return passage id → citation number, in order of first appearance."""
    cited = dict.fromkeys(id_ for block in blocks for claim in block.claims for id_ in claim.passages)
    return {id_: n for n, id_ in enumerate(cited, start=1)}


def markdown(blocks: tuple[Block, ...], order: Mapping[str, int]) -> str:
    """Return the text of an answer, with `[n]` after each claim that cites."""
    number, parts = 0, []
    for block in blocks:
        claims = [_said(claim, order) for claim in block.claims]
        heading = block.heading
        if heading and block.strategy and block.layout == "paragraph":
            number += 1
            heading = f"{number}. {heading}"
        body = _body(block, claims)
        parts.append(f"**{heading}**\n\n{body}" if heading else body)
    return "\n\n".join(parts)


def _body(block: Block, claims: list[str]) -> str:
    """Lay out the claims of a block; in a paragraph, those that say what they are (a finding, a suggestion) get a line of their own."""
    if block.layout == "table":
        return "\n".join(claims)
    plain = [said for said, claim in zip(claims, block.claims, strict=True) if not claim.lead and block.layout == "paragraph"]
    listed = [f"- {said}" for said, claim in zip(claims, block.claims, strict=True) if claim.lead or block.layout == "list"]
    return "\n\n".join(filter(None, (" ".join(plain), "\n".join(listed))))


def _said(claim: Claim, order: Mapping[str, int]) -> str:
    marks = "".join(f" [{order[id_]}]" for id_ in claim.passages)
    lead = f"*{claim.lead} :* " if claim.lead else ""
    return f"{lead}{claim.text}{marks}"


def _strategies(verdict: Verdict, corpus: Corpus, order: Mapping[str, int], voice: Voice) -> tuple[StrategyAnswer, ...]:
    blocks = {block.strategy: block for block in verdict.draft.blocks if block.strategy}
    out = []
    for choice in verdict.draft.choices:
        card, block = corpus.cards[choice.id], blocks.get(choice.id)
        cited = [order[id_] for claim in block.claims for id_ in claim.passages] if block else []
        steps = tuple(Step(when=horizon, text=voice.step(card, horizon)) for horizon in HORIZONS)
        why = voice.fit(card, choice.fit)
        score = round(min(1.0, max(0.0, choice.score)), 3)
        out.append(
            StrategyAnswer(id=choice.id, also=choice.also, name=voice.name(card), score=score, why=why, steps=steps, citations=tuple(cited))
        )
    return tuple(out)


def _citation(n: int, passage: Passage) -> Citation:
    state: CitationState = "unverified" if passage.confidence == "unverified" else "exact"
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
