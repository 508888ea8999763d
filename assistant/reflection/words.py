"""How the self-reflection names and counts things, the same on the page and in the files."""

from dataclasses import dataclass

from assistant.reflection.records import Mean, Profile
from corpus.records import Card, Competency, Corpus, Dimension, Language
from prompts import Texts, load_texts


@dataclass(frozen=True)
class Words:
    """One language."""

    language: Language

    @property
    def texts(self) -> Texts:
        """The texts of the view."""
        return load_texts("reflection", self.language)

    def get(self, key: str) -> str:
        """Return a text that has no variable."""
        return self.texts.render(key)

    def say(self, key: str, **values: str) -> str:
        """Return a text with its variables filled in."""
        return self.texts.render(key, **values)

    def level(self, level: int) -> str:
        """Return the word of a level."""
        return str(self.texts.get("levels")[level - 1])

    def family_name(self, family: str) -> str:
        """Return the short name of a family."""
        return self.get(f"families.{family}")

    def family(self, family: str) -> str:
        """Return the short name of a family with its id."""
        return self.say("family", name=self.family_name(family), id=family)

    def families(self, ids: tuple[str, ...]) -> str:
        """Return the names of several families, in one list."""
        return ", ".join(map(self.family, ids))

    def number(self, mean: float) -> str:
        """Return a mean with one decimal."""
        return f"{mean:.1f}".replace(".", self.get("decimal"))

    def mean(self, mean: Mean) -> str:
        """Return a mean in words, or that there is no answer."""
        return self.get("unanswered") if mean.mean is None else self.say("mean", mean=self.number(mean.mean))

    def counted(self, mean: Mean) -> str:
        """Return how many statements are answered, of how many."""
        return self.say("counted", done=str(mean.answered), asked=str(mean.asked))

    def uncompared(self, profile: Profile) -> str:
        """Return why no family is told ahead of the others."""
        return self.get("profile.level" if sum(family.enough for family in profile.families) > 1 else "profile.few")

    def strategy(self, card: Card) -> str:
        """Return the name of a strategy."""
        return card.name if self.language == "fr" else card.en.name

    def first_step(self, card: Card) -> str:
        """Return the step of this week."""
        return (card.steps if self.language == "fr" else card.en.steps).semaine

    def competency(self, competency: Competency) -> str:
        """Return the id and the name of a competency of principals; that the name is not verified is said above the list."""
        return f"{competency.id}, {competency.candidate_name if self.language == 'fr' else competency.candidate_name_en}"

    def dimension(self, dimension: Dimension) -> str:
        """Return the id and the name of a dimension."""
        return f"{dimension.id}, {dimension.name if self.language == 'fr' else dimension.name_en}"

    def by_framework(self, profile: Profile, corpus: Corpus) -> dict[str, list[tuple[str, Mean]]]:
        """Return the competencies and the dimensions that have answers, by the key of their texts, in the order of their frameworks."""
        told = {mean.id: mean for mean in (*profile.competencies, *profile.dimensions) if mean.answered}
        rows = {
            "competencies": [(self.competency(entry), told[id_]) for id_, entry in corpus.competencies.items() if id_ in told],
            "dimensions": [(self.dimension(entry), told[id_]) for id_, entry in corpus.dimensions.items() if id_ in told],
        }
        return {key: of_framework for key, of_framework in rows.items() if of_framework}
