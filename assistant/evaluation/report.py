"""Show measures as tables, for a terminal."""

from collections.abc import Iterable, Sequence

from rich.table import Table

from assistant.evaluation.situations import Row
from assistant.evaluation.speed import Timing


def situations_table(rows: Sequence[Row], size: int) -> Table:
    """Return the scores of each way of choosing strategies.

    :param size: number of situations they were measured on.
    """
    table = Table(title=f"Choix des stratégies, {size} situations « dev » (moyenne et intervalle à 95 %)")
    for column in ("Méthode", "nDCG@5", "rappel@5"):
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(row.name, str(row.ndcg), str(row.recall))
    return table


def speed_table(timings: Iterable[Timing]) -> Table:
    """Return the timings beside their goals."""
    table = Table(title="Vitesse")
    for column in ("Mesure", "Valeur", "But", ""):
        table.add_column(column, overflow="fold")
    for timing in timings:
        digits = 0 if timing.unit == "ms" else 2
        goal = f"≤ {timing.goal:g} {timing.unit}"
        table.add_row(timing.what, f"{timing.value:.{digits}f} {timing.unit}", goal, "atteint" if timing.met else "manqué")
    return table
