"""Why a plan cannot be read or written: one sentence, in French as everywhere, or in the language of the plan."""

from assistant.errors import BoussoleError
from corpus.records import Language
from prompts import load_texts

NAME = 80  # characters of a file's name worth repeating


class ExportError(BoussoleError):
    """A file cannot be read or written.

    :param reason: which; the words for it stand under `error` in the texts of the plan.
    :param values: what the sentence names.
    """

    def __init__(self, reason: str, **values: str) -> None:
        self.reason = reason
        self.values = {key: " ".join(value.split())[:NAME] for key, value in values.items()}
        super().__init__(self.told("fr"))

    def told(self, language: Language) -> str:
        """Return the sentence in one language."""
        texts = load_texts("plan", language)
        values = dict(self.values)
        if self.reason == "template":
            values["fault"] = str(texts.get(f"fault.{values['fault']}"))
        return texts.render(f"error.{self.reason}", **values)
