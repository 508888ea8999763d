"""What else than an answer a message wants, and what weighs on whoever writes it."""

import pytest

from assistant.chat import Assistant
from assistant.hearing import LEAST, SPOKEN_OF, heard_in
from assistant.message import plain
from assistant.records import Heard
from assistant.wanted import named_in, number_wanted, wants_one, weighs, words_wanted
from corpus.records import TAGS
from index.learn import turn_before

BEFORE = turn_before("situation", "Mes profs laissent les portables dans l'armoire.")


def hear(assistant: Assistant, said: str, before: str = BEFORE) -> Heard:
    return heard_in(assistant.index.hear(said, before).tags)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("écris-moi un message à envoyer à mon équipe", "message"),
        ("Write me a short email to staff", "message"),
        ("Auriez-vous l'amabilité de rédiger un court mot aux parents?", "message"),
        ("je me lève devant 60 parents mardi, je dis quoi?", "speech"),
        ("Donnez-moi des arguments pour convaincre le CSS", "arguments"),
        ("un ordre du jour de 45 minutes", "agenda"),
        ("Combien ça coûte, tout ça?", "effort"),
        ("Concrètement, quel outil je devrais acheter?", "product"),
        ("faites-moi une liste à cocher avant la rentrée", "signs"),
        ("développe la deuxième", ""),
        ("et si les parents disent non?", ""),
    ],
)
def test_words_to_say_or_send_are_asked_for(assistant: Assistant, said: str, wanted: str) -> None:
    assert words_wanted(hear(assistant, said)) == wanted


@pytest.mark.parametrize(
    ("said", "one"),
    [
        ("Laquelle des trois est la plus importante?", True),
        ("si je n'en fais qu'une demain matin, laquelle?", True),
        ("Mes enseignants refusent d'ouvrir les portables neufs.", False),
        ("et la deuxième?", False),
    ],
)
def test_one_strategy_is_wanted_above_the_others(assistant: Assistant, said: str, one: bool) -> None:
    assert wants_one(hear(assistant, said)) is one


@pytest.mark.parametrize(
    ("said", "number"), [("juste deux affaires", 2), ("three bullet points please", 3), ("en 1 phrase", 1), ("plus court", None)]
)
def test_how_many_are_wanted_is_read(said: str, number: int | None) -> None:
    assert number_wanted(said) == number


@pytest.mark.parametrize(
    ("said", "on"),
    [
        ("C'est gentil, mais je dors mal à cause de ça.", "self"),
        ("I can't sleep. I am exhausted.", "self"),
        ("elle est à bout, elle pleurait dans mon bureau", "other"),
        ("les tablettes dorment dans l'armoire", ""),
    ],
)
def test_what_weighs_is_heard(assistant: Assistant, said: str, on: str) -> None:
    assert weighs(hear(assistant, said)) == on


def test_what_is_likely_enough_is_heard_the_likeliest_first() -> None:
    chances = dict.fromkeys(TAGS, 0.0)
    for subject, chance in (("ia", 0.7), ("reseau", 0.9), ("parents", 0.8), ("fp", 0.99), ("vision", LEAST["subject"] - 0.01)):
        chances[f"subject/{subject}"] = chance
    chances |= {"incident/leak": 0.95, "incident/hurt": 0.9, "constraint/union": 0.9, "constraint/budget": 0.8, "wants/plan": 0.6}
    heard = heard_in(chances)
    told = ("fp", "reseau", "parents")
    assert heard == Heard(
        happened=heard.happened, subjects=told, surely=told, incident="leak", constraints=("budget", "union"), wants=("plan",)
    )
    unsure = heard_in(dict.fromkeys(TAGS, 0.0) | {"subject/ia": SPOKEN_OF - 0.01})
    assert (unsure.subjects, unsure.surely) == (("ia",), ())  # heard, and not spoken of
    assert heard.happened == pytest.approx(1 - 0.05 * 0.1)
    assert heard_in(dict.fromkeys(TAGS, 0.0)) == Heard()


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("Non, pas un plan! Je veux un courriel d'invitation à mon équipe", "message"),
        ("J'aurais besoin d'une grille d'observation simple", "list"),
        ("Refais-moi le déroulement de l'atelier de 2 h", "agenda"),
        ("rédigez-moi trois arguments pour mon conseil", "arguments"),
        ("un petit mot au personnel pour annoncer mes visites", "message"),
        ("Courriel à la directrice des services éducatifs pour proposer mon école", "message"),
        ("Note au personnel sur les vidéos au dîner", "message"),
        ("ecris au service des ressources materielles, ca me prend six prises", "message"),
        ("Réponds-lui poliment, elle peut venir le prendre", "message"),
        ("repond a un prof qui veut 14 tablettes", "message"),
        ("Rédige la demande au directeur des ressources informatiques", "message"),
        ("Le directeur a écrit au service juridique hier", ""),
        ("Elle a cliqué sur un faux courriel et donné son mot de passe", ""),
        ("une communauté de pratique, c'est juste un beau mot pour dire une réunion?", ""),
        ("Laisse tomber le mot. Comment je m'y prends?", ""),
        ("Y a-t-il un canevas quelque part pour rédiger un plan?", ""),
    ],
)
def test_what_is_asked_for_by_its_name(said: str, wanted: str) -> None:
    assert named_in(plain(said)) == wanted


def test_a_first_message_wants_something_written_only_where_it_surely_does() -> None:
    likely = dict.fromkeys(TAGS, 0.0) | {"wants/arguments": 0.7, "wants/speech": 0.5, "wants/self": 0.5}
    assert heard_in(likely).wants == ("arguments", "speech", "self")
    assert heard_in(likely, opens=True).wants == ("self",)
    assert heard_in(likely | {"wants/arguments": 0.9}, opens=True).wants == ("arguments", "self")
