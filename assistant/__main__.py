"""The command line, `python -m assistant …`. Errors are one French sentence on stderr and exit code 2."""

import sys
from json import dumps as json_text
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.batch import answer_questions, read_questions, write_lines
from assistant.console import clear_errors, progress, read_language
from assistant.errors import BadQuestionError, MissingPackageError
from assistant.evaluation import cli as evaluation
from assistant.feedback import kept_opinions
from assistant.message import read_message
from assistant.opening import Opening
from assistant.privacy.register import purge
from assistant.privacy.register import read as read_register
from assistant.scenarios import cli as scenarios
from assistant.settings import read_settings
from corpus.records import Language
from index.manifest import usable_build
from prompts import load_texts

if TYPE_CHECKING:
    from assistant.chat import Assistant  # seconds of imports, which the command line does without until it asks

app = typer.Typer(help="Boussole pédagonumérique, en ligne de commande.", no_args_is_help=True, add_completion=False)
app.add_typer(evaluation.app, name="evaluate")
app.add_typer(scenarios.app, name="scenarios")
feedback = typer.Typer(help="Les avis des personnes sur les réponses, gardés sur cette machine.", no_args_is_help=True)
app.add_typer(feedback, name="feedback")
register = typer.Typer(help="Le registre de ce qui a été envoyé à un modèle distant.", no_args_is_help=True)
app.add_typer(register, name="register")
Lang = Annotated[str | None, typer.Option("--lang", help="fr ou en; par défaut, la langue de la question.")]


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="Votre question ou votre situation; « - » pour la lire sur l'entrée.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Donner l'enregistrement complet en JSON.")] = False,
    lang: Lang = None,
    source: Annotated[Path | None, typer.Option("--input", help="Fichier JSONL de questions.")] = None,
    target: Annotated[Path | None, typer.Option("--output", help="Fichier JSONL de réponses.")] = None,
) -> None:
    """Poser une question, ou un fichier de questions."""
    with clear_errors():
        language = None if lang is None else read_language(lang)
        if source is not None:
            _ask_file(source, target, language)
        else:
            _ask_one(question, language, json)


@feedback.command("export")
def export_feedback() -> None:
    """Écrire les avis gardés, un objet JSON par ligne, du plus ancien au plus récent."""
    with clear_errors():
        for opinion in kept_opinions(read_settings().data_dir):
            typer.echo(json_text(opinion, ensure_ascii=False))


@register.command("show")
def show_register() -> None:
    """Dire ce qui a été envoyé à un modèle distant : quand, à qui, combien, quelles sortes masquées; jamais quoi."""
    with clear_errors():
        kept = read_register(read_settings().data_dir)
        for entry in kept.entries:
            typer.echo(entry.model_dump_json())
        if kept.damaged:
            typer.echo(load_texts("privacy", "fr").render("damaged", count=str(kept.damaged)), err=True)


@register.command("purge")
def purge_register() -> None:
    """Vider le registre."""
    with clear_errors():
        typer.echo(load_texts("privacy", "fr").render("purged", count=str(purge(read_settings().data_dir))))


def _ask_one(question: str | None, language: Language | None, as_json: bool) -> None:
    if question is None:
        raise BadQuestionError("no_question")
    text = sys.stdin.buffer.read().decode("utf-8", "replace") if question == "-" else question
    read_message(text)  # refuse a bad question before the model is loaded
    answer = _assistant().ask(text, language=language)
    if as_json:
        typer.echo(answer.model_dump_json(indent=2))
        return
    typer.echo(answer.text)
    for citation in answer.citations:
        typer.echo(f"\n[{citation.n}] {citation.title}, {citation.locator}\n    « {citation.quote} »", nl=False)
    typer.echo()


def _ask_file(source: Path, target: Path | None, language: Language | None) -> None:
    if target is None:
        raise BadQuestionError("no_output")
    questions = read_questions(source)
    assistant = _assistant()
    with progress("Réponses", len(questions)) as advance:
        write_lines(target, answer_questions(assistant, questions, language), lambda: advance(1))


def _assistant() -> "Assistant":
    settings = read_settings()
    usable_build(settings.data_dir, settings.embedder)  # what is wrong is said before seconds of imports
    from assistant.chat import open_assistant

    return open_assistant(settings)


@app.command()
def mcp() -> None:
    """Servir les outils de Boussole à un agent (MCP, sur l'entrée et la sortie standard)."""
    with clear_errors():
        opening = Opening(read_settings())
        try:
            from assistant.mcp import serve
        except ImportError as error:
            raise MissingPackageError("missing_mcp") from error
        serve(opening)


if __name__ == "__main__":
    app()
