"""An incident is heard before anything else, and ordinary trouble is not taken for one."""

import pytest

from assistant.chat import Assistant
from assistant.hearing import heard_in


@pytest.mark.parametrize(
    ("said", "incident"),
    [
        ("Une photo de mes élèves est rendue sur une page Facebook publique.", "exposed"),
        ("un fichier de notes a été envoyé à tous les parents par erreur", "leak"),
        ("la secrétaire a envoyé les plans d'intervention à toutes les familles", "leak"),
        ("une prof a collé les noms pis les bulletins de ses élèves dans ChatGPT", "leak"),
        ("On s'est fait hacker le compte de l'école", "intrusion"),
        ("tous nos serveurs sont chiffrés, on demande une rançon", "intrusion"),
        ("une enseignante a été filmée à son insu", "filmed"),
        ("une élève a publié une vidéo de son enseignante sur TikTok", "filmed"),
        ("un élève a fabriqué l'image d'une camarade nue", "images"),
        ("cyberintimidation sur Snapchat entre mes 6e année", "hurt"),
        ("quelqu'un se sert du compte Mozaïk de son ex pour voir les notes", "account"),
        ("un eleve a utiliser le compte teams dun autre pour ecrire des niaiseries", "account"),
        ("une eleve ses servi du compte teams d une autre pour ecrire des niaiseries", "account"),
        ("une éducatrice a filmé un élève en crise et la vidéo circule dans un groupe d'employées", "exposed"),
        ("on a créé un faux compte Instagram au nom de l'école", "impostor"),
        ("deux filles se sont battues et la vidéo circule sur Snap", "fight"),
        ("un élève a fait circuler un montage d'une prof, visage collé sur un corps nu", "staff"),
        ("Comment parler des faux comptes aux parents?", ""),
        ("Mes enseignants partagent tous le même compte Canva.", ""),
        ("les listes de matériel ont été envoyées aux parents", ""),
        ("les enseignants ont filmé leurs capsules", ""),
        ("un hackathon pour la relève", ""),
        ("Comment parler de la Loi 25 à mon équipe?", ""),
        ("mes profs ont peur des réseaux sociaux", ""),
        ("Les photos de la sortie sont trop lourdes pour le portail", ""),
        ("je veux faire la publicité de nos projets numériques", ""),
        ("Mes enseignants refusent d'ouvrir les portables neufs.", ""),
    ],
)
def test_incidents_are_told_from_ordinary_trouble(assistant: Assistant, said: str, incident: str) -> None:
    assert heard_in(assistant.index.hear(said).tags, said).incident == incident


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("Un prof filme ses cours et les met sur YouTube, les élèves apparaissent dedans.", "**Avant tout, les élèves qu'on voit.**"),
        (
            "L'enseignante copie les diagnostics de ses élèves dans un robot pour adapter ses textes. Je fais quoi?",
            "**Avant tout, contenir",
        ),
        ("Some parents got the whole class's grades, the file was emailed to everyone by mistake.", "**First, contain the incident.**"),
    ],
)
def test_what_must_be_done_first_opens_the_answer(assistant: Assistant, said: str, first: str) -> None:
    answer = assistant.ask(said)
    assert answer.kind == "situation"
    assert answer.text.startswith(first)
    assert len(answer.strategies) >= 3
    assert answer.warnings == ()


def test_little_is_said_after_what_is_to_be_done_first(assistant: Assistant) -> None:
    answer = assistant.ask("Des gars de secondaire 2 ont fabriqué avec l'IA des images nues d'une fille de l'école.")
    first, later = answer.text.split("\n\n")[:2]
    assert first.startswith("**Avant tout, l'élève.**")
    assert later.startswith("Pour la suite, quand l'urgence sera passée")
    assert len(answer.strategies) == 3
    assert len(answer.text.split()) < 280


def test_an_incident_is_heard_whatever_was_talked_of(assistant: Assistant) -> None:
    case = "Mes enseignants du secondaire ne s'entendent pas sur l'encadrement de l'IA."
    told = "Changement de programme : une enseignante a cliqué sur un faux courriel du centre de services et y a entré son mot de passe."
    answer = assistant.converse([case, "Fais-moi un ordre du jour de 45 minutes", told])[2]
    assert answer.text.startswith("**Avant tout, contenir l'incident.**")
