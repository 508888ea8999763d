"""Find names of persons: lists of names, what stands around them, and what a language model takes them for. Pure.

A name begins where one of the rules of ``Begins`` says so, then goes on over the names that follow. A word that no list holds and
that is no word of the language may be a name too, when something around it says so: that is how rare names are found.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.privacy.around import Surroundings
from assistant.privacy.begins import Begins
from assistant.privacy.extent import Extent
from assistant.privacy.lexicon import Lexicon
from assistant.privacy.words import cut
from corpus.language import detect_language

Span = tuple[int, int]
JOIN = re.compile(r"(?:,? (?:et|and|ou|or|puis|avec|à|de)| ?[,&/]) ?(?:(?:à|a|avec|de|pour|to|with) |d['’])?")
LAST_INITIAL = re.compile(r" [^\W\d_]\.(?! [A-ZÀ-Ý]\w)")
ROUNDS = 3  # how often a list is followed from name to name


def find_people(text: str, entities: Sequence[tuple[int, int, str]], lexicon: Lexicon) -> list[Span]:
    """Return the places of the names of persons in a text, in order.

    :param entities: places and labels of a French entity recogniser (PER, LOC, ORG, MISC).
    :param lexicon: the words that are known.
    """
    around = Surroundings(text, cut(text, entities, lexicon.whole), lexicon)
    return Search(text, around, Extent(around, english=detect_language(text) == "en")).spans()


class Search:
    """The search for names in one text."""

    def __init__(self, text: str, around: Surroundings, extent: Extent) -> None:
        self.text = text
        self.words = around.words
        self.lexicon = around.lexicon
        self.around = around
        self.extent = extent
        self.begins = Begins(extent)

    def spans(self) -> list[Span]:
        """Return the names, in order."""
        taken = self._begun()
        for _ in range(ROUNDS):
            taken |= self._joined(taken)
        taken |= self._again(taken)
        return [(self._initial(first), self._end(last)) for first, last in self._runs(taken)]

    def _begun(self) -> set[int]:
        taken: set[int] = set()
        i = 0
        while i < len(self.words):
            end = self.extent.goes_on(i) if self.begins.at(i) else i
            taken.update(range(i, end))
            i = max(end, i + 1)
        return taken

    def _joined(self, taken: set[int]) -> set[int]:
        """Return the capitals that stand in a list with a name: `Oluwaseun, Fatima et Kevin`."""
        found: set[int] = set()
        for i in taken:
            for j in (i - 1, i + 1, i - 2, i + 2, i - 3, i + 3):
                if j not in taken and JOIN.fullmatch(self._between(min(i, j), max(i, j))) and self._may_join(j):
                    found.update(range(j, self.extent.goes_on(j)) if j > i else {j})
        return found

    def _may_join(self, j: int) -> bool:
        word = self.words[j]
        other = self.lexicon.is_kept(word.key) or word.key in self.lexicon.titles or word.key in self.lexicon.roles
        if word.shape != "title" or other or self.around.elsewhere(j):
            return False
        return len(word.key) > 1 and (self.extent.named(word) or self.extent.strange(word))

    def _between(self, i: int, j: int) -> str:
        if i < 0 or j >= len(self.words):
            return ""
        return self.text[self.words[i].end : self.words[j].start]

    def _again(self, taken: set[int]) -> set[int]:
        """Return where a name that was found is said again."""
        keys = {self.words[i].key for i in taken if len(self.words[i].key) > 2 and not self.lexicon.is_common(self.words[i].key)}
        return {
            i
            for i, word in enumerate(self.words)
            if word.key in keys and not self.around.elsewhere(i) and not (self.lexicon.is_kept(word.key) and not self.around.titled(i))
        }

    def _runs(self, taken: set[int]) -> Iterator[tuple[int, int]]:
        ordered = sorted(taken)
        start = 0
        for k, i in enumerate(ordered):
            if k + 1 == len(ordered) or ordered[k + 1] != i + 1 or not self.extent.near(i + 1):
                yield ordered[start], i
                start = k + 1

    def _initial(self, first: int) -> int:
        """Return where a name starts, the initials before it included: `J.-P. Roy`."""
        i = first
        while i and len(self.words[i - 1].key) == 1 and self.words[i - 1].capital and self.words[i].gap.strip() in (".", ".-"):
            if self.words[i - 1].key == "m" and self.around.titled(i):
                break
            i -= 1
        return self.words[i].start

    def _end(self, last: int) -> int:
        """Return where a name ends, the initial after it included: `Ghislaine B.`."""
        initial = LAST_INITIAL.match(self.text, self.words[last].end)
        return initial.end() if initial else self.words[last].end
