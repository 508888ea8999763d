"""The reader of requests for texts: an encoder tuned for it, made the first time that it is needed."""

import threading
from pathlib import Path

from index.encoder import Encoder
from index.request import Request, RequestHead, read_request
from index.request_file import SHIPPED_REQUEST, read_learned


class RequestReader:
    """What reads what a message asks of a text. Thread-safe.

    :param path: the file of what was learned.
    """

    def __init__(self, path: Path = SHIPPED_REQUEST) -> None:
        self._path = path
        self._made_once: tuple[Encoder, RequestHead] | None = None
        self._lock = threading.Lock()

    def read(self, message: str) -> Request:
        """Return what a message asks of a text.

        :raises EmbedderError: if the file of what was learned is missing or damaged.
        """
        encoder, head = self._made()
        tokens, places = encoder.placed(message)
        return read_request(message, places, head.scores(*encoder.read([tokens])))

    def _made(self) -> tuple[Encoder, RequestHead]:
        with self._lock:
            if self._made_once is None:
                learned = read_learned(self._path)
                self._made_once = Encoder(learned.changes, halved=True), learned.head
            return self._made_once
