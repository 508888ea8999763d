"""`python -m assistant scenarios check [FOLDER]|new NAME [FOLDER]`: prove that scenarios can be played, start one."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.console import clear_errors
from assistant.errors import BoussoleError
from assistant.scenarios.errors import ScenarioError
from assistant.scenarios.load import SHIPPED, all_faults, left_to_fill, scenario_files
from assistant.scenarios.new import skeleton, write_skeleton
from assistant.scenarios.parse import parse
from assistant.settings import read_settings
from corpus.base import Language
from corpus.load import load_corpus
from prompts import load_texts

LANGUAGES: tuple[Language, ...] = ("fr", "en")
app = typer.Typer(help="Les scénarios des formatrices et formateurs.", no_args_is_help=True, add_completion=False)
Folder = Annotated[Path | None, typer.Argument(help="Dossier de scénarios; par défaut, ceux de Boussole et de BOUSSOLE_SCENARIOS_DIR.")]
Where = Annotated[Path | None, typer.Argument(help="Dossier où l'écrire; par défaut, BOUSSOLE_SCENARIOS_DIR ou le dossier courant.")]
Name = Annotated[str, typer.Argument(help="Identifiant, comme « wifi-polyvalente ».")]
Lang = Annotated[str, typer.Option("--lang", help="Langue du scénario : fr ou en.")]


@app.command()
def check(folder: Folder = None) -> None:
    """Vérifier des scénarios : une phrase par défaut, avec le fichier et la ligne."""
    with clear_errors():
        folders = [folder] if folder else [SHIPPED, *_own()]
        count = sum(len(scenario_files(of)) for of in folders)
        if not count:
            raise ScenarioError("no_scenario", folder=", ".join(map(str, folders)))
        faults = list(all_faults(folders, load_corpus()))
        for fault in faults:
            typer.echo(str(fault), err=True)
        if faults:
            raise typer.Exit(2)
        texts = load_texts("scenarios", "fr")
        typer.echo(texts.render("cli.sound", count=str(count)) if count > 1 else texts.get("cli.sound_one"))


@app.command()
def new(name: Name, folder: Where = None, lang: Lang = "fr") -> None:
    """Commencer un scénario : un squelette commenté, et ce qu'il reste à y remplir."""
    with clear_errors():
        language = _language(lang)
        path = write_skeleton(name, folder or next(iter(_own()), Path()), language)
        texts, left = load_texts("scenarios", "fr"), left_to_fill(parse(skeleton(name, language), path.name).value)
        typer.echo(texts.render("cli.written", file=str(path), places=", ".join(left)))
        typer.echo(texts.render("cli.next", mark=str(texts.get("to_fill")), folder=str(path.parent)))


def _own() -> list[Path]:
    """Return the folder of scenarios that the settings name, if they do."""
    folder: Path | None = getattr(read_settings(), "scenarios_dir", None)
    return [folder] if folder else []


def _language(value: str) -> Language:
    for language in LANGUAGES:
        if value == language:
            return language
    raise BoussoleError(load_texts("errors", "fr").render("bad_language", value=value))
