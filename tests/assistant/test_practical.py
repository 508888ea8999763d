"""Practical questions that no document settles: how many, who, how long; what to answer somebody."""

import pytest

from assistant.chat import Assistant
from assistant.practical import reported_in
from corpus.records import Corpus
from prompts import load_texts

CASE = "On a reçu 40 Chromebooks et mes enseignantes se les arrachent; il n'y a pas d'horaire de prêt et c'est la secrétaire qui ramasse."


@pytest.mark.parametrize(
    ("said", "leads"),
    [
        ("Combien d'appareils je garde sans réservation?", ()),
        ("Qui devrait animer la première rencontre, pis ça prend combien de temps?", ("Qui", "Combien de temps")),
        ("Est-ce que je garde quelques appareils de côté, et combien?", ("Oui ou non", "Combien")),
        ("et si personne vient à ma rencontre?", ()),
        ("Quand est-ce que je lâche prise avec elles?", ()),
        ("Should I let them take the devices home?", ()),
        ("si y vient juste 3 profs sur 22 je continue ou jannule?", ()),
        ("C'est moi ou mon adjointe qui tient le registre des prêts?", ()),
        ("J'attends combien de jours avant d'insister?", ()),
        ("Qui devrait bâtir l'horaire : moi, la secrétaire, ou une enseignante?", ()),
        (
            "qui devrait planifier les visites : moi, mon adjointe, ou les profs? et combien de temps?",
            ("À qui le confier", "Combien de temps"),
        ),
        ("qui pourrait prendre ça à sa place?", ()),
        ("qui garde la clé le soir? mes deux classes vont se renvoyer la balle", ()),
        ("Combien d'heures faut-il pour ça, et vaut-il mieux le faire le midi ou après l'école?", ("Combien de temps", "L'un ou l'autre")),
        ("Devrais-je rendre la rencontre obligatoire ou la laisser volontaire?", ()),
    ],
)
def test_a_practical_question_is_answered_in_its_own_words(assistant: Assistant, said: str, leads: tuple[str, ...]) -> None:
    first, answer = assistant.converse([CASE, said])
    assert answer.kind == "followup"
    assert said.split(",")[0].split("?")[0].removeprefix("et ").strip() in answer.text
    assert all(f"*{lead} :*" in answer.text for lead in leads)
    assert answer.strategies[0].id == first.strategies[0].id  # "la deuxième" still means what it did
    assert answer.warnings == ()


@pytest.mark.parametrize(
    ("said", "sort"),
    [
        ("Combien de temps ça prend, tes affaires?", "example"),
        ("Qui pourrait m'aider là-dedans?", "help"),
        ("développe la deuxième", "develop"),
        ("Combien de mesures compte le PAN?", ""),
        ("et si je n'ai pas de budget?", "refine"),
        ("et si ça foire la première semaine?", "pitfalls"),
    ],
)
def test_what_is_answered_from_the_list_or_the_documents_still_is(assistant: Assistant, said: str, sort: str) -> None:
    answer = assistant.converse([CASE, said])[1]
    assert answer.sort == sort
    assert not any(answer.text.startswith(intro.split("{")[0] + said[:10]) for intro in load_texts("practical", "fr").get("intro"))


@pytest.mark.parametrize(
    ("said", "child"),
    [
        ("une me dit que les parents vont chialer, je lui reponds quoi", "vos élèves"),
        ("un parent m'a dit que les tablettes rendent paresseux, je lui réponds quoi?", "votre enfant"),
    ],
)
def test_an_objection_is_answered_to_who_makes_it(assistant: Assistant, said: str, child: str) -> None:
    answer = assistant.converse([CASE, said])[1]
    assert "*Reprendre :*" in answer.text
    assert child in answer.text


def test_an_incident_leaves_nothing_to_try_out(assistant: Assistant) -> None:
    told = "Un élève a fait circuler sur Snap un montage d'une élève de sec 2, elle est en larmes."
    answer = assistant.converse([told, "est-ce que j'appelle la police?"])[1]
    assert "police" in answer.text
    assert "Rien ne s'essaie" in answer.text
    assert "réversible" not in answer.text


