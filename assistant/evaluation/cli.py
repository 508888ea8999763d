"""`python -m assistant evaluate …`: measure, save each run in a file, compare with an older one, write the report, have answers graded."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from typer.core import TyperGroup

from assistant.console import clear_errors, progress
from assistant.errors import MissingPackageError
from assistant.evaluation.compare import compare
from assistant.evaluation.records import Part, Run, Timing
from assistant.evaluation.report import differences_table, part_table, timings_table
from assistant.evaluation.run import Progress, new_run, read_run, save_run
from assistant.settings import Settings, read_settings
from corpus.load import load_corpus
from corpus.records import Split
from prompts import load_texts

IN_TEN_MINUTES = 250  # cases of each set, at most, when all is measured at once on two cores
TURNS = 5  # of a conversation, on average
SPLITS: tuple[Split, ...] = ("test", "dev")
Measured = tuple[list[Part], list[Timing]]
Measure = Callable[[Settings, Progress], Measured]


class Measures(TyperGroup):
    """The measures there are; another name is refused in one sentence."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the measure that was asked for, or say which there are."""
        if args and self.get_command(ctx, args[0]) is None:
            typer.echo(load_texts("errors", "fr").render("bad_measure", value=args[0]), err=True)
            raise typer.Exit(2)
        return super().resolve_command(ctx, args)


app = typer.Typer(cls=Measures, help="Mesurer la qualité et la vitesse, hors ligne.", invoke_without_command=True, add_completion=False)
AsJson = Annotated[bool, typer.Option("--json", help="Imprimer le résultat complet en JSON plutôt qu'en tableaux.")]
Older = Annotated[Path | None, typer.Option("--compare", help="Résultat plus ancien (JSON) auquel comparer celui-ci.")]
Html = Annotated[Path | None, typer.Option("--html", help="Fichier où écrire le rapport, une page qui se lit hors ligne.")]
Saved = Annotated[Path | None, typer.Option("--save", help="Dossier des résultats; par défaut, « evaluations » à côté de l'index.")]
Engines = Annotated[list[str] | None, typer.Option("--engine", help="Moteur à comparer (à répéter) : fournisseur:nom@adresse.")]
Size = Annotated[int, typer.Option(min=2, max=200, help="Situations, et questions de fait, posées à chaque moteur.")]
Most = Annotated[int | None, typer.Option(min=2, help="Cas de chaque jeu, au plus, également répartis; par défaut, tous.")]
Data = Annotated[Path | None, typer.Option("--data", help="Dossier au format BEIR; par défaut, les questions de nos propres faits.")]


