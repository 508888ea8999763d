"""Where a name begins: after a title, a role, words that announce one, or because it is known as one. Pure, over the words of one text."""

from assistant.privacy.extent import Extent
from assistant.privacy.words import PERSON

OTHER = frozenset({"LOC", "ORG", "MISC"})


class Begins:
    """The rules, each of which can say that a name begins at a word.

    :param extent: the words, and how far a name would go.
    """

    def __init__(self, extent: Extent) -> None:
        self.words = extent.words
        self.lexicon = extent.lexicon
        self.around = extent.around
        self.extent = extent

    def at(self, i: int) -> bool:
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
        if self.around.apposed(i) and self.words[i].shape == "title" and self.extent.paired(i, apposed=True):
            return True
        if self.around.introduced(i) and self._after_introduction(i):
            return True
        if self.around.addressed(i) and self._after_address(i):
            return True
        if self.words[i].capital and key in self.lexicon.lower_particles and self.extent.goes_on(i) > i + 1:
            return True  # `Da Costa`
        if self.lexicon.is_given(key) and self._as_given(i):
            return True
        if self.lexicon.is_family(key) and self._as_family(i):
            return True
        return self._as_unknown(i) if self.words[i].shape == "title" else self._as_unknown_lower(i)

    def _after_title(self, i: int) -> bool:
        word = self.words[i]
        if self.extent.named(word):
            return True
        if word.capital:
            return not self.lexicon.is_common(word.key) or word.label == PERSON
        verb = word.key in self.lexicon.verbs or word.key in self.lexicon.clitics
        return self.extent.strange(word) or (len(word.key) > 3 and not verb and self.around.acts(i, strong=True))

    def _after_role(self, i: int) -> bool:
        word = self.words[i]
        if self.lexicon.is_kept(word.key) and not self.extent.named(word):
            return False
        if word.capital:
            return self.extent.named(word) or (word.shape == "title" and self.extent.strange(word) and word.label != "ORG")
        if self.lexicon.is_sure(word.key):
            return True
        many = self.words[i - 1].key.endswith("s") or word.key.endswith("s")
        if self.extent.named(word) or (self.extent.strange(word) and len(word.key) > 4 and not many):
            return self.around.acts(i, strong=True) or self._two_rare(i)
        return False

    def _after_introduction(self, i: int) -> bool:
        word = self.words[i]
        if self.lexicon.is_kept(word.key):
            return False
        if self.extent.named(word) and (word.capital or self.lexicon.is_sure(word.key) or self.extent.followed(i)):
            return True
        return self.extent.strange(word) and ((word.shape == "title" and word.label not in ("ORG", "MISC")) or self.extent.followed(i))

    def _after_address(self, i: int) -> bool:
        word = self.words[i]
        if self.lexicon.is_kept(word.key) or word.shape == "upper":
            return False
        if self.extent.named(word):
            return word.capital or self.lexicon.is_given(word.key)
        return self.extent.strange(word) and (word.capital or (len(word.key) > 3 and self.extent.ends_clause(i, address=True)))

    def _as_given(self, i: int) -> bool:
        word, sure = self.words[i], self.lexicon.is_sure(self.words[i].key)
        if self.extent.followed(i):
            return True
        if self.lexicon.is_kept(word.key):
            return word.label == PERSON and (self.around.acts(i, strong=True) or self.around.led(i))
        if sure:
            return word.capital or not self.around.determined(i)
        if not word.capital:
            return (
                not self.extent.english and (word.opens or self.around.led(i)) and (self.extent.ends_clause(i) or self.around.reported(i))
            )
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
        if self.extent.paired(i):
            return True
        if word.opens:
            return self.around.acts(i, strong=True) and (not self.extent.english or word.label == PERSON)
        return word.label == PERSON or self.around.acts(i, strong=True)

    def _as_unknown_lower(self, i: int) -> bool:
        """Tell whether two rare words in lower case are a name, where a name may stand."""
        return self._two_rare(i) and (self.words[i].opens or self.around.led(i))

    def _two_rare(self, i: int) -> bool:
        """Tell whether two rare words in lower case do what a person does."""
        after = self.extent.next(i)
        if after is None or not self.extent.strange(self.words[i]) or min(len(self.words[i].key), len(after.key)) < 4:
            return False
        named = self.extent.strange(after) or self.lexicon.is_sure(after.key)
        return named and not after.capital and self.around.acts(i + 1)
