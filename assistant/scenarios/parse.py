"""Read YAML that a stranger may have written: plain lists, mappings and texts, each with its line; nothing clever.

Every scalar is a text: whether it is a number is for the record to say (so that a title may be `Non`, `1:30` or `2026-01-12`).
Aliases, anchors and tags are refused while the file is still a stream of events, before anything can grow out of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from assistant.scenarios.errors import ScenarioError

DEEP = 8  # levels; a scenario needs five
YAML_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Parsed:
    """What a file holds, and by dotted place, the line each thing stands on."""

    value: Any = None
    lines: dict[str, int] = field(default_factory=dict)


def parse(text: str, file: str) -> Parsed:
    """Return what a YAML text holds.

    :param file: name of the file, for the sentences.
    :raises ScenarioError: if it is not YAML, holds an alias, an anchor, a tag, a key twice, several documents or too many levels.
    """
    try:
        _refuse_tricks(text, file)
        root = yaml.compose(text, Loader=YAML_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise ScenarioError("not_yaml", file=file, line=str(mark.line + 1 if mark else 1)) from error
    except (yaml.YAMLError, ValueError) as error:  # a character that YAML does not allow
        raise ScenarioError("bad_character", file=file) from error
    parsed = Parsed()
    parsed.value = _value(root, "", file, parsed.lines) if root else {}
    return parsed


def scalars(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield every key and text of what was parsed, with its dotted place."""
    if isinstance(value, Mapping):
        for key, inside in value.items():
            at = f"{place}.{key}" if place else key
            yield at, key
            yield from scalars(inside, at)
    elif isinstance(value, list):
        for number, inside in enumerate(value):
            yield from scalars(inside, f"{place}.{number}")
    else:
        yield place, value


def _refuse_tricks(text: str, file: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=YAML_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        alias = isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None)
        trick = "alias" if alias else "tag" if getattr(event, "tag", None) else "deep" if depth > DEEP else ""
        if trick:
            mark = event.start_mark
            raise ScenarioError(trick, file=file, line=str(mark.line + 1 if mark else 1))


def _value(node: yaml.Node, place: str, file: str, lines: dict[str, int]) -> Any:
    """Return what a node holds, and note the line of everything in it."""
    lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_value(inside, f"{place}.{number}" if place else str(number), file, lines) for number, inside in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        return node.value
    out: dict[str, Any] = {}
    for key, inside in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise ScenarioError("not_yaml", file=file, line=str(line))
        if key.value in out:
            raise ScenarioError("key_twice", file=file, line=str(line), name=key.value[:40])
        at = f"{place}.{key.value}" if place else key.value
        lines[at] = line
        out[key.value] = _value(inside, at, file, lines)
    return out
