"""Measure passage search on any BEIR-like folder, or on the questions of our own facts: ours, its legs, and the stack of the tutorials.

The measures are those of ir-measures (MacAvaney, Macdonald and Ounis, Streamlining Evaluation with ir-measures, ECIR 2022).
"""

import csv
import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any, Protocol

from assistant.errors import BoussoleError, MissingPackageError
from assistant.evaluation.baselines import Tutorial
from assistant.evaluation.records import Case, Part, Timing, Way
from assistant.evaluation.run import Progress
from corpus.records import Corpus, Record
from index.align import Alignment
from index.documents import Document, DocumentIndex
from index.embed import CachedEmbeddings
from index.fuse import Scores
from prompts import load_texts

DEPTH = 100
MEASURES = ("nDCG@10", "R@5", "R@20", "RR@10")
SPEED_GOAL = 9.0  # passages per second and per core


class Data(Record):
    """Documents, questions, and which documents answer which question."""

    name: str
    documents: tuple[Document, ...]
    questions: dict[str, str]
    relevant: dict[str, dict[str, int]]


class Searcher(Protocol):
    """Whatever finds documents for a question."""

    def __call__(self, question: str) -> list[tuple[str, float]]:
        """Return document ids with their scores, best first."""


def read_data(folder: Path) -> Data:
    """Read `corpus.jsonl` {_id, title, text}, `queries.jsonl` {_id, text} and `qrels.tsv` (query, document, grade; a header is skipped).

    :raises BoussoleError: with a French sentence naming the file and line that is missing or not as it should be.
    """
    documents = tuple(
        Document(id=str(line["_id"]), title=str(line.get("title") or ""), text=str(line["text"]))
        for line in _lines(folder / "corpus.jsonl", ("_id", "text"))
    )
    questions = {str(line["_id"]): str(line["text"]) for line in _lines(folder / "queries.jsonl", ("_id", "text"))}
    relevant: dict[str, dict[str, int]] = {}
    known = {document.id for document in documents}
    for query, document, grade in _judgements(folder):
        if query in questions and document in known and grade > 0:
            relevant.setdefault(query, {})[document] = grade
    if not relevant:
        raise _refusal(folder / "qrels.tsv", 0)
    return Data(name=folder.name, documents=documents, questions=questions, relevant=relevant)


def _refusal(path: Path, line: int) -> BoussoleError:
    return BoussoleError(load_texts("errors", "fr").render("bad_data", path=str(path), line=str(line)))


def _lines(path: Path, fields: Sequence[str]) -> Iterator[dict[str, Any]]:
    number = 0
    try:
        with path.open(encoding="utf-8") as file:
            for number, text in enumerate(file, start=1):
                if text.strip():
                    line = json.loads(text)
                    if not isinstance(line, dict) or any(field not in line for field in fields):
                        raise _refusal(path, number)
                    yield line
    except (OSError, ValueError) as error:
        raise _refusal(path, number) from error


def _judgements(folder: Path) -> Iterator[tuple[str, str, int]]:
    """Read the judgements: three columns, or the four of TREC; BEIR keeps them in a sub-folder."""
    path = next((p for p in (folder / "qrels.tsv", folder / "qrels" / "test.tsv") if p.is_file()), folder / "qrels.tsv")
    number = 0
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.reader(file, delimiter="\t"), start=1):
                if row and not (number == 1 and not row[-1].strip().lstrip("-").isdigit()):
                    yield row[0], row[-2], int(row[-1])
    except (OSError, ValueError, IndexError) as error:
        raise _refusal(path, number) from error


def own_data(corpus: Corpus) -> Data:
    """Return the facts as documents, each asked for by its first question, which it does not hold."""
    documents = tuple(
        Document(id=fact.id, title=corpus.sources[fact.source].title if fact.source else "", text=fact.text)
        for fact in corpus.facts.values()
    )
    questions = {fact.id: fact.questions[0] for fact in corpus.facts.values()}
    return Data(name="faits", documents=documents, questions=questions, relevant={id_: {id_: 1} for id_ in questions})


