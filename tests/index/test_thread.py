"""A question that leans on the one before it: how it is looked for, and what it is read with."""

from index.thread import TOLD_BEFORE, Before


def test_it_is_looked_for_alone_after_the_question_before_and_beside_its_answer() -> None:
    before = Before("Qui offre Biblius?", "Bibliopresto offre Biblius. " * 40)
    alone, after, beside = before.ways_of_asking("et depuis quand?")
    assert alone == "et depuis quand?"
    assert after == "Qui offre Biblius? et depuis quand?"
    assert beside.startswith("et depuis quand? Bibliopresto")
    assert len(beside) <= len(alone) + 1 + TOLD_BEFORE
    assert before.context.startswith("Qui offre Biblius? Bibliopresto")
