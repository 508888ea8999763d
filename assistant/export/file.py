"""A plan as a file, and back: JSON, our Excel or our Word, told apart by what they hold and never by their name."""

import json

from assistant.export.archive import entries
from assistant.export.errors import ExportError
from assistant.export.excel import read_xlsx
from assistant.export.word import read_docx
from assistant.plan.read import MOST_BYTES, plan_of, seen_over
from assistant.plan.records import FIRST_DAY, Plan

ZIP, OLD_OFFICE, UTF8_MARK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xef\xbb\xbf"


def plan_json(plan: Plan) -> bytes:
    """Return a plan as JSON, readable by people too."""
    return json.dumps(plan.model_dump(mode="json"), ensure_ascii=False, indent=2).encode("utf-8")


def read_plan(data: bytes, name: str) -> Plan:
    """Return the plan that a file holds.

    :param data: what is in the file; nothing of it is trusted.
    :param name: how the person calls it, for the sentence that refuses it.
    :raises ExportError: if it is empty, too big, damaged, no plan of ours, or a plan too long.
    """
    name = name.replace("\\", "/").rsplit("/", 1)[-1] or "plan"
    if not data.strip():
        raise ExportError("empty_file", name=name)
    if len(data) > MOST_BYTES:
        raise ExportError("too_big", name=name, limit=str(MOST_BYTES // 1_000_000))
    if data.startswith(OLD_OFFICE):
        raise ExportError("legacy", name=name)
    if data.startswith(ZIP):
        return _from_office(data, name)
    try:
        text = data.removeprefix(UTF8_MARK).decode("utf-8")
    except UnicodeDecodeError:
        raise ExportError("foreign", name=name) from None
    if text.lstrip()[:1] not in ("{", "["):
        raise ExportError("foreign", name=name)
    return plan_of(text, name)


def _from_office(data: bytes, name: str) -> Plan:
    found = entries(data, name)
    try:
        if "xl/workbook.xml" in found:
            kept, seen = read_xlsx(data)
        elif "word/document.xml" in found:
            kept, seen = read_docx(found, data)
        else:
            raise ExportError("foreign", name=name)
    except ExportError:
        raise
    except Exception:  # the border: what a forged file can make the libraries raise is not known in advance
        raise ExportError("broken", name=name) from None
    plan = plan_of(kept, name) if kept else None
    if not seen and plan is None:
        raise ExportError("foreign", name=name)
    if not seen and plan is not None:
        return plan
    return seen_over(plan, seen, name, FIRST_DAY)
