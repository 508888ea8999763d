"""What stands around a word and decides whether it names a person: titles, verbs, institutions, quotations of authors. Pure."""

import re
from collections.abc import Collection, Sequence

from assistant.privacy.lexicon import Lexicon
from assistant.privacy.patterns import patterns
from assistant.privacy.words import Word, flat

CITED = re.compile(r"(?:,? (?:et|&|and) [^\W\d_][\w-]+|,? et al\.?|,? et coll\.?)*,? ?\(?(?:19|20)\d\d[a-z]?(?:, ?p\. ?\d+)?\)")
ET_AL = re.compile(r",? et (?:al|coll|collab)\b")
LINKS = frozenset(["de", "du", "des", "d", "la", "le", "les", "l", "a", "aux", "of", "the", "for"])
SORTS = frozenset(
    [
        "services",
        "service",
        "scolaire",
        "scolaires",
        "primaire",
        "primaires",
        "secondaire",
        "secondaires",
        "prive",
        "privee",
        "publique",
        "public",
        "internationale",
        "international",
        "formation",
        "professionnelle",
        "adultes",
        "alternative",
        "anglophone",
        "francophone",
        "professionnel",
        "regional",
        "regionale",
        "municipale",
        "sportif",
        "communautaire",
        "integree",
        "high",
        "elementary",
        "primary",
        "secondary",
        "middle",
        "saint",
        "sainte",
        "st",
        "ste",
        "notre",
        "dame",
        "mgr",
        "monseigneur",
        "sir",
        "cure",
        "frere",
        "pere",
        "mere",
        "abbe",
        "cardinal",
        "docteur",
    ]
)
ENDS = frozenset(
    [
        "school",
        "university",
        "college",
        "foundation",
        "institute",
        "academy",
        "library",
        "street",
        "road",
        "avenue",
        "hospital",
        "park",
        "centre",
        "center",
    ]
)
DETERMINERS = frozenset(
    [
        "un",
        "une",
        "des",
        "ces",
        "cette",
        "cet",
        "ce",
        "la",
        "les",
        "le",
        "ma",
        "mon",
        "sa",
        "son",
        "leur",
        "leurs",
        "nos",
        "vos",
        "notre",
        "votre",
        "quel",
        "quelle",
        "chaque",
        "the",
        "this",
        "that",
        "our",
        "their",
    ]
)
FAR = 6  # words looked back over, from a name to the institution it belongs to
WINDOW = 60


