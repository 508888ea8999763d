"""Read scenarios from folders: one YAML file each; a file that is not what it should be is named, with the place at fault."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from assistant.scenarios.check import faults
from assistant.scenarios.errors import ScenarioError
from assistant.scenarios.parse import parse, scalars
from assistant.scenarios.records import Document, Pack, Scenario, Stage
from corpus.records import Corpus
from prompts import load_texts

SHIPPED = Path(__file__).parent / "packs"
LARGEST = 200_000  # bytes of a file
MOST = 200  # files of a folder


def folders(own: Path | None) -> tuple[Path, ...]:
    """Return the folders of scenarios: the shipped one, then the trainer's own, where there is one."""
    return (SHIPPED, own) if own else (SHIPPED,)


def load_scenarios(folders: Sequence[Path] = (SHIPPED,), corpus: Corpus | None = None) -> tuple[Scenario, ...]:
    """Return the scenarios of some folders, by folder and then by name of file.

    :param corpus: when given, what a scenario says is checked too (`assistant.scenarios.check`): ids, words given away, minutes.
    :raises ScenarioError: at the first file that cannot be used; the sentence names it and the place.
    """
    scenarios: dict[str, Scenario] = {}
    for path in (path for folder in folders for path in scenario_files(folder)):
        pack = read_pack(path)
        if pack.scenario.id in scenarios:
            raise ScenarioError("id_twice", file=pack.file, line=str(pack.lines["id"]), id=pack.scenario.id)
        for fault in faults(pack, corpus) if corpus else ():
            raise fault
        scenarios[pack.scenario.id] = pack.scenario
    return tuple(scenarios.values())


def all_faults(folders: Sequence[Path], corpus: Corpus) -> Iterator[ScenarioError]:
    """Yield everything that is wrong in some folders, file by file.

    :raises ScenarioError: if a folder cannot be read.
    """
    held: set[str] = set()
    for path in [path for folder in folders for path in scenario_files(folder)]:
        try:
            pack = read_pack(path)
        except ScenarioError as error:
            yield error
            continue
        if pack.scenario.id in held:
            yield ScenarioError("id_twice", file=pack.file, line=str(pack.lines["id"]), id=pack.scenario.id)
        held.add(pack.scenario.id)
        yield from faults(pack, corpus)


def scenario_files(folder: Path) -> list[Path]:
    """Return the YAML files of a folder, in order.

    :raises ScenarioError: if there is no such folder, or it holds too many.
    """
    if not folder.is_dir():
        raise ScenarioError("no_folder", folder=str(folder))
    paths = sorted(path for path in folder.iterdir() if path.suffix in {".yaml", ".yml"})
    if len(paths) > MOST:
        raise ScenarioError("too_many", folder=str(folder), most=str(MOST))
    return paths


def read_pack(path: Path) -> Pack:
    """Return the scenario of a file, with the line of each of its places.

    :raises ScenarioError: if the file is too large or not plain YAML, holds something left to fill, or a field unknown, missing or wrong.
    """
    parsed = parse(_text(path), path.name)
    if not isinstance(parsed.value, Mapping):
        raise ScenarioError("not_mapping", file=path.name)
    if left := left_to_fill(parsed.value):
        told = ", ".join(f"{place} (ligne {_line(place, parsed.lines)})" for place in left)
        raise ScenarioError("unfilled", file=path.name, places=told)
    try:
        scenario = Scenario.model_validate(parsed.value)
    except ValidationError as error:
        found = sorted(error.errors(), key=lambda one: one["type"] != "extra_forbidden")  # a name mistyped explains what is missing
        raise _refused(path.name, found[0], parsed.lines) from error
    return Pack(file=path.name, scenario=scenario, lines=parsed.lines)


def left_to_fill(value: Any) -> tuple[str, ...]:
    """Return the places of a skeleton that still hold its mark."""
    mark = str(load_texts("scenarios", "fr").get("to_fill"))
    return tuple(dict.fromkeys(place for place, text in scalars(value) if mark in text))


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise ScenarioError("too_large", file=path.name, most=str(LARGEST // 1000))
        return content.decode("utf-8-sig")
    except OSError as error:
        raise ScenarioError("unreadable", file=path.name, reason=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise ScenarioError("not_utf8", file=path.name) from error


def _refused(file: str, fault: ErrorDetails, lines: Mapping[str, int]) -> ScenarioError:
    """Return what to say of the first thing that the record refused."""
    place = ".".join(str(part) for part in fault["loc"] if part != "[key]")
    texts, context = load_texts("scenarios", "fr"), fault.get("ctx", {})
    at = {"file": file, "line": _line(place, lines), "place": place}
    if fault["type"] == "extra_forbidden":
        return ScenarioError("unknown_key", **at, known=", ".join(_known(fault["loc"])))
    if fault["type"] == "missing":
        return ScenarioError("missing", **at)
    bound = next((str(context[name]) for name in ("max_length", "min_length", "le", "ge", "expected") if name in context), "")
    reasons = texts.get("reasons")
    if fault["type"] not in reasons:
        return ScenarioError("wrong", **at, reason=str(reasons["other"]))
    bound = bound.replace(" or ", " ou ")  # the choices of a field, as pydantic lists them
    values = {"bound": bound} if "{bound}" in reasons[fault["type"]] else {}
    return ScenarioError("wrong", **at, reason=texts.render(f"reasons.{fault['type']}", **values))


def _known(loc: tuple[int | str, ...]) -> list[str]:
    """Return the fields of the record that an unknown one stands in."""
    record = Document if "documents" in loc else Stage if "stages" in loc else Scenario
    return list(record.model_fields)


def _line(place: str, lines: Mapping[str, int]) -> str:
    """Return the line of a place, or of what it should stand in."""
    while place and place not in lines:
        place = place.rpartition(".")[0]
    return str(lines.get(place, 1))
