"""Which strategies of a list a message points at."""

import pytest

from assistant.records import Turn
from assistant.target import beyond_list, find_rejected, find_targets
from corpus.clean import fold
from corpus.records import Corpus

SHOWN = ("CP2.1", "CP4.5", "EN3.7")
LISTED = Turn(question="Le wifi plante.", kind="situation", strategies=SHOWN)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("la trois m'accroche, dis-m'en plus", ("EN3.7",)),
        ("Développe la 2 et la 3", ("CP4.5", "EN3.7")),
        ("la troisième, le premier jour", ("EN3.7",)),
        ("la première pis la troisième", ("CP2.1", "EN3.7")),
        ("et la dernière?", ("EN3.7",)),
        ("EN2.9, c'est quoi?", ("EN2.9",)),
        ("s'assurer que l'infrastructure numérique soit adéquate", ("CP2.1",)),
        ("la 1re ok. la 2e jai pas compris", ("CP4.5",)),
        ("la 5", ()),
        ("des portables en 2e et 3e année", ()),
        ("on en parle le 3 décembre à 15 h", ()),
        ("pourquoi?", ()),
        ("parle-moi plutôt de la supervision", ("EN1.7",)),
        ("expliquez donc « recourir à des services externes »", ("CP2.4",)),
        ("celle des irritants", ("EN3.7",)),
        ("la toute dernière chose", ()),
    ],
)
def test_ranks_names_and_ids_point_at_strategies(corpus: Corpus, said: str, meant: tuple[str, ...]) -> None:
    assert find_targets(fold(said), LISTED, LISTED, corpus) == meant


@pytest.mark.parametrize(
    ("said", "past"), [("la 4e?", True), ("la cinq", True), ("la 3e", False), ("la 2 ou la 5", False), ("pourquoi?", False)]
)
def test_a_rank_that_the_list_does_not_have_is_seen(said: str, past: bool) -> None:
    assert beyond_list(fold(said), LISTED) is past


@pytest.mark.parametrize(
    ("said", "rejected", "kept"),
    [
        ("Pas la formation, ni la supervision!", {"CP4.5", "EN1.7", "EN3.6"}, {"CP2.1"}),
        ("laisse faire le leadership partagé", {"CP5.4"}, {"CP4.5"}),
        ("la communauté de pratiques, j'en ai déjà une", {"EN2.4"}, {"CP4.5"}),
        ("j'ai pas le temps", set(), {"CP1.4"}),
        ("pas de budget pour la formation", set(), {"CP4.5"}),
    ],
)
def test_what_one_will_not_hear_of_is_left_out(corpus: Corpus, said: str, rejected: set[str], kept: set[str]) -> None:
    found = find_rejected(fold(said), corpus)
    assert rejected <= found
    assert not kept & found


def test_a_step_that_was_shown_means_its_strategy(corpus: Corpus) -> None:
    listed = Turn(question="Personne ne veut du dossier.", kind="situation", strategies=("EN3.5", "EN1.3", "EN1.6"))
    assert find_targets(fold("l'idée d'approcher trois personnes, dont une sceptique, avec un mandat"), listed, listed, corpus) == (
        "EN1.3",
    )
