"""What is asked of several facts together: every record is worked out, and the sums are right."""

import pytest

from assistant.joined import asked_together, can, date_of, likeness, value_of, worked_out
from corpus.chunk import Passage, searchable
from corpus.joined import TOLD, Joined, Operation
from corpus.records import Corpus
from index.records import Hit


def joined(op: Operation, *figures: str, unit: str = "", unit_en: str = "") -> Joined:
    facts = ("F-1", "F-2", "F-3")[: max(2, len(figures))]
    label, label_en = "Ce qui est demandé", "What is asked"
    return Joined(
        id="J-0", facts=facts, op=op, figures=figures, unit=unit, unit_en=unit_en, label=label, label_en=label_en, questions=("?",) * 5
    )


@pytest.mark.parametrize(
    ("op", "figures", "unit", "text"),
    [
        ("minus", ("314", "52"), "projets", "314 − 52 = 262 projets"),
        ("minus", ("1 186", "963"), "M$", "1 186 M$ − 963 M$ = 223 M$"),
        ("minus", ("55", "54,691"), "M$", "55 M$ − 54,691 M$ = 0,309 M$"),
        ("plus", ("douze", "vingt", "3"), "directions", "12 + 20 + 3 = 35 directions"),
        ("share", ("12,67", "55"), "", "12,67 ÷ 55 = 23 %"),
        ("ratio", ("1 186", "200"), "", "1 186 ÷ 200 = 5,9"),
        ("span", ("30 mai 2018", "25 avril 2019"), "", "environ 11 mois (entre le 30 mai 2018 et le 25 avril 2019)"),
        ("span", ("2019", "2008"), "", "11 ans (entre 2008 et 2019)"),
        ("span", ("avril 2019", "24 octobre 2025"), "", "environ 6 ans et 6 mois (entre avril 2019 et octobre 2025)"),
        ("span", ("1er mai 2018", "30 mai 2018"), "", "29 jours (entre le 1er mai 2018 et le 30 mai 2018)"),
    ],
)
def test_it_is_worked_out(op: Operation, figures: tuple[str, ...], unit: str, text: str) -> None:
    result = worked_out(joined(op, *figures, unit=unit), "fr")
    assert result is not None
    assert result.text.replace("\u202f", " ").replace("\xa0", " ") == text
    assert result.label == "Ce qui est demandé"


def test_in_english_the_unit_and_the_label_are_english() -> None:
    result = worked_out(joined("minus", "1 186", "963", unit="M$", unit_en="M$"), "en")
    assert result is not None
    assert (result.text, result.label) == ("$1,186M − $963M = $223M", "What is asked")


def test_what_is_only_told_is_not_worked_out() -> None:
    assert worked_out(joined("hop"), "fr") is None
    assert worked_out(joined("compare"), "en") is None


def test_other_things_can_be_done_with_the_same_figures() -> None:
    result = worked_out(joined("ratio", "45", "10", unit="M$"), "fr", "minus")
    assert result is not None
    assert (result.text, result.label) == ("45 M$ − 10 M$ = 35 M$", "")
    result = worked_out(joined("share", "10", "45", unit="M$"), "fr", "minus")
    assert result is not None
    assert result.text == "45 M$ − 10 M$ = 35 M$"
    assert result.passages == ("F-2", "F-1")


@pytest.mark.parametrize(
    ("op", "wanted", "possible"),
    [
        ("minus", None, True),
        ("share", "share", True),
        ("plus", "minus", True),
        ("share", "ratio", True),
        ("minus", "share", False),
        ("share", "plus", False),
        ("span", "minus", False),
    ],
)
def test_a_sum_wants_parts_and_a_share_its_whole(op: Operation, wanted: Operation | None, possible: bool) -> None:
    figures = ("2018", "2019") if op == "span" else ("10", "45")
    assert can(joined(op, *figures), wanted) is possible
    assert not can(joined("plus", "1", "2", "3"), "minus")


def passage(corpus: Corpus, op: Operation | None, text: str = "33 mesures.") -> Passage:
    """Return the first passage that asks for an operation, or one that joins nothing."""
    if op is None:
        return next(p for p in searchable(corpus) if not p.joins).model_copy(update={"text": text})
    return next(p for p in searchable(corpus) if p.joins and corpus.joined[p.id].op == op)


def found(corpus: Corpus, told: Hit, *joins: tuple[Operation, float, float]) -> tuple[list[Hit], Hit]:
    return [Hit(passage=passage(corpus, op), score=score, cosine=0.9, read=read) for op, score, read in joins], told


