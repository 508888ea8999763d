"""Draw the plots of the report, as SVG text: the only module that knows matplotlib. No window, no file, no global figure."""

import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import fmean

from assistant.errors import MissingPackageError
from assistant.evaluation.records import Case, Interval, Part
from assistant.evaluation.scores import interval
from prompts import load_texts

INK, GRID = "#1f2a37", "#d9dfe7"
COLOURS = ("#0b6e6e", "#c2571a", "#5b4b8a", "#7a8794")
FEWEST = 5  # cases that a group needs to be drawn: fewer say nothing


def comparison(parts: Sequence[Part], measure: str) -> str:
    """Return bars of one measure, a group of bars per set, a bar per way, with 95 % intervals."""
    ways = [way.name for way in parts[0].ways]
    rows = {
        part.title.rsplit(", ", 1)[-1]: {way.name: interval([case.scores.get(measure, 0.0) for case in way.cases]) for way in part.ways}
        for part in parts
    }
    return _bars(rows, ways, measure)


def by_tag(parts: Sequence[Part], tag: str, measure: str) -> str:
    """Return bars of one measure of our way, by a tag of the cases, a bar per set."""
    names = [part.title.rsplit(", ", 1)[-1] for part in parts]
    groups: defaultdict[str, dict[str, Interval]] = defaultdict(dict)
    for name, part in zip(names, parts, strict=True):
        held: defaultdict[str, list[Case]] = defaultdict(list)
        for case in part.ways[0].cases:
            if tag in case.tags:
                held[case.tags[tag]].append(case)
        for value, cases in held.items():
            if len(cases) >= FEWEST:
                groups[f"{value}"][name] = interval([case.scores.get(measure, 0.0) for case in cases])
    return _bars(dict(sorted(groups.items())), names, measure)


def _bars(rows: Mapping[str, Mapping[str, Interval]], series: Sequence[str], measure: str) -> str:
    """Return horizontal bars: a group per row, a colour per series."""
    height = 0.8 / max(1, len(series))
    figure, axes = _figure(8.6, 0.9 + len(rows) * (0.28 + 0.22 * len(series)))
    for place, name in enumerate(series):
        colour = COLOURS[place] if len(series) <= len(COLOURS) else _fade(place, len(series))
        found = [(row, values[name]) for row, values in enumerate(rows.values()) if name in values]
        at = [row + (place - (len(series) - 1) / 2) * height for row, _ in found]
        means = [value.mean for _, value in found]
        axes.barh(at, means, height=height * 0.86, color=colour, label=name, zorder=2)
        spread = [[max(0.0, v.mean - v.low) for _, v in found], [max(0.0, v.high - v.mean) for _, v in found]]
        axes.errorbar(means, at, xerr=spread, fmt="none", ecolor=INK, elinewidth=0.9, capsize=2, zorder=3)
        for y, value in zip(at, found, strict=True):
            axes.text(value[1].high + 0.012, y, f"{value[1].mean:.2f}".replace(".", ","), va="center", fontsize=8, color=INK)
    axes.set_yticks(range(len(rows)), list(rows))
    axes.invert_yaxis()
    axes.set_xlim(0, 1.08)
    axes.set_xlabel(measure)
    axes.legend(frameon=False, fontsize=8, loc="upper left", bbox_to_anchor=(1.0, 1.0))
    return _svg(figure)


def calibration(parts: Sequence[Part], shown: int = 5, bins: int = 10) -> str:
    """Return what share of the strategies announced at each probability were indeed expected, over the places shown."""
    texts = load_texts("evaluation", "fr")
    figure, axes = _figure(5.2, 4.4)
    axes.plot([0, 1], [0, 1], color=GRID, linewidth=1.4, zorder=1, label=texts.render("plots.perfect"))
    for part, colour in zip(parts, COLOURS, strict=False):
        pairs = announced(part.ways[0].cases, shown)
        points = []
        for step in range(bins):
            held = [(p, hit) for p, hit in pairs if step / bins <= p < (step + 1) / bins or (p == 1 and step == bins - 1)]
            if len(held) >= FEWEST:
                points.append((fmean(p for p, _ in held), fmean(hit for _, hit in held)))
        axes.plot([x for x, _ in points], [y for _, y in points], marker="o", color=colour, label=part.title.rsplit(", ", 1)[-1], zorder=2)
    axes.set_xlabel(texts.render("plots.announced"))
    axes.set_ylabel(texts.render("plots.observed"))
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.legend(frameon=False, fontsize=8)
    return _svg(figure)


def announced(cases: Sequence[Case], shown: int) -> list[tuple[float, bool]]:
    """Return, for the first strategies of each case, the probability announced and whether the strategy was expected."""
    return [(p, id_ in case.expected) for case in cases for id_, p in list(zip(case.got, case.probabilities, strict=False))[:shown]]


def latency(parts: Sequence[Part]) -> str:
    """Return how long our way took, as a histogram."""
    texts = load_texts("evaluation", "fr")
    times = [case.ms for part in parts for case in part.ways[0].cases if case.ms is not None]
    figure, axes = _figure(5.2, 3.0)
    axes.hist(times, bins=30, color=COLOURS[0], zorder=2)
    axes.set_xlabel(texts.render("plots.milliseconds"))
    axes.set_ylabel(texts.render("plots.cases"))
    return _svg(figure)


def _fade(place: int, count: int) -> str:
    """Return our colour for the first way, greys that grow lighter for the others."""
    if place == 0:
        return COLOURS[0]
    level = int(90 + 120 * (place - 1) / max(1, count - 2))
    return f"#{level:02x}{min(255, level + 8):02x}{min(255, level + 16):02x}"


def _figure(width: float, height: float):  # type: ignore[no-untyped-def]  # the types of matplotlib would have to be imported to be named
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingPackageError("missing_evaluation") from error
    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(color=GRID, linewidth=0.7, zorder=0)
    axes.tick_params(labelsize=9, colors=INK)
    return figure, axes


def _svg(figure) -> str:  # type: ignore[no-untyped-def]
    """Return a figure as SVG to be put inside a page: letters stay letters, so they can be read aloud and searched."""
    from matplotlib import rc_context

    out = io.StringIO()
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "boussole", "font.family": "sans-serif"}):
        figure.savefig(out, format="svg", transparent=True, metadata={"Date": None})
    text = out.getvalue()
    return text[text.index("<svg") :]
