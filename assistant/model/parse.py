"""Read what a model wrote: strictly where a form was asked for, sentence by sentence where text was. Pure functions."""

import re
from collections.abc import Sequence
from typing import TypeVar

from pydantic import ValidationError

from assistant.records import Block, Claim
from corpus.chunk import Passage
from corpus.records import Record

R = TypeVar("R", bound=Record)
THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
CITED = re.compile(r"\[(\d+(?:\s*[,;]\s*\d+)*)\]")
AFTER_STOP = re.compile(r"([.!?…])((?:\s*\[\d+(?:\s*[,;]\s*\d+)*\])+)")
HEADING = re.compile(r"^#{1,6}\s*(?:\d+\.\s*)?\**([A-Z]{2}\d\.\d+)\b")
BULLET = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+")
STOP = re.compile(r"(?<=[.!?…])(?<!\b[A-Z]\.)(?<!\bM\.)(?<!\bMme\.)(?<!p\. ex\.)\s+(?=[«\"“A-ZÀ-Ý\[])")
NUMBERED = re.compile(r"^\s*(\d+)\s*[).:]\s*(.*)$")


class FormError(ValueError):
    """An answer has not the form asked for; the text says how, for the model."""


def parse_form(text: str, form: type[R]) -> R:
    """Return the one JSON object of an answer.

    :param form: what it must hold; a key too many, too few or of another type is refused.
    :raises FormError: if there is no such object.
    """
    told = THOUGHT.sub("", text)
    start, end = told.find("{"), told.rfind("}")
    try:
        return form.model_validate_json(told[start : end + 1])
    except ValidationError as error:
        first = error.errors()[0]
        raise FormError(f"{'.'.join(map(str, first['loc'])) or 'JSON'}: {first['type']}") from error


def lines_of(text: str) -> list[str]:
    """Return the sentences and headings of a text, each on its own, without bullets and emphasis; one that was cut off is left out.

    :param text: as the model wrote it; references after a full stop are taken with the sentence before it.
    """
    told = AFTER_STOP.sub(r"\2\1", THOUGHT.sub("", text)).replace("**", "").replace("__", "")
    found: list[str] = []
    for line in told.splitlines():
        bare = BULLET.sub("", line).strip()
        if HEADING.match(bare):
            found.append(bare)
        elif bare and not bare.startswith(("#", "```", "---")):
            found += [sentence.strip(" *_") for sentence in STOP.split(bare)]
    return [line for line in found if line and (HEADING.match(line) or line[-1] in '.!?…»"]:')]


def heading_of(line: str) -> str | None:
    """Return the strategy that a line is the heading of."""
    match = HEADING.match(line)
    return match.group(1) if match else None


def claim_of(sentence: str, passages: Sequence[Passage]) -> Claim:
    """Return a sentence with what it cites.

    :param passages: those that were shown to the model, in the order of their numbers; a number that none of them has is kept as an id
        that does not exist, for `verify` to find.
    """
    numbers = [int(number) for found in CITED.findall(sentence) for number in re.findall(r"\d+", found)]
    ids = tuple(dict.fromkeys(passages[n - 1].id if 0 < n <= len(passages) else f"[{n}]" for n in numbers))
    kind = next((passages[n - 1].kind for n in numbers if 0 < n <= len(passages)), None)
    text = re.sub(r"\s+([.,;])", r"\1", re.sub(r"\s*" + CITED.pattern, "", sentence)).strip()
    return Claim(text=text, kind=kind or ("document" if ids else "suggestion"), passages=ids)


def replacements(text: str, wanted: int) -> dict[int, str]:
    """Return, by their number, the sentences that were written again; those left out on purpose are empty."""
    found = {}
    for line in THOUGHT.sub("", text).splitlines():
        if (match := NUMBERED.match(line)) and 1 <= int(match.group(1)) <= wanted:
            said = AFTER_STOP.sub(r"\2\1", match.group(2)).strip()
            found[int(match.group(1))] = "" if said in ("-", "–", "—", "") else said
    return found


def as_blocks(claims: Sequence[tuple[str | None, Claim]], before: Sequence[Block]) -> tuple[Block, ...]:
    """Return claims as blocks: what opens, then each strategy under the heading that it has in the embedded answer.

    :param claims: each with the strategy it stands under, in the order of the text.
    :param before: the blocks of the embedded answer.
    """
    headings = {block.strategy: block.heading for block in before if block.strategy}
    grouped: dict[str | None, list[Claim]] = {}
    for strategy, claim in claims:
        grouped.setdefault(strategy, []).append(claim)
    return tuple(
        Block(claims=tuple(some), heading=headings.get(strategy or "", ""), strategy=strategy) for strategy, some in grouped.items()
    )
