"""What a question takes for granted is held against what the passage says."""

import pytest

from assistant.mistaken import mistaken
from assistant.premise import (
    amounts,
    assumes,
    body_asked,
    costs_nothing,
    denied,
    granted,
    misattributed,
    miscounted,
    misnamed,
    misvalued,
    totals_of,
)
from corpus.records import Corpus


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


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Puisque le RÉCIT est né en 2018, combien de personnes y travaillent?", "le RÉCIT est né en 2018"),
        ("Le PAN coûtait 3 milliards sur cinq ans : qui l'a payé?", "Le PAN coûtait 3 milliards sur cinq ans"),
        ("Since the framework came out in 2021, who was the minister?", "the framework came out in 2021"),
    ],
)
def test_what_is_said_before_a_question_is_held_apart(question: str, said: str) -> None:
    assert granted(question) == said


@pytest.mark.parametrize("question", ["Qui a lancé le PAN en 2018?", "Mesure 8 : quel est son sujet?", "Quand je débute, qui m'aide?"])
def test_a_question_that_says_nothing_first_is_whole(question: str) -> None:
    assert granted(question) == ""


@pytest.mark.parametrize(
    ("said", "told", "no"),
    [
        ("le PAN coûtait 3 milliards", "Au PAN étaient associés 1 186 M$.", True),
        ("le PAN coûtait 1,2 milliard", "Au PAN étaient associés 1 186 M$.", False),
        ("le RÉCIT est né en 2018", "À 2000-2001 remonte la naissance du RÉCIT.", True),
        ("le PAN a été lancé en 2018", "Le PAN a été lancé le 30 mai 2018.", False),
        ("le PAN a 40 mesures", "Le PAN compte 33 mesures.", True),
        ("le PAN a 40 mesures", "Le PAN est un plan du ministère.", False),
        ("la mesure 17 porte sur le wifi", "Le prêt de livres est le sujet de la mesure 17.", False),
    ],
)
def test_a_passage_denies_what_it_contradicts(said: str, told: str, no: bool) -> None:
    assert denied(said, told) is no


def test_amounts_are_read_as_they_are_written() -> None:
    assert amounts("1 186 M$, 309 k$, 3 milliards et 2,5 millions") == [1186e6, 309e3, 3e9, 2.5e6]
    assert amounts("$1,186M over five years") == [1186e6]
    assert amounts("un milliard et demi, ou trois millions") == [1.5e9, 3e6]


@pytest.mark.parametrize(
    ("question", "told", "amended"),
    [
        ("Le PAN, c'était un milliard et demi", "« près de 1,2 milliard » de dollars", ("1,2 milliard", "un milliard et demi")),
        ("Les écoles ont eu 75 millions", "45 M$ aux écoles, dont 10 M$ en jeux", ("45 M$", "75 millions")),
        ("Le PAN coûtait 1,2 milliard", "1 186 M$ étaient associés au PAN", None),
        ("Le PAN a été lancé en 2018", "1 186 M$ étaient associés au PAN", None),
    ],
)
def test_a_wrong_amount_is_set_right_in_the_words_that_write_it(question: str, told: str, amended: tuple[str, str] | None) -> None:
    assert misvalued(question, told) == amended


@pytest.mark.parametrize(
    ("question", "told", "amended"),
    [
        ("L'Edukathon de CADRE21, sur quel thème?", "L'Edukathon est organisé par la GRICS.", ("GRICS", "CADRE21")),
        ("les badges de Cadre 21", "CADRE21 décerne des badges.", None),
        ("au panel du CTREQ", "Au panel CTREQ-AQPDE, deux chercheurs…", None),
        ("Qui a écrit le Cadre?", "Le GRIIPTIC l'a conçu.", None),
    ],
)
def test_a_wrong_organisation_is_set_right(question: str, told: str, amended: tuple[str, str] | None) -> None:
    assert misattributed(question, told) == amended


