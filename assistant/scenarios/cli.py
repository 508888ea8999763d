"""`python -m assistant scenarios check [FOLDER]|new NAME [FOLDER]`: prove that scenarios can be played, start one."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.console import clear_errors, read_language
from assistant.scenarios.errors import ScenarioError
from assistant.scenarios.load import all_faults, folders, left_to_fill, scenario_files
from assistant.scenarios.new import skeleton, write_skeleton
from assistant.scenarios.parse import parse
from assistant.settings import read_settings
from corpus.load import load_corpus
from prompts import load_texts

app = typer.Typer(help="Les scénarios des formatrices et formateurs.", no_args_is_help=True, add_completion=False)
Folder = Annotated[Path | None, typer.Argument(help="Dossier de scénarios; par défaut, ceux de Boussole et de BOUSSOLE_SCENARIOS_DIR.")]
Where = Annotated[Path | None, typer.Argument(help="Dossier où l'écrire; par défaut, BOUSSOLE_SCENARIOS_DIR ou le dossier courant.")]
Name = Annotated[str, typer.Argument(help="Identifiant, comme « wifi-polyvalente ».")]
Lang = Annotated[str, typer.Option("--lang", help="Langue du scénario : fr ou en.")]


@app.command()
def check(folder: Folder = None) -> None:
    """Vérifier des scénarios : une phrase par défaut, avec le fichier et la ligne."""
    with clear_errors():
        looked = (folder,) if folder else folders(read_settings().scenarios_dir)
        count = sum(len(scenario_files(of)) for of in looked)
        if not count:
            raise ScenarioError("no_scenario", folder=", ".join(map(str, looked)))
        faults = list(all_faults(looked, load_corpus()))
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
        language = read_language(lang)
        path = write_skeleton(name, folder or read_settings().scenarios_dir or Path(), language)
        texts, left = load_texts("scenarios", "fr"), left_to_fill(parse(skeleton(name, language), path.name).value)
        typer.echo(texts.render("cli.written", file=str(path), places=", ".join(left)))
        typer.echo(texts.render("cli.next", mark=str(texts.get("to_fill")), folder=str(path.parent)))
