"""Read the knowledge base from its folder; a file that is not what it should be is named, with the entry at fault."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from corpus.examples import Asked, Conversation, Digression, Tagged, Thread, TurnExample, Unanswered
from corpus.joined import Joined
from corpus.marked import MarkedRequest
from corpus.records import (
    Actor,
    Advice,
    Applied,
    Card,
    Competency,
    Component,
    Corpus,
    Dimension,
    Fact,
    Family,
    Judged,
    Limit,
    Means,
    Measure,
    Obstacle,
    Record,
    Situation,
    Source,
    Template,
    Words,
)

R = TypeVar("R", bound=Record)
CORPUS_DIR = Path(__file__).parent
YAML_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C reader is ten times faster, and both are safe


class CorpusError(Exception):
    """A file of the knowledge base cannot be read; the message is a French sentence that says which and why."""


def load_corpus(folder: Path = CORPUS_DIR) -> Corpus:
    """Read every file of the knowledge base.

    :param folder: the folder that holds `sources.yaml`, `strategies/`, `facts/`, `situations/` and the reference lists.
    :return: the whole knowledge, keyed by id, each mapping in file order.
    :raises CorpusError: if a file is missing, is not YAML or JSON lines, has an unknown or missing field, or repeats an id.
    """
    facts, limits = _read_facts(sorted((folder / "facts").glob("*.yaml")))
    cards = [read_records(path, Card) for path in sorted((folder / "strategies").glob("*.yaml"))]
    means = [read_records(path, Means) for path in sorted((folder / "means").glob("*.yaml"))]
    situations = [read_records(path, Situation) for path in sorted((folder / "situations").glob("*.jsonl"))]
    return Corpus(
        sources=keyed(read_records(folder / "sources.yaml", Source), "key"),
        families=keyed(read_records(folder / "families.yaml", Family)),
        cards=keyed(card for cards_of_file in cards for card in cards_of_file),
        means=keyed(entry for of_file in means for entry in of_file),
        words=keyed(read_records(folder / "words.yaml", Words)),
        applied=keyed(read_records(folder / "applied.jsonl", Applied)),
        advice=keyed(read_records(folder / "advice.jsonl", Advice)),
        templates=keyed(read_records(folder / "templates.jsonl", Template)),
        facts=keyed(facts),
        limits=keyed(limits),
        measures=keyed(read_records(folder / "measures.yaml", Measure)),
        competencies=keyed(read_records(folder / "competencies.yaml", Competency)),
        dimensions=keyed(read_records(folder / "dimensions.yaml", Dimension)),
        actors=keyed(read_records(folder / "actors.yaml", Actor)),
        components=keyed(read_records(folder / "components.yaml", Component)),
        obstacles=keyed(read_records(folder / "obstacles.yaml", Obstacle)),
        situations=tuple(keyed(s for of_file in situations for s in of_file).values()),
        turns=tuple(read_records(folder / "turns" / "turns.jsonl", TurnExample)),
        conversations=tuple(keyed(read_records(folder / "turns" / "conversations.jsonl", Conversation)).values()),
        asked=keyed(read_records(folder / "facts" / "asked.jsonl", Asked)),
        joined=keyed(read_records(folder / "facts" / "joined.jsonl", Joined)),
        threads=tuple(keyed(read_records(folder / "facts" / "threads.jsonl", Thread)).values()),
        unanswered=tuple(keyed(read_records(folder / "turns" / "unanswered.jsonl", Unanswered)).values()),
        digressions=tuple(keyed(read_records(folder / "turns" / "digressions.jsonl", Digression)).values()),
        equivalents=_read_groups(folder / "equivalents.yaml"),
        digest=digest_of(folder),
    )


def load_tagged(folder: Path = CORPUS_DIR) -> list[Tagged]:
    """Read the messages that readers tagged: only what learns from them needs them, and they would weigh on every answer.

    :raises CorpusError: as `load_corpus`.
    """
    return read_records(folder / "turns" / "tagged.jsonl", Tagged)


def load_requests(folder: Path = CORPUS_DIR) -> list[MarkedRequest]:
    """Read the marked messages that ask for a text or for a change to one: only what learns from them needs them.

    :raises CorpusError: as `load_corpus`.
    """
    return read_records(folder / "turns" / "requests.jsonl", MarkedRequest)


def load_judged(folder: Path = CORPUS_DIR) -> list[Judged]:
    """Read what readers thought of advice shown for messages: only what learns from it needs it.

    :raises CorpusError: as `load_corpus`.
    """
    return read_records(folder / "turns" / "judged.jsonl", Judged)


def digest_of(folder: Path = CORPUS_DIR) -> str:
    """Return a hash of the names and contents of every data file, so that a store can tell whether it is out of date."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in {".yaml", ".jsonl"}):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _read_facts(paths: Iterable[Path]) -> tuple[list[Fact], list[Limit]]:
    facts: list[Fact] = []
    limits: list[Limit] = []
    for path in paths:
        content = _parse(path)
        if not isinstance(content, Mapping):
            raise CorpusError(f"{path.name} : on attend deux listes, « facts » et « limits ».")
        facts += _validated(path, content.get("facts") or [], Fact)
        limits += _validated(path, content.get("limits") or [], Limit)
    return facts, limits


def _read_groups(path: Path) -> tuple[frozenset[str], ...]:
    content = _parse(path)
    if not isinstance(content, list) or not all(isinstance(group, list) for group in content):
        raise CorpusError(f"{path.name} : on attend une liste de listes d'identifiants.")
    return tuple(frozenset(map(str, group)) for group in content)


def read_records(path: Path, record: type[R]) -> list[R]:
    """Return the records of a file, a YAML list or JSON lines, in its order.

    :raises CorpusError: if it cannot be read, or an entry has an unknown, missing or wrong field.
    """
    return _validated(path, _parse(path), record)


def _parse(path: Path) -> Any:
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".jsonl":
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        return yaml.load(text, Loader=YAML_LOADER)
    except (OSError, UnicodeDecodeError, ValueError, yaml.YAMLError) as error:
        raise CorpusError(f"{path.name} ne peut pas être lu : {error}") from error


def _validated(path: Path, entries: Any, record: type[R]) -> list[R]:
    if not isinstance(entries, list):
        raise CorpusError(f"{path.name} : on attend une liste de {record.__name__}.")
    out = []
    for entry in entries:
        try:
            out.append(record.model_validate(entry))
        except ValidationError as error:
            name = entry.get("id", entry.get("key", "?")) if isinstance(entry, dict) else "?"
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            raise CorpusError(f"{path.name}, entrée {name}, champ « {place} » : {first['msg']}") from error
    return out


def keyed(records: Iterable[R], key: str = "id") -> dict[str, R]:
    """Return records by their id, in their order.

    :raises CorpusError: if two have the same.
    """
    out: dict[str, R] = {}
    for record in records:
        id_ = getattr(record, key)
        if id_ in out:
            raise CorpusError(f"L'identifiant {id_} est donné deux fois.")
        out[id_] = record
    return out
