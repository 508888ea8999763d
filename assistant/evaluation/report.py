"""Show measures as tables, for a terminal."""

from collections.abc import Iterable

from rich.table import Table

from assistant.evaluation.compare import behind
from assistant.evaluation.records import Difference, Interval, Part, Timing
from assistant.evaluation.scores import interval


def part_table(part: Part) -> Table:
    """Return the scores of each way of answering the cases of a set."""
    crashed = sum(bool(case.error) for case in part.ways[0].cases)
    size = f"{len(part.ways[0].cases)} cas" + (f", dont {crashed} en panne" if crashed else "")
    table = Table(title=f"{part.title} ({size}; moyenne et intervalle à 95 %)")
    table.add_column("Méthode", overflow="fold")
    for measure in part.measures:
        table.add_column(measure, overflow="fold")
    table.add_column(f"écart, {part.measures[0]}", overflow="fold")
    for way in part.ways:
        means = [interval([case.scores.get(measure, 0.0) for case in way.cases]) for measure in part.measures]
        gap = "" if way is part.ways[0] else _signed(behind(part, way))
        table.add_row(way.name, *(str(mean) for mean in means), gap)
    return table


def timings_table(timings: Iterable[Timing]) -> Table:
    """Return the timings beside their goals."""
    table = Table(title="Vitesse")
    for column in ("Mesure", "Valeur", "But", ""):
        table.add_column(column, overflow="fold")
    for timing in timings:
        digits = 0 if timing.unit == "ms" else 2
        goal = f"{'≥' if timing.at_least else '≤'} {timing.goal:g} {timing.unit}"
        table.add_row(timing.what, f"{timing.value:.{digits}f} {timing.unit}", goal, "atteint" if timing.met else "manqué")
    return table


def differences_table(differences: Iterable[Difference]) -> Table:
    """Return what changed between two runs."""
    table = Table(title="Écarts appariés (moyenne et intervalle à 95 %)")
    for column in ("Ensemble", "Mesure", "Avant", "Après", "Écart", "En mieux", "En pire"):
        table.add_column(column, overflow="fold")
    for found in differences:
        numbers = (f"{found.before:.3f}", f"{found.after:.3f}", _signed(found.change))
        table.add_row(found.part, found.measure, *numbers, " ".join(found.better), " ".join(found.worse))
    return table


def _signed(change: Interval) -> str:
    return f"{change.mean:+.3f} [{change.low:+.3f} à {change.high:+.3f}]"
