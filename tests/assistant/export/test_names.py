"""The name of a file is safe on any system, whatever the title."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.export.names import safe_name

DAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("title", "ext", "name"),
    [
        ("Plan de l'école des Érables", "docx", "plan-de-l-ecole-des-erables-2026-11-26.docx"),
        ("", "json", "boussole-2026-11-26.json"),
        ("日本", ".xlsx", "boussole-2026-11-26.xlsx"),
        ("CON", "md", "boussole-con-2026-11-26.md"),
        ("../../etc/passwd", "DOCX", "etc-passwd-2026-11-26.docx"),
        ("C:\\x\\..", "../../sh", "c-x-2026-11-26.sh"),
        ("a" * 300, "docx", "a" * 64 + "-2026-11-26.docx"),
        ("Œuvre", "", "oeuvre-2026-11-26.txt"),
    ],
)
def test_a_title_becomes_a_name(title: str, ext: str, name: str) -> None:
    assert safe_name(title, ext, DAY) == name


@given(st.text(max_size=200), st.text(max_size=20))
def test_any_title_makes_a_safe_name(title: str, ext: str) -> None:
    name = safe_name(title, ext, DAY)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]{1,8}", name)
    assert len(name) <= 80
    assert not re.match(r"(con|prn|aux|nul|com\d|lpt\d)\.", name)
