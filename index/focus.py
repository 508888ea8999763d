"""Tell, in a message of several sentences, those of the trouble from those beside it: greetings, weather, who I am, thanks.

A vector of a whole message blurs: after two sentences on the snow, it is about the snow. So the sentences that only digress are left out
before strategies are chosen. A logistic regression over e5 vectors has learned them from written digressions; a sentence counts
with its neighbours, since digressions come in runs and a trouble has its own odd sentences.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from corpus.clean import calm
from corpus.records import Corpus
from index.embed import CachedEmbeddings, Vectors
from index.sentences import sentences

NEIGHBOURS = 0.5  # what a sentence beside counts for, next to the sentence itself; chosen on `dev`, like the next two
LEAST = -0.5  # log-odds under which a sentence digresses
SURE = 6.0  # log-odds beyond which more certainty changes nothing
LEARNED_FROM = 500  # situations whose sentences show what a trouble sounds like
MOST_SENTENCES = 24  # of one message that are looked at


class Focus:
    """What tells a sentence of a trouble from one that digresses.

    :param told: vectors of sentences of situations (sentences, dimensions).
    :param beside: vectors of sentences of digressions (sentences, dimensions).
    """

    def __init__(self, told: Vectors, beside: Vectors) -> None:
        both = np.vstack([told, beside])
        self._centre = both.mean(axis=0)
        learner = LogisticRegression(C=100.0, class_weight="balanced", max_iter=3000)
        self._learner = learner.fit(both - self._centre, np.repeat([1, 0], [len(told), len(beside)]))

    def kept(self, vectors: Vectors) -> npt.NDArray[np.bool_]:
        """Return which sentences of a message tell its trouble; all of them when none does.

        :param vectors: of the sentences, in their order (sentences, dimensions).
        """
        odds = np.clip(self._learner.decision_function(vectors - self._centre), -SURE, SURE)
        beside = np.pad(odds, 1, mode="edge")
        smooth = (odds + NEIGHBOURS * (beside[:-2] + beside[2:])) / (1 + 2 * NEIGHBOURS)
        kept = smooth >= LEAST
        return np.asarray(kept if kept.any() else ~kept)


def focus_examples(corpus: Corpus) -> tuple[list[str], list[str]]:
    """Return the sentences that the distinction is learned from: of situations, of digressions, `train` only."""
    train = corpus.situations_of("train")
    some = train[:: max(1, len(train) // LEARNED_FROM)]
    told = [sentence for situation in some for sentence in sentences(calm(situation.text))]
    return told, [sentence for digression in corpus.digressions_of("train") for sentence in sentences(calm(digression.text))]


def focused(message: str, embeddings: CachedEmbeddings, focus: Focus) -> tuple[list[str], Vectors]:
    """Return what a message says of its trouble: the whole, then each sentence when it has several; and their vectors.

    :param message: as it was typed.
    """
    pieces = sentences(calm(message))
    looked, rest = pieces[:MOST_SENTENCES], pieces[MOST_SENTENCES:]
    if len(looked) < 2:
        return [calm(message)], embeddings.questions([calm(message)])
    whole_and_parts = embeddings.questions([calm(message), *looked])
    kept = focus.kept(whole_and_parts[1:])
    if kept.all():
        return [calm(message), *looked], whole_and_parts
    told, vectors = [piece for piece, keep in zip(looked, kept, strict=True) if keep], whole_and_parts[1:][kept]
    if len(told) == 1 and not rest:
        return told, vectors
    whole = " ".join([*told, *rest])
    return [whole, *told], np.vstack([embeddings.questions([whole]), vectors])


def with_sentences(vectors: Vectors) -> Vectors:
    """Return the vectors with the first, that of the whole message, moved halfway to the mean of its sentences.

    One vector for a whole message blurs what its sentences say apart (on `dev`: nDCG@5 0.644 alone, 0.658 so, 0.628 without it).
    """
    if len(vectors) == 1:
        return vectors
    middle = vectors[0] + vectors[1:].mean(axis=0)
    return np.vstack([middle / np.linalg.norm(middle), vectors[1:]]).astype(np.float32)


def as_seen(messages: Sequence[str], embeddings: CachedEmbeddings, focus: Focus) -> tuple[list[str], Vectors]:
    """Return each message as the choice sees it: what it says of its trouble, and one vector for it (messages, dimensions)."""
    seen = [focused(message, embeddings, focus) for message in messages]
    return [needs[0] for needs, _ in seen], np.stack([with_sentences(vectors)[0] for _, vectors in seen])
