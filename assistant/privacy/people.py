"""Find names of persons: lists of names, what stands around them, and what a language model takes them for. Pure.

A name begins where one of the rules of ``Search.begins`` says so, then goes on over the names that follow. A word that no list holds and
that is no word of the language may be a name too, when something around it says so: that is how rare names are found.
"""

from collections.abc import Iterator, Sequence

from assistant.language import detect_language
from assistant.privacy.around import Surroundings
from assistant.privacy.lexicon import Lexicon
from assistant.privacy.words import Word, cut

Span = tuple[int, int]
PERSON = "PER"
OTHER = frozenset({"LOC", "ORG", "MISC"})
MOST_WORDS = 5  # of one name
JOINS = (", ", ",", " et ", " and ", " ou ", " or ", " & ", "/", " / ", " avec ", ", et ", " puis ")


def find_people(text: str, entities: Sequence[tuple[int, int, str]], lexicon: Lexicon) -> list[Span]:
    """Return the places of the names of persons in a text, in order.

    :param entities: places and labels of a French entity recogniser (PER, LOC, ORG, MISC).
    :param lexicon: the words that are known.
    """
    whole = frozenset(name for name in lexicon.family if "'" in name)
    words = cut(text, entities, whole)
    return Search(text, words, lexicon).spans()


