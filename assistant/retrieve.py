"""Find the passages that answer a question of fact, one for each of its parts, and work out what it asks to be worked out."""

import math
import re
from collections.abc import Sequence

from assistant.expected import are_of_there, show_all
from assistant.joined import asked_together, worked_out
from assistant.message import plain
from assistant.mistaken import mistaken
from assistant.parts import asks_twice, parts_of, question_within, sets_apart
from assistant.premise import beyond, denied, granted
from assistant.reckon import operation_of, reckon, wanted_of, years_named
from assistant.records import Found, Understanding
from assistant.searcher import Searched, Searcher, leant
from corpus.clean import calm, fold
from corpus.joined import TOLD, Joined, Operation
from corpus.records import Language
from index.evidence import named_numbers
from index.records import Hit
from index.search import Index, PassageRetriever
from prompts import load_texts

SECOND = 0.0  # logit of the reader from which a second passage answers the other thing that a question asks
APART = 1.0  # and from which it tells of the other of two things that a question sets apart


def retrieve(understanding: Understanding, index: Index, retriever: PassageRetriever) -> Found:
    """Return what was found for a question.

    :param understanding: whose first need is the question, without greetings and with what the conversation adds to it; what it asks aside
        comes before.
    :param retriever: the index as a LangChain retriever.
    """
    searcher = Searcher(index, retriever, understanding.language)
    question = understanding.aside or understanding.needs[0]
    if past_last := beyond(question, index.corpus):
        return Found(hits=searcher.search(past_last[1], part=True).hits, answered=True)
    if coded := _coded(question, index):
        return Found(hits=coded, answered=True, told=len(coded))
    if unknown := _priced(question, index):
        return Found(hits=(unknown, *searcher.search(question, part=True).hits), answered=True)
    wrong = _denied(question, searcher)
    parts = () if understanding.alone or wrong else _simple_parts(question)
    several = searcher.search_parts(parts)
    if several and all(part.answered and part.hits[0].passage.id not in index.corpus.limits for part in several):
        told = _answering(several)  # then the whole need not be searched
        return Found(hits=(*told, *_without(several[0].hits, told)), answered=True, told=len(told))
    question, whole = _whole(understanding, question, searcher)
    wanted = wanted_of(question)
    joined = asked_together(question, whole.joined, next(iter(whole.hits), None), wanted, index.corpus)
    if joined and _fits(joined, question, index):
        return _of_several(joined, wanted, whole, index, understanding.language)
    if wrong and not (whole.answered and _sets_right(whole.hits[0], wrong, question, index)):
        return Found(hits=(wrong, *_without(whole.hits, [wrong])), answered=True, told=1 + whole.answered, denied=True)
    if not whole.answered and (named := _strategy(question, index)):
        return Found(hits=(named, *whole.hits), answered=True)
    result = reckon(question, whole.hits, understanding.language)
    if result and not are_of_there(question, [index.by_id[id_] for id_ in result.passages]):
        result = None
    alone = Found(hits=whole.hits, answered=whole.answered, unsure=whole.unsure, confidence=whole.confidence, result=result)
    asked = parts_of(question)
    if not result and sets_apart(question):
        return _of_two(alone, APART)
    if result or not (len(asked) > 1 or asks_twice(question)):
        return alone
    if tuple(asked) != parts:
        several = searcher.search_parts(asked if len(asked) > 1 else ())
    found = _of_parts(whole, several) if several else alone
    return found if found.told > 1 else _of_two(found)


def _whole(understanding: Understanding, question: str, searcher: Searcher) -> tuple[str, Searched]:
    """Return what is found for a question in one piece, and the words it was found with: made whole or alone, or those that ask."""
    if understanding.alone and not understanding.aside:
        question, whole = searcher.search_either(question, understanding.alone)
    else:
        whole = searcher.search(question, None if understanding.aside else understanding.vectors[0])
    made_whole = not understanding.alone and calm(understanding.said) not in question  # by a rule that is sure of what was meant
    sure = (made_whole or named_numbers(question)) and whole.answered  # "mesure 2, elle portait sur quoi?" stands by itself
    if understanding.before and not understanding.aside and not sure:
        return question, leant(whole, searcher.search_after(understanding.said, understanding.before))
    within = question_within(question)
    if within and -math.inf < whole.confidence < 0:  # what surrounds a question may drown it; what rules out an answer does so within too
        inner = searcher.search(within)
        return (within, inner) if inner.confidence > whole.confidence else (question, whole)
    return question, whole


def _simple_parts(question: str) -> tuple[str, ...]:
    """Return the parts of a question that asks for several things, of which none is to be worked out; else nothing."""
    parts = parts_of(question_within(question) or question)
    return tuple(parts) if len(parts) > 1 and not operation_of(question) else ()


def _answering(several: Sequence[Searched]) -> list[Hit]:
    """Return the best passage of each part that is answered, each once."""
    return list({part.hits[0].passage.id: part.hits[0] for part in several if part.answered}.values())


