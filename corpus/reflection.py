"""The statements of the self-reflection questionnaire: what a principal does, tied to the strategies that it shows."""

from pathlib import Path

from corpus.base import Language, Record
from corpus.load import keyed, read_records

FILE = Path(__file__).parent / "reflection.yaml"


class ReflectionStatement(Record):
    """One statement in the first person, answered from never (1) to always (5); worded by Boussole, not by the research.

    ``strategies`` are those of its family that it shows, the closest first; ``competencies`` (RD) and ``dimensions`` (CN) are named
    only where one of these strategies calls on them and the statement plainly shows it.
    """

    id: str
    family: str
    text: str
    en: str
    strategies: tuple[str, ...]
    competencies: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()

    def told(self, language: Language) -> str:
        """Return the statement in one language."""
        return self.text if language == "fr" else self.en


def load_statements(path: Path = FILE) -> tuple[ReflectionStatement, ...]:
    """Read the questionnaire.

    :return: the statements in file order, which is the order they are asked in.
    :raises corpus.load.CorpusError: if the file is missing, is not a YAML list, has an unknown or missing field, or repeats an id.
    """
    return tuple(keyed(read_records(path, ReflectionStatement)).values())
