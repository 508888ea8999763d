"""What a person is told when a platform and Boussole do not understand each other."""

from assistant.errors import BoussoleError
from corpus.records import Language
from prompts import load_texts


class LtiError(BoussoleError):
    """A login, a launch, a link or a grade that cannot be; one sentence says why.

    :param reason: which; the words stand under `error` in the texts of LTI.
    :param status: of the reply.
    :param values: what the sentence names.
    """

    def __init__(self, reason: str, status: int = 400, **values: str) -> None:
        self.reason, self.status, self.values = reason, status, values
        super().__init__(self.told("fr"))

    def told(self, language: Language) -> str:
        """Return the sentence in one language."""
        return load_texts("lti", language).render(f"error.{self.reason}", **self.values)
