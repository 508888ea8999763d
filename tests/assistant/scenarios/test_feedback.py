"""The feedback: every strategy with what the research says and where, the three readings, nothing that runs, nothing that humiliates."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.scenarios.compare import compare, feedback_html
from assistant.scenarios.load import SHIPPED, load_scenarios
from assistant.typography import typeset
from assistant.voice import Voice
from corpus.load import load_corpus
from corpus.records import Corpus, Language
from prompts import load_texts
from tests.assistant.explorer.reading import HOSTILE, in_order, levels, read
from tests.assistant.scenarios.making import scenario

LANGUAGES: tuple[Language, ...] = ("fr", "en")
CORPUS = load_corpus()
IDS = tuple(CORPUS.cards)
HARSH = re.compile(r"faux|fausse|erreur|échou|mauvais|wrong|mistake|failed|bad\b", re.IGNORECASE)


def told(proposed: tuple[str, ...], assistant: tuple[str, ...], language: Language = "fr") -> str:
    case = scenario({"CP1.4": 2, "CP2.1": 2, "EN3.7": 1})
    return read(feedback_html(compare(proposed, case, assistant, CORPUS), case, CORPUS, language)).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_strategy_is_told_with_its_finding_and_its_place(corpus: Corpus, language: Language) -> None:
    case = next(one for one in load_scenarios((SHIPPED,)) if one.id == "le-robot-qui-corrige")
    compared = compare(("EN3.4", "CP3.1", "EN1.2"), case, ("EN3.2", "CP6.4"), corpus)
    html, voice = feedback_html(compared, case, corpus, language), Voice(language)
    root = read(html)
    assert in_order(levels(root))
    named = [node.text for node in root.all("h4")]
    assert [name.rpartition("(")[2].rstrip(")") for name in named] == ["EN3.4", "CP3.1", "EN2.5", "CP3.2", "EN1.2"]
    for id_ in ("EN3.4", "CP3.1", "EN2.5", "CP3.2", "EN1.2"):
        card = corpus.cards[id_]
        assert typeset(voice.finding(card)) in root.text
        assert typeset(card.finding.locator) in root.text
        assert typeset(voice.issue(card)) in root.text
    assert corpus.sources["diapos-gravelle-2021"].title in root.text
    assert len(root.all("table")) == 1


def test_an_equivalent_a_neighbour_and_a_missing_one_are_tied_to_what_was_expected() -> None:
    text = told(("EN2.10", "CP1.3"), ("CP2.1",)).replace("\u00a0", " ")
    assert "C'est une autre façon de nommer « Veiller à ce que les enseignants" in text
    assert "Vous étiez tout près de « S'assurer que l'infrastructure numérique soit adéquate » (CP2.1)" in text
    assert "Votre proposition « S'assurer en amont" in text
    assert "L'assistant l'a proposée aussi." in text


@pytest.mark.parametrize(
    ("proposed", "assistant", "said"),
    [
        ((), (), "Vous n'avez pas encore proposé"),
        (("CP1.4", "CP2.1"), (), "Vous avez vu tout ce qui était attendu dans ce cas (2 sur 2)"),
        (("CP1.4",), (), "Vous avez vu 1 des 2 stratégies attendues"),
        (("CP5.1",), (), "Vos propositions partent d'une autre lecture"),
        (("CP5.1",), ("CP1.4",), "aucune stratégie en commun"),
        (("CP1.4",), ("EN2.10",), "Vous et l'assistant vous rejoignez sur"),
        (("CP1.4",), ("EN2.10", "CP6.4"), "L'assistant est seul à proposer « Utiliser les données de la recherche » (CP6.4)"),
        (("CP1.4",), ("EN2.10",), "L'assistant non plus n'a pas tout vu"),
        (("EN2.10",), ("EN2.10",), "Proposée sous EN2.10"),
    ],
)
def test_the_whole_is_told_as_it_is(proposed: tuple[str, ...], assistant: tuple[str, ...], said: str) -> None:
    assert said in told(proposed, assistant).replace("\u00a0", " ").replace("\u202f", " ")


@settings(max_examples=40, deadline=None)
@given(
    proposed=st.lists(st.sampled_from(IDS), max_size=6),
    assistant=st.lists(st.sampled_from(IDS), max_size=6),
    expected=st.dictionaries(st.sampled_from(IDS), st.sampled_from([1, 2]), min_size=1, max_size=6),
    language=st.sampled_from(LANGUAGES),
)
def test_any_comparison_is_well_made_html(proposed: list[str], assistant: list[str], expected: dict[str, int], language: Language) -> None:
    case = scenario(expected)
    root = read(feedback_html(compare(proposed, case, assistant, CORPUS), case, CORPUS, language))
    rows = root.all("tr")[1:]
    shown = " ".join(row.text for row in rows)
    assert all(id_ in shown or f"({id_})" in shown for id_ in {*proposed, *assistant} if not _under(id_, shown))


def _under(id_: str, shown: str) -> bool:
    """Whether another name of the strategy names the row."""
    return any(f"({other})" in shown for group in CORPUS.equivalents if id_ in group for other in group)


def test_what_a_stranger_wrote_cannot_run() -> None:
    case = scenario({"CP1.4": 2}, title=HOSTILE, context=HOSTILE, debrief=(HOSTILE,), stages=({"title": HOSTILE, "text": HOSTILE},))
    html = feedback_html(compare((HOSTILE, "CP1.4"), case, (HOSTILE,), CORPUS), case, CORPUS, "fr")
    assert "script" not in html
    read(html)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_coach_is_never_harsh(language: Language) -> None:
    def texts(value: object) -> list[str]:
        return [str(value)] if not isinstance(value, dict) else [text for inside in value.values() for text in texts(inside)]

    assert [text for text in texts(load_texts("scenarios", language).get("feedback")) if HARSH.search(text)] == []
