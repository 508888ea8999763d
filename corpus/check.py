"""Prove what the knowledge base promises. Each promise is one function that yields the sentences saying where it is broken."""

from collections.abc import Iterable, Iterator

from corpus import check_ready, check_situations
from corpus.check_situations import Check
from corpus.clean import fold
from corpus.records import CONSTRAINTS, HORIZONS, Card, Corpus

STRATEGIES = 51
MEASURES = 33
KNOWN_MEASURES = 13
DIMENSIONS = 12
COMPETENCIES = 10
FITS = 5

# Shortest and longest length, in words, of each text of a card. They keep answers between 180 and 350 words.
CARD_WORDS = {
    "issue": (3, 12),
    "finding": (9, 30),
    "summary": (14, 48),
    "why": (9, 42),
    "need": (8, 45),
    "fit": (10, 36),
    "step": (8, 32),
    "sign": (5, 22),
    "pitfall": (6, 26),
    "question": (6, 28),
}
ADAPTED_WORDS = (8, 40)
WORDS_SAID = (16, 60)
QUESTION_WORDS = (8, 34)
APPLIED_WORDS = (10, 42)
FACT_WORDS = (4, 120)
UNVERIFIED_MARKS = ("non vérifié", "pas vérifié", "pas été vérifié", "pas pu être", "pas été lu", "non lu", "n'a pas été")


def problems(corpus: Corpus) -> list[str]:
    """Return one French sentence per broken promise; none when the knowledge base holds."""
    return [problem for check in CHECKS for problem in check(corpus)]


def asked(corpus: Corpus) -> Iterator[str]:
    """Every way of asking is that of a fact that exists, and asks for one fact only."""
    owner: dict[str, str] = {}
    for id_, more in corpus.asked.items():
        if id_ not in corpus.facts:
            yield f"asked.jsonl nomme {id_}, qui n'existe pas."
        for question in more.questions:
            if owner.setdefault(question, id_) != id_:
                yield f"« {question} » est demandée pour {owner[question]} et pour {id_}."
    for item in corpus.unanswered:
        if item.question in owner:
            yield f"« {item.question} » a une réponse, {owner[item.question]}, et n'en aurait pas."
        if item.beside and item.beside not in corpus.facts:
            yield f"{item.id} est à côté de {item.beside}, qui n'existe pas."


def joined(corpus: Corpus) -> Iterator[str]:
    """Everything that is asked of two facts names facts that exist, and figures that they give."""
    owner = {question: id_ for id_, more in corpus.asked.items() for question in more.questions}
    for item in corpus.joined.values():
        for id_, figure in zip(item.facts, item.figures or ("",) * len(item.facts), strict=True):
            if id_ not in corpus.facts:
                yield f"{item.id} nomme {id_}, qui n'existe pas."
            elif figure not in corpus.facts[id_].text:
                yield f"{item.id} : {id_} ne donne pas « {figure} »."
        for question in item.questions:
            if owner.setdefault(question, item.id) != item.id:
                yield f"« {question} » est demandée pour {owner[question]} et pour {item.id}."


def threads(corpus: Corpus) -> Iterator[str]:
    """Every question of a conversation is answered by a fact that exists, or by none; the first one always is."""
    for thread in corpus.threads:
        for turn in thread.turns:
            if turn.fact and turn.fact not in corpus.facts:
                yield f"{thread.id} nomme {turn.fact}, qui n'existe pas."
        if len(thread.turns) < 2 or not thread.turns[0].fact:
            yield f"{thread.id} : il manque une suite, ou la réponse à la première question."


def counts(corpus: Corpus) -> Iterator[str]:
    """Every strategy, measure, dimension and competency of the design is there."""
    known = sum(m.status == "known" for m in corpus.measures.values())
    wanted = [
        ("stratégies", len(corpus.cards), STRATEGIES),
        ("mesures du PAN", len(corpus.measures), MEASURES),
        ("mesures connues", known, KNOWN_MEASURES),
        ("dimensions", len(corpus.dimensions), DIMENSIONS),
        ("compétences de direction", len(corpus.competencies), COMPETENCIES),
        ("familles", len(corpus.families), 9),
    ]
    for name, got, expected in wanted:
        if got != expected:
            yield f"On attend {expected} {name}, il y en a {got}."


def card_completeness(corpus: Corpus) -> Iterator[str]:
    """No empty field, lengths within bounds, an English rendering of the same shape."""
    for card in corpus.cards.values():
        if card.finding.kind != "constat":
            yield f"{card.id} : le constat porte la sorte « {card.finding.kind} »."
        if len(card.fits) < FITS or len(card.signs) != 2 or len(card.pitfalls) != 2 or not card.why:
            yield f"{card.id} : il manque des situations types, des signes, des pièges ou une raison."
        shape = [(len(side.fits), len(side.why), len(side.signs), len(side.pitfalls), bool(side.distinct)) for side in (card, card.en)]
        if shape[0] != shape[1]:
            yield f"{card.id} : la version anglaise n'a pas autant d'éléments que la française."
        if not (card.components and card.competencies and card.dimensions and card.actors):
            yield f"{card.id} : il manque un lien vers le leadership, une compétence, une dimension ou un acteur."
        for part, text in _card_texts(card):
            low, high = CARD_WORDS[part]
            if not low <= len(text.split()) <= high:
                yield f"{card.id} : « {part} » compte {len(text.split())} mots, on en veut de {low} à {high}."
        if not all((card.en.name, card.en.issue, card.en.finding, card.en.summary, card.en.question)):
            yield f"{card.id} : un texte anglais est vide."


