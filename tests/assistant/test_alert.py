"""An incident is heard before anything else, and ordinary trouble is not taken for one."""

import pytest

from assistant.alert import alerting
from assistant.chat import Assistant
from assistant.message import plain


@pytest.mark.parametrize(
    ("said", "incident"),
    [
        ("Une photo de mes élèves est rendue sur une page Facebook publique.", "exposed"),
        ("un prof filme ses cours pis les met sur youtube, les élèves apparaissent dedans", "exposed"),
        ("un fichier de notes a été envoyé à tous les parents par erreur", "leak"),
        ("La clé USB avec les dossiers d'élèves a disparu", "leak"),
        ("la secrétaire a envoyé les plans d'intervention à toutes les familles", "leak"),
        ("tous nos serveurs sont chiffrés, on demande une rançon", "intrusion"),
        ("une enseignante a été filmée à son insu", "filmed"),
        ("un élève a fabriqué l'image d'une camarade nue", "images"),
        ("un faux compte Instagram se moque de la directrice", "hurt"),
        ("les listes de matériel ont été envoyées aux parents", ""),
        ("les enseignants ont filmé leurs capsules", ""),
        ("un hackathon pour la relève", ""),
        ("Ma clé USB a été perdue, il y avait des dossiers d'élèves dessus", "leak"),
        ("elle copie les plans d'intervention dans ChatGPT", "leak"),
        ("On s'est fait hacker le compte de l'école", "intrusion"),
        ("cyberintimidation sur Snapchat entre mes 6e année", "hurt"),
        ("A fake Instagram page mocks one of our students", "hurt"),
        ("un faux nu d'une élève circule", "images"),
        ("Comment parler de la Loi 25 à mon équipe?", ""),
        ("mes profs ont peur des réseaux sociaux", ""),
        ("Les photos de la sortie sont trop lourdes pour le portail", ""),
        ("je veux faire la publicité de nos projets numériques", ""),
    ],
)
def test_incidents_are_told_from_ordinary_trouble(said: str, incident: str) -> None:
    assert alerting(plain(said)) == incident


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
