"""Cut the knowledge into passages: the units that are searched, quoted and cited.

A passage is one statement, with the document and place it comes from. Its id is readable and stable (`F-BUD-01`,
`CP1.1/constat`), so that a citation means the same thing from one build to the next.
"""

from collections.abc import Iterator

from corpus.clean import clean
from corpus.joined import Joined
from corpus.records import Card, Confidence, Corpus, Fact, Kind, Language, Limit, Record, Statement

UNSOURCED_TITLE = "Boussole"


class Passage(Record):
    """One citable statement.

    ``source`` is None for suggestions and limits, which are never cited. Entries of the reference lists are citable but not
    ``searchable``: the facts say the same, and answer better. One that ``joins`` facts says nothing itself: it is what is asked of them.
    One without a source ``rests_on`` statements that have one: they are cited with it.
    """

    id: str
    owner: str
    text: str
    text_en: str
    kind: Kind
    source: str | None
    title: str
    locator: str
    url: str | None
    confidence: Confidence
    questions: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    searchable: bool = True
    defines: bool = False
    joins: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()

    def text_in(self, language: Language) -> str:
        """Return the statement in a language."""
        return self.text if language == "fr" else self.text_en

    @property
    def advises(self) -> bool:
        """Whether it is a fact's advice, deduced by Boussole from the documents."""
        return self.kind == "suggestion" and self.confidence == "inferred"

    @property
    def search_text(self) -> str:
        """What a question is compared with, by meaning and by words: terms, statement, questions it answers, English.

        One string for all of it finds more than one vector for each (held-out questions: first place 57 % against 22 %).
        """
        terms = f"{', '.join(self.terms)}. " if self.terms else ""
        return " ".join((f"{terms}{self.text}", *self.questions, self.text_en))


def passages(corpus: Corpus) -> tuple[Passage, ...]:
    """Return every passage of the knowledge base, in a fixed order."""
    found = [_of_fact(corpus, fact) for fact in corpus.facts.values()]
    found += [_of_limit(limit) for limit in corpus.limits.values()]
    for card in corpus.cards.values():
        found += _of_card(corpus, card)
    found += _of_lists(corpus)
    return tuple(found)


def searchable(corpus: Corpus) -> tuple[Passage, ...]:
    """Return the passages that a question is compared with, in a fixed order; those that join facts come last."""
    told = (passage for passage in passages(corpus) if passage.searchable)
    return (*told, *(_of_joined(corpus, joined) for joined in corpus.joined.values()))


def _passage(corpus: Corpus, id_: str, owner: str, said: Statement, text_en: str, confidence: Confidence = "verified") -> Passage:
    source = corpus.sources[said.source] if said.source else None
    return Passage(
        id=id_,
        owner=owner,
        text=clean(said.text),
        text_en=clean(text_en),
        kind=said.kind,
        source=said.source,
        title=source.title if source else UNSOURCED_TITLE,
        locator=said.locator,
        url=source.url if source else None,
        confidence=confidence,
    )


def _of_fact(corpus: Corpus, fact: Fact) -> Passage:
    said = Statement(text=fact.text, kind=fact.kind, source=fact.source, locator=fact.locator)
    passage = _passage(corpus, fact.id, fact.id, said, fact.en, fact.confidence)
    more = {"questions": fact.questions, "terms": fact.terms, "defines": fact.definition, "rests_on": fact.rests_on}
    return passage.model_copy(update=more)


def _of_limit(limit: Limit) -> Passage:
    return Passage(
        id=limit.id,
        owner=limit.id,
        text=clean(limit.text),
        text_en=clean(limit.en),
        kind="suggestion",
        source=None,
        title=UNSOURCED_TITLE,
        locator=limit.where,
        url=None,
        confidence="unverified",
        questions=limit.questions,
    )


def _of_joined(corpus: Corpus, joined: Joined) -> Passage:
    first = corpus.facts[joined.facts[0]]
    said = Statement(text=joined.label, kind=first.kind, source=first.source, locator=first.locator)
    passage = _passage(corpus, joined.id, joined.id, said, joined.label_en)
    return passage.model_copy(update={"questions": joined.own, "joins": joined.facts})


def _of_card(corpus: Corpus, card: Card) -> Iterator[Passage]:
    """The summary is searched, under the strategy's names; what the other statements say is found through the facts or not at all."""
    label = Statement(text=card.name, kind="constat", source=card.source, locator=card.locator)
    cited = [("nom", label, card.en.name), ("constat", card.finding, card.en.finding)]
    reasons = enumerate(zip(card.why, card.en.why, strict=True), start=1)
    cited += [(f"pourquoi-{number}", said, english) for number, (said, english) in reasons if said.source]
    for name, said, english in cited:
        yield _passage(corpus, f"{card.id}/{name}", card.id, said, english).model_copy(update={"searchable": False})
    resume = _passage(corpus, f"{card.id}/resume", card.id, card.summary, card.en.summary)
    names = (f"{card.id} : {card.name}", f"Qu'est-ce que la stratégie {card.id}, {card.name}?", f"What is the strategy {card.en.name}?")
    yield resume.model_copy(update={"questions": names, "terms": (card.id, card.name)})


def _of_lists(corpus: Corpus) -> Iterator[Passage]:
    """Passages that let an answer cite a measure, a dimension, an actor or a component of leadership."""
    for id_, said, english, confidence in _listed(corpus):
        yield _passage(corpus, id_, id_, said, english, confidence).model_copy(update={"searchable": False})


def _listed(corpus: Corpus) -> Iterator[tuple[str, Statement, str, Confidence]]:
    for measure in corpus.measures.values():
        if measure.status == "known" and measure.sources:
            text = f"Mesure {measure.number} du Plan d'action numérique (PAN, 2018-2023) : {measure.label or measure.subject}."
            english = f"Measure {measure.number} of the Digital Action Plan (PAN, 2018–2023): {measure.subject_en}."
            said = Statement(text=text, kind="document", source=measure.sources[0], locator=f"mesure {measure.number}")
            yield measure.id, said, english, "verified"
    for dimension in corpus.dimensions.values():
        text = f"Dimension {dimension.number} du Cadre de référence de la compétence numérique : {dimension.name}."
        english = f"Dimension {dimension.number} of the Digital Competency Framework: {dimension.name_en}."
        said = Statement(text=text, kind="document", source=dimension.sources[0], locator=f"dimension {dimension.number}")
        yield dimension.id, said, english, "verified"
    for actor in corpus.actors.values():
        said = Statement(text=f"{actor.name} : {actor.role}", kind="document", source=actor.sources[0], locator="rôle décrit")
        yield actor.id, said, f"{actor.name_en}: {actor.role_en}", actor.confidence
    for component in corpus.components.values():
        text = f"{component.name}, composante du {component.theory} : {component.meaning}"
        english = f"{component.name_en}, a component of {component.theory_en}: {component.meaning_en}"
        said = Statement(text=text, kind="document", source=component.sources[0], locator="composantes")
        yield component.id, said, english, "verified"
