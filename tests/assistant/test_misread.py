"""A case that was read wrong: what is denied of it is left, and what led is not said again."""

import pytest

from assistant.chat import Assistant
from assistant.misread import misreads, parted

CASE = (
    "Plusieurs familles n'ont qu'un cellulaire à la maison. Une enseignante vient de gagner un prix pour un balado et je voudrais que les "
    "autres s'en inspirent, mais elles disent que c'est beau pour elle."
)


@pytest.mark.parametrize(
    ("said", "denied", "told"),
    [
        (
            "Je ne parlais pas des familles. Comment inspirer les collègues?",
            "Je ne parlais pas des familles.",
            "Comment inspirer les collègues?",
        ),
        (
            "You talk about distance teaching, that's not us. My problem is four channels.",
            "distance teaching",
            "My problem is four channels",
        ),
        (
            "c'est pas un problème de partage : j'ai des élèves sans réseau",
            "c'est pas un problème de partage",
            "j'ai des élèves sans réseau",
        ),
        ("C'est pas entre les classes, c'est à la maison", "C'est pas entre les classes", "c'est à la maison"),
        (
            "Non, ce n'est pas la répartition des appareils. Le problème, c'est que chacun range à sa façon.",
            "Non, ce n'est pas la répartition des appareils.",
            "Le problème, c'est que chacun range à sa façon",
        ),
        (
            "C'est pas ça. Je ne manque pas de prises. Mon gars part en juin.",
            "C'est pas ça. Je ne manque pas de prises.",
            "Mon gars part en juin",
        ),
        (
            "Il ne s'agit pas du partage au centre. À la maison, ils n'ont rien.",
            "Il ne s'agit pas du partage",
            "À la maison, ils n'ont rien",
        ),
    ],
)
def test_what_is_denied_is_parted_from_what_is_told(said: str, denied: str, told: str) -> None:
    assert misreads(said)
    found = parted(said)
    assert denied in found.denied
    assert found.told.rstrip(".") == told.rstrip(".")


@pytest.mark.parametrize(
    "said",
    ["Mes profs ne parlent pas de leurs essais.", "On a un problème de partage.", "Ce n'est pas grave, merci!", "développe la deuxième"],
)
def test_what_denies_nothing_is_no_misreading(said: str) -> None:
    assert not misreads(said)


def test_what_led_is_not_said_again(assistant: Assistant) -> None:
    first, again = assistant.converse([CASE, "Je ne parlais pas des familles. Comment faire pour que les collègues s'inspirent du balado?"])
    assert (again.kind, again.sort) == ("followup", "reject")
    assert again.text.startswith(("Merci de me corriger", "Je vous avais mal compris", "D'accord"))
    assert first.strategies[0].id not in {strategy.id for strategy in again.strategies}
    assert "je ne parlais pas" not in again.text.casefold()
