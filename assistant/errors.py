"""What a person can be told when something goes wrong. Each error is one French sentence that says what to do."""

from corpus.base import Language
from prompts import load_texts


class BoussoleError(Exception):
    """An error meant for a person; ``str(error)`` is the sentence to show."""


class BadQuestionError(BoussoleError):
    """The question cannot be treated as it is."""

    def __init__(self, reason: str, **values: str) -> None:
        self._reason, self._values = reason, values
        super().__init__(load_texts("errors", "fr").render(reason, **values))

    def told(self, language: Language) -> str:
        """Return the sentence in one language."""
        return load_texts("errors", language).render(self._reason, **self._values)


class SettingsError(BoussoleError):
    """A setting is unknown or wrong."""


class BatchError(BoussoleError):
    """A file of questions cannot be read, or its answers cannot be written."""


class StartError(BoussoleError):
    """The page cannot be served: a port in use, an address that is not ours."""


class MissingPackageError(BoussoleError):
    """Something optional is asked for and its package is not installed; the sentence gives the command."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(load_texts("errors", "fr").render(key, **values))
