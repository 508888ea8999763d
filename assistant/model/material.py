"""What a model may write from: the embedded answer taken apart, its passages numbered. Pure functions."""

from dataclasses import dataclass

from assistant.markdown import number_citations
from assistant.records import Block, Draft
from assistant.voice import Voice
from corpus.chunk import Passage
from corpus.records import Corpus
from prompts import load_texts


@dataclass(frozen=True)
class Material:
    """What is handed to the model.

    :param text: the headings, passages and ideas, one a line.
    :param passages: those that may be cited, in the order of their numbers.
    :param told: the blocks that the model writes anew.
    :param after: the blocks that stay as they are, behind what it writes.
    """

    text: str
    passages: tuple[Passage, ...]
    told: tuple[Block, ...]
    after: tuple[Block, ...]


def material_of(draft: Draft, corpus: Corpus, by_id: dict[str, Passage], voice: Voice) -> Material | None:
    """Return the material of an answer; None for one that a model has nothing to add to: a table, a refusal, a question asked back.

    :param draft: the embedded answer.
    """
    if draft.kind in ("smalltalk", "clarify", "decline", "plan") or any(block.layout == "table" for block in draft.blocks):
        return None
    told = [block for block in draft.blocks if block.strategy] if any(block.strategy for block in draft.blocks) else list(draft.blocks)
    last = max(place for place, block in enumerate(draft.blocks) if block in told)
    order = number_citations(told)
    if not order:
        return None
    lines = [line for block in told for line in _lines(block, order, corpus, voice)]
    passages = tuple(by_id[id_] for id_ in order)
    return Material("\n".join(lines), passages, tuple(told), draft.blocks[last + 1 :])


def _lines(block: Block, order: dict[str, int], corpus: Corpus, voice: Voice) -> list[str]:
    texts = load_texts("model", voice.language)
    lines = []
    if block.strategy:
        lines.append(texts.render("heading", id=block.strategy, name=voice.name(corpus.cards[block.strategy])))
    for claim in block.claims:
        if claim.passages:
            kind = voice.texts.get("kind")[claim.kind or "document"].lower()
            number = ",".join(str(order[id_]) for id_ in claim.passages)
            lines.append(texts.render("passage", number=number, kind=kind, text=claim.text))
        else:
            lines.append(texts.render("note", lead=(claim.lead or texts.get("note_lead")).lower(), text=claim.text))
    return lines
