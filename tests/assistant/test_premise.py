"""What a question takes for granted is held against what the passage says."""

import pytest

from assistant.premise import assumes, miscounted


@pytest.mark.parametrize(
    ("question", "told", "other"),
    [
        ("Quelles sont les 40 mesures du PAN?", "Le PAN compte 33 mesures.", ("33 mesures", "40")),
        ("nommez les cinq orientations", "Le PAN a trois orientations.", ("trois orientations", "cinq")),
        ("Are there five levels?", "The continuum has three levels.", ("three levels", "five")),
        ("the 2018-2019 innovation projects", "The four innovation projects.", None),
        ("les 33 mesures", "Le PAN compte 33 mesures.", None),
        ("trente mesures", "Trente mesures ont démarré.", None),
        ("les 40 écoles", "Le PAN compte 33 mesures.", None),
    ],
)
def test_a_wrong_count_is_seen(question: str, told: str, other: tuple[str, str] | None) -> None:
    assert miscounted(question, told) == other


@pytest.mark.parametrize(
    "question", ["C'est bien Roberge qui l'a lancé?", "Puisque le RÉCIT est né en 2018, qui y travaille?", "It cost 3, right?"]
)
def test_what_is_taken_for_granted_is_heard(question: str) -> None:
    assert assumes(question)


@pytest.mark.parametrize("question", ["Qui a lancé le PAN?", "What does PAN stand for?", "Combien de mesures?"])
def test_a_plain_question_assumes_nothing(question: str) -> None:
    assert not assumes(question)
