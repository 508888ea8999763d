"""Ask a model for an answer in a given form, once more if the first has not that form."""

from collections.abc import Callable
from typing import TypeVar

from assistant.model.errors import ModelError
from assistant.model.exchange import Exchange
from assistant.model.parse import FormError, parse_form
from assistant.model.records import Prompt
from corpus.records import Record
from prompts import load_texts

R = TypeVar("R", bound=Record)


def ask_form(exchange: Exchange, prompt: Prompt, form: type[R], tokens: int, share: float, check: Callable[[R], str | None]) -> R:
    """Return an answer that has the form asked for.

    :param tokens: of the answer, at most.
    :param share: of the time left that each try may take.
    :param check: says what is wrong with an answer of the right form, or None.
    :raises ModelError: if the model does not answer, or not in that form after a second try.
    """
    request, fault = prompt, ""
    for held in (form, None):  # the second time without holding the server to the form: some know no such thing
        told = exchange.complete(request, tokens, share, held)
        try:
            found = parse_form(told, form)
            fault = check(found) or ""
            if not fault:
                return found
        except FormError as error:
            fault = str(error)
        again = load_texts("model", exchange.language).render("again", fault=fault)
        request = prompt.model_copy(update={"request": prompt.request + again})
    raise ModelError("garbled")
