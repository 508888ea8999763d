"""`python -m index build|status|vectors|align|read|tune`: build the index, say what is there, remake what is shipped with it."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from corpus.load import CorpusError, digest_of, load_corpus, load_judged, load_requests, load_tagged
from index.build import Embedders, build, embed_corpus, written_beforehand
from index.embed import SHIPPED_VECTORS, CachedEmbeddings
from index.embed import Progress as Advance
from index.errors import IndexFaultError, IndexMissingError, IndexUnwritableError
from index.manifest import DEFAULT_EMBEDDER, differences, is_current, read_manifest
from index.ready import ready_texts
from index.vectors import VectorFile

DATA_DIR = Path(__file__).parent / "data"

app = typer.Typer(help="L'index de recherche de Boussole.", no_args_is_help=True, add_completion=False)
Folder = Annotated[Path, typer.Option("--data-dir", envvar="BOUSSOLE_DATA_DIR", help="Dossier de l'index.")]
Embedder = Annotated[str, typer.Option("--embedder", envvar="BOUSSOLE_EMBEDDER", help="Modèle de plongements.")]


@app.command("build")
def build_command(
    data_dir: Folder = DATA_DIR,
    embedder: Embedder = DEFAULT_EMBEDDER,
    force: Annotated[bool, typer.Option(help="Reconstruire même si rien n'a changé.")] = False,
) -> None:
    """Construire l'index s'il n'est pas à jour."""
    console = Console(stderr=True)
    try:
        if not force and is_current(data_dir, embedder):
            console.print("L'index est à jour.")
            return
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=console) as progress:

            def stage(title: str, total: int) -> Advance:
                task = progress.add_task(title, total=total)
                return lambda done: progress.advance(task, done)

            built = build(load_corpus(), data_dir, embedder, force=force, stage=stage)
        console.print("L'index est prêt." if built else "L'index est à jour.")
    except (IndexFaultError, CorpusError) as error:
        raise _failure(error) from error
    except OSError as error:
        raise _failure(IndexUnwritableError(data_dir, error.strerror or str(error))) from error


@app.command()
def status(data_dir: Folder = DATA_DIR, embedder: Embedder = DEFAULT_EMBEDDER) -> None:
    """Dire ce que contient l'index et s'il est à jour."""
    manifest = read_manifest(data_dir)
    if manifest is None:
        raise _failure(IndexMissingError(data_dir))
    changed = differences(manifest, digest_of(), embedder)
    typer.echo(f"{manifest.passages} passages, {manifest.entries} entrées, construit le {manifest.built_at} avec {manifest.embedder}.")
    typer.echo("À jour." if not changed else f"À reconstruire ({', '.join(changed)}) : python -m index build")
    if changed:
        raise typer.Exit(1)


@app.command()
def vectors(embedder: Embedder = DEFAULT_EMBEDDER) -> None:
    """Recalculer les vecteurs livrés avec le projet (à faire quand les textes changent)."""
    known = VectorFile([SHIPPED_VECTORS])
    corpus, embedders = load_corpus(), Embedders.over(known, embedder)
    embed_corpus(corpus, embedders.general)
    embedders.ready.vectors(ready_texts(written_beforehand(corpus)), "query")
    known.save(SHIPPED_VECTORS)
    typer.echo(f"{known.computed} vecteurs calculés, {SHIPPED_VECTORS.stat().st_size / 1e6:.1f} Mo.")


@app.command("tune")
def tune_command(passes: Annotated[int, typer.Option(min=1, help="Passages sur la banque.")] = 3) -> None:
    """Réapprendre ce qui aide à choisir les stratégies : une journée sur deux cœurs, quinze minutes avec une carte graphique."""
    from index.adapter import SHIPPED_ADAPTER  # torch: ten seconds, which the other commands do without
    from index.focus import Focus, focus_examples
    from index.kernel import KernelModel
    from index.learn import STRATEGY_SETTINGS, bank_examples, strategy_examples, strategy_groups
    from index.tune import TuneSettings, tune
    from index.weigh import weigh

    console, corpus = Console(stderr=True), load_corpus()
    embeddings = CachedEmbeddings(DEFAULT_EMBEDDER, VectorFile([SHIPPED_VECTORS]))
    texts, targets = strategy_examples(corpus)
    settings = TuneSettings(passes=passes)
    beside = [digression.text for digression in corpus.digressions_of("train")]
    learned = tune(
        texts,
        embeddings.vectors(texts, "query"),
        targets,
        list(corpus.cards),
        settings,
        beside,
        lambda n, loss: console.print(f"{n} : {loss:.3f}"),
        strategy_groups(corpus),
    )
    told, graded = bank_examples(corpus)
    kernel = KernelModel(told, embeddings.vectors(told, "query"), graded, STRATEGY_SETTINGS)
    focus = Focus(*(embeddings.vectors(some, "query") for some in focus_examples(corpus)))
    weigh(learned, kernel, focus, corpus, embeddings).save(SHIPPED_ADAPTER)
    typer.echo(f"{len(texts)} exemples appris, {SHIPPED_ADAPTER.stat().st_size / 1e6:.1f} Mo.")


@app.command("align")
def align_command() -> None:
    """Réapprendre à rapprocher une question de ses réponses, livré avec le projet (quelques minutes; à faire quand les faits changent)."""
    from index.align import SHIPPED_ALIGNMENT  # torch, here too
    from index.tune_alignment import align

    corpus = load_corpus()
    align(corpus, CachedEmbeddings(DEFAULT_EMBEDDER, VectorFile([SHIPPED_VECTORS]))).save(SHIPPED_ALIGNMENT)
    typer.echo(
        f"{sum(len(a.questions) for a in corpus.asked.values())} questions apprises, {SHIPPED_ALIGNMENT.stat().st_size / 1e6:.1f} Mo."
    )


