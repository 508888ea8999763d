"""Any BEIR-like folder can be measured; one that is not whole is refused with the file and the line."""

import json
from pathlib import Path

import pytest

from assistant.errors import BoussoleError
from assistant.evaluation.retrieval import MEASURES, evaluate_retrieval, own_data, read_data
from corpus.records import Corpus
from index.embed import CachedEmbeddings
from tests.fakes import WordEmbeddings

DOCUMENTS = {
    "d1": ("Réseau", "Le réseau sans fil tombe dans l'aile B. On change les bornes cet été."),
    "d2": ("Formation", "Les enseignants demandent une formation courte sur les tablettes, donnée pendant la journée."),
    "d3": ("Parents", "Les parents veulent savoir ce que les écrans apportent à leurs enfants."),
}
QUESTIONS = {"q1": ("Pourquoi le réseau tombe-t-il?", "d1"), "q2": ("Quelle formation pour les tablettes?", "d2")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    corpus = [json.dumps({"_id": id_, "title": title, "text": text}) for id_, (title, text) in DOCUMENTS.items()]
    queries = [json.dumps({"_id": id_, "text": text}) for id_, (text, _) in QUESTIONS.items()]
    (tmp_path / "corpus.jsonl").write_text("\n".join(corpus), encoding="utf-8")
    (tmp_path / "queries.jsonl").write_text("\n".join(queries), encoding="utf-8")
    judged = ["query-id\tcorpus-id\tscore", *(f"{id_}\t{document}\t1" for id_, (_, document) in QUESTIONS.items())]
    (tmp_path / "qrels.tsv").write_text("\n".join(judged), encoding="utf-8")
    return tmp_path


def test_every_way_is_scored_on_every_question(folder: Path) -> None:
    done: list[int] = []
    part, timings = evaluate_retrieval(
        read_data(folder), CachedEmbeddings(model=WordEmbeddings()), ["Combien?", "Pourquoi?"], None, done.append
    )
    assert [way.name.split(" ")[0] for way in part.ways] == ["Boussole", "sans", "sens", "mots", "lettres", "pile"]
    for way in part.ways:
        assert [case.id for case in way.cases] == ["q1", "q2"]
        assert all(set(case.scores) == set(MEASURES) and not case.error for case in way.cases)
    assert all(case.scores["nDCG@10"] == 1 for case in part.ways[0].cases)
    assert sum(done) == 12
    assert [timing.unit for timing in timings] == ["/s", "ms"]


def test_judgements_are_read_in_the_shapes_they_come_in(folder: Path) -> None:
    expected = read_data(folder).relevant
    (folder / "qrels.tsv").write_text("q1\td1\t1\nq2\td2\t1\n", encoding="utf-8")
    assert read_data(folder).relevant == expected
    (folder / "qrels.tsv").write_text("q1\t0\td1\t1\nq2\t0\td2\t1\nq2\t0\tabsent\t1\n", encoding="utf-8")
    assert read_data(folder).relevant == expected
    (folder / "qrels").mkdir()
    (folder / "qrels.tsv").rename(folder / "qrels" / "test.tsv")
    assert read_data(folder).relevant == expected


BREAKS = {
    "corpus.jsonl": ('{"_id": "d1", "text": "x"}\npas du json', "corpus.jsonl », ligne 2"),
    "queries.jsonl": ('{"text": "sans identifiant"}', "queries.jsonl », ligne 1"),
    "qrels.tsv": ("query\tdoc\tscore\nq1\td1\tbeaucoup", "qrels.tsv », ligne 2"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_file_is_named_with_its_line(name: str, folder: Path) -> None:
    content, sentence = BREAKS[name]
    (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(BoussoleError, match=sentence):
        read_data(folder)
    (folder / name).unlink()
    with pytest.raises(BoussoleError, match=name):
        read_data(folder)


def test_judgements_of_nothing_known_are_refused(folder: Path) -> None:
    (folder / "qrels.tsv").write_text("q9\td9\t1\n", encoding="utf-8")
    with pytest.raises(BoussoleError, match="qrels"):
        read_data(folder)


def test_our_own_facts_do_not_hold_the_question_that_asks_for_them(corpus: Corpus) -> None:
    data = own_data(corpus)
    texts = {document.id: document.text for document in data.documents}
    assert len(data.relevant) == len(corpus.facts)
    assert not any(data.questions[id_] in texts[id_] for id_ in data.questions)
