"""Read an iterator for so many seconds at most, however it stalls."""

import threading
import time
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from typing import TypeVar

from assistant.model.errors import ModelError

T = TypeVar("T")
END = object()


def timed(start: Callable[[], Iterator[T]], seconds: float) -> Iterator[T]:
    """Yield what an iterator gives.

    It is read on a thread of its own: a server that sends nothing, or one letter a minute, cannot hold up the answer.

    :param start: makes the iterator; called on the thread.
    :param seconds: for all of it.
    :raises ModelError: with reason `slow` once they are over; what the iterator raises is raised here.
    """
    given: SimpleQueue[object] = SimpleQueue()
    left = threading.Event()

    def read() -> None:
        try:
            for item in start():
                if left.is_set():
                    return
                given.put(item)
            given.put(END)
        except Exception as error:  # carried to the one who waits
            given.put(error)

    until = time.monotonic() + seconds
    threading.Thread(target=read, name="boussole-model", daemon=True).start()
    try:
        while True:
            try:
                item = given.get(timeout=max(0.0, until - time.monotonic()))
            except Empty:
                raise ModelError("slow", final=True) from None
            if item is END:
                return
            if isinstance(item, Exception):
                raise item
            yield item  # type: ignore[misc]
    finally:
        left.set()
