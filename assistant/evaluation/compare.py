"""Say what changed between two runs: paired differences, with what got better and what got worse."""

from collections.abc import Iterator

from assistant.evaluation.records import Case, Difference, Interval, Part, Run, Way
from assistant.evaluation.scores import interval

SHOWN = 8  # cases named on each side
NOTICED = 0.05  # change of one case worth naming


def compare(before: Run, after: Run) -> tuple[Difference, ...]:
    """Return, for our way in each set that both runs hold, the change of every measure on the cases that both hold.

    The interval is that of the mean of the paired differences (bootstrap over cases): it leaves 0 out when the change is not chance.
    """
    old = {part.name: part for part in before.parts}
    return tuple(found for part in after.parts if part.name in old for found in _differences(old[part.name], part))


def _differences(before: Part, after: Part) -> Iterator[Difference]:
    old = {case.id: case for case in before.ways[0].cases}
    pairs = [(old[case.id], case) for case in after.ways[0].cases if case.id in old]
    for measure in after.measures:
        scored = [(then, now) for then, now in pairs if measure in then.scores or measure in now.scores]
        if not scored:
            continue
        changes = {now.id: _value(now, measure) - _value(then, measure) for then, now in scored}
        ordered = sorted(changes, key=lambda id_: changes[id_])
        yield Difference(
            part=after.name,
            measure=measure,
            before=sum(_value(then, measure) for then, _ in scored) / len(scored),
            after=sum(_value(now, measure) for _, now in scored) / len(scored),
            change=interval(list(changes.values())),
            better=tuple(id_ for id_ in reversed(ordered) if changes[id_] >= NOTICED)[:SHOWN],
            worse=tuple(id_ for id_ in ordered if changes[id_] <= -NOTICED)[:SHOWN],
        )


def behind(part: Part, way: Way) -> Interval:
    """Return by how much a way lies behind ours on the first measure of a set, case by case (negative: it lies behind)."""
    ours = {case.id: case for case in part.ways[0].cases}
    return interval([_value(case, part.measures[0]) - _value(ours[case.id], part.measures[0]) for case in way.cases if case.id in ours])


def _value(case: Case, measure: str) -> float:
    return case.scores.get(measure, 0.0)
