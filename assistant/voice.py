"""What the cards and the texts say, in the language of the conversation."""

import re
from dataclasses import dataclass

from assistant.language import join
from corpus.chunk import Passage
from corpus.records import Actor, Advice, Applied, Card, Constraint, Dimension, Family, Horizon, Language, Means, Measure, Words
from prompts import Texts, load_texts


@dataclass(frozen=True)
class Voice:
    """One language, and a seed that keeps the choice of words steady for a question.

    :param language: `fr` or `en`.
    :param seed: usually the question.
    """

    language: Language
    seed: str = ""

    @property
    def texts(self) -> Texts:
        """The texts of answers in this language."""
        return load_texts("answers", self.language)

    def say(self, key: str, **values: str) -> str:
        """Return a text with its variables filled in."""
        return self.texts.render(key, self.seed, **values)

    def join(self, items: list[str]) -> str:
        """Return `a, b et c`."""
        return join(items, self.texts.get("list_separator"), self.texts.get("and"))

    @property
    def french(self) -> bool:
        """Whether the language is French."""
        return self.language == "fr"

    def name(self, card: Card) -> str:
        """Return the name of a strategy."""
        return card.name if self.french else card.en.name

    def quoted(self, card: Card) -> str:
        """Return the name of a strategy between quotation marks."""
        return self.say("quoted", name=self.name(card))

    def marked(self, said: str) -> str:
        """Return somebody's words between quotation marks."""
        return self.say("quoted", name=said)

    def family(self, family: Family) -> str:
        """Return the name of a family of strategies."""
        return family.name if self.french else family.name_en

    def issue(self, card: Card) -> str:
        """Return the issue a strategy is about."""
        return card.issue if self.french else card.en.issue

    def finding(self, card: Card) -> str:
        """Return what the research says of a strategy."""
        return card.finding.text if self.french else card.en.finding

    def noted(self, card: Card) -> str:
        """Return where the research named a strategy, and what for, in a line."""
        return self.say(f"noted.{card.family}")

    def summary(self, card: Card) -> str:
        """Return what a strategy consists of."""
        return card.summary.text if self.french else card.en.summary

    def why(self, card: Card, number: int) -> str:
        """Return one of the reasons why a strategy works."""
        return card.why[number].text if self.french else card.en.why[number]

    def fit(self, card: Card, number: int | None) -> str:
        """Return why a strategy answers one of its troubles; without a trouble, why it works at all."""
        if number is not None:
            return card.fits[number].text if self.french else card.en.fits[number]
        own = next((place for place, said in enumerate(card.why) if not said.source), None)
        return self.summary(card) if own is None else self.why(card, own)

    def step(self, card: Card, horizon: Horizon) -> str:
        """Return a first step."""
        return (card.steps if self.french else card.en.steps).at(horizon)

    def applied_step(self, entry: Applied) -> str:
        """Return a first step applied to what a case is about."""
        return entry.step if self.french else entry.en.step

    def applied_why(self, entry: Applied) -> str:
        """Return why a strategy helps where a case is about something."""
        return entry.why if self.french else entry.en.why

    def advice(self, advice: Advice) -> str:
        """Return practical advice."""
        return advice.text if self.french else advice.en

    def team_words(self, words: Words) -> str:
        """Return what may be said to the staff to open a strategy."""
        return words.team if self.french else words.en.team

    def family_words(self, words: Words) -> str:
        """Return what may be written to parents of a strategy."""
        return words.families if self.french else words.en.families

    def team_question(self, words: Words) -> str:
        """Return the question that opens a strategy in a meeting of the staff."""
        return words.ask if self.french else words.en.ask

    def plea(self, words: Words) -> str:
        """Return an argument for a strategy."""
        return words.above if self.french else words.en.above

    def who(self, means: Means, horizon: Horizon) -> str:
        """Return who takes a step."""
        return (means if self.french else means.en).who.at(horizon)

    def means(self, means: Means, horizon: Horizon) -> str:
        """Return what a step takes."""
        return (means if self.french else means.en).means.at(horizon)

    def adapted(self, means: Means, constraint: Constraint) -> str:
        """Return how the first steps are taken under a constraint."""
        return (means if self.french else means.en).adapt[constraint]

    def heading(self, card: Card, ids: list[str]) -> str:
        """Return the heading of a strategy, with its id and those of the equivalents merged into it."""
        return self.say("heading", name=self.name(card), ids=self.join(ids))

    def lead_within(self, constraint: Constraint) -> str:
        """Return what opens a suggestion adapted to a constraint."""
        return self.say("refined.lead", constraint=self.texts.get("constraint")[constraint]["short"])

    def question(self, card: Card) -> str:
        """Return the question to reflect on."""
        return card.question if self.french else card.en.question

    def signs(self, card: Card) -> tuple[str, ...]:
        """Return the signs of progress."""
        return card.signs if self.french else card.en.signs

    def pitfalls(self, card: Card) -> tuple[str, ...]:
        """Return the pitfalls."""
        return card.pitfalls if self.french else card.en.pitfalls

    def distinct(self, card: Card) -> str:
        """Return what sets a strategy apart from its near-synonyms, or nothing."""
        return card.distinct if self.french else card.en.distinct

    def passage(self, passage: Passage) -> str:
        """Return what a passage says."""
        return passage.text if self.french else passage.text_en

    def actor(self, actor: Actor) -> str:
        """Return how an actor is named inside a sentence."""
        return actor.phrase if self.french else actor.phrase_en

    def measure(self, measure: Measure) -> str:
        """Return the subject of a measure."""
        name = (measure.label or measure.subject or "") if self.french else (measure.subject_en or "")
        return re.sub(r"\s*\([^)]*\)", "", name)

    def dimension(self, dimension: Dimension) -> str:
        """Return the short name of a dimension."""
        return dimension.short if self.french else dimension.short_en
