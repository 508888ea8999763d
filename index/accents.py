"""Put back the accents and apostrophes of a message typed without any: "lecole" is "l'école", and "demande" is "demandé" after "a".

Each word that our own texts write with and without accents takes the form that its neighbours make likeliest (naive Bayes over the word
before and the word after), as they were counted in texts that have their accents.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from corpus.clean import fold

WORD = re.compile(r"[^\W\d_]+")
ACCENTED = re.compile(r"[à-öø-ÿ]", re.IGNORECASE)
LEAST_WORDS = 3  # of a message that would surely have an accent, had it been typed with them
LEAST_SEEN = 3  # times that a form must have been seen
WRITTEN = 15  # times that a word must have been seen for nobody to have meant it with an apostrophe
DOUBT = 2.0  # times that what is known of a word by itself counts beside what was seen of it there
EDGE = ""
PARTICIPLE = ("é", "és", "ée", "ées")
ELIDED = re.compile(r"(?P<letter>[cdjlmnst]|qu)(?P<word>[aeiouyh]\w+)")

Forms = dict[str, dict[str, int]]


class Accents:
    """What our texts say of the accents of words.

    :param texts: texts in French; those without accents teach nothing.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
        known: Counter[str] = Counter()
        around: defaultdict[tuple[str, str, int], Counter[str]] = defaultdict(Counter)
        for text in texts:
            words = WORD.findall(text.lower())
            if len(ACCENTED.findall(text)) * 12 < len(words):
                continue
            folded = [EDGE, *map(fold, words), EDGE]
            known.update(folded)
            for at, word in enumerate(words, start=1):
                if len(word) == len(folded[at]):
                    forms[folded[at]][word] += 1
                    around[folded[at - 1], folded[at], -1][word] += 1
                    around[folded[at], folded[at + 1], 1][word] += 1
        self._forms: Forms = {bare: dict(seen) for bare, seen in forms.items() if set(seen) != {bare} and max(seen.values()) >= LEAST_SEEN}
        self._known = frozenset(bare for bare, times in known.items() if times >= WRITTEN)
        self._around = {pair: dict(seen) for pair, seen in around.items() if pair[1 if pair[2] < 0 else 0] in self._forms}

    def restored(self, text: str) -> str:
        """Return a text that was typed without accents with them, and with its apostrophes."""
        text = WORD.sub(lambda word: self._elided(word.group()), text)
        found = list(WORD.finditer(text))
        folded = [EDGE, *(fold(word.group()) for word in found), EDGE]
        for at, word in enumerate(found, start=1):
            form = self._likeliest(folded[at - 1], folded[at], folded[at + 1])
            text = f"{text[: word.start()]}{_cased(form, word.group())}{text[word.end() :]}"
        return text

    def _elided(self, word: str) -> str:
        """Return a word that nobody writes so with its apostrophe, where that makes a word: "lecole" is "l'ecole"."""
        bare = fold(word)
        elided = ELIDED.match(bare)
        if bare in self._known or bare in self._forms or elided is None or elided["word"] not in self._known:
            return word
        return f"{word[: elided.end('letter')]}'{word[elided.end('letter') :]}"

    def _likeliest(self, before: str, bare: str, after: str) -> str:
        seen = self._forms.get(bare)
        if seen is None:
            return bare
        nearby = (self._around.get((before, bare, -1), {}), self._around.get((bare, after, 1), {}))
        if bare in seen:  # of "rencontre" and "rencontré", the second is only meant after what was seen before it
            seen = {form: times for form, times in seen.items() if not form.endswith(PARTICIPLE) or form in nearby[0]}

        whole = sum(seen.values())

        def likelihood(form: str) -> float:
            prior = seen[form] / whole
            beside = (math.log((one.get(form, 0) + DOUBT * prior) / (sum(one.values()) + DOUBT)) for one in nearby)
            return sum(beside) - math.log(prior)

        return max(seen, key=likelihood)


def _cased(form: str, typed: str) -> str:
    if fold(typed) != fold(form) or len(form) != len(typed):
        return typed
    return form.upper() if typed.isupper() and len(typed) > 1 else form.capitalize() if typed[0].isupper() else form


def bare(text: str) -> bool:
    """Tell whether a text was surely typed without accents."""
    return len(WORD.findall(text)) >= LEAST_WORDS and not ACCENTED.search(text)
