"""What a model may not write without a reference, nor with a wrong one."""

from typing import Any

import pytest

from assistant.model.engine import Engine
from assistant.model.faults import fault_of
from assistant.records import Claim
from assistant.verify import Grounds

SAID = "Mme Lavertu et mes profs de l'école des Bouleaux manquent de temps avec Classroom."

HOLDS = [
    "Commencez par une rencontre de 20 minutes avec deux personnes volontaires.",
    "Mme Lavertu pourrait essayer la première, dans une classe seulement.",
    "Demandez au service du RÉCIT de votre centre de services scolaire de vous aider.",
    "Votre équipe garde Classroom, qu'elle connaît déjà.",
    "Un plan d'une page suffit; relisez-le chaque mois.",
]
FAULTS = {
    "Les études montrent que le temps partagé améliore tout.": "affirmation sans référence",
    "Selon une étude récente, il faut deux ans.": "affirmation sans référence",
    "Plusieurs recherches ont démontré que cela fonctionne.": "affirmation sans référence",
    "Le PAN prévoyait du temps pour cela.": "affirmation sans référence",
    "Research shows that shared time helps.": "affirmation sans référence",
    "Appelez l'Institut Kervadec pour de l'aide.": "nom que rien ne donne",
    "Achetez Edufolia, que tous apprécient.": "nom que rien ne donne",
    "Prévoyez 5000 $ pour les accessoires.": "montant ou année",
    "Vous y serez en 2031.": "montant ou année",
    "Tout est sur https://exemple.invalid.": "adresse",
    "Écrivez à info@exemple.invalid.": "adresse",
    "Demandez à [PERSONNE_7] de venir.": "repère inconnu",
    "Tu accompagnes des directions d'établissement scolaire du Québec dans la transition numérique de leur école.": "consigne récitée",
}


def fault(engine: Engine, text: str, opened: Any) -> str | None:
    return fault_of(Claim(text=text, kind="suggestion"), engine.written(Grounds(opened.by_id, SAID, "fr")))


@pytest.mark.parametrize("text", HOLDS)
def test_a_suggestion_holds(text: str, engine: Engine, opened: Any) -> None:
    assert fault(engine, text, opened) is None


@pytest.mark.parametrize("text", FAULTS)
def test_a_claim_in_disguise_does_not(text: str, engine: Engine, opened: Any) -> None:
    assert FAULTS[text] in (fault(engine, text, opened) or "")


def test_what_a_passage_does_not_say_is_found(engine: Engine, opened: Any) -> None:
    written = engine.written(Grounds(opened.by_id, SAID, "fr"))
    right = Claim(text="Le PAN comptait 33 mesures.", kind="document", passages=("F-REP-01",))
    assert fault_of(right, written) is None
    for wrong in ("Le PAN comptait 40 mesures.", "Le PAN de la GRICS comptait 33 mesures."):
        assert fault_of(right.model_copy(update={"text": wrong}), written)
