"""The only module that knows LangChain's chat models: one made from the settings, its streams in our words, the one retry policy."""

import importlib.util
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from tenacity import Retrying, retry_if_exception, stop_after_attempt, stop_after_delay, wait_exponential_jitter

from assistant.errors import MissingPackageError, SettingsError
from assistant.model.errors import RETRIED, ModelError, reason_of
from assistant.model.records import Model, Piece, Prompt
from assistant.model.timed import timed
from assistant.settings import Settings
from assistant.trainer.place import is_loopback
from corpus.records import Record
from prompts import load_texts

PACKAGES = {provider: f"langchain_{provider}" for provider in ("openai", "ollama", "mistralai", "anthropic")}
ATTEMPTS = 3
ENDINGS = ("finish_reason", "stop_reason", "done_reason")  # the last piece says by one of these that it is the last
CONTEXT = 8192  # tokens that an Ollama model looks at; its own default cuts our longest prompt
LETTERS_PER_TOKEN = 12  # an answer longer than this is not read to its end, whatever the provider was asked


class LangChainModel:
    """A chat model of LangChain.

    :param chat: what `init_chat_model` made.
    :param name: `provider:name`, as the settings give it.
    :param remote: whether what it is sent leaves this machine.
    """

    def __init__(self, chat: Any, name: str, remote: bool) -> None:
        self.name = name
        self.remote = remote
        self._chat = chat
        self._provider = name.split(":", 1)[0]

    def stream(self, prompt: Prompt, tokens: int, seconds: float, schema: type[Record] | None = None) -> Iterator[Piece]:
        """Yield an answer as it comes; a provider that is busy or fails before its first word is asked again, a little later."""
        until = time.monotonic() + seconds
        policy = Retrying(
            stop=stop_after_attempt(ATTEMPTS) | stop_after_delay(seconds * 0.6),
            wait=wait_exponential_jitter(multiplier=0.3, max=4.0, jitter=0.3),
            retry=retry_if_exception(lambda error: isinstance(error, ModelError) and error.reason in RETRIED),
            reraise=True,
        )
        first, rest = policy(self._open, prompt, tokens, until, schema)
        letters = len(first.text)
        yield first
        try:
            for piece in rest:
                letters += len(piece.text)
                if letters > tokens * LETTERS_PER_TOKEN:
                    return
                yield piece
        except ModelError as error:
            raise error if error.reason == "slow" else ModelError("cut") from error

    def _open(self, prompt: Prompt, tokens: int, until: float, schema: type[Record] | None) -> tuple[Piece, Iterator[Piece]]:
        """Return the first piece that says something, and the rest."""
        pieces = self._pieces(prompt, tokens, max(0.1, until - time.monotonic()), schema)
        for piece in pieces:
            if piece.text:
                return piece, pieces
        raise ModelError("empty")

    def _pieces(self, prompt: Prompt, tokens: int, seconds: float, schema: type[Record] | None) -> Iterator[Piece]:
        messages = [("system", prompt.system), ("human", prompt.request)]
        options, ended = self._options(tokens, schema), False
        try:
            for chunk in timed(lambda: self._chat.stream(messages, **options), seconds):
                usage = chunk.usage_metadata or {}
                ended = ended or any(chunk.response_metadata.get(word) for word in ENDINGS)
                yield Piece(text=str(chunk.text), tokens_in=usage.get("input_tokens", 0), tokens_out=usage.get("output_tokens", 0))
        except ModelError:
            raise
        except Exception as error:  # every provider has exceptions of its own: what they mean is told by `reason_of`
            raise reason_of(error) from error
        if not ended:
            raise ModelError("cut")

    def _options(self, tokens: int, schema: type[Record] | None) -> dict[str, Any]:
        if self._provider == "ollama":
            form = {"format": schema.model_json_schema()} if schema else {}
            return {"options": {"num_predict": tokens, "num_ctx": CONTEXT}} | form
        options: dict[str, Any] = {"max_tokens": tokens}
        if schema and self._provider == "openai":
            named: dict[str, Any] = {"name": schema.__name__, "schema": schema.model_json_schema()}
            options["response_format"] = {"type": "json_schema", "json_schema": named}
        return options


def build_model(settings: Settings) -> Model | None:
    """Return the model that the settings name; None for the embedded engine.

    :raises MissingPackageError: if the provider's package is not installed, with the command that installs it.
    :raises SettingsError: if the provider cannot be set up, for want of a key as a rule.
    """
    if settings.model == "embedded":
        return None
    provider, name = settings.model.split(":", 1)
    if importlib.util.find_spec(PACKAGES[provider]) is None:
        raise MissingPackageError("missing_provider", provider=provider)
    from langchain.chat_models import init_chat_model  # one second, only for those who have a model

    url = str(settings.model_url) if settings.model_url else None
    try:
        chat = init_chat_model(name, model_provider=provider, **_arguments(settings, provider, url))
    except Exception as error:  # a provider's own way of saying that its key is missing or its address wrong
        raise SettingsError(load_texts("errors", "fr").render("bad_provider", model=settings.model)) from error
    return LangChainModel(chat, settings.model, remote=sends_away(settings))


def sends_away(settings: Settings) -> bool:
    """Tell whether the model that the settings name is on another machine."""
    provider = settings.model.split(":", 1)[0]
    return provider != "embedded" and is_remote(str(settings.model_url or _usual_address(provider)))


def _arguments(settings: Settings, provider: str, url: str | None) -> dict[str, Any]:
    key = settings.model_key.get_secret_value() if settings.model_key else None
    if provider == "ollama":
        return {"client_kwargs": {"timeout": settings.model_timeout}} | ({"base_url": url} if url else {})
    arguments: dict[str, Any] = {"max_retries": 0, "timeout": settings.model_timeout}
    if provider == "openai":
        arguments["stream_usage"] = True
        key = key or ("none" if url else None)  # a server of one's own asks for no key, the library does
    return arguments | ({"base_url": url} if url else {}) | ({"api_key": key} if key else {})


def _usual_address(provider: str) -> str:
    return "http://localhost" if provider == "ollama" else f"https://{provider}"


def is_remote(url: str) -> bool:
    """Tell whether what is sent to an address leaves this machine, a proxy in between included."""
    host = urlsplit(url).hostname or ""
    return not is_loopback(host) or (bool(getproxies()) and not proxy_bypass(host))
