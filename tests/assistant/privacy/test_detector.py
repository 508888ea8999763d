"""The real search for personal data: on each set, at the rates that the README prints."""

from typing import Any

import pytest

from assistant.evaluation.privacy import FILES, SETS, read_privacy, score
from assistant.privacy.analyzer import Detector
from assistant.privacy.mask import Mask

pytestmark = pytest.mark.filterwarnings("ignore")  # presidio and spaCy warn of themselves

RATES = [(file, *rates) for file, rates in zip(FILES, ((0.97, 0.9, 0.9), (0.97, 0.95, 0.97), (0.87, 0.8, 0.95)), strict=True)]


@pytest.fixture(scope="module")
def detector() -> Any:
    return Detector()


@pytest.mark.parametrize(("file", "formatted", "names", "precise"), RATES)
def test_the_rates_hold(file: str, formatted: float, names: float, precise: float, detector: Detector) -> None:
    found = score(read_privacy(SETS / file), detector.find)
    assert (found.formatted.value or 0) >= formatted
    assert (found.names.value or 0) >= names
    assert (found.precise.value or 0) >= precise


def test_there_are_enough_labelled_sentences() -> None:
    cases = [case for file in FILES for case in read_privacy(SETS / file)]
    assert len(cases) >= 200
    assert len({case.id for case in cases}) == len(cases)


def test_a_message_is_hidden_and_restored(detector: Detector) -> None:
    mask = Mask(detector)
    text = "Mme Josée Lavertu (josee.lavertu@exemple.ca, 514-555-0199) refuse les tablettes; son NAS est le 046 454 286. Josée en parle."
    hidden = mask.hide(text)
    for value in ("Lavertu", "exemple.ca", "555-0199", "046 454 286"):
        assert value not in hidden
    assert "tablettes" in hidden
    assert mask.restore(hidden) == text


@pytest.mark.parametrize(
    "text",
    [
        "Le RÉCIT et CADRE21 offrent une formation en mars à Rimouski.",
        "La stratégie CP1.4 et la mesure PAN07 coûtent 5000 $.",
        "Mes profs utilisent Teams et Moodle.",
    ],
)
def test_the_words_of_the_trade_are_left_alone(text: str, detector: Detector) -> None:
    assert detector.find(text) == ()