def _fits(joined: Joined, question: str, index: Index) -> bool:
    """Tell whether facts told together are of the place and the years asked of, and show all that is asked where nothing is worked out."""
    told = [index.by_id[id_] for id_ in joined.facts]
    if joined.op == "span" and any(all(year not in passage.text for passage in told) for year in years_named(question)):
        return False
    return are_of_there(question, told) and (joined.op not in TOLD or show_all(question, told))


def _of_two(found: Found, least: float = SECOND) -> Found:
    """Return what was found for a question that asks for two things, with the second passage where it is read as answering too.

    :param least: the logit of the reader from which it is.
    """
    second = found.hits[1] if len(found.hits) > 1 else None
    both = found.answered and second is not None and second.passage.source is not None and (second.read or 0.0) >= least
    return found.model_copy(update={"told": 2}) if both else found


def _of_several(joined: Joined, wanted: Operation | None, whole: Searched, index: Index, language: Language) -> Found:
    """Return the facts that a question asks of together, and what is worked out from them."""
    told = [Hit(passage=index.by_id[id_], score=0.0, cosine=0.0) for id_ in dict.fromkeys(joined.facts)]
    hits = (*told, *_without(whole.hits, told))
    return Found(hits=hits, answered=True, confidence=whole.confidence, told=len(told), result=worked_out(joined, language, wanted))


def _of_parts(whole: Searched, several: Sequence[Searched]) -> Found:
    """Return the best passage of each part that is answered, or else what was found for the whole, or for the part that is."""
    told = _answering(several)
    if len(told) < 2:
        alone = list(whole.hits[:1]) if whole.answered or not told else told
        hits = (*alone, *_without(whole.hits, alone))
        answered = whole.answered or bool(told)
        return Found(hits=hits, answered=answered, unsure=whole.unsure and not told, confidence=whole.confidence)
    return Found(hits=(*told, *_without(whole.hits, told)), answered=True, told=len(told))


def _denied(question: str, searcher: Searcher) -> Hit | None:
    """Return the passage that denies what a question says before it asks, or a count that it gives by the way, if there is one."""
    if wrong := mistaken(question, searcher.index.corpus):
        return searcher.search(wrong[1], part=True).hits[0]
    said = granted(question)
    if not said:
        return None
    found = searcher.search(said, part=True)
    best = found.hits[0] if found.answered else None
    return best if best and best.passage.source and denied(said, f"{best.passage.text} {best.passage.text_en}") else None


def _sets_right(best: Hit, wrong: Hit, question: str, index: Index) -> bool:
    """Tell whether the passage that answers a question sets right by itself what the question has wrong.

    :param wrong: the passage that denies what the question says.
    """
    known = mistaken(question, index.corpus)
    year = known is not None and re.fullmatch(r"20\d\d", known[0]) is not None  # which may be told of something else
    told = known is not None and not year and re.search(rf"(?<!dimension )(?<!mesure )\b{re.escape(known[0])}", fold(best.passage.text))
    return best.passage.id == wrong.passage.id or bool(told)


def _coded(question: str, index: Index) -> tuple[Hit, ...]:
    """Return what is told of the strategies that a question names by their codes, or of the one that it quotes as a strategy."""
    folded, cards = plain(question), index.corpus.cards
    codes = [code.upper() for code in dict.fromkeys(re.findall(r"\b(?:cp|en)\d\.\d{1,2}\b", folded)) if code.upper() in cards]
    if not codes and re.search(r"\bstrateg", folded):
        quoted = {fold(said) for said in re.findall(r"[«“\"]\s*([^»”\"]+?)\s*[»”\"]", question)}
        codes = [card.id for card in cards.values() if quoted & {fold(card.name), fold(card.en.name)}][:1]
    return tuple(Hit(passage=index.by_id[f"{code}/resume"], score=0.0, cosine=0.0) for code in codes)


def _priced(question: str, index: Index) -> Hit | None:
    """Return the passage that says that no measure's own budget is known, for a question that asks for that of one."""
    rules = load_texts("expected", "all").get("priced")
    found = re.search(rules["find"], plain(question)) is not None
    return Hit(passage=index.by_id[rules["unknown"]], score=0.0, cosine=0.0) if found else None


def _strategy(question: str, index: Index) -> Hit | None:
    """Return what is told of the strategy that a question names whole."""
    folded = plain(question)
    named = next((card for card in index.corpus.cards.values() if len(card.name.split()) > 2 and fold(card.name) in folded), None)
    return Hit(passage=index.by_id[f"{named.id}/resume"], score=0.0, cosine=0.0) if named else None


def _without(hits: tuple[Hit, ...], told: list[Hit]) -> tuple[Hit, ...]:
    known = {hit.passage.id for hit in told}
    return tuple(hit for hit in hits if hit.passage.id not in known)