def _card_texts(card: Card) -> Iterator[tuple[str, str]]:
    yield "issue", card.issue
    yield "finding", card.finding.text
    yield "summary", card.summary.text
    yield "question", card.question
    yield from (("why", said.text) for said in card.why)
    yield from (("need", fit.need) for fit in card.fits)
    yield from (("fit", fit.text) for fit in card.fits)
    yield from (("step", card.steps.at(horizon)) for horizon in HORIZONS)
    yield from (("sign", sign) for sign in card.signs)
    yield from (("pitfall", pitfall) for pitfall in card.pitfalls)


def means(corpus: Corpus) -> Iterator[str]:
    """Every strategy says what its steps take, and how to take them under each constraint, in words of its own."""
    for id_ in corpus.cards.keys() ^ corpus.means.keys():
        yield f"{id_} : les moyens et la fiche ne vont pas ensemble."
    owner: dict[str, str] = {}
    for id_, entry in corpus.means.items():
        for side in (entry.adapt, entry.en.adapt):
            if set(side) != set(CONSTRAINTS) or set(entry.ease) != set(CONSTRAINTS):
                yield f"{id_} : il manque une contrainte aux moyens."
            for constraint, text in side.items():
                if not ADAPTED_WORDS[0] <= len(text.split()) <= ADAPTED_WORDS[1]:
                    yield f"{id_}, contrainte « {constraint} » : {len(text.split())} mots."
                if owner.setdefault(text, id_) != id_:
                    yield f"{id_} dit comme {owner[text]} : « {text[:40]}… »."


def said(corpus: Corpus) -> Iterator[str]:
    """Every strategy has words to open it and words to plead for it, in both languages, short enough to be said."""
    for id_ in corpus.cards.keys() ^ corpus.words.keys():
        yield f"{id_} : les mots et la fiche ne vont pas ensemble."
    for entry in corpus.words.values():
        for text in (entry.team, entry.above, entry.families, entry.en.team, entry.en.above, entry.en.families):
            if not WORDS_SAID[0] <= len(text.split()) <= WORDS_SAID[1]:
                yield f"{entry.id} : « {text[:40]}… » compte {len(text.split())} mots, on en veut de {WORDS_SAID[0]} à {WORDS_SAID[1]}."


def questions(corpus: Corpus) -> Iterator[str]:
    """Every question to the team is one, short enough to be said, and no two are alike."""
    owner: dict[str, str] = {}
    for entry in corpus.words.values():
        for text in (entry.ask, entry.en.ask):
            if not text.endswith("?") or not QUESTION_WORDS[0] <= len(text.split()) <= QUESTION_WORDS[1]:
                yield f"{entry.id} : « {text[:40]}… » n'est pas une question de {QUESTION_WORDS[0]} à {QUESTION_WORDS[1]} mots."
            if owner.setdefault(fold(text), entry.id) != entry.id:
                yield f"{entry.id} demande comme {owner[fold(text)]} : « {text[:40]}… »."


def applied(corpus: Corpus) -> Iterator[str]:
    """Every strategy has a reason and a first step for each subject, in both languages, without figures, and no two are said alike."""
    subjects = {id_.partition("/")[2] for id_ in corpus.applied}
    wanted = {f"{card}/{subject}" for card in corpus.cards for subject in subjects}
    yield from (f"{id_} : il manque ce premier pas, ou il est de trop." for id_ in sorted(wanted ^ corpus.applied.keys()))
    owner: dict[str, str] = {}
    for entry in corpus.applied.values():
        for text in (entry.why, entry.step, entry.en.why, entry.en.step):
            if not APPLIED_WORDS[0] <= len(text.split()) <= APPLIED_WORDS[1]:
                yield f"{entry.id} : « {text[:40]}… » compte {len(text.split())} mots, ce qui est trop ou trop peu."
            if any(character.isdigit() for character in text):
                yield f"{entry.id} : « {text[:40]}… » donne un chiffre sans source."
            if owner.setdefault(fold(text), entry.id) != entry.id:
                yield f"{entry.id} dit comme {owner[fold(text)]} : « {text[:40]}… »."


