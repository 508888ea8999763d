"""The reader of requests for texts: an encoder tuned for it and the accents of words, each read the first time that it is needed."""

import threading
from functools import cached_property
from pathlib import Path

import joblib

from corpus.language import detect_language
from index.accents import Accents, bare
from index.encoder import Encoder
from index.errors import IndexCorruptError
from index.request import Request, RequestHead, mended, read_request
from index.request_file import SHIPPED_REQUEST, read_learned


class RequestReader:
    """What reads what a message asks of a text. Thread-safe.

    :param accents: the file of what an index knows of the accents of words.
    :param learned: the file of what was learned.
    :raises IndexCorruptError: if there is no file of accents.
    """

    def __init__(self, accents: Path, learned: Path = SHIPPED_REQUEST) -> None:
        if not accents.is_file():
            raise IndexCorruptError(accents.name)
        self._accents, self._learned = accents, learned
        self._made_once: tuple[Encoder, RequestHead] | None = None
        self._lock = threading.Lock()

    def read(self, message: str) -> Request:
        """Return what a message asks of a text, in its words with the accents and the apostrophes that they were typed without.

        :raises EmbedderError: if the file of what was learned is missing or damaged.
        :raises IndexCorruptError: if that of accents is.
        """
        encoder, head = self._made()
        tokens, places = encoder.placed(message)
        request = read_request(message, places, head.scores(*encoder.read([tokens])))
        return mended(request, self.accents.restored) if bare(message) and detect_language(message) == "fr" else request

    @cached_property
    def accents(self) -> Accents:
        """What is known of the accents of words."""
        try:
            accents: Accents = joblib.load(self._accents)
        except Exception as error:  # joblib raises what it pleases on a damaged file
            raise IndexCorruptError(str(error)) from error
        return accents

    def _made(self) -> tuple[Encoder, RequestHead]:
        with self._lock:
            if self._made_once is None:
                learned = read_learned(self._learned)
                self._made_once = Encoder(learned.changes, halved=True), learned.head
            return self._made_once
