"""Measure the practical advice that is given against what readers think of it: whether it answers, is of use, or is beside the point."""

from pathlib import Path

from assistant.advise import ASKED, LATER, may_be_advised
from assistant.evaluation.records import Case, Part, Way
from assistant.evaluation.run import Progress, run_cases, spread
from corpus.load import read_records
from corpus.records import Judged
from index.search import Index

FILE = Path(__file__).parent / "sets" / "advised.jsonl"
ANSWERS, HELPS = 2, 1  # grades: what answers the message, what is of use without answering it; 0 is beside the point


class AdvisedMessage(Judged):
    """A message that is measured on, and what readers think of the advice that came near to it.

    :param of: the situation that the message is, where it is not given.
    :param opens: whether it is the first message.
    """

    say: str = ""
    of: str = ""
    opens: bool


def evaluate_advice(index: Index, advance: Progress, most: int | None = None) -> list[Part]:
    """Return what readers think of the advice that would be given; advice that nobody read is counted as beside the point.

    :param most: how many messages; all of them by default.
    """
    told = {situation.id: situation.text for situation in index.corpus.situations}
    read = [one.model_copy(update={"say": one.say or told[one.of]}) for one in spread(read_records(FILE, AdvisedMessage), most)]
    cases = run_cases(list(enumerate(read, start=1)), lambda one: (str(one[0]), one[1].say), lambda one: _case(*one, index), advance)
    given = tuple(case for case in cases if case.got or case.error)
    title = f"Les conseils pratiques donnés ({len(given)} messages sur {len(cases)})"
    return [Part(name="advice", title=title, measures=("utile", "répond"), ways=(Way(name="Boussole", cases=given),))]


def _case(number: int, one: AdvisedMessage, index: Index) -> Case:
    best = index.advised(one.say, one.case)
    given = may_be_advised(one.say, opens=one.opens) and best.score >= (ASKED if one.opens else LATER)
    grade = one.grades.get(best.id, 0)
    scores = {"utile": float(grade >= HELPS), "répond": float(grade >= ANSWERS)}
    reasons = {} if grade >= ANSWERS else {"répond": index.corpus.advice[best.id].text}
    return Case(id=str(number), question=one.say, got=(best.id,) if given else (), scores=scores, reasons=reasons)
