"""Have a model write the answer from the material of the embedded one, sentence by sentence, each verified as it comes.

What does not hold is given back once, with what is wrong; what still does not hold is left out. An answer that loses too much, or no
longer says what it should, is not given at all: the embedded one is.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.markdown import count_words
from assistant.model.errors import ModelError
from assistant.model.exchange import Exchange
from assistant.model.faults import Written, fault_of
from assistant.model.material import Material
from assistant.model.parse import as_blocks, claim_of, heading_of, lines_of, replacements
from assistant.records import Block, Claim, Draft, Understanding
from assistant.verify import UNCITED
from assistant.voice import Voice
from corpus.language import detect_language
from prompts import load_texts

TOKENS = {"write": 900, "write_fact": 250}
MEND_TOKENS = 400
MOST_LOST = 0.4  # share of the sentences that may be left out before the answer is no longer the model's
FEWEST_WORDS = {"write": 60, "write_fact": 5}
MOST_SENTENCES = 60  # read of an answer; one that is longer is not what was asked
MOST_WORDS = {"write": 420, "write_fact": 110}
Show = Callable[[tuple[Block, ...]], None]
Check = Callable[[Claim], str | None]


@dataclass(frozen=True)
class Sentence:
    """A sentence as the model wrote it: the strategy it stands under, and what is wrong with it, if anything is."""

    strategy: str | None
    claim: Claim
    fault: str | None


def write(understanding: Understanding, draft: Draft, material: Material, exchange: Exchange, written: Written, show: Show) -> Draft:
    """Return the answer as the model writes it, with what stays as it is behind; the embedded one where it fails.

    :param draft: the embedded answer.
    :param show: called with what holds so far, each time there is more of it, from the first sentence that cites rightly: a model that
        never does is not shown at all.
    """
    key = "write_fact" if draft.kind in ("fact", "definition") else "write"
    prompt = exchange.prompt(key, message=exchange.hide(understanding.needs[0]), material=material.text)
    told: list[Sentence] = []

    def check(claim: Claim) -> str | None:
        uncited = key == "write_fact" and not claim.passages  # an answer of fact holds nothing else than facts
        return UNCITED if uncited else fault_of(claim, written)

    try:
        for sentence in _sentences(exchange.stream(prompt, TOKENS[key]), material, exchange, check):
            told.append(sentence)
            if sentence.fault is None and any(held.claim.passages for held in told if held.fault is None):
                show(_blocks(told, draft))
            if len(told) > MOST_SENTENCES:
                break
    except ModelError:
        exchange.warn("model_fallback")
        return draft
    kept = _mended(told, material, exchange, check)
    blocks = _blocks(kept, draft)
    if not _good_enough(blocks, kept, material, key, exchange):
        exchange.warn("model_unverified")
        return draft
    if exchange.counts["mended"] or exchange.counts["dropped"]:
        exchange.warn("model_mended")
    exchange.written = True
    return draft.model_copy(update={"blocks": (*(_led(block, Voice(exchange.language)) for block in blocks), *material.after)})


def _sentences(pieces: Iterator[str], material: Material, exchange: Exchange, check: Check) -> Iterator[Sentence]:
    """Yield each sentence, verified, under the heading that came before it; a heading that was not asked for says nothing."""
    known, under = {block.strategy for block in material.told if block.strategy}, None
    for line in _as_they_come(pieces):
        if named := heading_of(line):
            under = named if named in known else under
        else:
            claim = claim_of(exchange.restore(line), material.passages)
            yield Sentence(under, claim, check(claim))


def _as_they_come(pieces: Iterator[str]) -> Iterator[str]:
    """Yield each sentence once the one after it has begun, headings too: until then references may still be added to it."""
    text, given = "", 0
    for piece in pieces:
        text += piece
        found = lines_of(text)
        ready = found if text.endswith("\n") else found[:-1]
        yield from ready[given:]
        given = max(given, len(ready))
    yield from lines_of(text)[given:]


def _blocks(told: Sequence[Sentence], draft: Draft) -> tuple[Block, ...]:
    return as_blocks([(sentence.strategy, sentence.claim) for sentence in told if sentence.fault is None], draft.blocks)


def _mended(told: list[Sentence], material: Material, exchange: Exchange, check: Check) -> list[Sentence]:
    """Return the sentences that hold, after the others were given back once."""
    faulty = [sentence for sentence in told if sentence.fault]
    again = iter(_asked_again(faulty, material, exchange))
    kept: list[Sentence] = []
    for sentence in told:
        better = next(again) if sentence.fault else sentence.claim
        if better and (not sentence.fault or check(better) is None):
            kept.append(Sentence(sentence.strategy, better.model_copy(update={"mended": bool(sentence.fault)}), None))
    exchange.counts = {
        "sentences": len(told),
        "cited": sum(bool(sentence.claim.passages) for sentence in kept),
        "faulty": len(faulty),
        "mended": sum(sentence.claim.mended for sentence in kept),
        "dropped": len(told) - len(kept),
    }
    return kept


def _asked_again(faulty: list[Sentence], material: Material, exchange: Exchange) -> list[Claim | None]:
    """Return, for each faulty sentence, what the model writes instead; None where it writes nothing."""
    if not faulty or not exchange.alive:
        return [None] * len(faulty)
    texts = load_texts("model", exchange.language)
    listed = [
        texts.render("fault", number=str(number), text=exchange.hide(sentence.claim.text), fault=sentence.fault or "")
        for number, sentence in enumerate(faulty, start=1)
    ]
    try:
        told = exchange.complete(exchange.prompt("mend", faults="\n".join(listed), material=material.text), MEND_TOKENS)
    except ModelError:
        return [None] * len(faulty)
    better = replacements(exchange.restore(told), len(faulty))
    return [claim_of(better[n], material.passages) if better.get(n) else None for n in range(1, len(faulty) + 1)]


def _good_enough(blocks: tuple[Block, ...], kept: list[Sentence], material: Material, key: str, exchange: Exchange) -> bool:
    """Tell whether what is left still is an answer: in the right language and length, every strategy told, the first source cited."""
    if not kept or exchange.counts["dropped"] > MOST_LOST * exchange.counts["sentences"]:
        return False
    if not FEWEST_WORDS[key] <= count_words(blocks) <= MOST_WORDS[key]:
        return False
    cited = {id_ for sentence in kept for id_ in sentence.claim.passages}
    if detect_language(" ".join(sentence.claim.text for sentence in kept)) != exchange.language or not cited:
        return False
    if key == "write_fact":
        return material.passages[0].id in cited
    return {block.strategy for block in material.told} <= {block.strategy for block in blocks}


def _led(block: Block, voice: Voice) -> Block:
    """Say what each sentence under a strategy is, as the embedded answer does; suggestions that follow each other are one."""
    if not block.strategy:
        return block
    led: list[Claim] = []
    for claim in block.claims:
        if claim.passages:
            led.append(claim.model_copy(update={"lead": voice.texts.get("kind")[claim.kind or "document"]}))
        elif led and not led[-1].passages:
            led[-1] = led[-1].model_copy(update={"text": f"{led[-1].text} {claim.text}", "mended": led[-1].mended or claim.mended})
        else:
            led.append(claim.model_copy(update={"lead": voice.texts.get("kind")["suggestion"] if led else ""}))
    return block.model_copy(update={"claims": tuple(led)})
