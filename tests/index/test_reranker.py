"""A question and a passage read together: what is shipped, how it is scored, kept and learned."""

from pathlib import Path

import numpy as np
import pytest
import torch

from corpus.records import Corpus
from index.align import read_alignment
from index.changes import Changes
from index.embed import SHIPPED_VECTORS, CachedEmbeddings
from index.errors import EmbedderError
from index.manifest import DEFAULT_EMBEDDER
from index.reranker import Interaction, Reranker, read_reranker, save_reranker
from index.tune_reranker import Lesson, RerankSettings, learn_reranker, lessons
from index.vectors import VectorFile

LAYER = "encoder.layer.11.output.dense.weight"
SMALL = RerankSettings(rank=4, batch=4, rate=3e-4, seed=1)


@pytest.fixture(scope="module")
def shipped() -> Reranker:
    return read_reranker()


def some() -> tuple[Changes, Interaction]:
    torch.manual_seed(1)
    changes = Changes({LAYER: (torch.randn(4, 1536), torch.randn(384, 4) * 0.1)}, {})
    return changes, Interaction(torch.tensor([2.0, 1.0]), torch.randn(384) * 0.1, torch.tensor([-3.0]))


@pytest.mark.parametrize(
    ("question", "answer", "beside"),
    [
        (
            "Qui dirigeait le comité sur la lecture?",
            "Le comité sur la lecture était dirigé par Anne Roy.",
            "Le comité sur la lecture s'est réuni quatre fois en 2019.",
        ),
        ("Combien de robots ont été livrés?", "12 robots ont été livrés aux écoles.", "Des robots ont été montrés aux écoles."),
        ("When did the pilot start?", "The pilot started in the fall of 2018.", "The pilot was meant for three groups of pupils."),
    ],
)
def test_what_answers_comes_before_what_is_only_about_the_same(shipped: Reranker, question: str, answer: str, beside: str) -> None:
    found = shipped.scores(question, [beside, answer])
    assert found[1] > found[0]


def test_many_passages_are_read_as_each_would_be_alone(shipped: Reranker) -> None:
    passages = [f"La mesure {number} du plan visait le réseau scolaire." for number in range(1, 16)]
    together = shipped.scores("Que visait la mesure 3?", passages)
    alone = np.concatenate([shipped.scores("Que visait la mesure 3?", [passage]) for passage in passages[:2]])
    assert together.shape == (15,)
    np.testing.assert_allclose(together[:2], alone, atol=0.25)  # half precision, and other padding
    assert shipped.scores("Que visait la mesure 3?", []).shape == (0,)


def test_words_that_a_passage_holds_raise_its_score() -> None:
    hidden = torch.eye(4)[None]  # four tokens: two of the question, two of the passage, each with a meaning of its own
    asked, told = torch.tensor([[1.0, 1.0, 0.0, 0.0]]), torch.tensor([[0.0, 0.0, 1.0, 1.0]])
    interaction = Interaction(torch.tensor([0.0, 1.0]), torch.zeros(4), torch.zeros(1))
    apart = interaction.scores(hidden, asked, told)
    hidden[0, 2] = hidden[0, 0]  # the passage now says the first word of the question
    assert interaction.scores(hidden, asked, told) == apart + 5.0


def test_it_is_read_back_as_it_was_saved(tmp_path: Path) -> None:
    changes, interaction = some()
    save_reranker(tmp_path / "reranker.npz", changes, interaction, {"passes": "1"})
    question, passages = "Qui?", ["Anne Roy dirige l'école.", "L'école est à Laval."]
    np.testing.assert_allclose(
        read_reranker(tmp_path / "reranker.npz").scores(question, passages),
        Reranker(changes, interaction).scores(question, passages),
        atol=0.3,
    )


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not an archive", b"\x93NUMPY"])
def test_a_damaged_file_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "reranker.npz"
    path.write_bytes(content)
    with pytest.raises(EmbedderError, match=r"reranker\.npz"):
        read_reranker(path)
    with pytest.raises(EmbedderError, match=r"absent\.npz"):
        read_reranker(tmp_path / "absent.npz")


def test_lessons_set_what_answers_before_what_does_not(corpus: Corpus) -> None:
    embeddings = CachedEmbeddings(DEFAULT_EMBEDDER, VectorFile([SHIPPED_VECTORS]))
    few = corpus.model_copy(
        update={
            "asked": dict(list(corpus.asked.items())[:3]),
            "limits": dict(list(corpus.limits.items())[:2]),
            "unanswered": tuple(item for item in corpus.unanswered if item.beside)[-3:],
        }
    )
    taught = lessons(few, embeddings, read_alignment(), RerankSettings(own=0.0))
    answered = [lesson for lesson in taught if lesson.answers]
    first = next(iter(few.asked.values()))
    assert answered[0].question == first.questions[0]
    assert answered[0].told[0] in (corpus.facts[first.id].text, corpus.facts[first.id].en)
    assert all(len(lesson.told) == 3 for lesson in answered)
    beside = [lesson for lesson in taught if not lesson.answers]
    assert [lesson.question for lesson in beside] == [item.question for item in few.unanswered]
    assert beside[0].told[0] in (corpus.facts[few.unanswered[0].beside].text, corpus.facts[few.unanswered[0].beside].en)


def test_it_learns_from_lessons() -> None:
    told = ("Le comité comptait douze membres.", "Le comité se réunissait à Laval.")
    taught = [Lesson("Combien de membres?", True, told), Lesson("Où se réunissait-il?", True, told[::-1])] * 10
    taught += [Lesson("Qui le présidait?", False, told)] * 10
    changes, interaction = learn_reranker(taught, SMALL)
    learned = Reranker(changes, interaction)
    assert np.argmax(learned.scores("Combien de membres?", told)) == 0
    assert np.argmax(learned.scores("Où se réunissait-il?", told)) == 1
    assert learned.scores("Qui le présidait?", told).max() < learned.scores("Combien de membres?", told).max()
