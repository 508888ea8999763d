"""Remember the questions that were written, by their words: those that each passage answers, and those that nothing answers.

A passage tells what it tells in its own words; the thousands of questions written for it tell in how many others it is asked for. And a
question that resembles those written beside the passages more than those that they answer asks, likely, for what they do not say.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from index.fuse import Scores
from index.lexical import Stems


class Memory:
    """Written questions, compared with a new one by their stems, those of "combien" and "qui" too (TF-IDF, cosine).

    :param answered: the questions that each passage answers, by its id; one at least.
    :param unanswered: those that none answers.
    """

    def __init__(self, answered: Mapping[str, Sequence[str]], unanswered: Sequence[str]) -> None:
        self.ids = tuple(answered)
        self._words = TfidfVectorizer(analyzer=Stems(whole=True), sublinear_tf=True, dtype=np.float32)
        written = [question for questions in answered.values() for question in questions]
        self._columns = self._words.fit_transform([*written, *unanswered]).T.tocsr()
        self._first = np.cumsum([0, *(len(questions) for questions in answered.values())])[:-1]
        self._written = len(written)

    def nearest(self, question: str) -> tuple[Scores, float]:
        """Return how near a question is to the nearest of those that each passage answers, and of those that none does (0 to 1).

        :return: one number per passage, in the order of ``ids``, and one for all that is unanswered.
        """
        found = (self._words.transform([question]) @ self._columns).toarray()[0]
        beside = found[self._written :].max(initial=0.0)
        return np.asarray(np.maximum.reduceat(found[: self._written], self._first), dtype=np.float32), float(beside)