class Surroundings:
    """The words of one text and what can be asked about their neighbours.

    :param text: the text.
    :param words: its words.
    :param lexicon: the words that are known.
    """

    def __init__(self, text: str, words: Sequence[Word], lexicon: Lexicon) -> None:
        self.words = words
        self.lexicon = lexicon
        self._flat = flat(text)
        self._patterns = patterns(lexicon)
        self._phrases = self._covered()
        self._institution: dict[int, bool] = {}

    def before(self, i: int) -> str:
        """Return the word before, when nothing but a blank stands between."""
        return self.words[i - 1].key if i and self.words[i].gap.strip() in ("", "'", "’") else ""

    def titled(self, i: int) -> bool:
        """Tell whether a title stands before: `M.`, `Mme`, `Dr`."""
        if not i or self.words[i - 1].key not in self.lexicon.titles or not re.fullmatch(r"\.?[^\S\n]*", self.words[i].gap):
            return False
        return self.words[i - 1].key not in ("m", "mm") or self.words[i - 1].capital or self.words[i].gap.startswith(".")

    def roled(self, i: int) -> bool:
        """Tell whether what a person does stands before: `le prof`, `la directrice`."""
        return self.before(i) in self.lexicon.roles

    def apposed(self, i: int) -> bool:
        """Tell whether what a person does stands before, and a comma: `la directrice, `."""
        return self.words[i].gap == ", " and self.words[i - 1].key in self.lexicon.roles

    def introduced(self, i: int) -> bool:
        """Tell whether words that announce a name stand before: `s'appelle`, `bonjour`."""
        start = self.words[i].start
        return bool(self._patterns.introduced.search(self._flat[max(0, start - WINDOW) : start]))

    def addressed(self, i: int) -> bool:
        """Tell whether words that lead to a person stand before: `j'ai parlé à`, `rencontré`."""
        start = self.words[i].start
        return bool(self._patterns.toward.search(self._flat[max(0, start - WINDOW) : start]))

    def acts(self, i: int, strong: bool = False) -> bool:
        """Tell whether a verb follows that persons are the subject of.

        :param strong: leave out those that things are the subject of as well.
        """
        end = self.words[i].end
        found = self._patterns.strong.match(self._flat, end, end + WINDOW) or self._patterns.state.match(self._flat, end, end + WINDOW)
        return bool(found or (not strong and self._patterns.verb.match(self._flat, end, end + WINDOW)))

    def determined(self, i: int) -> bool:
        """Tell whether a determiner stands before."""
        return self.before(i) in DETERMINERS

    def led(self, i: int) -> bool:
        """Tell whether a preposition or a conjunction that persons often follow stands before."""
        return self.before(i) in self.lexicon.before or (i > 0 and self._flat[: self.words[i].start].endswith("qu'"))

    def reported(self, i: int) -> bool:
        """Tell whether somebody acts in what is reported: `elle dit que martin a tout décidé`."""
        return self.before(i) == "que" and self.acts(i)

    def elsewhere(self, i: int) -> bool:
        """Tell whether a word belongs to the name of an institution, of a street, of a theory, to a quotation, or to a known phrase."""
        return i in self._phrases or self._in_institution(i) or self._cited(i)

    def _cited(self, i: int) -> bool:
        end = self.words[i].end
        if not self.words[i].capital or self.titled(i):
            return False
        return bool(ET_AL.match(self._flat, end) or (CITED.match(self._flat, end) and self.words[i].key not in self.lexicon.given))

    def _in_institution(self, i: int) -> bool:
        if i not in self._institution:
            self._institution[i] = self._led_by_venue(i) or self._ended_by_venue(i)
        return self._institution[i]

    def _led_by_venue(self, i: int) -> bool:
        if self.titled(i):
            return False
        linked = False
        for j in range(i, max(0, i - FAR), -1):
            previous = self.words[j - 1]
            if self.words[j].gap.strip() not in ("", "'", "’"):
                return False
            if previous.key in self.lexicon.venues:
                return not linked or not self._person_like(i)
            if previous.key in self.lexicon.concepts:
                return not self._person_like(i)
            if previous.capital and j == i and not previous.opens and self._in_institution(i - 1) and self.words[i].capital:
                return True
            if previous.key not in LINKS and previous.key not in SORTS:
                return False
            linked = linked or previous.key in LINKS
        return False

    def _person_like(self, i: int) -> bool:
        """Tell whether a given name begins here, not tied to another by a hyphen: `l'école de Jean Roy`, and not `de Jean-Raimbault`."""
        word = self.words[i]
        return word.key in self.lexicon.given | self.lexicon.given_words and not self.lexicon.is_kept(word.key)

    def _ended_by_venue(self, i: int) -> bool:
        if not self.words[i].capital or self.titled(i) or (i and self.roled(i)):
            return False
        for word in self.words[i + 1 : i + 5]:
            if word.gap.strip() or not (word.capital or word.key in SORTS):
                return False
            if word.key in ENDS:
                return True
        return False

    def _covered(self) -> Collection[int]:
        keys = [word.key for word in self.words]
        covered: set[int] = set()
        for phrase in self.lexicon.phrases:
            parts = re.split(r"[ ]", phrase)
            if parts[0] in keys:
                for i in range(len(keys) - len(parts) + 1):
                    if keys[i : i + len(parts)] == parts:
                        covered.update(range(i, i + len(parts)))
        return covered