def evaluate_retrieval(
    data: Data, embeddings: CachedEmbeddings, probes: Sequence[str], alignment: Alignment | None, advance: Progress
) -> tuple[Part, list[Timing]]:
    """Return the scores of every way of searching, and how fast passages were embedded and questions answered by ours.

    :param embeddings: how texts become vectors; nothing is cached by it, so that the speed is that of a first build.
    :param alignment: what brings questions near their answers, if there is one for this model.
    :param probes: questions of the trade, by which the passages that are near to everything are known.
    :raises MissingPackageError: when ir-measures or the model of the usual stack is not installed.
    """
    known = embeddings.vectors(probes, "query")
    start = time.perf_counter()
    ours = DocumentIndex(data.documents, embeddings, known, alignment)
    built = time.perf_counter() - start
    tutorial = Tutorial([f"{d.title}\n{d.text}" for d in data.documents], [d.id for d in data.documents])
    vectors: dict[str, Scores] = {}

    def vector(question: str) -> Scores:
        if question not in vectors:
            vectors[question] = embeddings.questions([question])[0]
        return vectors[question]

    def leg(number: int) -> Searcher:
        return lambda question: ours.best(ours.legs(question, vector(question), aligned=False)[number], DEPTH)

    def unaligned(question: str) -> list[tuple[str, float]]:
        return ours.search(question, vector(question), DEPTH, aligned=False)

    ways: list[tuple[str, Searcher]] = [
        ("Boussole", lambda question: ours.search(question, vector(question), DEPTH)),
        ("sans le rapprochement appris", unaligned),
        ("sens seul (e5)", leg(0)),
        ("mots seuls (BM25)", leg(1)),
        ("lettres seules (BM25)", leg(2)),
        ("pile des tutoriels (Chroma, all-MiniLM, 1000 caractères)", lambda question: tutorial.search(question, DEPTH)),
    ]
    scored = tuple(Way(name=name, cases=_search_all(data, search, advance)) for name, search in ways)
    part = Part(name=f"retrieval-{data.name}", title=f"Recherche de passages, « {data.name} »", measures=MEASURES, ways=scored)
    questions = fmean(case.ms or 0 for case in scored[0].cases)
    return part, [
        Timing(
            what="Passages indexés par seconde (2 cœurs)", value=len(ours.vectors) / built, unit="/s", goal=2 * SPEED_GOAL, at_least=True
        ),
        Timing(what="Recherche d'une question", value=questions, unit="ms", goal=100),
    ]


def _search_all(data: Data, search: Searcher, advance: Progress) -> tuple[Case, ...]:
    """Ask every judged question, then let ir-measures score what was found."""
    try:
        import ir_measures
    except ImportError as error:
        raise MissingPackageError("missing_evaluation") from error
    found: dict[str, list[tuple[str, float]]] = {}
    times, errors = {}, {}
    for query in data.relevant:
        start = time.perf_counter()
        try:
            found[query] = search(data.questions[query])
        except Exception as error:  # as in `run_cases`: a question that fails is a row
            found[query], errors[query] = [], f"{type(error).__name__}: {error}"
        times[query] = (time.perf_counter() - start) * 1000
        advance(1)
    judged = [ir_measures.Qrel(q, d, grade) for q, grades in data.relevant.items() for d, grade in grades.items()]
    # Ties are broken by the place we gave, not by the document's name.
    run = [ir_measures.ScoredDoc(q, d, -float(place)) for q, docs in found.items() for place, (d, _) in enumerate(docs)]
    measures = [ir_measures.parse_measure(name) for name in MEASURES]
    scores: dict[str, dict[str, float]] = {query: dict.fromkeys(MEASURES, 0.0) for query in data.relevant}
    for metric in ir_measures.iter_calc(measures, judged, run):
        scores[metric.query_id][str(metric.measure)] = float(metric.value)
    return tuple(
        Case(
            id=query,
            question=data.questions[query],
            expected=tuple(data.relevant[query]),
            got=tuple(d for d, _ in found[query][:10]),
            scores=scores[query],
            ms=times[query],
            error=errors.get(query, ""),
        )
        for query in data.relevant
    )
