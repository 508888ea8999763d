"""The public door: one object that answers, for the command line, the page and the HTTP routes alike."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from assistant.errors import BoussoleError
from assistant.graph import Context, build_graph
from assistant.model.engine import Engine, open_engine
from assistant.records import Answer, Turn
from assistant.settings import Settings
from corpus.load import load_corpus
from corpus.records import Language
from index.search import Index, PassageRetriever, open_index

# Asked once before anyone asks: it loads the models, those of several sentences too, and the texts.
WARM_UP = "Mes enseignants manquent de temps. Les tablettes restent dans l'armoire, et personne ne sait par où commencer."


class Assistant:
    """Answers questions from an opened index. Keeps no conversation: the history comes with each question."""

    def __init__(self, index: Index, engine: Engine | None = None) -> None:
        self.index = index
        self.engine = engine
        self._graph: Any = build_graph()
        self._context = Context(index, PassageRetriever(index=index), engine)

    def ask(self, question: str, history: Sequence[Turn] = (), language: Language | None = None, *, with_model: bool = True) -> Answer:
        """Answer one question.

        :param question: as the person wrote it.
        :param history: the turns before it, oldest first (`Answer.turn` of each answer).
        :param language: `fr` or `en`; detected from the question when None.
        :param with_model: whether the language model may be asked, where there is one.
        :return: the answer record, verified.
        :raises assistant.errors.BadQuestionError: if the question cannot be treated.
        :raises index.errors.IndexFaultError: if the index fails while it is asked.
        """
        *_, answer = self.stream(question, history, language, with_model=with_model)
        assert isinstance(answer, Answer)
        return answer

    def stream(
        self, question: str, history: Sequence[Turn] = (), language: Language | None = None, *, with_model: bool = True
    ) -> Iterator[str | Answer]:
        """Answer one question as `ask` does, with what is verified so far of a text that a model writes; the answer comes last."""
        given: dict[str, Any] = {"question": question, "history": tuple(history), "language": language, "timings": {}}
        given["with_model"] = with_model
        state: dict[str, Any] = {}
        for mode, event in self._graph.stream(given, context=self._context, stream_mode=["custom", "values"]):
            if mode == "custom":
                yield str(event)
            else:
                state = event
        answer: Answer = state["answer"]
        if answer.usage.sent and self.engine:
            answer = self._noted(answer, self.engine)
        yield answer.model_copy(update={"timings_ms": state["timings"]})

    def _noted(self, answer: Answer, engine: Engine) -> Answer:
        """Keep in the register that something was sent; say so where it cannot be kept."""
        try:
            engine.note(engine.model.name, answer.usage)
        except BoussoleError as error:
            return answer.model_copy(update={"warnings": (*answer.warnings, str(error))})
        return answer

    def converse(self, turns: Iterable[str]) -> list[Answer]:
        """Answer the turns of a conversation, each with those before it as history."""
        answers: list[Answer] = []
        for turn in turns:
            answers.append(self.ask(turn, [answer.turn for answer in answers]))
        return answers


def open_assistant(settings: Settings) -> Assistant:
    """Open the index and return an assistant that has its model in memory.

    :raises index.errors.IndexFaultError: if there is no index, or it does not match what is here.
    :raises assistant.errors.BoussoleError: if the language model that the settings name cannot be set up.
    """
    index = open_index(load_corpus(), settings.data_dir, settings.embedder)
    assistant = Assistant(index, open_engine(settings, index))
    assistant.ask(WARM_UP, with_model=False)
    return assistant
