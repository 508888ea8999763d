"""Read a message as it comes from a person: clean text, or one sentence saying why it cannot be treated."""

from assistant.errors import BadQuestionError
from corpus.clean import clean

LIMIT = 20_000  # characters; a message longer than a dozen pages is a mistake or an attack


def read_message(raw: str) -> str:
    """Return the message as clean text.

    :raises BadQuestionError: if it is empty, too long, binary, or has no word in it.
    """
    if not raw.strip():
        raise BadQuestionError("empty")
    if len(raw) > LIMIT:
        raise BadQuestionError("too_long", size=str(len(raw)), limit=str(LIMIT))
    control = sum(1 for c in raw if ord(c) < 32 and c not in "\n\r\t") + raw.count("\ufffd")
    if control > max(3, len(raw) // 20):
        raise BadQuestionError("binary")
    text = clean(raw)
    if not any(c.isalnum() for c in text):
        raise BadQuestionError("unreadable")
    return text