def test_a_decimal_number_counts_nothing_by_its_second_half() -> None:
    assert miscounted("un milliard et demi", "« près de 1,2 milliard »") is None


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        ("Je relisais les 51 mesures du PAN hier soir", "51"),
        ("nommez les cinq orientations du plan d'action numerique", "cinq"),
        ("the 60 strategies of the research", "60"),
        ("les 33 mesures du PAN", None),
        ("mes 40 mesures", None),
        ("Le plan court jusqu'en 2026, non? Il reste combien?", "2026"),
        ("Le PAN se terminait en 2023", None),
        ("la mesure 5, achat d'équipement, couvrait-elle les cégeps?", "achat d'equipement"),
        ("La mesure 5 touchait-elle les équipements des cégeps?", None),
        ("La mesure 5, elle finançait des projets d'innovation?", None),
        ("la mesure 29, achat d'équipement, couvrait-elle les cégeps?", None),
        ("la mesure 3 sur les robots", None),
        ("La mesure 17, celle pour le wifi, s'appliquait-elle au primaire?", "wifi"),
        ("La mesure 16, c'est le prêt de livres électroniques, exact?", "pret de livres electroniques"),
        ("La mesure 29, c'est les combos?", None),
        ("la mesure 12, c'est quoi?", None),
        ("La mesure 5, c'est bien la formation du personnel?", None),
        ("La dimension 8 c'est celle sur la pensée critique, on est d'accord?", "pensee critique"),
        ("la dimension 11 parle de pensée critique?", None),
        ("La dimension 4, c'est la pensée critique, hein?", "pensee critique"),
        ("La mesure 21 porte sur la robotique au primaire, c'est exact?", "robotique au primaire"),
        ("La mesure 2 porte sur quoi?", None),
        ("le cadre a bien 10 dimensions hein?", "10"),
        ("Le cadre a deux dimensions centrales, lesquelles?", None),
        ("le référentiel de compétence des directions de 2015, c'est tu encore bon?", "2015"),
        ("Le référentiel de 2016 des directions dit quoi là-dessus?", "2016"),
        ("Le référentiel des directions de 2008 compte combien de compétences?", None),
        ("Que dit le Cadre de référence de 2017?", "2017"),
        ("Que dit le Cadre de référence de 2025?", None),
    ],
)
def test_a_wrong_count_of_all_there_are_is_seen(corpus: Corpus, question: str, counted: str | None) -> None:
    found = mistaken(question, corpus)
    assert (found and found[0]) == counted


def test_a_right_count_is_never_set_right(corpus: Corpus) -> None:
    question, told = "Pourquoi douze dimensions et pas dix?", "Dix dimensions s'appuient sur les deux premières."
    assert miscounted(question, told)
    assert miscounted(question, told, totals_of(corpus)) is None


@pytest.mark.parametrize(
    ("question", "told", "free"),
    [
        ("Les 200 $ de la formation, sur quel budget?", "La formation ne coûtait rien.", True),
        ("Combien payer pour l'abonnement?", "C'est gratuit pour l'école.", True),
        ("Qui offre la formation?", "La formation est gratuite.", False),
        ("Combien coûte la formation?", "La formation dure 30 heures.", False),
    ],
)
def test_what_costs_nothing_answers_what_asks_for_a_price(question: str, told: str, free: bool) -> None:
    assert costs_nothing(question, told) is free


@pytest.mark.parametrize(
    ("question", "told", "wrong"),
    [
        ("Quand Anne Roy a dévoilé le cadre, qu'a-t-elle dit?", "Le cadre a été dévoilé par le ministre Luc Tremblay.", True),
        ("Quand Luc Tremblay a dévoilé le cadre, qu'a-t-il dit?", "Le cadre a été dévoilé par le ministre Luc Tremblay.", False),
        ("Qui a dévoilé le cadre?", "Le cadre a été dévoilé par le ministre Luc Tremblay.", False),
        ("Anne Roy dirige-t-elle l'école?", "Le cadre a été dévoilé par le ministre Luc Tremblay.", False),
    ],
)
def test_an_event_given_to_somebody_else_is_seen(question: str, told: str, wrong: bool) -> None:
    assert misnamed(question, told) is wrong


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Y a-t-il un programme qui n'a pas tout dépensé?", "Trois programmes ont tout dépensé."),
        ("Ya tu deux dimensions plus importantes que les autres?", "Dix dimensions prennent appui sur deux autres."),
    ],
)
def test_what_only_points_at_some_counts_nothing(question: str, told: str) -> None:
    assert miscounted(question, told) is None


@pytest.mark.parametrize(("question", "body"), [("qui dirige la GRICS?", "grics"), ("L'Edukathon de la GRICS, c'était quand?", "")])
def test_a_question_about_a_body_supposes_nothing_of_it(question: str, body: str) -> None:
    assert body_asked(question) == body
    assert not (body and misattributed(question, "Normand Roy a dirigé le GRIIPTIC."))
