"""The root of every record, and the words that several of them share."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

Kind = Literal["constat", "document", "illustration", "suggestion"]
Confidence = Literal["verified", "single-source", "inferred", "unverified"]
Horizon = Literal["semaine", "mois", "annee"]
Language = Literal["fr", "en"]
TurnKind = Literal["situation", "fact", "definition", "followup", "plan", "reflection", "smalltalk", "clarify", "decline"]
Split = Literal["train", "dev", "test"]
Origin = Literal["real", "scene"]

HORIZONS: tuple[Horizon, ...] = ("semaine", "mois", "annee")
SPLITS: tuple[Split, ...] = ("train", "dev", "test")


class Record(BaseModel):
    """A frozen record that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")