@pytest.mark.parametrize(
    ("said", "words", "verbatim"),
    [
        ("Une collègue me répond : moi, ça marche pas. Je lui dis quoi?", "moi, ça marche pas", True),
        ("Elle m'a dit « on l'a déjà fait en 2020 ». Quoi lui répondre?", "on l'a déjà fait en 2020", True),
        ("un prof ma dit cest nous qui sen sert pourquoi partager. jrepond quoi", "cest nous qui sen sert pourquoi partager", True),
        ("La mère d'un élève me dit que l'école fait rien, quoi lui répondre?", "l'école fait rien", False),
        ("Il dit que ses élèves réussissent sans ça. Quoi lui répondre?", "", False),
        ("Je lui dis quoi?", "", False),
    ],
)
def test_what_somebody_said_is_read(said: str, words: str, verbatim: bool) -> None:
    assert reported_in(said) == (words, verbatim)


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("Une collègue me dit : « réserver d'avance, ça marche pas ». Je lui réponds quoi?", "vos élèves"),
        ("Un père me dit que l'école fait rien, quoi lui répondre?", "votre enfant"),
        ("Ma DG dit que c'est une dépense de trop. Quoi lui répondre?", "pour pouvoir dire oui"),
    ],
)
def test_somebody_is_answered_in_three_steps(assistant: Assistant, corpus: Corpus, said: str, asks: str) -> None:
    answer = assistant.converse([CASE, said])[1]
    texts = load_texts("practical", "fr")
    assert all(f"*{lead} :*" in answer.text for lead in texts.get("reply.lead").values())
    to = {"vos élèves": "team", "votre enfant": "families", "pour pouvoir dire oui": "above"}[asks]
    assert any(asked in answer.text for asked in texts.get(f"reply.ask.{to}"))
    assert corpus.cards[load_texts("practical", "all").get("listening")].name in answer.text
    assert answer.warnings == ()


def test_a_measure_against_somebody_is_not_tried_out_and_needs_no_police(assistant: Assistant) -> None:
    answer = assistant.converse([CASE, "est-ce que je confisque son portable?"])[1]
    assert "entendez sa version" in answer.text
    assert "police" not in answer.text


def test_words_that_are_quoted_are_answered_though_no_strategy_was_proposed(assistant: Assistant) -> None:
    said = "Une parente m'a dit : « mettez plutôt l'argent sur les livres ». Qu'est-ce que je lui réponds?"
    answer = assistant.converse(["Le PAN compte combien de mesures?", said])[1]
    assert "mettez plutôt l'argent sur les livres" in answer.text
    assert "*Reprendre :*" in answer.text


def test_somebody_is_answered_from_the_start(assistant: Assistant) -> None:
    answer = assistant.ask("Une mère m'a dit : « Mon enfant passe déjà trop de temps devant un écran. » Je lui réponds quoi?")
    assert answer.kind == "situation"
    assert "“Mon enfant passe déjà trop de temps devant un écran”" in answer.text
    assert answer.text.count("réponds quoi") == 0
    assert len(answer.strategies) >= 2
    assert answer.warnings == ()


@pytest.mark.parametrize(
    "again",
    [
        "Ce n'est pas un plaidoyer que je demandais. Je cherche ce que je dis, moi, à cet enseignant demain.",
        "How would you answer him, as his principal?",
    ],
)
def test_who_was_quoted_just_before_is_still_answered(assistant: Assistant, again: str) -> None:
    said = "Un enseignant m'a répondu : « Des plans, j'en ai vu passer quatre en vingt ans. » Que puis-je lui répondre?"
    answer = assistant.converse([CASE, said, again])[2]
    assert "j'en ai vu passer quatre en vingt ans" in answer.text
    assert answer.kind == "followup"


def test_the_name_of_another_student_is_not_given(assistant: Assistant) -> None:
    told = "Une élève s'est servi du compte Teams d'une autre pour écrire des niaiseries."
    answer = assistant.converse([told, "la mère veut que je lui donne le nom de l'autre élève. je le fais ou pas?"])[1]
    assert "un autre élève ne se donne pas" in answer.text
    assert answer.kind == "followup"


@pytest.mark.parametrize(
    ("told", "later", "first_said", "then"),
    [
        (
            "Une éducatrice a filmé un élève en crise et la vidéo circule dans un groupe d'employées.",
            "C'est une employée qui a filmé. Quand est-ce que j'appelle la mère : aujourd'hui, ou après avoir vu l'éducatrice?",
            "**Avant tout, les élèves qu'on voit.**",
            "le jour même",
        ),
        (
            "This morning the secretary emailed the whole class list with the allergy notes to a parent by mistake.",
            "Should I tell the parents of every child on the list, or only the ones whose notes were visible?",
            "**First, contain the incident.**",
            "Nothing is tried out here",
        ),
    ],
)
def test_after_an_incident_a_question_is_answered_and_what_is_done_is_not_said_again(
    assistant: Assistant, told: str, later: str, first_said: str, then: str
) -> None:
    first, answer = assistant.converse([told, later])
    assert first.text.startswith(first_said)
    assert not answer.text.startswith("**")
    assert then in answer.text


def test_every_kind_of_question_has_its_texts() -> None:
    for language in ("fr", "en"):
        texts = load_texts("practical", language)
        for kind in load_texts("practical", "all").get("asks"):
            assert texts.get(kind)
            assert texts.get(f"lead.{kind}")
