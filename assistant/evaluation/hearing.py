"""Measure what is heard in messages against what careful readers heard: what they are about, tell of, are bound by and want."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from assistant.evaluation.records import Case, Part, Way
from assistant.evaluation.run import Progress, run_cases, spread
from assistant.hearing import heard_in
from assistant.records import Heard
from corpus.heard import TaggedMessage, heard
from corpus.load import read_records
from corpus.records import Tagged
from index.learn import turn_before
from index.search import Index

SETS = Path(__file__).parent / "sets"
# Messages that were written for something else and read twice, and messages written to be hard to hear right, read once.
FILES = (("", "messages de directions", "tagged.jsonl"), ("-hard", "messages écrits pour être difficiles", "tagged_hard.jsonl"))
GROUPS = {"subject": "Les sujets", "incident": "Les incidents", "constraint": "Ce qui lie", "wants": "Ce qui est demandé"}
MEASURES = ("accord", "entendu", "à raison")


class TwiceTagged(Tagged):
    """A message with what two readers heard in it, without seeing each other's tags; the second's where there is one."""

    second: tuple[str, ...] | None = None


def evaluate_hearing(index: Index, advance: Progress, most: int | None = None) -> list[Part]:
    """Return how what we hear agrees with what readers heard, and how a second reader agrees with the first, one part a set and a group.

    :param most: how many messages of each set; all of them by default.
    """
    parts = []
    for suffix, told, file in FILES:
        read = spread(read_records(SETS / file, TwiceTagged), most)
        messages = list(enumerate(heard(read, index.corpus), start=1))
        cases = run_cases(messages, _named, lambda one: _case(*one, _ours(one[1], index)), advance)
        again = tuple(_case(*one, other.second) for one, other in zip(messages, read, strict=True) if other.second is not None)
        ways = [Way(name=name, cases=seen) for name, seen in (("Boussole", cases), ("une seconde lecture", again)) if seen]
        parts += [_part(group, suffix, told, ways) for group in GROUPS]
    return parts


def _part(group: str, suffix: str, told: str, ways: Sequence[Way]) -> Part:
    """Return the part of one group: the messages in which something of it is heard, by readers or by us."""
    scored = [Way(name=way.name, cases=tuple(_scored(group, case) for case in way.cases if case.error or _of(group, case))) for way in ways]
    return Part(name=f"hearing-{group}{suffix}", title=f"{GROUPS[group]}, {told}", measures=MEASURES, ways=tuple(scored))


def tags_of(found: Heard) -> tuple[str, ...]:
    """Return what was heard as readers write it."""
    return (
        *(f"subject/{subject}" for subject in found.subjects),
        *([f"incident/{found.incident}"] if found.incident else []),
        *(f"constraint/{constraint}" for constraint in found.constraints),
        *(f"wants/{want}" for want in found.wants),
    )


def dice(expected: Iterable[str], got: Iterable[str]) -> float:
    """Return twice what two sets share over what they hold: 1 when they are the same (Dice, 1945). Not both empty."""
    one, other = set(expected), set(got)
    return 2 * len(one & other) / (len(one) + len(other))


def _ours(one: TaggedMessage, index: Index) -> tuple[str, ...]:
    return tags_of(heard_in(index.hear(one.said, turn_before(one.after, one.before) if one.after else "").tags, one.said))


def _case(number: int, one: TaggedMessage, got: Sequence[str]) -> Case:
    return Case(id=str(number), question=one.said, expected=one.tags, got=tuple(got))


def _scored(group: str, case: Case) -> Case:
    """Score what is heard of one group in one message."""
    if case.error:
        return case
    expected, ours = _named_in(group, case.expected), _named_in(group, case.got)
    both = len(expected & ours)
    scores = {
        "accord": dice(expected, ours),
        "entendu": both / len(expected) if expected else 1.0,
        "à raison": both / len(ours) if ours else 1.0,
    }
    told = f"{', '.join(sorted(ours)) or 'rien'} plutôt que {', '.join(sorted(expected)) or 'rien'}"
    return case.model_copy(update={"scores": scores, "reasons": {} if expected == ours else {"accord": told}})


def _of(group: str, case: Case) -> frozenset[str]:
    return _named_in(group, (*case.expected, *case.got))


def _named_in(group: str, tags: Iterable[str]) -> frozenset[str]:
    return frozenset(tag.partition("/")[2] for tag in tags if tag.startswith(f"{group}/"))


def _named(one: tuple[int, TaggedMessage]) -> tuple[str, str]:
    return str(one[0]), one[1].said
