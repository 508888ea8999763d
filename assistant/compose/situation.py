"""The answer to a situation: what was understood, three strategies in full and up to two more, landmarks, help, a question."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.compose.opening import restate
from assistant.compose.steps import first_step, reason
from assistant.markdown import count_words
from assistant.records import Block, Choice, Claim, Draft, Shortlist, Understanding
from assistant.voice import Voice
from corpus.chunk import Passage
from corpus.records import Advice, Card, Corpus

MOST_WORDS = 345
IN_FULL = 3


@dataclass(frozen=True)
class Size:
    """How much an answer says of what it could say."""

    issues: int = 2
    actors: int = 2
    pointers: int = 2
    example: bool = True
    quote: bool = True
    landmarks: int = 2
    question: bool = True


# From the fullest to the leanest: the first that keeps within the length is given. What was understood of the case goes last.
SIZES = (
    Size(),
    Size(example=False),
    Size(example=False, issues=1),
    Size(example=False, issues=1, actors=1),
    Size(example=False, issues=1, actors=1, pointers=1),
    Size(example=False, issues=1, actors=1, pointers=0),
    Size(landmarks=0, example=False, issues=1, actors=1, pointers=0),
    Size(landmarks=0, example=False, issues=1, actors=1, pointers=0, quote=False),
    Size(landmarks=0, example=False, issues=1, actors=1, pointers=0, quote=False, question=False),
)


@dataclass(frozen=True)
class Writer:
    """What every part of the answer is written from."""

    understanding: Understanding
    chosen: Shortlist
    corpus: Corpus
    by_id: dict[str, Passage]
    voice: Voice
    intro: str
    advice: Advice | None

    @property
    def cards(self) -> list[Card]:
        """The cards of the strategies, best first."""
        return [self.corpus.cards[choice.id] for choice in self.chosen.choices]

    def blocks(self, size: Size) -> tuple[Block, ...]:
        """Return the whole answer at one size."""
        voice = self.voice
        if self.intro and self.understanding.sort == "refine":  # what is added was named just before
            size = replace(size, quote=False)
        said = restate(self.understanding, self.chosen, self.corpus, self.voice, size.issues, size.quote)
        opening = Block(claims=(Claim(text=" ".join(filter(None, (self.intro, said)))),))
        full = [self._strategy(choice, place) for place, choice in enumerate(self.chosen.choices[:IN_FULL])]
        if size.example:
            full = self._with_example(full)
        pointers = self._pointers(size.pointers)
        tail = [Block(claims=(Claim(text=voice.say("tail.question", question=voice.question(self.cards[0])), kind="suggestion"),))]
        landmarks = self._landmarks(size.actors, size.landmarks)
        return (opening, *advised(self.advice, voice), *full, *pointers, landmarks, *(tail if size.question else ()))

    def _strategy(self, choice: Choice, place: int) -> Block:
        """Say why a strategy fits, what the research says of it, and a first step."""
        card, voice = self.corpus.cards[choice.id], self.voice
        claims = (
            Claim(text=reason(choice, self.understanding, self.corpus, voice, place), kind="suggestion"),
            found_by_research(card, voice),
            self._first_step(card, place),
        )
        return Block(claims=claims, heading=self._named(choice), strategy=choice.id)

    def _first_step(self, card: Card, place: int) -> Claim:
        """Say the step of this week: within what binds the case for the first strategy, about what the case is about for the others."""
        voice, binding = self.voice, self.understanding.constraints
        if not binding or (place and self.understanding.subjects):
            step = first_step(card, self.understanding, self.corpus, voice, place)
            return Claim(text=step, kind="suggestion", lead=voice.say("lead.step.semaine"))
        adapted = voice.adapted(self.corpus.means[card.id], binding[0])
        return Claim(text=adapted, kind="suggestion", lead=voice.lead_within(binding[0]))

    def _named(self, choice: Choice) -> str:
        return self.voice.heading(self.corpus.cards[choice.id], [choice.id, *choice.also])

    def _with_example(self, full: list[Block]) -> list[Block]:
        """Add a published example to the first strategy that has one."""
        for place, (block, card) in enumerate(zip(full, self.cards, strict=False)):
            number = next((n for n, said in enumerate(card.why) if said.source), None)
            if number is not None:
                kind = card.why[number].kind
                passages = (f"{card.id}/pourquoi-{number + 1}",)
                lead = self.voice.texts.get("kind")[kind]
                example = Claim(text=self.voice.why(card, number), kind=kind, passages=passages, lead=lead)
                claims = (*block.claims[:2], example, *block.claims[2:])
                return [*full[:place], block.model_copy(update={"claims": claims}), *full[place + 1 :]]
        return full

    def _pointers(self, most: int) -> list[Block]:
        """Name, with their references, the strategies that come after those said in full."""
        more = self.chosen.choices[IN_FULL : IN_FULL + most]
        claims = [
            Claim(text=self._named(choice) + ".", kind="constat", passages=tuple(f"{id_}/nom" for id_ in (choice.id, *choice.also)))
            for choice in more
        ]
        return [Block(claims=(Claim(text=self.voice.say("more")), *claims))] if claims else []

    def _landmarks(self, most_actors: int, most: int) -> Block:
        """Name a dimension of the framework, a measure of the plan, and who can help; no name that could not be verified."""
        voice, corpus, cards = self.voice, self.corpus, self.cards[:IN_FULL]
        claims = []
        if dimension := next((corpus.dimensions[id_] for card in cards for id_ in card.dimensions), None):
            item = voice.say("tail.dimension", number=str(dimension.number), name=voice.dimension(dimension))
            claims.append(self._landmark("dimensions", item, dimension.id))
        # the first strategy's alone: that of a third one says little of the case
        if measure := next((corpus.measures[id_] for id_ in cards[0].measures if id_ in self.by_id), None):
            item = voice.say("tail.measure", number=str(measure.number), name=voice.measure(measure))
            claims.append(self._landmark("measures", item, measure.id))
        actors = [voice.actor(corpus.actors[id_]) for id_ in _first(card.actors for card in cards)[:most_actors]]
        help_ = Claim(text=voice.say("tail.actors", items=voice.join(actors)), kind="suggestion")
        return Block(claims=(*claims[:most], help_))

    def _landmark(self, key: str, item: str, passage: str) -> Claim:
        return Claim(text=self.voice.say(f"tail.{key}", items=item) + ".", kind="document", passages=(passage,))


def compose_situation(
    understanding: Understanding,
    chosen: Shortlist,
    corpus: Corpus,
    by_id: dict[str, Passage],
    intro: str = "",
    advice: Advice | None = None,
) -> Draft:
    """Return the draft of an answer to a situation, as full as its length allows.

    :param chosen: the strategies, best first.
    :param by_id: every passage, to cite from.
    :param intro: a sentence to open with, when the answer follows an earlier one; ``advice``, what answers the message in so many words.
    """
    voice = Voice(understanding.language, understanding.question)
    writer = Writer(understanding, chosen, corpus, by_id, voice, intro, advice)
    size = next((size for size in SIZES if count_words(writer.blocks(size)) <= MOST_WORDS), SIZES[-1])
    cards = writer.cards[:IN_FULL]
    return Draft(
        kind="situation",
        blocks=writer.blocks(size),
        choices=chosen.choices[: IN_FULL + size.pointers],
        competencies=_first(card.competencies for card in cards),
        dimensions=_first(card.dimensions for card in cards),
        measures=_first(card.measures for card in cards),
        follow_ups=follow_ups(cards[0], voice),
        advice=advice.id if advice else "",
    )


def advised(advice: Advice | None, voice: Voice) -> tuple[Block, ...]:
    """Return the block of practical advice; none without any."""
    if advice is None:
        return ()
    return (Block(claims=(Claim(text=voice.advice(advice), kind="suggestion", lead=voice.say("lead.advice")),)),)


def follow_ups(card: Card, voice: Voice, *, planned: bool = False) -> tuple[str, ...]:
    """Return three things one may want next, as the person would say them.

    :param card: the first strategy of the answer.
    :param planned: whether the answer was a plan already.
    """
    return (
        voice.say("follow_ups.develop", name=voice.name(card)),
        voice.say("follow_ups.signs") if len(voice.seed) % 2 else voice.say("follow_ups.pitfalls"),
        voice.say("follow_ups.reflection" if planned else "follow_ups.plan"),
    )


def founded(cards: list[Card], voice: Voice) -> Block:
    """Cite the strategies that a plan or a reflection rests on."""
    claims = tuple(Claim(text=voice.noted(card), kind="constat", passages=(f"{card.id}/constat",), lead=voice.name(card)) for card in cards)
    return Block(claims=claims, layout="list")


def found_by_research(card: Card, voice: Voice) -> Claim:
    """Say what the research says of a strategy."""
    return Claim(text=voice.noted(card), kind="constat", passages=(f"{card.id}/constat",), lead=voice.say("lead.finding"))


def _first(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Return the ids of several groups, each once, in order of appearance."""
    return tuple(dict.fromkeys(id_ for group in groups for id_ in group))
