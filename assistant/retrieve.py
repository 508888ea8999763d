"""Find the passages that answer a question of fact, one for each of its parts, and work out what it asks to be worked out."""

from collections.abc import Callable

from assistant.answerable import answers
from assistant.expected import prefer_expected
from assistant.parts import parts_of
from assistant.premise import beyond, denied, granted
from assistant.reckon import reckon
from assistant.records import Found, Understanding
from corpus.records import Language
from index.embed import Vectors
from index.records import Hit
from index.search import Index, PassageRetriever

Search = Callable[[str, Vectors], tuple[tuple[Hit, ...], bool]]


def retrieve(understanding: Understanding, index: Index, retriever: PassageRetriever) -> Found:
    """Return what was found for a question.

    :param understanding: whose first need is the question, without greetings and with what the conversation adds to it; what it asks aside
        comes before.
    :param retriever: the index as a LangChain retriever.
    """

    def search(asked: str, vector: Vectors) -> tuple[tuple[Hit, ...], bool]:
        return _found(asked, vector, index, retriever, understanding.language)

    question, vector = understanding.needs[0], understanding.vectors[0]
    if understanding.aside:
        question, vector = understanding.aside, index.vectors([understanding.aside])[0]
    if past_last := beyond(question, index.corpus):
        instead = past_last[1]
        hits, _ = search(instead, index.vectors([instead])[0])
        return Found(hits=hits, answered=True)
    hits, answered = search(question, vector)
    if (wrong := _denied(question, search, index)) and not (answered and hits[0].passage.id == wrong.passage.id):
        return Found(hits=(wrong, *_without(hits, [wrong])), answered=True, told=1 + answered, denied=True)
    result = reckon(question, hits, understanding.language)
    parts = parts_of(question)
    if result or len(parts) == 1:
        return Found(hits=hits, answered=answered, result=result)
    several = [search(part, vector) for part, vector in zip(parts, index.vectors(parts), strict=True)]
    told = list({hits[0].passage.id: hits[0] for hits, answered in several if answered}.values())
    if len(told) < 2:
        alone = told or list(hits[:1])
        return Found(hits=(*alone, *_without(hits, alone)), answered=answered or bool(told))
    return Found(hits=(*told, *_without(hits, told)), answered=True, told=len(told))


def _denied(question: str, search: Search, index: Index) -> Hit | None:
    """Return the passage that denies what a question says before it asks, if there is one."""
    said = granted(question)
    if said is None:
        return None
    hits, answered = search(said[0], index.vectors([said[0]])[0])
    best = hits[0] if answered else None
    return best if best and best.passage.source and denied(said[0], f"{best.passage.text} {best.passage.text_en}") else None


def _found(question: str, vector: Vectors, index: Index, retriever: PassageRetriever, language: Language) -> tuple[tuple[Hit, ...], bool]:
    """Return the passages for one question, best first, and whether the best answers it."""
    documents = retriever.invoke(question, vector=vector)
    found = index.reread(question, [document.metadata["hit"] for document in documents], language)
    hits = prefer_expected(question, found)
    return hits, answers(question, vector, hits, index)


def _without(hits: tuple[Hit, ...], told: list[Hit]) -> tuple[Hit, ...]:
    known = {hit.passage.id for hit in told}
    return tuple(hit for hit in hits if hit.passage.id not in known)
