"""What a message asks of a text is read: of which words it is made, and what they are."""

from pathlib import Path
from random import Random

import numpy as np
import pytest

from corpus.load import load_requests
from corpus.marked import Span, read_marks
from corpus.records import Corpus
from index.encoder import Encoder
from index.errors import EmbedderError
from index.request import LABELS, Request, labels_of, likeliest, mended, spans_of
from index.request_file import read_learned
from index.request_reader import RequestReader
from index.search import Index
from index.tune_request import RequestSettings, Unmarked, blurred_marks, learn_requests, lessons, unmarked

SMALL = RequestSettings(rank=8, first_layer=10, steps=12, batch=8, rate=3e-4, head_rate=2e-2)


@pytest.mark.parametrize(
    ("said", "name", "words"),
    [
        ("Ajoute que la bibliothèque sera fermée lundi", "say", "la bibliothèque sera fermée lundi"),
        ("un courriel aux parents pour leur demander de signer le formulaire", "ask", "de signer le formulaire"),
        ("Remplace mardi par jeudi", "new", "jeudi"),
        ("Enlève la phrase sur le budget", "out", "la phrase sur le budget"),
        ("Write to the IT department asking for a second access point", "to", "the IT department"),
        ("termine en les remerciant de leur patience", "thank", "de leur patience"),
    ],
)
def test_words_are_named(opened: Index, said: str, name: str, words: str) -> None:
    request = opened.request(said)
    assert words in [said[span.start : span.end] for span in request.spans if span.name == name]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Écris un courriel aux parents pour annoncer la soirée", "new"),
        ("non, c'est pour le conseil d'établissement", "edit"),
        ("c'est trop long", "edit"),
        ("Combien de mesures compte le Plan d'action numérique?", "none"),
        ("Mes enseignants ne veulent rien savoir des tablettes.", "none"),
    ],
)
def test_the_kind_of_a_message_is_told(opened: Index, said: str, kind: str) -> None:
    kinds = opened.request(said).kinds
    assert max(kinds, key=lambda name: kinds[name]) == kind
    assert sum(kinds.values()) == pytest.approx(1)


def test_labels_and_spans_undo_each_other() -> None:
    encoder = Encoder()
    for one in load_requests()[::40]:
        text, spans = read_marks(one.text)
        _, places = encoder.placed(text)
        again = spans_of(labels_of(spans, places), places, text)
        assert [span.name for span in again] == [span.name for span in spans]
        assert sum(span in spans for span in again) >= len(spans) - 1


def test_nothing_is_inside_a_span_that_was_not_begun() -> None:
    scores = np.zeros((3, LABELS), dtype=np.float32)
    scores[:, 2] = 5  # inside the first name, everywhere
    scores[1, 1] = 4
    assert likeliest(scores) == [1, 2, 2]


def test_a_message_mended_piece_by_piece_keeps_its_spans() -> None:
    request = Request("dis que lecole ferme", {}, (), (Span("say", 8, 20),))
    changed = mended(request, lambda words: words.replace("lecole", "l'école"))
    assert changed.text == "dis que l'école ferme"
    assert changed.words("say") == ("l'école ferme",)


def test_a_blurred_message_keeps_its_marks() -> None:
    chance, marked = Random(4), "ajoute « <quote>À bientôt, chère équipe</quote> » <place>à la fin</place>"
    told = {blurred_marks(marked, chance) for _ in range(60)}
    assert len(told) > 3
    assert all([span.name for span in read_marks(one).spans] == ["quote", "place"] for one in told)


def test_batches_hold_marked_messages_and_some_whose_kind_alone_is_known(corpus: Corpus) -> None:
    beside = unmarked(corpus)
    assert {one.kind for one in beside} == {"new", "none"}
    batch = next(lessons(Encoder(), load_requests()[:80], beside, SMALL, Random(0)))
    assert len(batch) == SMALL.batch
    assert all(len(one.tokens) == len(one.labels) for one in batch)


def test_learning_lowers_the_loss_and_can_be_gone_on_from(tmp_path: Path) -> None:
    losses: list[float] = []
    requests, beside = load_requests()[:24], [Unmarked("Le réseau est lent.", "none")]
    learned = learn_requests(requests, beside, SMALL, lambda _step, loss: losses.append(loss))
    assert min(losses[-4:]) < losses[0]
    learned.save(tmp_path / "request.npz")
    again = learn_requests(requests, beside, SMALL, lambda _step, loss: losses.append(loss), read_learned(tmp_path / "request.npz"))
    assert losses[12] < losses[0]
    again.save(tmp_path / "again.npz")
    accents = tmp_path / "accents.joblib"
    accents.touch()  # never read: the message has accents
    assert RequestReader(accents, tmp_path / "again.npz").read("ajoute la date de la soirée").kinds


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "request.npz").write_bytes(b"nothing")
    with pytest.raises(EmbedderError, match=r"request\.npz"):
        RequestReader(tmp_path / "request.npz", tmp_path / "request.npz").read("ajoute la date")
