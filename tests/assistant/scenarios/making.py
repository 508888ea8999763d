"""Scenarios made for the tests."""

from typing import Any

from assistant.scenarios.records import Scenario

SOUND = """\
id: un-cas
title: "Un cas : bref"
language: fr
context: Une école de village, en octobre.
minutes: 15
families: [CP1, EN3]
stages:
  - title: Le matin
    text: Il manque des heures.
    documents:
      - title: Un mot
        text: Bonjour.
expected:
  CP1.4: 2
  EN3.7: 1
debrief:
  - Et vous?
"""


def scenario(expected: dict[str, int], **changed: Any) -> Scenario:
    values = {
        "id": "un-cas",
        "title": "Un cas",
        "language": "fr",
        "context": "Une école de village.",
        "minutes": 15,
        "families": ("CP1",),
        "stages": ({"title": "Le matin", "text": "Il manque des heures."},),
        "expected": expected,
        "debrief": ("Et vous?",),
    }
    return Scenario.model_validate(values | changed)
