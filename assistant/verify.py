"""Last step before the answer: nothing is shown that its reference does not hold. Pure functions over claims and passages.

A claim of kind constat, document or illustration must cite a passage of that kind, and its figures, dates, organisations and
quotations must stand there. What fails is repaired once, by the passage's own words, else dropped; both are said.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.records import Claim, Draft, Verdict
from corpus.chunk import Passage
from corpus.clean import fold
from corpus.records import Language
from index.lexical import Stems

UNCITED = "affirmation sans référence"
SUPPORT = 0.4  # share of a claim's content stems that must be found in what it cites
NUMBER = re.compile(r"\d+(?:[  ]\d{3})*(?:[.,]\d+)?")
QUOTED = re.compile(r"«\s*(.+?)\s*»|“(.+?)”")
MONEY_OR_YEAR = re.compile(r"\d\s*(?:%|\$|M\$|k\$|millions?|milliards?)|\b(?:19|20)\d{2}\b", re.IGNORECASE)
ARTICLE = re.compile(r"^(?:L[ea]s?|Une?|Des|Du|Au|The|An?|In|En|Of|À|Sur|Pour|Par|Dans|Selon|By|At|From|To)\s+")
NAMES = re.compile(r"\b(?:[A-ZÉÈÀ]{2,}[A-ZÉÈÀ0-9]*|[A-ZÉÈÀ][\w'-]+(?: [A-ZÉÈÀ][\w'-]+)+)\b")


@dataclass(frozen=True)
class Grounds:
    """What claims may rest on.

    :param by_id: every passage that may be cited.
    :param question: the person's own words, and the names of the strategies shown, which may be quoted back.
    :param language: of the answer; a repair uses the passage in that language.
    """

    by_id: Mapping[str, Passage]
    question: str
    language: Language


def verify(draft: Draft, grounds: Grounds) -> Verdict:
    """Return the draft without what does not hold, and what became of each claim that did not."""
    kept, repaired, dropped = 0, [], []
    blocks = []
    for block in draft.blocks:
        claims = []
        for claim in block.claims:
            fault = find_fault(claim, grounds)
            if fault is None:
                claims.append(claim)
                kept += 1
            elif (mended := _repair(claim, grounds)) is not None:
                claims.append(mended)
                repaired.append(f"{fault} : {claim.text}")
            else:
                dropped.append(f"{fault} : {claim.text}")
        if claims:
            blocks.append(block.model_copy(update={"claims": tuple(claims)}))
    return Verdict(draft=draft.model_copy(update={"blocks": tuple(blocks)}), kept=kept, repaired=tuple(repaired), dropped=tuple(dropped))


def find_fault(claim: Claim, grounds: Grounds) -> str | None:
    """Return what is wrong with a claim, in a few words, or None when it holds."""
    cited = [grounds.by_id[id_] for id_ in claim.passages if id_ in grounds.by_id]
    if len(cited) != len(claim.passages):
        return "référence inconnue"
    told = " ".join(f"{p.id} {p.title} {p.locator} {p.text} {p.text_en}" for p in cited)
    if claim.kind is None or claim.kind == "suggestion":
        return _fault_of_free_text(claim, told, grounds.question)
    if not cited:
        return UNCITED
    if any(p.source is None or p.kind != claim.kind for p in cited):
        return "référence d'une autre sorte"
    if not numbers(claim.text) <= numbers(told):
        return "chiffre absent du passage"
    if any(fold(quote) not in fold(told) for quote in quotations(claim.text)):
        return "citation absente du passage"
    if any(fold(name) not in fold(told) for name in names(claim.text)):
        return "nom absent du passage"
    return None if support(claim.text, told) >= SUPPORT else "énoncé étranger au passage"


def _fault_of_free_text(claim: Claim, told: str, question: str) -> str | None:
    """Restatements and suggestions claim nothing: no amounts or years but the person's own, and no invented quotation."""
    allowed = f"{told} {question}"
    figures = {match.group() for match in MONEY_OR_YEAR.finditer(claim.text)}
    if claim.passages == () and claim.kind == "suggestion" and any(fold(figure) not in fold(allowed) for figure in figures):
        return "montant ou année dans une suggestion"
    quotes = [quote for quote in quotations(claim.text) if claim.kind is None]
    return "citation que personne n'a dite" if any(fold(q) not in fold(allowed) for q in quotes if len(q.split()) > 6) else None


def _repair(claim: Claim, grounds: Grounds) -> Claim | None:
    """Say the passage's own words instead, when the claim cites one that exists and has a source."""
    cited = [grounds.by_id[id_] for id_ in claim.passages if id_ in grounds.by_id and grounds.by_id[id_].source]
    if not cited:
        return None
    first = cited[0]
    text = first.text if grounds.language == "fr" else first.text_en
    mended = claim.model_copy(update={"text": text, "kind": first.kind, "passages": (first.id,), "mended": True})
    return mended if find_fault(mended, grounds) is None else None


def numbers(text: str) -> set[str]:
    """Return the numbers of a text without the spaces that group thousands, with a decimal point."""
    return {re.sub(r"[\s ]", "", n).replace(",", ".") for n in NUMBER.findall(_english_thousands(text))}


def _english_thousands(text: str) -> str:
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)


def quotations(text: str) -> list[str]:
    """Return what stands between guillemets or English quotation marks."""
    return [french or english for french, english in QUOTED.findall(text)]


def names(text: str) -> list[str]:
    """Return acronyms and capitalised runs of two words or more: organisations, documents, persons."""
    found = [ARTICLE.sub("", name) for name in NAMES.findall(text)]
    return [name for name in found if " " in name or name.isupper()]


def support(text: str, told: str) -> float:
    """Return the share of a text's content stems that are found in what it cites (0 to 1)."""
    stems = Stems()
    mine, theirs = set(stems(text)), set(stems(told))
    return len(mine & theirs) / len(mine) if mine else 1.0
