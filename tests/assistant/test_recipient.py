"""A letter goes to those whom the request names, or to those whom ways of asking have taught; the case helps where the request is short."""

import pytest

from assistant.chat import Assistant
from assistant.letter import addressee
from assistant.recipient import recipient_for


@pytest.mark.parametrize(
    ("request_", "recipient"),
    [
        ("Rédige un courriel à ma supérieure pour demander un délai; j'ai perdu mon adjointe en octobre.", "above"),
        ("un message aux parents du service de garde, dis-leur que le technicien vient jeudi", "families"),
        ("un courriel à la compagnie", None),
        ("Mes profs sont fâchés. Écris un courriel aux familles.", "families"),
    ],
)
def test_those_named_first_in_what_asks_are_those_it_is_for(request_: str, recipient: str | None) -> None:
    assert addressee(request_) == recipient


@pytest.mark.parametrize(
    ("request_", "topic", "recipient"),
    [
        ("Rédige-moi un courriel à la compagnie.", "Le fournisseur de notre plateforme de lecture a doublé son prix.", "partner"),
        ("ecris au service des ressources materielles, ca me prend six prises de plus", "", "above"),
        ("ok écris-moi ça pour les parents", "Un faux compte au nom de l'école circule.", "families"),
        ("un courriel à la maman de Noah, son Chromebook est brisé", "", "person"),
    ],
)
def test_whom_it_is_for_is_learned_where_no_rule_names_them(assistant: Assistant, request_: str, topic: str, recipient: str) -> None:
    assert recipient_for(request_, topic, assistant.index) == recipient
