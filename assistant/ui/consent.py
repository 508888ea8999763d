"""What the person chose about sending messages to a language model elsewhere: asked once, kept by the page alone. Pure functions."""

import json
from typing import Literal

from pydantic import ValidationError

from corpus.records import Record
from prompts import Texts


class Consent(Record):
    """The choice, and the message that waits for it."""

    choice: Literal["", "accept", "refuse"] = ""
    waiting: str = ""

    @property
    def written(self) -> str:
        """The choice as the page keeps it."""
        return self.model_dump_json()

    @property
    def refused(self) -> bool:
        """Whether nothing may be sent."""
        return self.choice == "refuse"


def read_consent(written: str) -> Consent:
    """Return the choice that the page keeps; anything else is no choice."""
    try:
        return Consent.model_validate(json.loads(written or "{}"))
    except (ValueError, TypeError, ValidationError):
        return Consent()


def chosen_by(text: str, before: Consent, texts: Texts) -> tuple[Consent, str]:
    """Return the choice after a message, and the message to answer: the one that waited, if this one is the choice itself.

    :param texts: of the page, whose buttons the choice was made by.
    """
    if before.waiting:
        if text.strip() == texts.get("consent.accept"):
            return Consent(choice="accept"), before.waiting
        if text.strip() == texts.get("consent.refuse"):
            return Consent(choice="refuse"), before.waiting
    return Consent(choice=before.choice), text
