"""Measure the letters written beforehand that are given against what readers think of them: fit to be sent, of use, or beside the point."""

from pathlib import Path

from assistant.chat import Assistant
from assistant.evaluation.records import Case, Part, Way
from assistant.evaluation.run import Progress, run_cases, spread
from assistant.recipient import read_letter
from assistant.template import find_template
from assistant.understand import understand
from corpus.load import read_records
from corpus.records import Recipient, Record

FILE = Path(__file__).parent / "sets" / "lettered.jsonl"
FIT, HELPS = 2, 1  # grades: what can be sent once its blanks are filled, what is of use; 0 is beside the point


class Requested(Record):
    """A letter that is asked for, and what a reader thinks of those that come near.

    :param case: what was told before; empty where the request tells it.
    :param to: whom it is for.
    :param grades: by the id of the letter.
    """

    case: str = ""
    say: str
    to: Recipient
    grades: dict[str, int]


def evaluate_letters(assistant: Assistant, advance: Progress, most: int | None = None) -> list[Part]:
    """Return what readers think of the letters that are given; one that nobody read is counted as beside the point.

    :param most: how many requests; all of them by default.
    """
    read = spread(read_records(FILE, Requested), most)
    cases = run_cases(list(enumerate(read, start=1)), lambda one: (str(one[0]), one[1].say), lambda one: _case(*one, assistant), advance)
    given = tuple(case for case in cases if case.got or case.error)
    title = f"Les lettres écrites d'avance qui sont données ({len(given)} demandes sur {len(cases)})"
    return [Part(name="letters", title=title, measures=("utile", "à envoyer"), ways=(Way(name="Boussole", cases=given),))]


def _case(number: int, one: Requested, assistant: Assistant) -> Case:
    """Choose a letter for a request, after the case where there is one, and grade it."""
    before = (assistant.ask(one.case).turn,) if one.case else ()
    understanding = understand(one.say, before, assistant.index)
    letter = read_letter(understanding, assistant.index)
    chosen = find_template(letter, understanding, assistant.index) if letter else None
    grade = one.grades.get(chosen.id, 0) if chosen else 0
    scores = {"utile": float(grade >= HELPS), "à envoyer": float(grade >= FIT)}
    reasons = {} if chosen is None or grade >= FIT else {"à envoyer": chosen.text}
    return Case(id=str(number), question=one.say, got=(chosen.id,) if chosen else (), scores=scores, reasons=reasons)
