"""The radar of the families, and a table that says the same; the only module that knows plotly.

plotly can write an image only through a browser of its own, so the figure travels as JSON and the script of the view draws it with
plotly.js, which this server gives once, and only to a page that shows a radar. The table needs neither.
"""

import json
from collections.abc import Iterable
from html import escape
from typing import Any

from assistant.reflection.records import LEVELS, Mean, Profile
from assistant.reflection.words import Words
from corpus.base import Language

ADDRESS = "/bz/plotly.min.js"  # where the server gives `plotly_script`
CORNERS = 3  # families that make a surface
WIDEST = 13  # characters of a name on one line around the radar
LIGHT = {"line": "#0b5d66", "text": "#1d2b36", "grid": "#8c8c8c"}
DARK = {"line": "#7fd0d8", "text": "#f2f2f2", "grid": "#8c8c8c"}


def radar(profile: Profile, language: Language, dark: bool = False) -> str:
    """Return the radar of a profile and its table; the radar only when three families have answers.

    :param dark: colours for a dark ground; on the page, the style sheet of the view gives its own, whatever the theme.
    """
    words = Words(language)
    answered = [family for family in profile.families if family.mean is not None]
    if len(answered) < CORNERS:
        drawn = f"<p>{escape(words.get('chart.few'))}</p>"
    else:
        values = "; ".join(words.say("chart.value", family=words.family_name(f.id), mean=words.mean(f)) for f in profile.families)
        label = escape(words.say("chart.label", values=values))
        figure = escape(json.dumps(figure_of(profile, words, DARK if dark else LIGHT), ensure_ascii=False, separators=(",", ":")))
        drawn = (
            f'<div class="bz-radar" role="img" aria-label="{label}" data-figure="{figure}" data-plotly="{ADDRESS}"></div>'
            f'<p class="bz-radar-failed" hidden>{escape(words.get("chart.failed"))}</p>'
        )
    rows = ((words.family(family.id), family) for family in profile.families)
    return f'<div class="bz-radar-figure">{drawn}{means_table(rows, "chart", words)}</div>'


def figure_of(profile: Profile, words: Words, colours: dict[str, str]) -> dict[str, Any]:
    """Return the figure as plotly.js takes it: a closed line around the families, broken where one has no answer."""
    import plotly.graph_objects as go  # a tenth of a second, only for those who ask for a profile

    ring = (*profile.families, profile.families[0])
    trace = go.Scatterpolar(
        r=[family.mean for family in ring],
        theta=[_wrapped(words.family_name(family.id)) for family in ring],
        hovertext=[words.say("chart.value", family=words.family_name(f.id), mean=words.mean(f)) for f in ring],
        hoverinfo="text",
        mode="lines+markers",
        fill="toself" if all(family.mean is not None for family in ring) else "none",
        fillcolor="rgba(11, 93, 102, 0.15)",
        line={"color": colours["line"], "width": 3},
        marker={"size": 9},
        connectgaps=False,
        cliponaxis=False,
    )
    axis = {"gridcolor": colours["grid"], "linecolor": colours["grid"]}
    radial = {**axis, "range": [0, LEVELS[-1]], "tickvals": list(LEVELS), "angle": 70, "tickangle": 70, "ticks": ""}
    layout = go.Layout(
        template="none",
        polar={"radialaxis": radial, "angularaxis": {**axis, "direction": "clockwise", "rotation": 90}, "bgcolor": "rgba(0,0,0,0)"},
        font={"color": colours["text"], "size": 13},
        paper_bgcolor="rgba(0,0,0,0)",
        margin={"l": 85, "r": 85, "t": 50, "b": 50},
        dragmode=False,
        showlegend=False,
    )
    figure: dict[str, Any] = json.loads(go.Figure(trace, layout).to_json())
    return figure


def plotly_script() -> bytes:
    """Return plotly.js, 4.8 MB (1.5 MB compressed), for the server to give at `ADDRESS`."""
    from plotly.offline import get_plotlyjs

    return str(get_plotlyjs()).encode()


def means_table(rows: Iterable[tuple[str, Mean]], key: str, words: Words) -> str:
    """Return a table of means.

    :param rows: the name to show and the mean.
    :param key: of the texts of its caption and columns.
    """
    head = "".join(f'<th scope="col">{escape(words.get(f"{key}.columns.{name}"))}</th>' for name in ("name", "mean", "answered"))
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(words.mean(mean))}</td><td>{escape(words.counted(mean))}</td></tr>'
        for name, mean in rows
    )
    caption = escape(words.get(f"{key}.caption"))
    return f'<table class="bz-means"><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _wrapped(name: str) -> str:
    """Return a name on lines short enough to stand around the radar on a phone."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(f"{lines[-1]} {word}") > WIDEST:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(lines)
