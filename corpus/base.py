"""The root of every record, and the words that several of them share."""

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict

Kind = Literal["constat", "document", "illustration", "suggestion"]
Confidence = Literal["verified", "single-source", "inferred", "unverified"]
Horizon = Literal["semaine", "mois", "annee"]
Language = Literal["fr", "en"]
TurnKind = Literal["situation", "fact", "definition", "followup", "plan", "reflection", "smalltalk", "clarify", "decline"]
TurnSort = Literal[
    "", "develop", "example", "why", "signs", "pitfalls", "help", "source", "others", "reject", "refine", "back", "translate", "shorter",
    "greeting", "thanks", "bye", "who",
    "person", "legal", "health", "surveillance", "privacy", "injection", "homework", "danger", "other",
]  # fmt: skip
Constraint = Literal["budget", "release", "union", "remote", "small", "deadline"]
Split = Literal["train", "dev", "test"]
Origin = Literal["real", "scene"]

HORIZONS: tuple[Horizon, ...] = ("semaine", "mois", "annee")
SORTS: Mapping[TurnKind, tuple[TurnSort, ...]] = {
    "followup": (
        "develop", "example", "why", "signs", "pitfalls", "help", "source", "others", "reject", "refine", "back", "translate", "shorter",
    ),
    "smalltalk": ("greeting", "thanks", "bye", "who"),
    "decline": ("person", "legal", "health", "surveillance", "privacy", "injection", "homework", "danger", "other"),
}  # fmt: skip
CONSTRAINTS: tuple[Constraint, ...] = ("budget", "release", "union", "remote", "small", "deadline")
# What a message may be heard to be about, to tell of and to want; what each means is in CONTRIBUTING.md.
SUBJECTS = (
    "renseignements", "ia", "cellulaires", "civilite", "ehdaa", "programmation", "plateforme", "distance", "ecrans", "evaluation", "effets",
    "reseau", "desuetude", "appareils", "achats", "parents", "fp", "fga", "communaute", "prescolaire", "personnel", "formation",
    "resistance", "vision", "equipe",
)  # fmt: skip
INCIDENTS = ("images", "filmed", "exposed", "leak", "intrusion", "hurt")
WANTS = (
    "message", "speech", "arguments", "agenda", "questions", "list", "plan", "effort", "product", "choice", "yesno", "change", "objection",
    "correction", "detail", "other", "self", "hurtby",
)  # fmt: skip
TAGS = (
    *(f"subject/{subject}" for subject in SUBJECTS),
    *(f"incident/{incident}" for incident in INCIDENTS),
    *(f"constraint/{constraint}" for constraint in CONSTRAINTS),
    *(f"wants/{want}" for want in WANTS),
)
SPLITS: tuple[Split, ...] = ("train", "dev", "test")


class Record(BaseModel):
    """A frozen record that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Steps(Record):
    """First steps, always suggestions: this week, this month, this year."""

    semaine: str
    mois: str
    annee: str

    def at(self, horizon: Horizon) -> str:
        """Return the step of one horizon."""
        return str(getattr(self, horizon))
