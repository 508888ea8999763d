"""The configured model with what goes with it: who masks, how long it may take, where what was sent is counted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from assistant.errors import MissingPackageError
from assistant.model.client import build_model
from assistant.model.exchange import Exchange, Hides
from assistant.model.faults import Written
from assistant.model.records import Model
from assistant.records import Usage
from assistant.settings import Settings
from assistant.verify import Grounds
from corpus.clean import words
from corpus.records import Language
from index.search import Index
from prompts import load_texts

Masks = Callable[[], Hides | None]
Noted = Callable[[str, Usage], None]


@dataclass(frozen=True)
class Engine:
    """A model that answers may be written with.

    :param model: who is asked.
    :param seconds: for all that is asked of it for one answer.
    :param masks: makes a mask for one exchange; gives None where nothing needs to be hidden.
    :param note: keeps in a register, without content, what an answer sent.
    :param index: whose words are those that an answer may use.
    """

    model: Model
    seconds: float
    masks: Masks
    note: Noted
    index: Index

    def exchange(self, language: Language) -> Exchange:
        """Return a new exchange, for one answer."""
        return Exchange(self.model, language, self.seconds, self.masks())

    def preview(self, text: str) -> str:
        """Return what would be sent of a message."""
        mask = self.masks()
        return mask.hide(text) if mask else text

    def written(self, grounds: Grounds) -> Written:
        """Return what a written answer may rest on."""
        texts = load_texts("model", grounds.language)
        asked = " ".join(str(texts.get(key)) for key in ("system", "restate", "rerank", "write", "write_fact", "mend"))
        return Written(grounds, self._known | set(words(grounds.question)), f" {' '.join(words(asked))} ")

    @cached_property
    def _known(self) -> frozenset[str]:
        """Every word of the knowledge, in both languages."""
        passages = self.index.by_id.values()
        return frozenset(word for p in passages for word in words(f"{p.text} {p.text_en} {p.title} {p.id} {' '.join(p.terms)}"))


def open_engine(settings: Settings, index: Index) -> Engine | None:
    """Return the engine that the settings ask for; None for the embedded one alone.

    :raises assistant.errors.BoussoleError: if the provider or, for a model elsewhere, what masks is not installed or not set up.
    """
    model = build_model(settings)
    if model is None:
        return None
    if not model.remote:
        return Engine(model, settings.model_timeout, lambda: None, lambda *_: None, index)
    try:
        from assistant.privacy.analyzer import Detector  # presidio and spaCy: three seconds, only where something leaves
        from assistant.privacy.mask import Mask

        detector = Detector()
    except ImportError as error:
        raise MissingPackageError("missing_privacy") from error
    return Engine(model, settings.model_timeout, lambda: Mask(detector, schools=settings.mask_schools), _noted(settings), index)


def _noted(settings: Settings) -> Noted:
    def note(engine: str, usage: Usage) -> None:
        from assistant.privacy.register import Entry, append

        entry = Entry(when=datetime.now(UTC), engine=engine, tokens_in=usage.tokens_in, tokens_out=usage.tokens_out, masked=usage.masked)
        append(settings.data_dir, entry)

    return note
