"""A text says what it was asked to, to those it is for; and is changed as it is asked to be."""

from collections.abc import Sequence

import pytest

from assistant.chat import Assistant
from assistant.letter import Edit, Letter, edits, leaves, letter_of
from assistant.letter.address import as_we
from assistant.letter.find import Paragraphs, find_named
from assistant.letter.revise import Text, revise
from assistant.letter.say import as_written, said_in
from assistant.message import plain
from corpus.marked import SaidAs, read_marks
from index.request import Request

CASE = "Mes enseignants sont inquiets : les élèves font leurs travaux avec ChatGPT."
BODY: Paragraphs = (
    ("La rencontre a lieu le 14 novembre à 19 h.", "Le budget sera présenté par Julien, notre trésorier."),
    ("N'hésitez pas à poser vos questions.",),
)
TEXT = Text("Objet : Panne", "Chers parents,", BODY, (("Merci de votre confiance.",),), "[Votre nom]")


def marked(text: str, kind: str = "edit", *manners: str) -> Request:
    """A message as a reader that makes no mistake would read it."""
    read = read_marks(text)
    return Request(read.text, {kind: 1.0}, tuple(manners), read.spans)  # type: ignore[dict-item, arg-type]


def whole(text: Text) -> str:
    body = " ".join(sentence for paragraph in (*text.body, *text.end) for sentence in paragraph)
    return "\n".join((text.heading, text.greeting, body, text.signature))


@pytest.mark.parametrize(
    ("words", "way", "said"),
    [
        ("leurs codes seront remis lundi", "say", "Vos codes seront remis lundi."),
        ("ils doivent fermer leur session", "say", "Vous devez fermer votre session."),
        ("s'ils ont changé de numéro, il faut le dire", "say", "Si vous avez changé de numéro, il faut le dire."),
        ("on garde la plateforme", "say", "Nous gardons la plateforme."),
        ("c'est pas obligatoire", "say", "Ce n'est pas obligatoire."),
        ("de rapporter les chargeurs", "ask", "Je vous demande de rapporter les chargeurs."),
        ("rapporter les chargeurs", "ask", "Je vous demande de rapporter les chargeurs."),
        ("rapportez les chargeurs", "ask", "Rapportez les chargeurs."),
        ("si l'assurance couvre le vol", "ask", "Pourriez-vous me dire si l'assurance couvre le vol?"),
        ("12 heures de libération", "ask", "Je vous demande 12 heures de libération."),
        ("de les désinfecter", "ask", "Je vous demande de les désinfecter."),
        ("une rencontre jeudi", "invite", "Je vous invite à une rencontre jeudi."),
        ("le midi", "invite", "Je vous invite au midi."),
        ("une rencontre de 15 minutes", "offer", "Je vous propose une rencontre de 15 minutes."),
        ("leur patience", "thank", "Merci pour votre patience."),
        ("remercie-les", "thank", "Merci à vous."),
        ("pour le retard", "sorry", "Je m'excuse pour le retard."),
        ("la panne de demain", "announce", "Je vous annonce la panne de demain."),
        ("fermer leur session", "remind", "Je vous rappelle de fermer votre session."),
        ("la confidentialité", "reassure", "Je tiens à vous rassurer sur la confidentialité."),
        ("personne ne perd son appareil", "reassure", "Soyez sans crainte : personne ne perd son appareil."),
        ("leur atelier", "praise", "Bravo pour votre atelier!"),
        ("Votre présence compte!", "quote", "Votre présence compte!"),
        ("pourquoi on change de plateforme", "explain", ""),
    ],
)
def test_words_are_said_to_those_it_is_for(words: str, way: SaidAs, said: str) -> None:
    assert said_in(words, way, "fr", "families") == said