def card_links(corpus: Corpus) -> Iterator[str]:
    """Every id that a card names exists; unknown measures are never linked."""
    known_measures = {id_ for id_, m in corpus.measures.items() if m.status == "known"}
    for card in corpus.cards.values():
        links: tuple[tuple[Iterable[str], Iterable[str]], ...] = (
            ((card.family,), corpus.families),
            (card.near, corpus.cards),
            (card.components, corpus.components),
            (card.competencies, corpus.competencies),
            (card.dimensions, corpus.dimensions),
            (card.measures, known_measures),
            (card.actors, corpus.actors),
            (card.obstacles, corpus.obstacles),
        )
        for named, existing in links:
            for id_ in named:
                if id_ not in existing:
                    yield f"{card.id} renvoie à {id_}, qui n'existe pas."
        if not card.id.startswith(f"{card.family}."):
            yield f"{card.id} est rangée dans la famille {card.family}."


def sources(corpus: Corpus) -> Iterator[str]:
    """Every source named is described, and everything sourced says where in the document it stands."""
    for card in corpus.cards.values():
        for said in card.sourced:
            if said.source not in corpus.sources:
                yield f"{card.id} cite {said.source}, source inconnue."
            if not said.locator:
                yield f"{card.id} : un énoncé cité n'a pas de repère dans son document."
    for fact in corpus.facts.values():
        for key in ((fact.source,) if fact.source else ()) + fact.also:
            if key not in corpus.sources:
                yield f"{fact.id} cite {key}, source inconnue."
        if not fact.source and not (fact.rests_on and all(id_ in corpus.facts and corpus.facts[id_].source for id_ in fact.rests_on)):
            yield f"{fact.id} n'a pas de source et ne dit pas sur quels faits sourcés il s'appuie."
    lists = (corpus.dimensions, corpus.actors, corpus.components, corpus.obstacles, corpus.measures)
    for id_, entry in (item for listed in lists for item in listed.items()):
        for key in getattr(entry, "sources", ()):
            if key not in corpus.sources:
                yield f"{id_} cite {key}, source inconnue."


def facts(corpus: Corpus) -> Iterator[str]:
    """One statement each, with a locator, questions, and existing links; the limits point at real facts."""
    low, high = FACT_WORDS
    for fact in corpus.facts.values():
        if not low <= len(fact.text.split()) <= high:
            yield f"{fact.id} compte {len(fact.text.split())} mots, on en veut de {low} à {high}."
        if fact.source and not fact.locator:
            yield f"{fact.id} n'a pas de repère dans son document."
        if not fact.en or len(fact.questions) < 2:
            yield f"{fact.id} : il manque l'anglais ou des questions."
        linked = {**corpus.measures, **corpus.dimensions, **corpus.competencies, **corpus.actors}
        for id_ in (*fact.measures, *fact.dimensions, *fact.competencies, *fact.actors):
            if id_ not in linked:
                yield f"{fact.id} renvoie à {id_}, qui n'existe pas."
        if fact.confidence == "unverified" and not _says_unverified(fact.text):
            yield f"{fact.id} n'est pas vérifié et ne le dit pas."
    for limit in corpus.limits.values():
        for id_ in limit.nearest:
            if id_ not in corpus.facts:
                yield f"{limit.id} renvoie à {id_}, qui n'existe pas."


def _says_unverified(text: str) -> bool:
    return any(mark in text for mark in UNVERIFIED_MARKS)


def orphans(corpus: Corpus) -> Iterator[str]:
    """Everything listed is used: no actor, component, measure or competency without a card or a fact that names it."""
    cards, statements = corpus.cards.values(), corpus.facts.values()
    used = {id_ for c in cards for id_ in (*c.actors, *c.components, *c.competencies, *c.dimensions, *c.measures)}
    used |= {id_ for f in statements for id_ in (*f.actors, *f.competencies, *f.dimensions, *f.measures)}
    known_measures = [id_ for id_, m in corpus.measures.items() if m.status == "known"]
    for id_ in (*corpus.actors, *corpus.components, *corpus.competencies, *corpus.dimensions, *known_measures):
        if id_ not in used:
            yield f"{id_} n'est nommé par aucune fiche ni aucun fait."
    for competency in corpus.competencies.values():
        for id_ in competency.strategies:
            if id_ not in corpus.cards:
                yield f"{competency.id} renvoie à {id_}, qui n'existe pas."
            elif competency.id not in corpus.cards[id_].competencies:
                yield f"{competency.id} nomme {id_}, qui ne la nomme pas en retour."


def near_synonyms(corpus: Corpus) -> Iterator[str]:
    """Near-synonyms name each other and say what sets each apart."""
    for card in corpus.cards.values():
        if bool(card.near) != bool(card.distinct):
            yield f"{card.id} : « near » et « distinct » vont ensemble."
        for id_ in card.near:
            if id_ in corpus.cards and card.id not in corpus.cards[id_].near:
                yield f"{card.id} se dit proche de {id_}, qui ne le dit pas en retour."


CHECKS: tuple[Check, ...] = (
    counts,
    asked,
    joined,
    threads,
    card_completeness,
    means,
    said,
    questions,
    applied,
    card_links,
    sources,
    facts,
    orphans,
    near_synonyms,
    *check_ready.CHECKS,
    *check_situations.CHECKS,
)