def _situations(most: int | None) -> Measure:
    def measure(settings: Settings, advance: Progress) -> Measured:
        from assistant.chat import open_assistant
        from assistant.evaluation.situations import VARIED, evaluate_situations, evaluate_variants

        index = open_assistant(settings).index
        parts = [part for split in SPLITS for part in evaluate_situations(index, split, advance, most and most // 2)]
        return [*parts, evaluate_variants(index, advance, min(VARIED, most or VARIED))], []

    return measure


def _facts(most: int | None) -> Measure:
    def measure(settings: Settings, advance: Progress) -> Measured:
        from assistant.chat import open_assistant
        from assistant.evaluation.facts import evaluate_facts

        return evaluate_facts(open_assistant(settings), advance, most), []

    return measure


def _dialogues(most: int | None) -> Measure:
    def measure(settings: Settings, advance: Progress) -> Measured:
        from assistant.chat import open_assistant
        from assistant.evaluation.dialogues import evaluate_dialogues

        return evaluate_dialogues(open_assistant(settings), advance, most and max(1, most // TURNS)), []

    return measure


def _hearing(most: int | None) -> Measure:
    def measure(settings: Settings, advance: Progress) -> Measured:
        from assistant.chat import open_assistant
        from assistant.evaluation.hearing import evaluate_hearing

        return evaluate_hearing(open_assistant(settings).index, advance, most), []

    return measure


def _advice(most: int | None) -> Measure:
    def measure(settings: Settings, advance: Progress) -> Measured:
        from assistant.chat import open_assistant
        from assistant.evaluation.advice import evaluate_advice

        return evaluate_advice(open_assistant(settings).index, advance, most), []

    return measure


def _letters(most: int | None) -> Measure:
    def measure(settings: Settings, advance: Progress) -> Measured:
        from assistant.chat import open_assistant
        from assistant.evaluation.letters import evaluate_letters
        from assistant.evaluation.requests import evaluate_requests

        assistant = open_assistant(settings)
        return [*evaluate_letters(assistant, advance, most), *evaluate_requests(assistant.index, advance, most)], []

    return measure


def _retrieval(folder: Path | None) -> Measure:
    def measure(settings: Settings, advance: Progress) -> Measured:
        from assistant.evaluation.retrieval import evaluate_retrieval, own_data, read_data
        from index.align import read_alignment
        from index.embed import CachedEmbeddings
        from index.learn import questions
        from index.manifest import DEFAULT_EMBEDDER

        corpus = load_corpus()
        data = read_data(folder) if folder else own_data(corpus)
        alignment = read_alignment() if settings.embedder == DEFAULT_EMBEDDER else None
        part, timings = evaluate_retrieval(data, CachedEmbeddings(settings.embedder), questions(corpus), alignment, advance)
        return [part], timings

    return measure


def _engines(names: Sequence[str], size: int) -> Measure:
    def measure(settings: Settings, advance: Progress) -> Measured:
        from assistant.chat import open_assistant
        from assistant.evaluation.engines import evaluate_engines, named_engines

        engines = named_engines(settings, names)  # refuse a bad name before the index is opened
        index = open_assistant(settings.model_copy(update={"model": "embedded"})).index
        return evaluate_engines(index, engines, size, advance)

    return measure


def _speed(settings: Settings, _advance: Progress) -> Measured:
    from assistant.evaluation.speed import evaluate_speed

    return [], evaluate_speed(settings)


@app.callback()
def default(context: typer.Context) -> None:
    """Mesurer tout, si l'on ne dit pas quoi."""
    if context.invoked_subcommand is None:
        everything()


@app.command("all")
def everything(
    engine: Engines = None,
    size: Size = 12,
    most: Most = IN_TEN_MINUTES,
    json: AsJson = False,
    older: Older = None,
    html: Html = None,
    save: Saved = None,
) -> None:
    """Tout mesurer, sur une partie de chaque jeu, également répartie, pour que cela tienne en dix minutes."""
    compared = (_engines(engine, size),) if engine else ()
    ours = (_situations(most), _facts(most), _dialogues(most), _hearing(most), _advice(most), _letters(most))
    kept = (*ours, _retrieval(None), _speed, *compared)
    _measure(kept, json, older, html, save)


@app.command()
def engines(
    engine: Engines = None, size: Size = 12, json: AsJson = False, older: Older = None, html: Html = None, save: Saved = None
) -> None:
    """Des moteurs côte à côte : ce qu'ils choisissent, ce qui tient de ce qu'ils écrivent, leurs replis, leur temps."""
    _measure((_engines(engine or ["embedded"], size),), json, older, html, save)


@app.command()
def situations(most: Most = None, json: AsJson = False, older: Older = None, html: Html = None, save: Saved = None) -> None:
    """Le choix des stratégies, sur des situations dont rien n'est appris."""
    _measure((_situations(most),), json, older, html, save)


@app.command()
def facts(most: Most = None, json: AsJson = False, older: Older = None, html: Html = None, save: Saved = None) -> None:
    """Les questions de fait, de définition, et celles auxquelles il faut dire non."""
    _measure((_facts(most),), json, older, html, save)


@app.command()
def dialogues(most: Most = None, json: AsJson = False, older: Older = None, html: Html = None, save: Saved = None) -> None:
    """Des conversations de plusieurs tours."""
    _measure((_dialogues(most),), json, older, html, save)


@app.command()
def hearing(most: Most = None, json: AsJson = False, older: Older = None, html: Html = None, save: Saved = None) -> None:
    """Ce qui est entendu dans un message : son sujet, un incident, ce qui lie, ce qui est demandé."""
    _measure((_hearing(most),), json, older, html, save)


@app.command()
def advice(most: Most = None, json: AsJson = False, older: Older = None, html: Html = None, save: Saved = None) -> None:
    """Les conseils pratiques, d'après des personnes qui les ont lus."""
    _measure((_advice(most),), json, older, html, save)


@app.command()
def letters(most: Most = None, json: AsJson = False, older: Older = None, html: Html = None, save: Saved = None) -> None:
    """Ce qui est lu dans une demande de texte; les lettres écrites d'avance, d'après des personnes qui les ont lues."""
    _measure((_letters(most),), json, older, html, save)


@app.command()
def retrieval(data: Data = None, json: AsJson = False, older: Older = None, html: Html = None, save: Saved = None) -> None:
    """La recherche de passages, sur n'importe quel dossier au format BEIR."""
    _measure((_retrieval(data),), json, older, html, save)


@app.command()
def speed(json: AsJson = False, older: Older = None, html: Html = None, save: Saved = None) -> None:
    """La vitesse des réponses, de la page et de la construction."""
    _measure((_speed,), json, older, html, save)


def _measure(measures: Sequence[Measure], as_json: bool, older: Path | None, html: Path | None, save: Path | None) -> None:
    """Run the measures, print them, save them; compare and report where asked."""
    with clear_errors():
        settings, started = read_settings(), time.time()
        before = read_run(older) if older else None  # refuse a bad file before ten minutes of work
        with progress("Cas") as advance:
            measured = [measure(settings, advance) for measure in measures]
        run = new_run(
            load_corpus(),
            settings,
            started,
            [part for parts, _ in measured for part in parts],
            [t for _, timings in measured for t in timings],
        )
        path = save_run(run, save or settings.data_dir / "evaluations")
        _print(run, before, as_json)
        if html:
            from assistant.evaluation.html_report import render_report

            html.write_text(render_report(run, compare(before, run) if before else (), before), encoding="utf-8")
        typer.echo(f"Résultat : {path}" + (f"\nRapport : {html}" if html else ""), err=True)


def _print(run: Run, before: Run | None, as_json: bool) -> None:
    if as_json:
        typer.echo(run.model_dump_json(indent=1))
        return
    console = Console()
    for part in run.parts:
        console.print(part_table(part))
    if run.timings:
        console.print(timings_table(run.timings))
    if before:
        console.print(differences_table(compare(before, run)))


@app.command()
def transcripts(
    target: Annotated[Path, typer.Argument(help="Fichier Markdown à écrire.")] = Path(__file__).parent / "transcripts.md",
) -> None:
    """Écrire dix conversations avec nos réponses, à lire."""
    with clear_errors():
        from assistant.chat import open_assistant
        from assistant.evaluation.transcripts import read_scripts, transcribe

        scripts = read_scripts()
        with progress("Conversations") as advance:
            text = transcribe(open_assistant(read_settings()), scripts, advance)
        target.write_text(text, encoding="utf-8")
        typer.echo(f"{len(scripts)} conversations dans {target}.", err=True)


@app.command()
def sheet(
    target: Annotated[Path, typer.Argument(help="Fichier Excel à écrire.")],
    size: Annotated[int, typer.Option(min=1, max=200, help="Nombre de situations.")] = 20,
) -> None:
    """Écrire une feuille où des personnes notent les réponses, phrase par phrase."""
    with clear_errors():
        from assistant.chat import open_assistant
        from assistant.evaluation.grading import write_sheet
        from assistant.evaluation.situations import some_of_both

        assistant = open_assistant(read_settings())
        told = some_of_both(assistant.index.corpus, size)
        answers = [assistant.ask(s.text).model_copy(update={"id": s.id}) for s in told]
        typer.echo(f"{write_sheet(target, answers)} énoncés à noter dans {target}.", err=True)


@app.command()
def grades(sheets: Annotated[list[Path], typer.Argument(help="Une ou deux feuilles remplies.")]) -> None:
    """Lire une ou deux feuilles remplies : la note moyenne, et l'accord entre deux personnes."""
    with clear_errors():
        from assistant.evaluation.grading import read_sheet, summarise

        marks = summarise([read_sheet(path) for path in sheets[:2]])
        typer.echo(f"{marks.statements} énoncés notés, {marks.mean:.1f} sur 125 en moyenne.")
        if marks.alpha_sentence is not None and marks.alpha_citation is not None:
            typer.echo(f"Accord (alpha de Krippendorff) : phrase {marks.alpha_sentence:.2f}, référence {marks.alpha_citation:.2f}.")
            typer.echo("Notes éloignées : " + (", ".join(marks.apart) or "aucune") + ".")


@app.command()
def privacy() -> None:
    """Ce qui est masqué avant un modèle distant : trouvé, manqué, masqué à tort; à côté de spaCy seul."""
    with clear_errors():
        try:
            from assistant.privacy.analyzer import Detector
        except ImportError as error:
            raise MissingPackageError("missing_privacy") from error
        from assistant.evaluation.privacy import evaluate_privacy, privacy_table

        detector, console = Detector(), Console()
        for name, scores in evaluate_privacy(detector.find, detector.people_by_model).items():
            console.print(privacy_table(name, *scores))


@app.command()
def ceiling(json: AsJson = False) -> None:
    """L'accord de deux lectures indépendantes de la banque : ce qu'aucun sélecteur ne peut dépasser de beaucoup."""
    with clear_errors():
        from assistant.evaluation.ceiling import read_ceiling

        found = read_ceiling(load_corpus())
        if json:
            typer.echo(found.model_dump_json(indent=1))
            return
        for reading in found.readings:
            typer.echo(
                f"{reading.title} : {reading.size} situations lues deux fois, alpha de Krippendorff {reading.alpha:.2f}, "
                f"nDCG@5 d'une lecture contre l'autre {reading.ndcg}, rappel@5 {reading.recall}."
            )
