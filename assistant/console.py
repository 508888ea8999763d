"""What the command line shows people: errors as one sentence, and a bar on a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.progress import Progress

from assistant.errors import BoussoleError
from corpus.load import CorpusError
from index.errors import IndexFaultError


@contextmanager
def clear_errors() -> Iterator[None]:
    """Turn the errors that a person can mend into one sentence on stderr and exit code 2."""
    try:
        yield
    except (BoussoleError, IndexFaultError, CorpusError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None


@contextmanager
def progress(title: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """Show on a terminal how much is done, nothing elsewhere.

    :param total: how much there is to do, when it is known.
    """
    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(title, total=total)
        yield lambda done: bar.advance(task, done)