@pytest.mark.parametrize(
    ("words", "way", "said"),
    [
        ("to sign the form", "ask", "Please sign the form."),
        ("not to share it", "ask", "Please do not share it."),
        ("two more access points", "ask", "I am asking you for two more access points."),
        ("whether the insurance covers it", "ask", "Could you please tell me whether the insurance covers it?"),
        ("their patience", "thank", "Thank you for your patience."),
        ("the gym has no Wi-Fi", "say", "The gym has no Wi-Fi."),
    ],
)
def test_so_are_they_in_english(words: str, way: SaidAs, said: str) -> None:
    assert said_in(words, way, "en", "families") == said


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("jpasse mardi", "je passe mardi"),
        ("y'a pas de cours", "il n'y a pas de cours"),
        ("j'ai pas le code", "je n'ai pas le code"),
        ("personne est obligé pis ça change rien", "personne n'est obligé et ça ne change rien"),
        ("faut fermer les portes", "il faut fermer les portes"),
        ("il faut fermer les portes", "il faut fermer les portes"),
        ("le jeu commence", "le jeu commence"),
    ],
)
def test_what_is_typed_in_a_hurry_is_written(said: str, written: str) -> None:
    assert as_written(said) == written


@pytest.mark.parametrize(
    ("said", "ours"),
    [
        ("On a reçu les tablettes.", "Nous avons reçu les tablettes."),
        ("Je crois qu'on n'a rien perdu.", "Je crois que nous n'avons rien perdu."),
        ("On vous rappellera.", "Nous vous rappellerons."),
        ("On commence lundi.", "Nous commençons lundi."),
        ("On zzt.", "On zzt."),
    ],
)
def test_on_becomes_nous_where_its_verb_is_known(said: str, ours: str) -> None:
    assert as_we(said) == ours


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ("la phrase sur le budget", BODY[0][1]),
        ("la 2e phrase", BODY[0][1]),
        ("la dernière phrase", BODY[1][0]),
        ("the part about the budget", BODY[0][1]),
        ("N'hésitez pas", BODY[1][0]),
    ],
)
def test_a_sentence_is_found_by_what_names_it(named: str, found: str) -> None:
    place = find_named(named, BODY)
    assert place is not None
    assert place.sentence is not None
    assert BODY[place.paragraph][place.sentence] == found


def test_a_paragraph_is_found_whole_and_what_is_not_there_is_not() -> None:
    place = find_named("le paragraphe sur le budget", BODY)
    assert place is not None
    assert (place.paragraph, place.sentence) == (0, None)
    assert find_named("le bal des finissants", BODY) is None
    assert find_named("la 9e phrase", BODY) is None


@pytest.mark.parametrize(
    ("edit", "there", "gone"),
    [
        (Edit(kind="drop", what="la phrase sur le budget"), "14 novembre", "budget"),
        (Edit(kind="drop", what="notre trésorier"), "présenté par Julien.", "trésorier"),
        (Edit(kind="drop", what="le paragraphe sur le budget"), "N'hésitez pas", "14 novembre"),
        (Edit(kind="drop", what="l'objet"), "Chers parents,", "Objet"),
        (Edit(kind="drop", what="la signature"), "Merci de votre confiance.", "[Votre nom]"),
        (Edit(kind="swap", what="le 14", said=("le 21",)), "le 21 novembre à 19 h.", "14 novembre"),
        (Edit(kind="swap", said=("20 h 30",)), "le 14 novembre à 20 h 30.", "19 h"),
        (
            Edit(kind="swap", what="la dernière phrase", said=("On se voit lundi matin au gymnase",)),
            "On se voit lundi matin au gymnase.",
            "Merci de",
        ),
        (Edit(kind="swap", what="Julien", said=("Julie",)), "par Julie, notre", "Julien"),
        (Edit(kind="mend", said=("La rencontre a lieu le 15 novembre à 18 h.",)), "le 15 novembre à 18 h.", "14 novembre"),
        (Edit(kind="mend", said=("Le stationnement est gratuit.",)), "questions. Le stationnement est gratuit. Merci", "rien"),
    ],
)
def test_a_change_changes_what_it_says_and_nothing_else(edit: Edit, there: str, gone: str) -> None:
    changed, missed = revise(TEXT, [edit])
    assert missed == ()
    assert there in whole(changed)
    assert gone not in whole(changed)


