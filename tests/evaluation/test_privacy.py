"""The scores of a search that a reader can follow, and the development set itself."""

from collections import Counter
from collections.abc import Sequence
from io import StringIO

import pytest
from rich.console import Console

from assistant.evaluation.privacy import FILES, SETS, Labelled, PrivacyCase, evaluate_privacy, privacy_table, read_privacy, score
from assistant.privacy.records import KINDS, Finding

CASE = PrivacyCase(
    id="a",
    text="Jean Roy, 12 rue du Lac, dit que Jean Roy a le code ROYJ12045601.",
    spans=(
        Labelled(kind="PERSONNE", text="Jean Roy"),
        Labelled(kind="PERSONNE", text="Jean Roy", nth=2),
        Labelled(kind="ADRESSE", text="12 rue du Lac"),
        Labelled(kind="CODE_PERMANENT", text="ROYJ12045601"),
    ),
)


def finds(*found: tuple[str, str]):  # type: ignore[no-untyped-def]
    def find(text: str, *, schools: bool = False) -> Sequence[Finding]:
        return [Finding(kind=kind, start=text.index(words), end=text.index(words) + len(words)) for kind, words in found]

    return find


def test_a_span_is_placed_by_its_words_and_its_rank() -> None:
    assert [CASE.place(span) for span in CASE.spans[:2]] == [(0, 8), (33, 41)]
    with pytest.raises(ValueError, match="substring"):
        CASE.place(Labelled(kind="PERSONNE", text="Jean Roy", nth=3))


def test_recall_wants_every_letter_of_the_right_kind() -> None:
    scores = score([CASE], finds(("PERSONNE", "Jean"), ("RAMQ", "ROYJ12045601"), ("ADRESSE", "12 rue du La")))
    assert {kind: str(rate) for kind, rate in scores.recall.items()} == {
        "PERSONNE": "0.000 (0/2)", "ADRESSE": "1.000 (1/1)", "CODE_PERMANENT": "1.000 (1/1)",
    }  # fmt: skip
    assert (str(scores.formatted), str(scores.names), str(scores.precise)) == ("1.000 (2/2)", "0.000 (0/2)", "1.000 (3/3)")


def test_a_name_in_two_findings_is_found() -> None:
    assert score([CASE], finds(("PERSONNE", "Jean"), ("PERSONNE", "Roy"))).names.right == 1


def test_precision_counts_what_touches_nothing_labelled() -> None:
    scores = score([CASE], finds(("PERSONNE", "dit"), ("PERSONNE", "Jean Roy")))
    assert str(scores.precise) == "0.500 (1/2)"
    assert [(miss.text, miss.found) for miss in scores.misses if miss.found] == [("dit", True)]


def test_a_set_with_nothing_to_find_has_no_recall() -> None:
    scores = score([PrivacyCase(id="b", text="Moodle")], finds())
    assert (scores.names.value, str(scores.precise)) == (None, "–")


def test_the_table_has_a_row_for_each_kind_and_the_totals() -> None:
    scores = score([CASE], finds(("PERSONNE", "Jean Roy")))
    console = Console(width=140, file=StringIO())
    console.print(privacy_table("essai", scores, scores))
    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert all(word in text for word in ("CODE_PERMANENT", "0.500 (1/2)", "précision en tout"))


def test_the_development_set_is_what_it_should_be() -> None:
    cases = read_privacy(SETS / "privacy_dev.jsonl")
    assert len(cases) >= 140
    assert len({case.id for case in cases}) == len(cases)
    assert 1 / 4 <= sum(not case.spans for case in cases) / len(cases) <= 1 / 2
    assert Counter(case.lang for case in cases)["en"] >= 20
    for case in cases:
        assert all(span.kind in KINDS and case.place(span) for span in case.spans), case.id


def test_our_search_does_better_than_the_model_alone_on_what_is_hard() -> None:
    from assistant.privacy.analyzer import Detector

    detector = Detector()
    ours, other = evaluate_privacy(detector.find, detector.people_by_model, files=(FILES[2],))["privacy_hard.jsonl"]
    assert (ours.names.value or 0) > (other.names.value or 0)
    assert (ours.precise.value or 0) > (other.precise.value or 0)
    assert (ours.formatted.value or 0) > 0.8 > (other.formatted.value or 0)
