"""Read what a message asks of a text: whether it wants one or a change to one, how, and which of its words say what.

Each token of the message gets a name, or none (BIO: Ramshaw and Marcus, Text Chunking using Transformation-Based Learning, 1995), by
a linear head over an encoder tuned for it (`index.tune_request`); the likeliest names that can follow each other are kept (Viterbi, 1967).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from corpus.marked import MANNERS, REQUEST_KINDS, SPAN_NAMES, Manner, RequestKind, Span, SpanName
from index.embed import Vectors

OUTSIDE = 0  # the label of a token of no span; those that begin one are odd, those inside one are even
LABELS = 1 + 2 * len(SPAN_NAMES)
NEVER = -1e9
TRIMMED = ' ,;:.!«»"“”()\n\t'  # at the edges of a span
LIKELY = 0.5


@dataclass(frozen=True)
class RequestHead:
    """What names the tokens of a message, and the message.

    :param token: (labels, dimensions) and ``token_bias``; ``kind`` and ``manner``, the same over the mean of the tokens.
    """

    token: Tensor
    token_bias: Tensor
    kind: Tensor
    kind_bias: Tensor
    manner: Tensor
    manner_bias: Tensor

    def scores(self, hidden: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return the scores of the labels of tokens (texts, tokens, labels), and the logits of kinds and manners (texts, names)."""
        weights = mask[..., None].to(hidden.dtype)
        mean = (hidden * weights).sum(1) / weights.sum(1)
        return (
            hidden @ self.token.T + self.token_bias,
            mean @ self.kind.T + self.kind_bias,
            mean @ self.manner.T + self.manner_bias,
        )

    @classmethod
    def shapes(cls, hidden: int) -> dict[str, tuple[int, ...]]:
        """Return the shape of each part, by its name."""
        sizes = {"token": LABELS, "kind": len(REQUEST_KINDS), "manner": len(MANNERS)}
        return {name: (size, hidden) for name, size in sizes.items()} | {f"{name}_bias": (size,) for name, size in sizes.items()}


@dataclass(frozen=True)
class Request:
    """What a message asks of a text.

    :param kinds: the probability that it asks for one, for a change to one, for neither.
    :param manners: how the text is wanted; ``spans``, words of the message and what they are, in their order.
    """

    text: str
    kinds: Mapping[RequestKind, float]
    manners: tuple[Manner, ...] = ()
    spans: tuple[Span, ...] = ()

    def of(self, span: Span) -> str:
        """Return the words of a span."""
        return self.text[span.start : span.end]

    def words(self, *names: SpanName) -> tuple[str, ...]:
        """Return the words that are of these names."""
        return tuple(self.of(span) for span in self.spans if span.name in names)


def read_request(text: str, places: Sequence[tuple[int, int]], scores: tuple[Tensor, Tensor, Tensor]) -> Request:
    """Return what a message asks of a text.

    :param places: where each token stands in the message (characters).
    :param scores: of the head, for those tokens alone: (1, tokens, labels), (1, kinds), (1, manners).
    """
    tokens, kinds, manners = scores
    chances = torch.softmax(kinds[0], dim=-1).tolist()
    likely = torch.sigmoid(manners[0]).tolist()
    return Request(
        text=text,
        kinds=dict(zip(REQUEST_KINDS, chances, strict=True)),
        manners=tuple(name for name, chance in zip(MANNERS, likely, strict=True) if chance > LIKELY),
        spans=spans_of(likeliest(tokens[0].numpy()), places, text),
    )


def mended(request: Request, mend: Callable[[str], str]) -> Request:
    """Return a request whose words are changed, each span and what stands between two by itself; the spans stand where they stood.

    :param mend: what makes of some words what they should have been.
    """
    text, spans, at = "", [], 0
    for span in request.spans:
        text += mend(request.text[at : span.start])
        said = mend(request.of(span))
        spans.append(Span(span.name, len(text), len(text) + len(said)))
        text, at = text + said, span.end
    return replace(request, text=text + mend(request.text[at:]), spans=tuple(spans))


def likeliest(scores: Vectors) -> list[int]:
    """Return the labels of tokens that score highest together, where nothing is inside a span that was not begun (Viterbi).

    :param scores: (tokens, labels).
    """
    inside = np.arange(2, LABELS, 2)
    allowed = np.zeros((LABELS, LABELS))  # from a label to the next
    allowed[:, inside] = NEVER
    for label in inside:
        allowed[[label - 1, label], label] = 0
    best, before = scores[0] + allowed[OUTSIDE], []
    for row in scores[1:]:
        ways = best[:, None] + allowed
        before.append(ways.argmax(axis=0))
        best = ways.max(axis=0) + row
    labels = [int(best.argmax())]
    for back in reversed(before):
        labels.append(int(back[labels[-1]]))
    return labels[::-1]


def spans_of(labels: Sequence[int], places: Sequence[tuple[int, int]], text: str) -> tuple[Span, ...]:
    """Return the spans that labels of tokens make, of whole words and without the punctuation around them."""
    found: list[tuple[SpanName, int, int]] = []
    for label, (start, end) in zip(labels, places, strict=True):
        name = SPAN_NAMES[(label - 1) // 2]
        if label == OUTSIDE:
            continue
        if found and found[-1][0] == name and (label % 2 == 0 or not text[found[-1][2] : start].strip()):
            found[-1] = (name, found[-1][1], end)  # two of a name have something between them
        else:
            found.append((name, start, end))
    whole = (Span(name, *_whole(start, end, text)) for name, start, end in found)
    return tuple(span for span in whole if span.end > span.start)


def labels_of(spans: Sequence[Span], places: Sequence[tuple[int, int]]) -> list[int]:
    """Return the label of each token: what `spans_of` undoes."""
    labels, begun = [], set()
    for start, end in places:
        row = next((row for row, span in enumerate(spans) if span.start < end and start < span.end), None)
        if row is None:
            labels.append(OUTSIDE)
            continue
        labels.append(2 * SPAN_NAMES.index(spans[row].name) + (2 if row in begun else 1))
        begun.add(row)
    return labels


def _whole(start: int, end: int, text: str) -> tuple[int, int]:
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    while start < end and text[start] in TRIMMED:
        start += 1
    while end > start and text[end - 1] in TRIMMED:
        end -= 1
    return start, end