class Search:
    """The search for names in one text."""

    def __init__(self, text: str, words: Sequence[Word], lexicon: Lexicon) -> None:
        self.text = text
        self.words = words
        self.lexicon = lexicon
        self.around = Surroundings(text, words, lexicon)
        self.english = detect_language(text) == "en"

    def spans(self) -> list[Span]:
        """Return the names, in order."""
        taken = self._begun()
        for _ in range(3):
            taken |= self._joined(taken)
        taken |= self._again(taken)
        return [(self._initial(first), self.words[last].end) for first, last in self._runs(taken)]

    def _begun(self) -> set[int]:
        taken: set[int] = set()
        i = 0
        while i < len(self.words):
            end = self._goes_on(i) if self.begins(i) else i
            taken.update(range(i, end))
            i = max(end, i + 1)
        return taken

    def begins(self, i: int) -> bool:
        """Tell whether a name begins at a word."""
        key = self.words[i].key
        if len(key) < 2 or key in self.lexicon.titles or self.around.elsewhere(i):
            return False
        if self.around.titled(i):
            return self._after_title(i)
        if key in self.lexicon.roles:
            return False
        if self.around.roled(i) and self._after_role(i):
            return True
        if self.around.introduced(i) and self._after_introduction(i):
            return True
        if self.lexicon.is_given(key) and self._as_given(i):
            return True
        if self.lexicon.is_family(key) and self._as_family(i):
            return True
        return self.words[i].shape == "title" and self._as_unknown(i)

    def _after_title(self, i: int) -> bool:
        word = self.words[i]
        if self._named(word):
            return True
        if word.capital:
            return not self.lexicon.is_common(word.key) or word.label == PERSON
        return self._strange(word)

    def _after_role(self, i: int) -> bool:
        word = self.words[i]
        if self.lexicon.is_kept(word.key) and not self._named(word):
            return False
        if word.capital:
            return self._named(word) or (word.shape == "title" and self._strange(word) and word.label != "ORG")
        if self.lexicon.is_sure(word.key):
            return True
        many = self.words[i - 1].key.endswith("s") or word.key.endswith("s")
        if self._named(word) or (self._strange(word) and len(word.key) > 4 and not many):
            return self.around.acts(i, strong=True)
        return False

    def _after_introduction(self, i: int) -> bool:
        word = self.words[i]
        if self.lexicon.is_kept(word.key):
            return False
        if self._named(word) and (word.capital or self.lexicon.is_sure(word.key) or self._followed(i)):
            return True
        return self._strange(word) and ((word.shape == "title" and word.label not in ("ORG", "MISC")) or self._followed(i))

    def _as_given(self, i: int) -> bool:
        word, sure = self.words[i], self.lexicon.is_sure(self.words[i].key)
        if self._followed(i):
            return True
        if self.lexicon.is_kept(word.key):
            return word.label == PERSON and (self.around.acts(i, strong=True) or self.around.led(i))
        if sure:
            return word.capital or not self.around.determined(i)
        if not word.capital:
            return not self.english and (word.opens or self.around.led(i)) and (self._ends_clause(i) or self.around.reported(i))
        if word.opens:
            return self.around.acts(i) or word.label == PERSON
        return word.label not in OTHER or self.around.acts(i) or self.around.led(i)

    def _as_family(self, i: int) -> bool:
        word = self.words[i]
        common = self.lexicon.is_common(word.key)
        if self.lexicon.is_kept(word.key):
            return False
        if not self.lexicon.is_sure(word.key):
            backed = word.label == PERSON or self.around.acts(i, strong=True)
            return word.capital and backed and not self.around.determined(i) and (not word.opens or self.around.acts(i))
        if word.capital:
            return not (word.opens and common) or self.around.acts(i) or word.label == PERSON
        return len(word.key) > 3 and (not common or ((word.opens or self.around.led(i)) and self.around.acts(i, strong=True)))

    def _as_unknown(self, i: int) -> bool:
        word = self.words[i]
        if self.lexicon.is_kept(word.key):
            return False
        if self.lexicon.is_common(word.key):
            return word.label == PERSON and not word.opens and self.around.led(i) and self.around.acts(i)
        if self._paired(i):
            return True
        if word.opens:
            return self.around.acts(i, strong=True) and (not self.english or word.label == PERSON)
        return word.label == PERSON or self.around.acts(i, strong=True)

    def _paired(self, i: int) -> bool:
        """Tell whether an unknown word is the first of a full name."""
        word, after = self.words[i], self._next(i)
        if after is None or not after.capital or self.lexicon.is_kept(after.key) or after.key in self.lexicon.venues:
            return False
        if self.lexicon.is_sure(after.key):
            return True
        named = self._named(after) or (after.shape == "title" and self._strange(after))
        return named and word.label not in ("ORG", "MISC")

    def _followed(self, i: int) -> bool:
        """Tell whether a family name follows, in the same shape, or a rare word that may be one."""
        word, after = self.words[i], self._next(i)
        if after is not None and after.key in self.lexicon.particles:
            return self._goes_on(i) > i + 1
        if after is None or (word.capital and not after.capital):
            return after is not None and len(after.key) > 3 and self.lexicon.is_sure(after.key)
        if self.lexicon.is_family(after.key) or self.lexicon.is_given(after.key):
            return not self.lexicon.is_kept(after.key) or self.lexicon.is_family(after.key)
        return self._strange(after) and (after.shape != "upper" or word.shape != "title") and not self.around.elsewhere(i + 1)

    def _ends_clause(self, i: int) -> bool:
        """Tell whether a clause ends after a word, or a verb follows that persons are the subject of."""
        after = self._next(i)
        return after is None or after.key in ("et", "ou", "qui", "and", "or", "who") or self.around.acts(i, strong=True)

    def _goes_on(self, i: int) -> int:
        """Return the place after the last word of the name that begins at a word."""
        j = i + 1
        while j < min(len(self.words), i + MOST_WORDS) and self._near(j):
            if self._continues(i, j):
                j += 1
            elif self._particle(j) and j + 1 < len(self.words) and self._near(j + 1) and self._after_particle(i, j + 1):
                j += 2
            elif self._particle(j) and self._particle(j + 1) and j + 2 < len(self.words) and self._after_particle(i, j + 2):
                j += 3
            else:
                break
        return j

    def _continues(self, i: int, j: int) -> bool:
        first, word = self.words[i], self.words[j]
        if word.key in self.lexicon.titles or word.key in self.lexicon.venues or word.key in self.lexicon.roles:
            return False
        if len(word.key) == 1:
            return word.capital and j + 1 < len(self.words) and self.words[j + 1].capital and self.words[j + 1].gap.strip() in ("", ".")
        if self.lexicon.is_kept(word.key) and not self._named(word) and word.key not in self.lexicon.authors:
            after = self._next(j)  # `Thi Mai Tran`
            return word.shape == "title" and after is not None and after.capital and self.lexicon.is_family(after.key)
        if word.capital:
            if self._named(word) or word.key in self.lexicon.authors:
                return True
            if self._strange(word):
                return word.shape == "title" or first.shape == "upper" or len(word.key) > 4
            return j == i + 1 and word.label == PERSON and first.label == PERSON and word.shape == "title" and first.capital
        if first.capital:
            return len(word.key) > 3 and self.lexicon.is_sure(word.key) and not self.lexicon.is_common(word.key)
        return (self._named(word) and not self._doubtful(j)) or self._strange(word)

    def _doubtful(self, j: int) -> bool:
        """Tell whether a small word after a name in lower case is more likely a word: `fatima va`, `kevin said that`."""
        key = self.words[j].key
        return (key in self.lexicon.verbs or key in self.lexicon.before) and not self.lexicon.is_sure(key)

    def _particle(self, j: int) -> bool:
        if j >= len(self.words):
            return False
        return self.words[j].key in self.lexicon.particles and (self.words[j].key in self.lexicon.lower_particles or self._capital_after(j))

    def _capital_after(self, j: int) -> bool:
        return any(word.capital for word in self.words[j + 1 : j + 3])

    def _after_particle(self, i: int, j: int) -> bool:
        first, word = self.words[i], self.words[j]
        if self.lexicon.is_kept(word.key) or word.key in self.lexicon.venues or word.key in self.lexicon.titles or self.around.elsewhere(j):
            return False
        if self.words[j - 1].key in ("de", "du", "des", "d'", "la", "le"):
            return word.capital and (first.label == word.label == PERSON) and not self.lexicon.is_given(word.key)
        return (word.capital or not first.capital) and (self._named(word) or self._strange(word))

    def _joined(self, taken: set[int]) -> set[int]:
        """Return the capitals that stand in a list with a name: `Oluwaseun, Fatima et Kevin`."""
        found: set[int] = set()
        for i in taken:
            for j, gap in (
                (i - 1, self._between(i - 1, i)),
                (i + 1, self._between(i, i + 1)),
                (i - 2, self._between(i - 2, i)),
                (i + 2, self._between(i, i + 2)),
            ):
                if gap in JOINS and j not in taken and self._may_join(j):
                    found.update(range(j, self._goes_on(j)) if j > i else {j})
        return found

    def _may_join(self, j: int) -> bool:
        word = self.words[j]
        if (
            word.shape != "title"
            or self.lexicon.is_kept(word.key)
            or self.around.elsewhere(j)
            or word.key in self.lexicon.titles | self.lexicon.roles
        ):
            return False
        return len(word.key) > 1 and (self._named(word) or (self._strange(word) and word.label not in ("ORG", "MISC")))

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
            if k + 1 == len(ordered) or ordered[k + 1] != i + 1 or not self._near(i + 1):
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

    def _near(self, j: int) -> bool:
        gap = self.words[j].gap
        return "\n" not in gap and (not gap.strip() or (gap.strip() == "." and len(self.words[j - 1].key) == 1))

    def _next(self, i: int) -> Word | None:
        return self.words[i + 1] if i + 1 < len(self.words) and self._near(i + 1) else None

    def _named(self, word: Word) -> bool:
        return self.lexicon.is_given(word.key) or self.lexicon.is_family(word.key)

    def _strange(self, word: Word) -> bool:
        """Tell whether no list knows a word: neither a name, nor a word of the language, nor anything else with a capital."""
        lexicon = self.lexicon
        if self.english and not word.capital and word.label != PERSON:
            return False  # there, no list tells a rare name from a rare word
        known = self._named(word) or lexicon.is_kept(word.key) or lexicon.is_common(word.key)
        return (
            len(word.key) > 2
            and not known
            and not {word.key} & (lexicon.titles | lexicon.roles | lexicon.venues | lexicon.particles | lexicon.verbs)
        )
