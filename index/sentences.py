"""Cut a message into sentences. Pure."""

import re

SHORTEST = 4  # words; a shorter piece joins the one before it


def sentences(text: str, shortest: int = SHORTEST) -> list[str]:
    """Cut a message into the sentences that may each tell a need of its own.

    :param shortest: a piece of fewer words joins the one before it.
    """
    pieces: list[str] = []
    for piece in re.split(r"(?<=[.!?;])\s+|\n+", text):
        piece = piece.strip()
        if not piece:
            continue
        if pieces and len(piece.split()) < shortest:
            pieces[-1] += " " + piece
        else:
            pieces.append(piece)
    return pieces
