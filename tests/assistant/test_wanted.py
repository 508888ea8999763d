"""What else than an answer a message wants, and what weighs on whoever writes it."""

import pytest

from assistant.feeling import weighs
from assistant.message import plain
from assistant.wanted import number_wanted, wants_one, words_wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("écris-moi un message à envoyer à mon équipe", "message"),
        ("Qu'est-ce que je leur dis à la rencontre de mercredi?", "message"),
        ("What do I tell my governing board?", "message"),
        ("Write me a short email to staff", "message"),
        ("Donnez-moi des arguments pour convaincre le CSS", "arguments"),
        ("un ordre du jour de 45 minutes", "agenda"),
        ("Combien ça coûte, tout ça?", "effort"),
        ("ok et combien de temps ca prend d'habitude régler ça", "effort"),
        ("How long does it take?", "effort"),
        ("combien coûtait le PAN?", ""),
        ("la formation de l'UQAM, ça coûte combien?", ""),
        ("Concrètement, quel outil je devrais acheter?", "product"),
        ("ma prof écrit aux parents à minuit, c'est professionnel?", ""),
        ("Changement de sujet: ma prof, Julie, écrit aux parents à minuit, c'est correct?", ""),
        ("can you write my nephew's essay?", ""),
        ("un texte argumentatif de 300 mots à remettre demain", ""),
        ("Auriez-vous l'amabilité de rédiger un court mot aux parents?", "message"),
        ("Il me faudrait un paragraphe pour l'info-personnel", "message"),
        ("les parents ont leurs arguments", ""),
        ("développe la deuxième", ""),
        ("écris-moi un plan sur deux mois", ""),
        ("et si les parents disent non?", ""),
        ("que dit la mesure 5?", ""),
    ],
)
def test_words_to_say_or_send_are_asked_for(said: str, wanted: str) -> None:
    assert words_wanted(plain(said)) == wanted


@pytest.mark.parametrize(
    ("said", "one"),
    [
        ("Laquelle des trois est la plus importante?", True),
        ("si je n'en fais qu'une demain matin, laquelle?", True),
        ("I want Monday morning, one thing.", True),
        ("Par où je commence lundi?", True),
        ("Mon équipe résiste. Par où je commence?", False),
        ("laquelle parle de l'IA?", False),
        ("et la deuxième?", False),
    ],
)
def test_one_strategy_is_wanted_above_the_others(said: str, one: bool) -> None:
    assert wants_one(plain(said)) is one


@pytest.mark.parametrize(
    ("said", "number"), [("juste deux affaires", 2), ("three bullet points please", 3), ("en 1 phrase", 1), ("plus court", None)]
)
def test_how_many_are_wanted_is_read(said: str, number: int | None) -> None:
    assert number_wanted(plain(said)) == number


@pytest.mark.parametrize(
    ("said", "on"),
    [
        ("C'est gentil, mais je dors mal à cause de ça.", "self"),
        ("ouf. J'ai honte, c'est moi qui ai signé", "self"),
        ("j'suis tannée, vraiment", "self"),
        ("I can't sleep. I am exhausted.", "self"),
        ("elle est à bout, elle pleurait dans mon bureau", "other"),
        ("les tablettes dorment dans l'armoire", ""),
        ("je dois informer les parents", ""),
    ],
)
def test_what_weighs_is_heard(said: str, on: str) -> None:
    assert weighs(plain(said)) == on
