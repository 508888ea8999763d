"""How far a name goes, and what may be part of one: pure, over the words of one text."""

from assistant.privacy.around import Surroundings
from assistant.privacy.words import PERSON, Word

MOST_WORDS = 5  # of one name
ENDS = frozenset({"et", "ou", "qui", "and", "or", "who"})
TOPICS = frozenset(
    {"de", "du", "des", "que", "qu", "pour", "sur", "a", "au", "avant", "apres", "hier", "parce", "si", "quand", "about", "to", "that"}
)


class Extent:
    """The names in one text, from their first word on.

    :param around: the words and their neighbours.
    :param english: whether the text is in English.
    """

    def __init__(self, around: Surroundings, english: bool) -> None:
        self.words = around.words
        self.lexicon = around.lexicon
        self.around = around
        self.english = english

    def goes_on(self, i: int) -> int:
        """Return the place after the last word of the name that begins at a word."""
        j = i + 1
        while j < min(len(self.words), i + MOST_WORDS) and self.near(j):
            if self._continues(i, j):
                j += 1
            elif self._particle(j) and j + 1 < len(self.words) and self.near(j + 1) and self._after_particle(i, j + 1):
                j += 2
            elif self._particle(j) and self._particle(j + 1) and j + 2 < len(self.words) and self._after_particle(i, j + 2):
                j += 3
            else:
                break
        return j

    def _continues(self, i: int, j: int) -> bool:
        first, word = self.words[i], self.words[j]
        if word.key in self.lexicon.titles or word.key in self.lexicon.venues:
            return False
        if word.key in self.lexicon.roles and not word.capital:
            return self.lexicon.is_family(word.key) and self.around.acts(j, strong=True)
        if len(word.key) == 1:
            return word.capital and j + 1 < len(self.words) and self.words[j + 1].capital and self.words[j + 1].gap.strip() in ("", ".")
        if self.lexicon.is_kept(word.key) and not self.named(word) and word.key not in self.lexicon.authors:
            after = self.next(j)  # `Thi Mai Tran`
            return word.shape == "title" and after is not None and after.capital and self.lexicon.is_family(after.key)
        if word.capital:
            if self.named(word) or word.key in self.lexicon.authors:
                return True
            if self.strange(word):
                return word.shape == "title" or first.shape == "upper" or len(word.key) > 4
            return j == i + 1 and word.shape == "title" and first.capital and (word.label == PERSON or self.lexicon.is_sure(first.key))
        if first.capital:
            return len(word.key) > 3 and self.lexicon.is_sure(word.key) and not self.lexicon.is_common(word.key)
        return (self.named(word) and not self._doubtful(j)) or self.strange(word)

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
        return (word.capital or not first.capital) and (self.named(word) or self.strange(word))

    def followed(self, i: int) -> bool:
        """Tell whether a family name follows, in the same shape, or a rare word that may be one."""
        word, after = self.words[i], self.next(i)
        if after is not None and after.key in self.lexicon.particles:
            return self.goes_on(i) > i + 1
        if after is None or (word.capital and not after.capital):
            return after is not None and len(after.key) > 3 and self.lexicon.is_sure(after.key)
        if self.lexicon.is_family(after.key) or self.lexicon.is_given(after.key):
            return not self.lexicon.is_kept(after.key) or self.lexicon.is_family(after.key)
        return self.strange(after) and (after.shape != "upper" or word.shape == "upper") and not self.around.elsewhere(i + 1)

    def paired(self, i: int, apposed: bool = False) -> bool:
        """Tell whether an unknown word is the first of a full name.

        :param apposed: whether what the person does stands before.
        """
        word, after = self.words[i], self.next(i)
        if after is None or not after.capital or self.lexicon.is_kept(after.key) or after.key in self.lexicon.venues:
            return False
        if self.lexicon.is_sure(after.key):
            return True
        named = self.named(after) or (after.shape == "title" and self.strange(after))
        return named and (apposed or word.label not in ("ORG", "MISC") or self.around.acts(i + 1, strong=True))

    def ends_clause(self, i: int, address: bool = False) -> bool:
        """Tell whether a clause ends after a word, or a verb follows that persons are the subject of.

        :param address: whether what was said or asked may follow.
        """
        after = self.next(i)
        return after is None or after.key in ENDS or (address and after.key in TOPICS) or self.around.acts(i, strong=True)

    def near(self, j: int) -> bool:
        """Tell whether nothing but a blank, or the point of an initial, stands before a word."""
        gap = self.words[j].gap
        return "\n" not in gap and (not gap.strip() or (gap.strip() == "." and len(self.words[j - 1].key) == 1))

    def next(self, i: int) -> Word | None:
        """Return the word after, when it is near."""
        return self.words[i + 1] if i + 1 < len(self.words) and self.near(i + 1) else None

    def named(self, word: Word) -> bool:
        """Tell whether a word can be a name."""
        return self.lexicon.is_given(word.key) or self.lexicon.is_family(word.key)

    def strange(self, word: Word) -> bool:
        """Tell whether no list knows a word: neither a name, nor a word of the language, nor anything else with a capital."""
        if self.english and not word.capital and word.label != PERSON:
            return False  # there, no list tells a rare name from a rare word
        known = word.key in self.lexicon.beside or self.lexicon.is_kept(word.key) or self.lexicon.is_common(word.key)
        return len(word.key) > 2 and not known and not self.named(word)
