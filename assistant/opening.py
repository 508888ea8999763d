"""An assistant on its way: the page is served at once, and the libraries and the model are loaded beside it."""

import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING

from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.chat import Assistant


class Opening:
    """An assistant on its way: loaded in a thread, so that a page can be served at once and early questions wait for it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._future: Future[Assistant] = Future()
        self._started = threading.Lock()

    @property
    def settings(self) -> Settings:
        """The settings that it is opened with."""
        return self._settings

    def start(self) -> None:
        """Start loading; further calls do nothing."""
        if self._started.acquire(blocking=False):
            threading.Thread(target=self._load, name="boussole-opening", daemon=True).start()

    def ready(self) -> bool:
        """Tell whether questions are answered without waiting."""
        return self._future.done() and self._future.exception() is None

    def failure(self) -> BaseException | None:
        """Return what made the loading fail, if it did."""
        return self._future.exception() if self._future.done() else None

    def assistant(self, timeout: float = 120.0) -> "Assistant":
        """Return the assistant, waiting for it if it is not ready.

        :param timeout: seconds.
        :raises index.errors.IndexFaultError: if the index cannot be used.
        :raises TimeoutError: if it takes too long.
        """
        self.start()
        return self._future.result(timeout)

    def _load(self) -> None:
        try:
            from assistant.chat import open_assistant  # ten seconds of imports: not before the page is up

            self._future.set_result(open_assistant(self._settings))
        except BaseException as error:  # carried to whoever asks: a thread must not die in silence
            self._future.set_exception(error)
