"""Where one stands in a plan: what is late, what is under way, what comes next, and a message to send about what is late. Pure."""

import html
from collections.abc import Sequence
from datetime import date

from assistant.plan.records import TEXTS, Plan, PlanRow, cell
from corpus.records import Record
from prompts import Texts, load_texts

MOST_SHOWN = 5
MOST_TOLD = 3
TOLD = 160  # characters of an action in a message


class Standing(Record):
    """The rows of a plan by where they stand; a row that is late is not told again among those under way or to come."""

    late: tuple[PlanRow, ...]
    doing: tuple[PlanRow, ...]
    next: tuple[PlanRow, ...]
    done: int
    total: int

    @property
    def percent(self) -> int:
        """The share of the actions not dropped that are done."""
        return round(100 * self.done / self.total) if self.total else 0


def standing(plan: Plan, today: date) -> Standing:
    """Return where the rows of a plan stand; within each group, what is due first comes first."""
    rows = sorted((row for row in plan.rows if row.status != "dropped"), key=lambda row: row.due or date.max)
    open_rows = [row for row in rows if not row.late(today)]
    return Standing(
        late=tuple(row for row in rows if row.late(today)),
        doing=tuple(row for row in open_rows if row.status == "doing"),
        next=tuple(row for row in open_rows if row.status == "todo"),
        done=sum(row.status == "done" for row in rows),
        total=len(rows),
    )


def resume(plan: Plan, today: date, texts: Texts) -> str:
    """Return « Où en êtes-vous? » as HTML.

    :param texts: the texts of the plan, in the language of the page.
    """
    found, said = standing(plan, today), texts.get("resume")
    title = f'<section class="bz-resume" aria-labelledby="bz-resume-heading"><h2 id="bz-resume-heading">{_text(said["heading"])}</h2>'
    if not found.total:
        return f"{title}<p>{_text(said['none'])}</p></section>"
    share = _text(texts.render("resume.share", done=str(found.done), total=str(found.total), percent=str(found.percent)))
    label = _text(said["share_label"])
    bar = f'<progress max="{found.total}" value="{found.done}" aria-label="{label}">{share}</progress>'
    groups = "".join(_group(key, rows, texts) for key, rows in (("late", found.late), ("doing", found.doing), ("next", found.next)))
    return f"{title}<p>{share}</p>{bar}{groups}</section>"


def next_message(plan: Plan, today: date | None = None) -> str:
    """Return a message that the person may send about what is late, in the language of the plan; empty when nothing is.

    :param today: the day it is; read from the clock when None.
    """
    late = standing(plan, today or date.today()).late
    if not late:
        return ""
    texts = load_texts("plan", plan.language)
    told = [
        texts.render("message.action", action=_action(row), strategy=f" ({row.strategy})" if row.strategy else "", date=str(row.due))
        for row in late[:MOST_TOLD]
    ]
    if len(late) > MOST_TOLD:
        told.append(texts.render("message.more", count=str(len(late) - MOST_TOLD)))
    if len(late) == 1:
        return texts.render("message.one", actions=told[0])
    return texts.render("message.many", count=str(len(late)), actions="; ".join(told))


def _group(key: str, rows: Sequence[PlanRow], texts: Texts) -> str:
    title = f"<h3>{_text(texts.get(f'resume.{key}.title'))}</h3>"
    if not rows:
        return f"{title}<p>{_text(texts.get(f'resume.{key}.none'))}</p>"
    items = [f"<li>{_text(_action(row))} <small>({_due(row, texts)})</small></li>" for row in rows[:MOST_SHOWN]]
    if len(rows) > MOST_SHOWN:
        items.append(f"<li>{_text(texts.render('resume.more', count=str(len(rows) - MOST_SHOWN)))}</li>")
    return f"{title}<ul>{''.join(items)}</ul>"


def _action(row: PlanRow) -> str:
    """Return what a row is about, on one line: its action, else what else it says."""
    first = row.action or row.objective or row.strategy or next((text for key in TEXTS if (text := getattr(row, key))), "")
    return cell(" ".join((first or ", ".join(row.measure) or str(row.due)).split()), TOLD).rstrip(".")


def _due(row: PlanRow, texts: Texts) -> str:
    due = texts.render("resume.due", date=str(row.due)) if row.due else texts.get("resume.no_due")
    return _text(" · ".join(filter(None, (str(due), row.who))))


def _text(value: str) -> str:
    return html.escape(str(value), quote=True)