@pytest.mark.parametrize(
    ("place", "before", "after"),
    [
        ("", "questions.", "Merci de"),
        ("à la fin", "questions.", "Merci de"),
        ("juste avant la signature", "questions.", "Merci de"),
        ("au début", "Chers parents,", "La rencontre"),
        ("après la phrase sur la rencontre", "19 h.", "Le budget"),
        ("before the budget sentence", "19 h.", "Le budget"),
        ("dans un post-scriptum", "[Votre nom]", ""),
        ("après la phrase sur le bal", "questions.", "Merci de"),
    ],
)
def test_a_sentence_goes_where_it_is_wanted(place: str, before: str, after: str) -> None:
    changed, _ = revise(TEXT, [Edit(kind="add", said=("Un.", "Deux."), place=place)])
    told = " ".join(whole(changed).split())
    assert f"{before} Un. Deux. {after}".strip() in told


def test_what_is_not_found_is_said_once_and_changes_nothing() -> None:
    lost = Edit(kind="drop", what="le bal")
    assert revise(TEXT, [lost]) == (TEXT, ("le bal",))
    assert revise(TEXT, [lost, Edit(kind="drop", what="l'objet")], latest=1).missed == ()


def lettered(*requests: Request) -> Letter:
    return letter_of(requests, "fr", "families")


FIRST = marked("un courriel aux <to>parents</to> pour dire que <say>le réseau est en panne</say>", "new")


def test_a_request_makes_a_letter() -> None:
    letter = lettered(FIRST)
    assert letter.details == ("Le réseau est en panne.",)
    assert letter.mail
    assert not letter.edits


@pytest.mark.parametrize(
    ("asked", "made"),
    [
        ("ajoute <place>au début</place> que <say>c'est réglé</say>", [Edit(kind="add", said=("C'est réglé.",), place="au début")]),
        ("dis plutôt que <say>c'est réglé</say>", [Edit(kind="mend", said=("C'est réglé.",))]),
        ("enlève <out>la panne</out>", [Edit(kind="drop", what="la panne")]),
        ("remplace <old>panne</old> par <new>arrêt</new>", [Edit(kind="swap", what="panne", said=("arrêt",))]),
        ("au lieu de <old>la panne</old>, dis que <say>c'est réglé</say>", [Edit(kind="swap", what="la panne", said=("C'est réglé.",))]),
        ("mets plutôt <new>mardi midi</new>", [Edit(kind="swap", said=("mardi midi",))]),
    ],
)
def test_a_later_request_makes_changes(asked: str, made: Sequence[Edit]) -> None:
    assert list(lettered(FIRST, marked(asked)).edits) == made


def test_whom_it_is_for_who_signs_and_how_it_sounds_follow_what_was_said_last() -> None:
    letter = lettered(
        FIRST,
        marked("non, c'est pour <to>le conseil d'établissement</to>", "edit", "formal"),
        marked("signe <sign>Marie Roy</sign>, commence par « <greet>Kwei</greet> » et finis par <end>à bientôt</end>", "edit", "shorter"),
    )
    assert (letter.recipient, letter.signed, letter.begins, letter.ends) == ("above", "Marie Roy", "Kwei", "à bientôt")
    assert letter.formal
    assert letter.short


def test_a_change_may_be_undone_and_all_begun_anew() -> None:
    changed = marked("enlève <out>la panne</out>")
    assert lettered(FIRST, changed, marked("reviens à la version d'avant", "edit", "undo")) == lettered(FIRST)
    anew = lettered(FIRST, changed, marked("recommence : <say>la salle est rouverte, venez la voir dès lundi midi</say>", "edit", "anew"))
    assert anew.details == ()
    assert [edit.said for edit in anew.edits] == [("La salle est rouverte, venez la voir dès lundi midi.",)]


