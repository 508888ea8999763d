"""What careful readers heard in messages: which message it is, what came before it, and what it says. Pure."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from corpus.records import Corpus, Tagged, TurnKind


class TaggedMessage(NamedTuple):
    """A message, the kind and the words of the turn before it (empty where there is none), and what is heard in it."""

    said: str
    after: TurnKind | Literal[""]
    before: str
    tags: tuple[str, ...]


def heard(tagged: Iterable[Tagged], corpus: Corpus) -> Iterator[TaggedMessage]:
    """Yield the messages that readers tagged, with their words.

    :param corpus: the situations and conversations that some of them are of.
    :raises KeyError: if one is of a situation or of a conversation that is not there.
    """
    situations = {situation.id: situation.text for situation in corpus.situations}
    conversations = {conversation.id: conversation.turns for conversation in corpus.conversations}
    for one in tagged:
        name, _, place = one.of.partition("#")
        if place:
            at = int(place)
            turns = conversations[name][max(0, at - 1) : at + 1]
            last = turns[0] if at else None
            yield TaggedMessage(turns[-1].say, last.kind if last else "", last.say if last else "", one.tags)
        else:
            yield TaggedMessage(situations[name] if name else one.say, one.after, one.before, one.tags)