def test_what_is_asked_together_comes_before_a_passage_further_away(corpus: Corpus) -> None:
    told = Hit(passage=passage(corpus, None), score=10.0, cosine=0.9, read=4.0)
    first = asked_together("Qui?", *found(corpus, told, ("hop", 11.0, 1.0)), None, corpus)
    assert first is not None
    assert first.op == "hop"
    assert asked_together("Qui?", *found(corpus, told, ("hop", 9.0, 5.0)), None, corpus) is None
    assert asked_together("Qui?", *found(corpus, told), "minus", corpus) is None


def test_what_is_of_all_networks_is_not_told_of_one(corpus: Corpus) -> None:
    told = Hit(passage=passage(corpus, None), score=5.0, cosine=0.9, read=1.0)
    one, every = (next(p for p in searchable(corpus) if p.id == id_) for id_ in ("J-111", "J-112"))
    hits = (Hit(passage=one, score=10.0, cosine=0.9, read=4.0), Hit(passage=every, score=8.0, cosine=0.9, read=4.0))
    for question, figures in (
        ("Combien de projets refusés en 2018-2019?", "433"),
        ("Combien de projets du scolaire refusés en 2018-2019?", "314"),
    ):
        best = asked_together(question, hits, told, "minus", corpus)
        assert best is not None
        assert best.figures[0] == figures


def test_what_the_question_wants_done_decides_among_them(corpus: Corpus) -> None:
    told = Hit(passage=passage(corpus, None), score=10.0, cosine=0.9, read=4.0)
    both = found(corpus, told, ("ratio", 9.0, 5.0), ("minus", 8.0, 5.0))
    for wanted in ("minus", "ratio"):
        best = asked_together("Qui?", *both, wanted, corpus)  # type: ignore[arg-type]
        assert best is not None
        assert best.op == wanted
    assert asked_together("Qui?", *both, "span", corpus) is None
    assert asked_together("Qui?", *found(corpus, told, ("minus", 9.0, 0.5)), "minus", corpus) is None  # read as further from the question
    share = Hit(passage=passage(corpus, None, "17 % sont retenus (calcul : 74 sur 433)."), score=10.0, cosine=0.9, read=4.0)
    assert asked_together("Qui?", *found(corpus, share, ("minus", 9.0, 5.0)), "minus", corpus) is not None  # a share is not what is wanted
    told = Hit(passage=passage(corpus, None, "L'écart est de 309 k$ (calcul : 9 535 − 9 226)."), score=10.0, cosine=0.9, read=4.0)
    assert asked_together("Qui?", *found(corpus, told, ("minus", 9.0, 5.0)), "minus", corpus) is None  # worked out already


@pytest.mark.parametrize("figure", ["beaucoup", "", "12 projets"])
def test_what_writes_no_number_is_refused(figure: str) -> None:
    with pytest.raises(ValueError, match="nombre"):
        value_of(figure)


@pytest.mark.parametrize("figure", ["1995-1996", "printemps 2018", "30 mai"])
def test_what_writes_no_date_is_refused(figure: str) -> None:
    with pytest.raises(ValueError, match="date"):
        date_of(figure)


def test_every_record_is_worked_out_in_both_languages(corpus: Corpus) -> None:
    for item in corpus.joined.values():
        for language in ("fr", "en"):
            result = worked_out(item, language)  # type: ignore[arg-type]
            assert (result is None) == (item.op in TOLD)
            assert result is None or (set(result.passages) <= set(item.facts) and "=" in result.text + "=" * (item.op == "span"))


def test_what_is_read_as_closer_comes_first_among_what_is_done_alike(corpus: Corpus) -> None:
    told = Hit(passage=passage(corpus, None), score=5.0, cosine=0.9, read=1.0)
    near, close, *_ = (p for p in searchable(corpus) if p.joins and corpus.joined[p.id].op == "minus")
    hits = (Hit(passage=near, score=10.0, cosine=0.9, read=4.0), Hit(passage=close, score=9.0, cosine=0.9, read=7.0))
    best = asked_together("Qui?", hits, told, "minus", corpus)
    assert best == corpus.joined[close.id]


def test_what_is_given_or_named_in_a_question_speaks_for_a_record(corpus: Corpus) -> None:
    kept, every, rest = (corpus.joined[id_] for id_ in ("J-030", "J-029", "J-005"))
    received = "De combien les projets reçus du scolaire dépassent-ils ceux du supérieur en 2018-2019?"
    assert likeness(received, every, "minus") > likeness(received, kept, "minus")
    chosen = "De combien les projets retenus au scolaire dépassent-ils ceux du supérieur en 2018-2019?"
    assert likeness(chosen, kept, "minus") > likeness(chosen, every, "minus")
    assert likeness("En 2019-2020, sur 232 M$, combien hors du fonctionnement?", rest, "minus") > likeness("Combien?", rest, "minus")
