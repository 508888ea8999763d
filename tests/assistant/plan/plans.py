"""Plans to test with: one filled in by hand, and any plan at all for hypothesis."""

from datetime import date

from hypothesis import strategies as st

from assistant.plan.records import STATUSES, Plan, PlanRow

MADE = date(2026, 9, 1)
TODAY = date(2026, 11, 26)
HOSTILE = "<script>alert(1)</script> & {{ 7*7 }} {% raw %} {_{ x }_} ${1} =1+1 \x00\x07\x1b]]> _x0041_ \ud800 \ufffe « é » 😀"
FORMULAS = ("=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0")

days = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 12, 31))
ids = st.sampled_from(("PAN01", "PAN29", "PAN33", "RD1", "RD10", "CN8"))
rows = st.builds(
    PlanRow,
    objective=st.text(max_size=700),
    strategy=st.sampled_from(("", "CP1.4", "EN2.10")),
    action=st.text(max_size=700),
    who=st.text(max_size=40),
    when=st.text(max_size=40),
    means=st.text(max_size=40),
    indicator=st.text(max_size=40),
    measure=st.lists(ids, unique=True).map(tuple),
    status=st.sampled_from(STATUSES),
    due=st.none() | days,
    note=st.text(max_size=40),
).filter(lambda row: not row.blank)
plans = st.builds(
    Plan,
    title=st.text(min_size=1, max_size=80).map(lambda text: f"Plan {text}"),
    school=st.text(max_size=40),
    period=st.text(max_size=40),
    language=st.sampled_from(("fr", "en")),
    made=days,
    rows=st.lists(rows, max_size=4).map(tuple),
)


def a_plan(language: str = "fr", **changes: object) -> Plan:
    """A plan of four rows: done, late, under way, and without a date."""
    return Plan.model_validate(
        {
            "title": "Plan de l'école des Érables",
            "school": "École des Érables",
            "period": "Une année",
            "language": language,
            "made": MADE,
            "rows": (
                PlanRow(
                    objective="Du temps",
                    strategy="CP1.4",
                    action="Compter les heures",
                    who="vous",
                    status="done",
                    due=date(2026, 9, 8),
                    done=date(2026, 9, 7),
                ),
                PlanRow(
                    objective="Du temps",
                    strategy="CP1.4",
                    action="Rendre des minutes",
                    measure=("PAN05", "RD8"),
                    due=date(2026, 10, 1),
                    note="à voir",
                ),
                PlanRow(
                    objective="Un cap",
                    strategy="CP3.1",
                    action="Dire le cap",
                    status="doing",
                    due=date(2027, 8, 31),
                    means="une page",
                    indicator="on le répète",
                ),
                PlanRow(action="Sans date", when="bientôt"),
            ),
            **changes,
        }
    )
