"""What a text counts: years and the numbers of measures count nothing."""

import pytest

from assistant.counts import counts, counts_something, leaves_uncounted


@pytest.mark.parametrize(
    "text", ["33 mesures", "deux ministres", "une demi-heure", "plus de cent personnes", "a dozen schools", "1 186 M$", "une seule école"]
)
def test_what_is_counted_is_seen(text: str) -> None:
    assert counts_something(text)


@pytest.mark.parametrize("text", ["le PAN de 2018", "en 2018-2019", "les mesures 4, 6 et 7", "un comité et une école", "l'objectif 3.2"])
def test_years_and_names_count_nothing(text: str) -> None:
    assert not counts_something(text)


def test_a_noun_has_its_number() -> None:
    assert counts("mesures", "Le PAN compte 33 mesures.")
    assert counts("dimensions", "Les douze dimensions du Cadre.")
    assert not counts("écoles", "Le PAN compte 33 mesures.")


def test_a_noun_without_a_number_near_it_is_left_uncounted() -> None:
    assert leaves_uncounted("conseillers", "Des conseillers de toutes les régions du Québec, venus à l'automne, ont suivi deux ateliers.")
    assert not leaves_uncounted("conseillers", "Venus de loin, 12 conseillers pédagogiques ont suivi l'atelier.")
    assert not leaves_uncounted("écoles", "12 conseillers pédagogiques ont suivi l'atelier.")
