"""Names of persons, by lists and by what stands around them; what a model labels is written in the test."""

import pytest

from assistant.privacy.lexicon import Lexicon, read_lexicon
from assistant.privacy.people import find_people
from assistant.privacy.words import cut, flat

FRENCH = "hier demain verra refuse consigne claire affichee tablettes direction plan difficile pierre angulaire projet rose lecture classe rencontre groupe enseignement"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return read_lexicon(FRENCH.split())


def names(text: str, lexicon: Lexicon, *labels: tuple[str, str]) -> list[str]:
    entities = [(text.index(words), text.index(words) + len(words), label) for words, label in labels]
    return [text[start:end] for start, end in find_people(text, entities, lexicon)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("le prof jean tremblay m'a dit non", ["jean tremblay"]),
        ("FATIMA EL AMRANI REFUSE LES TABLETTES", ["FATIMA EL AMRANI"]),
        ("Mme Kowalczyk-Roy refuse", ["Kowalczyk-Roy"]),
        ("m. petit et mme boucher", ["petit", "boucher"]),
        ("M.-C. Deschênes et J. Roy", ["M.-C. Deschênes", "J. Roy"]),
        ("Jean-Philippe, Oluwaseun et Marie-Ève", ["Jean-Philippe", "Oluwaseun", "Marie-Ève"]),
        ("Xochipilli Zbinden pense que non", ["Xochipilli Zbinden"]),
        ("selon Tremblay, Luc D'Amours veut partir", ["Tremblay", "Luc D'Amours"]),
        ("la mère d'Amélie", ["Amélie"]),
        ("I told Kevin's mother about Mary Smith", ["Kevin", "Mary Smith"]),
        ("marie refuse, elle dit que martin a tout fait", ["marie", "martin"]),
        ("j'ai parlé à fikayomi hier", ["fikayomi"]),
        ("Thi Mai Tran comprend", ["Thi Mai Tran"]),
        ("Oluwaseun Adeyemi refuse. Adeyemi revient.", ["Oluwaseun Adeyemi", "Adeyemi"]),
    ],
)
def test_names_are_found(text: str, expected: list[str], lexicon: Lexicon) -> None:
    assert names(text, lexicon) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Selon Gravelle et al. (2021), le PAN et le RÉCIT aident Rimouski.",
        "Tremblay (2020) le dit; voir aussi (Roy et Gagnon, 2019).",
        "le centre de services scolaire Marguerite-Bourgeoys",
        "l'école secondaire Louis-Joseph-Papineau et le pavillon Émile-Nelligan",
        "la taxonomie de Bloom, le modèle de Kotter, la pédagogie Freinet",
        "Pierre angulaire du projet, la consigne claire affichée",
        "Google Classroom, Microsoft Teams et Moodle en Mars, à Saint-Jérôme",
        "madame la directrice, monsieur le ministre",
        "Les stratégies CP1.1 et EN2.3 du PAN07 pour le groupe 302",
        "Teachers will hope to do the job; they said no.",
    ],
)
def test_other_capitals_are_left(text: str, lexicon: Lexicon) -> None:
    assert names(text, lexicon) == []


def test_a_rare_name_alone_needs_the_model_or_a_verb(lexicon: Lexicon) -> None:
    assert names("On verra avec Tuktuvik demain", lexicon) == []
    assert names("On verra avec Tuktuvik demain", lexicon, ("Tuktuvik", "PER")) == ["Tuktuvik"]
    assert names("Hier Tuktuvik refuse", lexicon) == ["Tuktuvik"]


def test_a_title_makes_a_person_of_an_author(lexicon: Lexicon) -> None:
    assert names("Mme Gravelle enseigne en 3e", lexicon) == ["Gravelle"]


def test_places_are_those_of_the_text_even_with_accents_written_apart(lexicon: Lexicon) -> None:
    text = "Le\u0301o Be\u0301langer refuse"
    assert names(text, lexicon) == ["Le\u0301o Be\u0301langer"]


def test_words_know_what_was_elided_and_what_opens_a_sentence() -> None:
    words = cut("M. Roy l'a dit. Qu'Ève parte!", (), frozenset())
    assert [(word.key, word.opens) for word in words] == [
        ("m", True), ("roy", False), ("a", False), ("dit", False), ("eve", True), ("parte", False),
    ]  # fmt: skip


def test_folding_keeps_places() -> None:
    assert flat("Œuvre d’Élève İ") == "oeuvre"[0] + "uvre d'eleve i"


def test_the_lists_hold_folded_words_only_and_no_word_of_both_sorts(lexicon: Lexicon) -> None:
    assert not lexicon.given & lexicon.given_words
    assert not lexicon.family & lexicon.family_words
    assert all(word == flat(word) for word in lexicon.given | lexicon.family | lexicon.kept | lexicon.places)
