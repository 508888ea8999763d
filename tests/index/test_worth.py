"""Whether advice is of use for a message is learned from what readers thought, on messages that the encoder never saw."""

from pathlib import Path

import numpy as np
import pytest

from assistant.evaluation.advice import FILE, AdvisedMessage
from corpus.load import load_judged, read_records
from index.errors import EmbedderError
from index.search import LOOKED_AT, Index
from index.worth import Worth, learn_worth, read_worth

CASE = "Mes enseignants de 5e refusent de partager leur chariot de portables avec le premier cycle."


def test_what_is_nearer_is_likelier_to_be_of_use() -> None:
    chance = np.random.default_rng(0)
    near = chance.normal(size=(200, 3)).astype(np.float32)
    useful = list(near[:, 0] + 0.3 * chance.normal(size=200) > 0.5)
    learned = learn_worth(near, useful)
    assert learned.weights[0] > abs(learned.weights[1])
    assert learned.probability([3, 0, 0]) > 0.9 > 0.1 > learned.probability([-3, 0, 0])


@pytest.mark.parametrize("case", ["", CASE])
def test_advice_is_chosen_among_the_nearest_by_its_probability(opened: Index, case: str) -> None:
    said = "Qui devrait garder la clé du chariot?"
    measured = opened.measured(said, case)
    best = opened.advised(said, case)
    assert len(measured) == LOOKED_AT
    assert best.score == max(opened.worth.probability(each) for _, each in measured)
    assert best.id in dict(measured)
    assert 0 < best.score < 1


def test_a_case_that_is_the_message_itself_counts_once(opened: Index) -> None:
    assert opened.measured(CASE, CASE) == opened.measured(CASE)


def test_what_asks_for_something_is_surer_of_its_advice_than_what_asks_for_nothing_of_the_kind(opened: Index) -> None:
    assert opened.advised("Qui mettre sur le comité numérique?").score > opened.advised("Quelle est la recette du pâté chinois?").score


def test_there_is_a_weight_for_each_measure(opened: Index) -> None:
    assert len(opened.worth.weights) == len(opened.measured("Qui mettre sur le comité?")[0][1])


def test_what_teaches_it_is_apart_from_what_teaches_the_encoder_and_from_what_is_measured() -> None:
    judged = load_judged()
    held = {(one.say, one.case) for one in judged if one.held}
    assert len(held) >= 200
    assert held.isdisjoint({(one.say, one.case) for one in judged if not one.held})
    assert {say for say, _ in held}.isdisjoint(one.say for one in read_records(FILE, AdvisedMessage))


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "worth.json").write_text("{}", encoding="utf-8")
    for name in ("worth.json", "missing.json"):
        with pytest.raises(EmbedderError, match=name.replace(".", r"\.")):
            read_worth(tmp_path / name)


def test_what_is_learned_is_kept_as_it_is(tmp_path: Path) -> None:
    learned = Worth(weights=(0.5, -1.0), bias=0.25)
    (tmp_path / "worth.json").write_text(learned.model_dump_json(), encoding="utf-8")
    assert read_worth(tmp_path / "worth.json") == learned
