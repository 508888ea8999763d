"""Why a scenario cannot be used: one French sentence that names the file and the place."""

from assistant.errors import BoussoleError
from prompts import load_texts


class ScenarioError(BoussoleError):
    """A scenario cannot be read, or does not hold what it should.

    :param key: which fault; the words for it stand under `errors` in the texts of scenarios.
    :param values: what the sentence names.
    """

    def __init__(self, key: str, /, **values: str) -> None:
        super().__init__(load_texts("scenarios", "fr").render(f"errors.{key}", **values))
