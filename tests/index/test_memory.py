"""Written questions are remembered by their words: what each passage answers, and what none does."""

import io

import joblib
import pytest

from corpus.chunk import searchable
from corpus.records import Corpus
from index.learn import answered_by
from index.memory import Memory
from index.records import Hit
from index.search import Index

ANSWERED = {
    "F-1": ("Combien de mesures compte le plan?", "Le plan a combien de mesures en tout?"),
    "F-2": ("Qui a lancé le plan?",),
    "F-3": ("Quand le plan a-t-il été lancé?", "En quelle année le plan sort-il?", "Le lancement, c'était quand?"),
}
MEMORY = Memory(ANSWERED, ["Qui a payé le lancement?"])


def found(opened: Index, question: str, passage: str) -> list[Hit]:
    return [hit for hit in opened.search(question, opened.vectors([question])[0]) if hit.passage.id == passage]


@pytest.mark.parametrize(
    ("question", "place"),
    [("Y a combien de mesures, au juste?", 0), ("Le plan, qui l'a lancé?", 1), ("C'était quand, le lancement?", 2)],
)
def test_a_question_is_near_to_those_that_ask_the_same(question: str, place: int) -> None:
    answered, unanswered = MEMORY.nearest(question)
    assert MEMORY.ids == tuple(ANSWERED)
    assert answered.argmax() == place
    assert answered.max() > unanswered


def test_a_written_question_is_its_own_nearest() -> None:
    for place, written in enumerate(ANSWERED.values()):
        for question in written:
            assert MEMORY.nearest(question)[0][place] == pytest.approx(1.0)


def test_what_nothing_answers_is_nearest_to_what_was_written_so() -> None:
    answered, unanswered = MEMORY.nearest("Qui a payé le lancement du plan?")
    assert unanswered > answered.max()


def test_words_never_seen_are_near_to_nothing() -> None:
    answered, unanswered = MEMORY.nearest("Xyzzy?")
    assert not answered.any()
    assert unanswered == 0


def test_there_may_be_nothing_unanswered() -> None:
    assert Memory(ANSWERED, []).nearest("Qui a lancé le plan?")[1] == 0


def test_it_is_read_back_as_it_was_saved() -> None:
    file = io.BytesIO()
    joblib.dump(MEMORY, file)
    file.seek(0)
    again = joblib.load(file)
    assert (again.nearest("Qui a lancé le plan?")[0] == MEMORY.nearest("Qui a lancé le plan?")[0]).all()


def test_every_passage_that_is_searched_has_written_questions(corpus: Corpus) -> None:
    assert all(answered_by(corpus, searchable(corpus)).values())


def test_a_question_written_beside_a_fact_does_not_resemble_those_that_it_answers(opened: Index) -> None:
    beside = [item for item in opened.corpus.unanswered if item.beside][:20]
    assert all(hit.resembles < 0 for item in beside for hit in found(opened, item.question, item.beside))
    told = list(opened.corpus.asked.values())[:20]
    held = [hit for asked in told for hit in found(opened, asked.questions[0], asked.id)]
    assert len(held) >= 18
    assert all(hit.resembles > 0 for hit in held)
