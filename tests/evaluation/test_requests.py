"""What is read in requests for texts is measured on what two writers wrote, whom nothing was learned from."""

from assistant.chat import Assistant
from assistant.evaluation.requests import FILE, WRITERS, evaluate_requests, scored
from corpus.load import load_requests, read_records
from corpus.marked import MarkedRequest, read_marks
from index.request import Request


def test_nothing_is_learned_from_what_it_is_measured_on() -> None:
    measured = {read_marks(one.text).text.lower() for one in read_records(FILE, MarkedRequest)}
    assert len(measured) >= 390
    assert measured.isdisjoint(read_marks(one.text).text.lower() for one in load_requests())


def test_what_is_read_right_scores_one_and_what_is_missed_less() -> None:
    one = MarkedRequest(id="X", text="ajoute que <say>la salle est prête</say>", kind="edit", sentences=("La salle est prête.",))
    text, spans = read_marks(one.text)
    assert scored(one, Request(text, {"edit": 1.0}, (), spans)).scores == {"sorte": 1.0, "mots": 1.0, "manière": 1.0}
    missed = scored(one, Request(text, {"new": 1.0}, ("shorter",), ())).scores
    assert missed == {"sorte": 0.0, "mots": 0.0, "manière": 0.0}


def test_both_writers_are_read_as_well_as_they_were(assistant: Assistant) -> None:
    parts = evaluate_requests(assistant.index, lambda _: None, 100)
    assert len(parts) == len(WRITERS)
    means = [{name: sum(case.scores[name] for case in part.ways[0].cases) / 100 for name in part.measures} for part in parts]
    assert means[0]["mots"] > 0.68
    assert means[1]["mots"] > 0.76
    assert means[1]["sorte"] > 0.9
