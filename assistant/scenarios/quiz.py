"""A quiz drawn from the cards: which strategy answers this trouble, which belong together, which goes with what. Pure.

The same seed always gives the same quiz; within one, no question comes twice. No wrong option is another name or a neighbour of a right
one, nor of another wrong one, so that each question has one defensible answer. What explains an answer comes from the cards and says
its kind: a finding with its place, or a suggestion of Boussole's.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random
from typing import Literal

from assistant.scenarios.alike import close
from assistant.voice import Voice
from corpus.records import Card, Corpus, Kind, Language, Record
from prompts import load_texts

SIZE = 8
WRONG = 3  # wrong options of a question
RIGHT = 3  # right options at most, where there may be several
PAIRS = 4  # things to match
TURN: tuple[str, ...] = ("single", "family", "single", "match_situation", "single", "obstacle", "single", "match_family")

Draw = Callable[["_Maker", Card, Random], "Question | None"]


class Question(Record):
    """A question with its options, as plain text.

    :param right: places of the right options; for a match, the option that goes with each of ``pairs``, in their order.
    :param pairs: for a match, what the options are matched with.
    :param strategy: the one it is about.
    """

    id: str
    kind: Literal["single", "multiple", "match"]
    text: str
    options: tuple[str, ...]
    right: tuple[int, ...]
    pairs: tuple[str, ...] = ()
    explanation: str
    strategy: str


class Marks(Record):
    """How many questions were answered rightly, and which."""

    right: int
    total: int
    by_question: Mapping[str, bool]


def make_quiz(corpus: Corpus, seed: str, language: Language, size: int = SIZE, strategies: Sequence[str] = ()) -> tuple[Question, ...]:
    """Return a quiz.

    :param seed: what decides of everything; a session and a participant, for instance.
    :param size: how many questions; fewer come when the strategies do not yield as many.
    :param strategies: what it is about; all of them when empty.
    """
    chance = Random(seed)
    maker = _Maker(corpus, language)
    cards = [corpus.cards[id_] for id_ in dict.fromkeys(strategies) if id_ in corpus.cards] or list(corpus.cards.values())
    kept: dict[str, Question] = {}
    for question in _drawn(maker, cards, chance):
        if len(kept) >= size:
            break
        if not any(_repeats(question, earlier) for earlier in kept.values()):
            kept[question.id] = question
    return tuple(kept.values())


def _repeats(question: Question, earlier: Question) -> bool:
    """Return whether a question asks again what an earlier one asked, alone or among others."""
    asked, before = question.pairs or (question.text,), earlier.pairs or (earlier.text,)
    return question.id == earlier.id or any(one in other or other in one for one in asked for other in before)


def mark(questions: Sequence[Question], answers: Mapping[str, Sequence[int]]) -> Marks:
    """Return which questions were answered rightly.

    :param answers: by id, the places chosen; for a match, one for each pair, in order. No answer is not a right one.
    """
    by_question = {question.id: _is_right(question, answers.get(question.id, ())) for question in questions}
    return Marks(right=sum(by_question.values()), total=len(questions), by_question=by_question)


def _is_right(question: Question, answer: Sequence[int]) -> bool:
    return tuple(answer) == question.right if question.kind == "match" else sorted(answer) == sorted(question.right)


def _drawn(maker: "_Maker", cards: Sequence[Card], chance: Random) -> Iterator[Question]:
    """Yield questions, the kinds and the strategies in turn, as long as new ones may come."""
    order: list[Card] = []
    for turn in range(4 * len(TURN) * max(len(cards), len(TURN))):
        order = order or chance.sample(list(cards), len(cards))  # shuffled anew each time, so that each kind meets each strategy
        if question := DRAWS[TURN[turn % len(TURN)]](maker, order.pop(), chance):
            yield question


class _Maker:
    """What questions are made of, in one language."""

    def __init__(self, corpus: Corpus, language: Language) -> None:
        self.corpus, self.language = corpus, language
        self.voice, self.texts = Voice(language), load_texts("scenarios", language)
        self._kinds = load_texts("page", language).get("kinds")
        names = [self.voice.name(card) for card in corpus.cards.values()]
        self.alone = {id_ for id_, name in zip(corpus.cards, names, strict=True) if names.count(name) == 1}

    def say(self, key: str, **values: str) -> str:
        """Return a text of the quiz."""
        return self.texts.render(f"quiz.{key}", **values)

    def named(self, ids: Sequence[str]) -> str:
        """Return the names of strategies, with their ids."""
        return self.voice.join([self.say("named", name=self.voice.name(self.corpus.cards[id_]), id=id_) for id_ in ids])

    def finding(self, card: Card) -> str:
        """Return what the research says of a strategy, with its kind, its document and its place."""
        text, title = self.voice.finding(card).rstrip("."), self.corpus.sources[card.source].title
        return self.say("finding", kind=self._kinds["constat"], text=text, title=title, locator=card.finding.locator)

    def suggestion(self, text: str) -> str:
        """Return something that Boussole says, with its kind."""
        kind: Kind = "suggestion"
        return self.say("said", kind=self._kinds[kind], text=text)

    def trouble(self, card: Card, place: int) -> str:
        """Return a trouble that a strategy answers, as it is lived; in English, the advice that answers it."""
        return card.fits[place].need if self.voice.french else self.voice.fit(card, place)

    def family(self, id_: str) -> str:
        """Return the name of a family."""
        family = self.corpus.families[id_]
        return self.voice.family(family)

    def apart(self, kept: Sequence[str], among: Sequence[Card], count: int, chance: Random) -> list[str]:
        """Return ids drawn at random that are neither close to those kept nor to one another.

        :param among: where they are drawn from, the likeliest first: only among the first few.
        """
        drawn: list[str] = []
        likely = list(among[: max(3 * count, 8)])
        chance.shuffle(likely)
        for card in (*likely, *among):
            if len(drawn) == count:
                break
            if not close(card.id, self.corpus) & {*kept, *drawn} and card.id not in drawn:
                drawn.append(card.id)
        return drawn

    def plausible(self, card: Card) -> list[Card]:
        """Return the other strategies, those that share most with one first: family, competencies, obstacles, components."""

        def shared(other: Card) -> int:
            fields = ("competencies", "obstacles", "components", "dimensions")
            return 2 * (other.family == card.family) + sum(len(set(getattr(other, f)) & set(getattr(card, f))) for f in fields)

        return sorted((other for other in self.corpus.cards.values() if other.id != card.id), key=shared, reverse=True)

    def options(self, right: Sequence[str], wrong: Sequence[str], chance: Random) -> tuple[tuple[str, ...], tuple[int, ...]]:
        """Return the names of the options, shuffled, and the places of the right ones."""
        ids = [*right, *wrong]
        chance.shuffle(ids)
        return tuple(self.voice.name(self.corpus.cards[id_]) for id_ in ids), tuple(n for n, id_ in enumerate(ids) if id_ in right)


def _single(maker: _Maker, card: Card, chance: Random) -> Question | None:
    """Return which strategy answers a trouble."""
    place = chance.randrange(len(card.fits))
    wrong = maker.apart([card.id], maker.plausible(card), WRONG, chance)
    options, right = maker.options([card.id], wrong, chance)
    advice = maker.suggestion(maker.voice.fit(card, place) if maker.voice.french else maker.voice.summary(card))
    return Question(
        id=f"single-{card.id}-{place + 1}",
        kind="single",
        text=maker.say("single.text", trouble=maker.trouble(card, place)),
        options=options,
        right=right,
        explanation=maker.say("single.explanation", name=maker.voice.name(card), id=card.id, finding=maker.finding(card), advice=advice),
        strategy=card.id,
    )


def _family(maker: _Maker, card: Card, chance: Random) -> Question | None:
    """Return which strategies belong to the family of one; those whose name is not theirs alone are left out."""
    if card.id not in maker.alone:
        return None
    others = [other for other in maker.plausible(card) if other.id in maker.alone]
    mates = [other for other in others if other.family == card.family]
    strangers = [other for other in others if other.family != card.family]
    values = {"family": maker.family(card.family)}
    return _several(maker, card, (f"multiple-{card.family}", "family", values), (mates, strangers), chance)


def _obstacle(maker: _Maker, card: Card, chance: Random) -> Question | None:
    """Return which strategies are linked to an obstacle that one is linked to."""
    if not card.obstacles:
        return None
    obstacle = maker.corpus.obstacles[chance.choice(card.obstacles)]
    others = maker.plausible(card)
    mates = [other for other in others if obstacle.id in other.obstacles]
    linked = {id_ for mate in (card, *mates) for id_ in close(mate.id, maker.corpus)}
    strangers = [other for other in others if other.id not in linked]
    values = {"obstacle": obstacle.name if maker.voice.french else obstacle.name_en}
    return _several(maker, card, (f"multiple-{obstacle.id}", "obstacle", values), (mates, strangers), chance)


def _several(
    maker: _Maker, card: Card, asked: tuple[str, str, Mapping[str, str]], among: tuple[Sequence[Card], Sequence[Card]], chance: Random
) -> Question | None:
    """Return a question with several right options; None where there are not several.

    :param asked: its id, the key of its words, and their variables.
    :param among: what the other right options and the wrong ones are drawn from.
    """
    id_, key, values = asked
    right = [card.id, *maker.apart([card.id], among[0], chance.randint(1, RIGHT - 1), chance)]
    if len(right) < 2:
        return None
    wrong = maker.apart(right, among[1], WRONG, chance)
    options, places = maker.options(right, wrong, chance)
    told = {"names": maker.named(right), "finding": maker.finding(card)}
    if key == "obstacle":
        told["link"] = maker.suggestion(maker.say("obstacle.link"))
    return Question(
        id=id_,
        kind="multiple",
        text=maker.say(f"{key}.text", **values),
        options=options,
        right=places,
        explanation=maker.say(f"{key}.explanation", **told),
        strategy=card.id,
    )


def _match_family(maker: _Maker, card: Card, chance: Random) -> Question | None:
    """Return strategies to match with their families, one of each."""
    if card.id not in maker.alone:
        return None
    ids = [card.id]
    for other in chance.sample(list(maker.corpus.cards.values()), len(maker.corpus.cards)):
        families = {maker.corpus.cards[id_].family for id_ in ids}
        if len(ids) < PAIRS and other.id in maker.alone and other.family not in families and not close(other.id, maker.corpus) & set(ids):
            ids.append(other.id)
    named = {id_: maker.voice.name(maker.corpus.cards[id_]) for id_ in ids}
    return _matched(maker, card, "match_family", [(named[id_], maker.family(maker.corpus.cards[id_].family)) for id_ in ids], chance)


def _match_situation(maker: _Maker, card: Card, chance: Random) -> Question | None:
    """Return troubles to match with the strategies that answer them."""
    ids = [card.id, *maker.apart([card.id], list(maker.corpus.cards.values()), PAIRS - 1, chance)]
    told = []
    for id_ in ids:
        of = maker.corpus.cards[id_]
        told.append((maker.trouble(of, chance.randrange(len(of.fits))), maker.voice.name(of)))
    return _matched(maker, card, "match_situation", told, chance)


def _matched(maker: _Maker, card: Card, key: str, pairs: Sequence[tuple[str, str]], chance: Random) -> Question:
    """Return a match.

    :param pairs: what is asked and what goes with it, the strategy that the question is about first.
    """
    asked = chance.sample(list(pairs), len(pairs))
    options = sorted(right for _, right in pairs)
    told = [maker.say("pair", left=maker.say("quoted", text=left), right=maker.say("quoted", text=right)) for left, right in asked]
    return Question(
        id=f"{key.replace('_', '-')}-{card.id}",
        kind="match",
        text=maker.say(f"{key}.text"),
        options=tuple(options),
        right=tuple(options.index(right) for _, right in asked),
        pairs=tuple(left for left, _ in asked),
        explanation=maker.say(f"{key}.explanation", pairs="; ".join(told), finding=maker.finding(card)),
        strategy=card.id,
    )


DRAWS: Mapping[str, Draw] = {
    "single": _single,
    "family": _family,
    "obstacle": _obstacle,
    "match_family": _match_family,
    "match_situation": _match_situation,
}
