"""Nothing is shown that its reference does not hold."""

import pytest

from assistant.records import Block, Claim, Draft
from assistant.verify import Grounds, find_fault, names, numbers, quotations, verify
from tests.fakes import passage

BY_ID = {
    p.id: p
    for p in (
        passage("P1", "Le PAN comptait 33 mesures et 1 186 M$, dévoilé le 30 mai 2018 par le MEES."),
        passage("P2", "Un directeur a formé un comité de trois personnes.", kind="illustration"),
        passage("S1", "Essayez un comité.", kind="suggestion", source=None),
    )
}
GROUNDS = Grounds(BY_ID, "Mes profs disent « on n'a jamais le temps de rien préparer ici »", "fr")

HOLDS = {
    "the passage itself": Claim(text="Le PAN comptait 33 mesures.", kind="document", passages=("P1",)),
    "thousands in English": Claim(text="The PAN had 33 mesures, 1,186 M$.", kind="document", passages=("P1",)),
    "an example": Claim(text="Un directeur a formé un comité.", kind="illustration", passages=("P2",)),
    "a suggestion": Claim(text="Prévoyez 20 minutes avec deux personnes.", kind="suggestion"),
    "the person's own words": Claim(text="Vous dites « on n'a jamais le temps de rien préparer ici »."),
}

FAULTS = {
    "unknown reference": (Claim(text="Le PAN comptait 33 mesures.", kind="document", passages=("P9",)), "référence inconnue"),
    "no reference": (Claim(text="Le PAN comptait 33 mesures.", kind="document"), "affirmation sans référence"),
    "another kind": (Claim(text="Le PAN comptait 33 mesures.", kind="constat", passages=("P1",)), "référence d'une autre sorte"),
    "cites a suggestion": (Claim(text="Essayez un comité.", kind="document", passages=("S1",)), "référence d'une autre sorte"),
    "wrong figure": (Claim(text="Le PAN comptait 40 mesures.", kind="document", passages=("P1",)), "chiffre absent du passage"),
    "wrong year": (Claim(text="Le PAN fut dévoilé en mai 2019.", kind="document", passages=("P1",)), "chiffre absent du passage"),
    "wrong quotation": (Claim(text="Le PAN dit « tout ira bien ».", kind="document", passages=("P1",)), "citation absente du passage"),
    "wrong organisation": (Claim(text="Le PAN de la GRICS comptait 33 mesures.", kind="document", passages=("P1",)), "nom absent"),
    "unrelated": (Claim(text="Les tablettes rendent heureux les élèves anxieux.", kind="document", passages=("P1",)), "étranger"),
    "money in a suggestion": (Claim(text="Demandez les 5000 $ prévus.", kind="suggestion"), "montant ou année"),
    "words nobody said": (Claim(text="Vous dites « je ne veux plus jamais voir de tablettes ici »."), "citation que personne n'a dite"),
}


@pytest.mark.parametrize("name", HOLDS)
def test_what_holds_is_kept(name: str) -> None:
    assert find_fault(HOLDS[name], GROUNDS) is None


@pytest.mark.parametrize("name", FAULTS)
def test_what_does_not_is_found(name: str) -> None:
    claim, fault = FAULTS[name]
    assert fault in str(find_fault(claim, GROUNDS))


def draft(*claims: Claim) -> Draft:
    return Draft(kind="fact", blocks=(Block(claims=claims),))


def test_a_fault_is_repaired_by_the_words_of_the_passage() -> None:
    verdict = verify(draft(FAULTS["wrong figure"][0]), GROUNDS)
    assert verdict.draft.blocks[0].claims[0].text == BY_ID["P1"].text
    assert (verdict.kept, len(verdict.repaired), len(verdict.dropped)) == (0, 1, 0)


def test_what_cannot_be_repaired_is_dropped_and_said() -> None:
    verdict = verify(draft(FAULTS["no reference"][0], HOLDS["a suggestion"]), GROUNDS)
    assert [c.text for c in verdict.draft.blocks[0].claims] == [HOLDS["a suggestion"].text]
    assert "affirmation sans référence" in verdict.dropped[0]


def test_a_block_with_nothing_left_goes() -> None:
    assert verify(draft(FAULTS["no reference"][0]), GROUNDS).draft.blocks == ()


def test_numbers_are_read_the_french_and_the_english_way() -> None:
    assert numbers("1 186 M$ et 99,4 %, le 30 mai") == {"1186", "99.4", "30"}
    assert numbers("$1,186M and 99.4%") == {"1186", "99.4"}


def test_quotations_and_names() -> None:
    assert quotations("« un » et “two”") == ["un", "two"]
    assert names("Le RÉCIT et École Branchée") == ["RÉCIT", "École Branchée"]
