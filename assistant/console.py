"""What the command line shows people: errors as one sentence, and a bar on a terminal; and the language they ask for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.progress import Progress

from assistant.errors import BoussoleError
from corpus.base import Language
from corpus.load import CorpusError
from index.errors import IndexFaultError
from prompts import load_texts

LANGUAGES: tuple[Language, ...] = ("fr", "en")


@contextmanager
def clear_errors() -> Iterator[None]:
    """Turn the errors that a person can mend into one sentence on stderr and exit code 2."""
    try:
        yield
    except (BoussoleError, IndexFaultError, CorpusError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None


def read_language(value: str) -> Language:
    """Return the language that an option names.

    :raises BoussoleError: if it is not one of ours.
    """
    for language in LANGUAGES:
        if value == language:
            return language
    raise BoussoleError(load_texts("errors", "fr").render("bad_language", value=value))


@contextmanager
def progress(title: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """Show on a terminal how much is done, nothing elsewhere.

    :param total: how much there is to do, when it is known.
    """
    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(title, total=total)
        yield lambda done: bar.advance(task, done)
