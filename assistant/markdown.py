"""Lay out the blocks of an answer as Markdown, with `[n]` after each claim that cites. Pure functions."""

from collections.abc import Mapping, Sequence

from assistant.records import Block, Claim


def number_citations(blocks: Sequence[Block]) -> dict[str, int]:
    """Return passage id → citation number, in order of first appearance."""
    cited = dict.fromkeys(id_ for block in blocks for claim in block.claims for id_ in claim.passages)
    return {id_: n for n, id_ in enumerate(cited, start=1)}


def markdown(blocks: Sequence[Block], order: Mapping[str, int], colon: str = " :") -> str:
    """Return the text of an answer, with `[n]` after each claim that cites."""
    number, parts = 0, []
    for block in blocks:
        claims = [_said(claim, order, colon) for claim in block.claims]
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


def _said(claim: Claim, order: Mapping[str, int], colon: str) -> str:
    marks = "".join(f" [{order[id_]}]" for id_ in claim.passages)
    lead = f"*{claim.lead}{colon}* " if claim.lead else ""
    return f"{lead}{claim.text}{marks}"


def count_words(blocks: Sequence[Block]) -> int:
    """Return how many words the blocks take in the text, marks and numbers included: never fewer than a reader would count."""
    return len(markdown(blocks, number_citations(blocks)).split())
