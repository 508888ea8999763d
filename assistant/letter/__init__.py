"""What a text to be written must be and say, read from the request for it and from all that was asked of it since."""

from assistant.letter.read import addressee, edits, leaves, letter_of
from assistant.letter.records import Letter, Recipient

__all__ = ["Letter", "Recipient", "addressee", "edits", "leaves", "letter_of"]
