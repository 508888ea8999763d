"""Write a run as one HTML page that needs nothing else: tables, plots, and the cases that went worst."""

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from assistant.evaluation import plots
from assistant.evaluation.compare import behind
from assistant.evaluation.records import Case, Difference, Part, Run
from assistant.evaluation.scores import calibration_error, interval
from prompts import load_texts

FOLDER = Path(__file__).parent
WORST = 12
SHOWN = 5


def render_report(run: Run, differences: Sequence[Difference] = (), before: Run | None = None) -> str:
    """Return the page.

    :param run: what was measured.
    :param differences: what changed since an older run, if one was compared.
    :param before: that older run.
    :raises assistant.errors.MissingPackageError: when matplotlib is not installed.
    """
    environment = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    texts = load_texts("evaluation", "fr")

    def said(key: str, **values: str) -> str:
        return texts.render(f"report.{key}", **values)

    return environment.get_template("report.html.jinja").render(
        run=run,
        said=said,
        interval=interval,
        behind=behind,
        figures=[(title, Markup(svg)) for title, svg in _figures(run.parts)],
        worst=[(part, worst_cases(part)) for part in run.parts],
        errors=[(part, case) for part in run.parts for case in part.ways[0].cases if case.error],
        differences=differences,
        before=before,
    )


def worst_cases(part: Part, wanted: int = WORST) -> list[Case]:
    """Return the cases of our way that score lowest on the first measure of the set, the worst first."""
    measure = part.measures[0]
    return sorted((c for c in part.ways[0].cases if c.scores.get(measure, 0.0) < 1), key=lambda c: c.scores.get(measure, 0.0))[:wanted]


def _figures(parts: Sequence[Part]) -> list[tuple[str, str]]:
    """Return the titles and drawings that the sets measured allow."""
    texts, found = load_texts("evaluation", "fr"), []
    for split in ("test", "dev"):
        chosen = [part for part in parts if part.name in (f"{split}-real", f"{split}-scene")]
        if not chosen:
            continue
        measure = chosen[0].measures[0]
        found.append((texts.render("report.comparison", measure=f"{measure}, {split}"), plots.comparison(chosen, measure)))
        found.append((texts.render("report.families", measure=f"{measure}, {split}"), plots.by_tag(chosen, "famille", measure)))
        found.append((texts.render("report.levels", measure=f"{measure}, {split}"), plots.by_tag(chosen, "niveau", measure)))
        pairs = [pair for part in chosen for pair in plots.announced(part.ways[0].cases, SHOWN)]
        error = f"{calibration_error(pairs):.3f}".replace(".", ",")
        found.append((f"{texts.render('report.calibration', error=error)} ({split})", plots.calibration(chosen)))
        found.append((f"{texts.render('report.latency')} ({split})", plots.latency(chosen)))
    return found
