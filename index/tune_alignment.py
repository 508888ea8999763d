"""Learn the alignment of questions and passages from written questions: `python -m index align`, a minute.

Among all passages, the one that answers should score highest: a softmax over them and its cross-entropy, with every other passage as a
negative (Henderson et al., Efficient Natural Language Response Suggestion, 2017). How far vectors may move is held back, so that what is
learned carries over to passages and questions not seen; strength and rank were chosen on questions of other writers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy, dropout, normalize

from corpus.chunk import Passage, searchable
from corpus.records import Corpus
from index.align import Alignment
from index.embed import CachedEmbeddings, Vectors
from index.evidence import RIVALS, Evidence, Judge, evidence, fit
from index.fuse import Scores, Shares, hubness, logits, standardise
from index.learn import questions
from index.lexical import Letters, LexicalIndex
from index.records import Hit

NO_JUDGE = Judge((), np.zeros(0, dtype=np.float32), np.zeros(0, dtype=np.float32))


@dataclass(frozen=True)
class AlignSettings:
    """How the learning goes.

    :param rank: directions that are looked at.
    :param passes: how many times each question is seen.
    :param held_back: weight of the squared change of the vectors; ``bias_held_back``, of the squared biases.
    :param dropped: share of the directions left out at each step.
    """

    rank: int = 128
    passes: int = 20
    batch: int = 256
    rate: float = 1e-3
    shares_rate: float = 3e-3
    held_back: float = 1e-3
    bias_held_back: float = 1e-2
    dropped: float = 0.5
    seed: int = 0


@dataclass(frozen=True)
class Asked:
    """Written questions and the passages that answer them.

    :param questions: vectors (questions, dimensions).
    :param wording: standardised scores by words (questions, passages); ``spelling``, by letters.
    :param answers: the place of the passage that answers each question.
    """

    questions: Vectors
    wording: Scores
    spelling: Scores
    answers: Sequence[int]


class Aligner(torch.nn.Module):
    """The alignment under learning."""

    def __init__(self, passages: Vectors, hubs: Scores, settings: AlignSettings) -> None:
        super().__init__()
        dimensions = passages.shape[1]
        self.passages, self.hubs = torch.from_numpy(passages), torch.from_numpy(hubs)
        self.centre = self.passages.mean(0)
        self.dropped = settings.dropped
        self.across = torch.nn.Parameter(torch.randn(settings.rank, dimensions) * 0.05)
        self.asked = torch.nn.Parameter(torch.randn(dimensions, settings.rank) * 0.01)
        self.told = torch.nn.Parameter(torch.randn(dimensions, settings.rank) * 0.01)
        self.shares = torch.nn.Parameter(torch.tensor([28.8, 0.4, 0.4, -8.6]))
        self.bias = torch.nn.Parameter(torch.zeros(len(passages)))

    def forward(self, questions: Tensor, wording: Tensor, spelling: Tensor) -> Tensor:
        """Return the logit of every passage for every question (questions, passages)."""
        meaning = self._changed(questions, self.asked) @ self._changed(self.passages, self.told).T
        shares = self.shares
        return shares[0] * meaning + shares[1] * wording + shares[2] * spelling + shares[3] * self.hubs + self.bias

    def held_back(self) -> Tensor:
        """Return how far vectors are moved, squared."""
        return ((self.asked @ self.across) ** 2).sum() + ((self.told @ self.across) ** 2).sum()

    def _changed(self, vectors: Tensor, change: Tensor) -> Tensor:
        seen = dropout((vectors - self.centre) @ self.across.T, self.dropped, self.training)
        return normalize(vectors + seen @ change.T, dim=1)


def learn_alignment(passages: Vectors, ids: Sequence[str], hubs: Scores, asked: Asked, settings: AlignSettings) -> Alignment:
    """Return what brings questions near the passages that answer them.

    :param passages: vectors of the passages (passages, dimensions); ``ids``, theirs.
    :param hubs: how near each is to questions at large (`index.fuse.hubness`).
    """
    torch.manual_seed(settings.seed)
    aligner = Aligner(passages, hubs, settings)
    moving = [aligner.across, aligner.asked, aligner.told]
    groups = [{"params": moving, "lr": settings.rate}, {"params": [aligner.shares, aligner.bias], "lr": settings.shares_rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.0)
    seen = (torch.from_numpy(asked.questions), torch.from_numpy(asked.wording), torch.from_numpy(asked.spelling))
    answers = torch.tensor(list(asked.answers))
    aligner.train()
    for _ in range(settings.passes):
        for rows in torch.randperm(len(answers)).split(settings.batch):
            loss = cross_entropy(aligner(*(part[rows] for part in seen)), answers[rows])
            loss = loss + settings.held_back * aligner.held_back() + settings.bias_held_back * (aligner.bias**2).sum()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    return _learned(aligner, ids)


def _learned(aligner: Aligner, ids: Sequence[str]) -> Alignment:
    centre, across, asked, told = (
        np.asarray(part.detach().numpy(), dtype=np.float32) for part in (aligner.centre, aligner.across, aligner.asked, aligner.told)
    )
    shares = Shares(*(round(float(share), 4) for share in aligner.shares.detach()))
    return Alignment(centre, across, asked, told, shares, dict(zip(ids, map(float, aligner.bias.detach()), strict=True)), NO_JUDGE)


def align(corpus: Corpus, embeddings: CachedEmbeddings, settings: AlignSettings | None = None) -> Alignment:
    """Return the alignment that the written questions of the knowledge teach, and what evidence is worth.

    The questions that a passage carries in its own text are not learned from: they are found by their words already. What evidence is
    worth is learned on questions that the alignment used had not seen, half by half.

    :param embeddings: how texts become vectors.
    """
    settings = settings or AlignSettings()
    ground = Ground.of(corpus, embeddings)
    pairs = [(question, asked.id) for asked in corpus.asked.values() for question in asked.questions]
    together = [(question, joined.id) for joined in corpus.joined.values() for question in joined.learned]
    nothing = [question for limit in corpus.limits.values() for question in limit.questions] + [u.question for u in corpus.unanswered]
    nothing += [turn.text for turn in corpus.turns if turn.kind == "decline" and turn.split == "train"]
    answered: list[tuple[str, Evidence]] = []
    unanswered: list[tuple[str, Evidence]] = []
    for half in (0, 1):
        learned = ground.learn(pairs[1 - half :: 2] + together[1 - half :: 2], settings)
        answered += ground.evidence([question for question, _ in pairs[half::2]], learned, skip=frozenset(corpus.joined))
        unanswered += ground.evidence(nothing[half::2], learned, skip=frozenset((*corpus.limits, *corpus.joined)))
    learned = ground.learn(pairs + together, settings)
    own = [fact.questions[0] for fact in corpus.facts.values()]  # short ones, as most people ask
    answered += ground.evidence(own, learned, skip=frozenset(corpus.joined))
    asked = embeddings.vectors([question for question, _ in (*answered, *unanswered)], "query")
    return replace(learned, judge=fit([found for _, found in answered], [found for _, found in unanswered], asked))


@dataclass(frozen=True)
class Ground:
    """The passages that questions are asked of, and the ways of looking at them."""

    chunks: Sequence[Passage]
    vectors: Vectors
    hubs: Scores
    words: LexicalIndex
    letters: LexicalIndex
    embeddings: CachedEmbeddings

    @classmethod
    def of(cls, corpus: Corpus, embeddings: CachedEmbeddings) -> "Ground":
        """Return the ground of a corpus."""
        chunks = searchable(corpus)
        texts = [chunk.search_text for chunk in chunks]
        vectors = embeddings.vectors(texts, "passage")
        hubs = hubness(vectors, embeddings.vectors(questions(corpus), "query"))
        return cls(chunks, vectors, hubs, LexicalIndex(texts), LexicalIndex(texts, Letters()), embeddings)

    def learn(self, pairs: Sequence[tuple[str, str]], settings: AlignSettings) -> Alignment:
        """Return what questions, each with the id of the passage that answers it, teach."""
        places = {chunk.id: place for place, chunk in enumerate(self.chunks)}
        asked = Asked(
            questions=self.embeddings.vectors([question for question, _ in pairs], "query"),
            wording=np.stack([standardise(self.words.scores(question)) for question, _ in pairs]),
            spelling=np.stack([standardise(self.letters.scores(question)) for question, _ in pairs]),
            answers=[places[id_] for _, id_ in pairs],
        )
        return learn_alignment(self.vectors, [chunk.id for chunk in self.chunks], self.hubs, asked, settings)

    def evidence(self, asked: Sequence[str], alignment: Alignment, skip: frozenset[str] = frozenset()) -> list[tuple[str, Evidence]]:
        """Return, for each question, what speaks for the best passage.

        :param skip: passages left out: those that say that nothing is known, or that are only what is asked of several facts.
        """
        found = zip(asked, self.nearest(asked, alignment, RIVALS, skip), strict=True)
        return [(question, evidence(question, hits, self.words)) for question, hits in found]

    def nearest(self, asked: Sequence[str], alignment: Alignment, k: int, skip: frozenset[str] = frozenset()) -> Iterator[list[Hit]]:
        """Yield, for each question, the k passages that the search would find, best first."""
        told, biases = alignment.passages(self.vectors), alignment.biases([chunk.id for chunk in self.chunks])
        biases[[chunk.id in skip for chunk in self.chunks]] = -np.inf
        for question, vector in zip(asked, alignment.questions(self.embeddings.vectors(asked, "query")), strict=True):
            meaning, wording = told @ vector, self.words.scores(question)
            scores = logits(meaning, wording, self.letters.scores(question), self.hubs, alignment.shares) + biases
            yield [
                Hit(passage=self.chunks[place], score=float(scores[place]), cosine=float(meaning[place]))
                for place in np.argsort(-scores)[:k]
            ]
