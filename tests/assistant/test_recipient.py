"""A letter goes to those whom the request names, or to those whom ways of asking have taught; the case helps where the request is short."""

import pytest

from assistant.chat import Assistant
from assistant.letter import recipient_called, recipient_named
from assistant.recipient import recipient_for


@pytest.mark.parametrize(
    ("request_", "topic", "recipient"),
    [
        ("Rédige un courriel à ma supérieure pour demander un délai; j'ai perdu mon adjointe en octobre.", "", "above"),
        ("un message aux parents du service de garde, dis-leur que le technicien vient jeudi", "", "families"),
        ("Mes profs sont fâchés. Écris un courriel aux familles.", "", "families"),
        ("Rédige-moi un courriel à la compagnie.", "Le fournisseur de notre plateforme de lecture a doublé son prix.", "partner"),
        ("ecris au service des ressources materielles, ca me prend six prises de plus", "", "above"),
        ("ok écris-moi ça pour les parents", "Un faux compte au nom de l'école circule.", "families"),
        ("un courriel à la maman de Noah, son Chromebook est brisé", "", "person"),
    ],
)
def test_whom_it_is_for_is_read_or_learned(assistant: Assistant, request_: str, topic: str, recipient: str) -> None:
    assert recipient_for(assistant.index.request(request_), topic, assistant.index) == recipient


@pytest.mark.parametrize(
    ("said", "recipient"),
    [("non, c'est pour les parents", "families"), ("c'est pour le conseil d'établissement", "above"), ("plus court", None)],
)
def test_a_change_may_say_that_it_is_for_others(assistant: Assistant, said: str, recipient: str | None) -> None:
    assert recipient_called(assistant.index.request(said)) == recipient


def test_those_named_last_are_those_it_is_for() -> None:
    assert recipient_named("mes profs, puis les parents") == "families"
    assert recipient_named("le chat") is None
