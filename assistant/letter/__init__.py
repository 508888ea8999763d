"""What a text to be written must be and say, read from the request for it and from all that was asked of it since."""

from assistant.letter.read import edits, leaves, letter_of, recipient_called, recipient_named, without_said
from assistant.letter.records import Edit, Letter, Recipient

__all__ = ["Edit", "Letter", "Recipient", "edits", "leaves", "letter_of", "recipient_called", "recipient_named", "without_said"]