def test_what_is_not_understood_is_told_from_what_is_done() -> None:
    assert not lettered(FIRST, marked("enlève <out>la panne</out>")).idle
    assert not lettered(FIRST, marked("c'est pour <to>l'équipe</to>")).idle
    assert not lettered(FIRST, marked("reviens à la version d'avant", "edit", "undo")).idle
    assert lettered(FIRST, marked("enlève <out>la panne</out>"), marked("je le sens pas")).idle
    assert lettered(FIRST, marked("plus simple", "edit", "simpler")).beyond == ("simpler",)


@pytest.mark.parametrize(("said", "again"), [("ajoute la date", True), ("merci beaucoup", False), ("Laisse tomber le plan", False)])
def test_what_is_wanted_otherwise_is_told_from_the_rest(said: str, again: bool) -> None:
    assert edits(plain(said)) is again


def test_what_leaves_a_text_is_told() -> None:
    assert leaves(plain("Laisse tomber le mot. Revenons aux trois personnes"))


def test_what_somebody_said_is_no_part_of_a_text(assistant: Assistant) -> None:
    said = (
        "Une mère m'a dit : « Mon enfant passe déjà trop de temps devant un écran. » Écris-lui une réponse qui dit que l'essai est jeudi."
    )
    answer = assistant.ask(said)
    assert "trop de temps" not in answer.text
    assert "essai est jeudi" in answer.text


def test_a_letter_is_for_parents_and_says_what_it_was_asked_to(assistant: Assistant) -> None:
    asked = "Écris un courriel aux parents pour les inviter à une soirée le 20 janvier à 19 h"
    first, again = assistant.converse([CASE, asked, "précise que la garderie est offerte"])[1:]
    for answer in (first, again):
        assert "Chers parents" in answer.text
        assert "20 janvier à 19 h" in answer.text
    assert "La garderie est offerte." in again.text
    assert first.warnings == again.warnings == ()


def test_changes_follow_one_another(assistant: Assistant) -> None:
    asked = "Écris un courriel aux parents pour dire que les devoirs sont reportés à vendredi et que la bibliothèque reste ouverte"
    said = [asked, "Remplace vendredi par lundi", "Enlève la phrase sur la bibliothèque", "Commence par « Chères familles »"]
    *_, last = assistant.converse(said)
    assert "Chères familles," in last.text
    assert "reportés à lundi" in last.text
    assert "bibliothèque" not in last.text


def test_what_is_not_in_the_text_is_said_not_to_be(assistant: Assistant) -> None:
    *_, last = assistant.converse(
        ["Écris un mot aux parents pour dire que le réseau est rétabli", "enlève la phrase sur le bal des finissants"]
    )
    assert "Je n'ai pas trouvé dans le texte" in last.text
    assert "réseau est rétabli" in last.text


def test_sentences_are_given_where_no_letter_is_wanted(assistant: Assistant) -> None:
    answer = assistant.converse([CASE, "Écris-moi trois phrases pour les parents"])[1]
    assert sum(line.startswith("- ") for line in answer.text.splitlines()) == 3
    assert "Chers parents" not in answer.text


def test_a_subject_line_is_whole(assistant: Assistant) -> None:
    case = "Le réseau coupe en plein projet de robotique."
    *_, letter = assistant.converse([case, "écris un courriel à Mme Perron pour lui demander de nous prévenir"])
    assert "ou de la" not in letter.text.split("Objet : ")[1].split("\n")[0]


def test_a_text_may_be_wanted_from_the_first_message(assistant: Assistant) -> None:
    answer = assistant.ask("Rédigez un message à mon équipe, inquiète de l'arrivée de la nouvelle plateforme.")
    assert answer.text.count("Bonjour à toutes et à tous,") == 1
    assert len(answer.strategies) == 3
