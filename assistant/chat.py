"""The public door: one object that answers, for the command line, the page and the HTTP routes alike."""

from collections.abc import Iterable, Sequence
from typing import Any

from assistant.graph import Context, build_graph
from assistant.records import Answer, Turn
from assistant.settings import Settings
from corpus.load import load_corpus
from corpus.records import Corpus, Language
from index.search import Index, PassageRetriever, open_index

WARM_UP = "Mes enseignants manquent de temps."  # asked once before anyone does: it loads the model and the texts


class Assistant:
    """Answers questions from an opened index. Keeps no conversation: the history comes with each question."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._graph: Any = build_graph()
        self._context = Context(index, PassageRetriever(index=index))

    def ask(self, question: str, history: Sequence[Turn] = (), language: Language | None = None) -> Answer:
        """Answer one question.

        :param question: as the person wrote it.
        :param history: the turns before it, oldest first (`Answer.turn` of each answer).
        :param language: `fr` or `en`; detected from the question when None.
        :return: the answer record, verified.
        :raises assistant.errors.BadQuestionError: if the question cannot be treated.
        :raises index.errors.IndexFaultError: if the index fails while it is asked.
        """
        state = self._graph.invoke(
            {"question": question, "history": tuple(history), "language": language, "timings": {}}, context=self._context
        )
        answer: Answer = state["answer"]
        return answer.model_copy(update={"timings_ms": state["timings"]})

    def converse(self, turns: Iterable[str], language: Language | None = None) -> list[Answer]:
        """Answer the turns of a conversation, each with those before it as history."""
        answers: list[Answer] = []
        for turn in turns:
            answers.append(self.ask(turn, [answer.turn for answer in answers], language))
        return answers


def open_assistant(settings: Settings, corpus: Corpus | None = None) -> Assistant:
    """Open the index and return an assistant that has its model in memory.

    :raises index.errors.IndexFaultError: if there is no index, or it does not match what is here.
    """
    index = open_index(corpus or load_corpus(), settings.data_dir, settings.embedder)
    assistant = Assistant(index)
    assistant.ask(WARM_UP)
    return assistant