@app.command("ready")
def ready_command(
    more: Annotated[bool, typer.Option("--more", help="Partir de ce qui est livré.")] = False,
) -> None:
    """Réapprendre à reconnaître une demande sous d'autres mots : de 30 à 60 minutes sur deux cœurs (« vectors » ensuite)."""
    from index.embed import PROMPTS
    from index.encoder import Encoder  # torch, here too
    from index.ready import SHIPPED_CHANGES, read_changes, save_changes
    from index.tune_ready import MORE, ReadySettings, learn_ready

    console, written = Console(stderr=True), written_beforehand(load_corpus())
    known = read_changes() if more else None
    near = Encoder(known).encode_many([one.text for one in written], PROMPTS["query"])
    learned = learn_ready(
        written,
        np.stack([near[place] for place in range(len(written))]),
        [one for one in load_judged() if not one.held],
        MORE if more else ReadySettings(),
        lambda loss: console.print(f"{loss:.3f}"),
        known,
    )
    save_changes(learned, SHIPPED_CHANGES)
    typer.echo(f"{len(written)} conseils et lettres appris, {SHIPPED_CHANGES.stat().st_size / 1e6:.1f} Mo.")


@app.command("worth")
def worth_command() -> None:
    """Réapprendre à dire si un conseil sera utile, de ce que des lecteurs en ont pensé (une minute; après « ready » et « build »)."""
    from index.search import open_index
    from index.worth import SHIPPED_WORTH, learn_worth

    index = open_index(load_corpus(), DATA_DIR)
    read = [(one, index.measured(one.say, one.case)) for one in load_judged() if one.held]
    told = [(each, one.grades[id_]) for one, measured in read for id_, each in measured if id_ in one.grades]
    learned = learn_worth(np.array([each for each, _ in told]), [grade > 0 for _, grade in told])
    SHIPPED_WORTH.write_text(learned.model_dump_json(indent=1) + "\n", encoding="utf-8")
    typer.echo(f"{len(told)} avis sur {len(read)} messages.")


@app.command("request")
def request_command(
    steps: Annotated[int | None, typer.Option(min=1, help="Pas d'apprentissage.")] = None,
    device: Annotated[str, typer.Option(help="Où apprendre : cpu, ou cuda avec une carte graphique.")] = "cpu",
    more: Annotated[bool, typer.Option("--more", help="Partir du lecteur livré.")] = False,
) -> None:
    """Réapprendre à lire ce qu'une demande dit d'un texte : quelques minutes avec une carte graphique, une heure ou deux sur deux cœurs."""
    from index.request_file import SHIPPED_REQUEST, read_learned  # torch, here too
    from index.tune_request import MORE, RequestSettings, learn_requests, unmarked

    console, requests, settings = Console(stderr=True), load_requests(), MORE if more else RequestSettings()
    learned = learn_requests(
        requests,
        unmarked(load_corpus()),
        replace(settings, steps=steps or settings.steps, device=device),
        lambda step, loss: console.print(f"{step} : {loss:.3f}") if step % 100 == 0 else None,
        read_learned() if more else None,
    )
    learned.save(SHIPPED_REQUEST)
    typer.echo(f"{len(requests)} demandes apprises, {SHIPPED_REQUEST.stat().st_size / 1e6:.1f} Mo.")


@app.command("read")
def read_command(
    passes: Annotated[int, typer.Option(min=1, help="Passages sur les questions.")] = 6,
    readers: Annotated[int, typer.Option(min=1, help="Lecteurs dont on fait la moyenne.")] = 4,
    more: Annotated[
        bool, typer.Option("--more", help="Partir du lecteur livré : seules les questions ajoutées depuis sont apprises.")
    ] = False,
    tags: Annotated[
        bool, typer.Option("--tags", help="Partir du lecteur livré : seul ce qui est entendu dans un message est réappris.")
    ] = False,
) -> None:
    """Réapprendre à lire ensemble question et passage, message et tour d'avant (quelques minutes avec une carte graphique)."""
    from index.align import read_alignment  # torch, here too
    from index.learner import ReaderSettings
    from index.lessons import lessons, messages, overheard
    from index.reader import SHIPPED_READER, read_learned, save_reader
    from index.tune_reader import School, learn_reader, made_of
    from index.tune_reader_more import MORE, learn_more
    from index.tune_tags import learn_tags

    console, corpus, settings = Console(stderr=True), load_corpus(), MORE if more else ReaderSettings(passes=passes, readers=readers)
    heard = overheard(load_tagged(), corpus)
    if tags:
        save_reader(SHIPPED_READER, learn_tags(read_learned(), heard), {"tagged": str(len(heard))})
        return
    embeddings = CachedEmbeddings(DEFAULT_EMBEDDER, VectorFile([SHIPPED_VECTORS]))
    school = School(lessons(corpus, embeddings, read_alignment(), settings.near), messages(corpus), heard)

    def report(step: int, loss: float) -> None:
        console.print(f"{step} : {loss:.3f}")

    learned = learn_more(read_learned(), school, settings, report) if more else learn_reader(school, settings, report)
    save_reader(SHIPPED_READER, learned, made_of(settings, school))
    typer.echo(f"{len(school.taught)} questions et {len(school.said)} messages appris, {SHIPPED_READER.stat().st_size / 1e6:.1f} Mo.")


def _failure(error: Exception) -> typer.Exit:
    typer.echo(str(error), err=True)
    return typer.Exit(2)


if __name__ == "__main__":
    app()
