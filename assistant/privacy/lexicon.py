"""The words that the search for names goes by: names, the words around them, and the capitals that are no persons. Read once, frozen."""

import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import yaml

from corpus.records import Record

FOLDER = Path(__file__).parent
PIPED = ("introductions", "phrases", "states", "deeds", "toward")  # several words each, or patterns
FILES = ("names", "words", "common")
SAINT = re.compile(r"(?:saint|sainte|st|ste)-")


class Lexicon(Record):
    """Folded words, by what they say of a capital or of the word beside them; see `names.yaml`, `words.yaml` and `common.yaml`.

    ``common`` holds the words of French and English: a word that is neither common nor known may be a name.
    """

    given: frozenset[str]
    given_words: frozenset[str]
    family: frozenset[str]
    family_words: frozenset[str]
    titles: frozenset[str]
    roles: frozenset[str]
    introductions: tuple[str, ...]
    states: tuple[str, ...]
    deeds: tuple[str, ...]
    toward: tuple[str, ...]
    verbs: frozenset[str]
    weak_verbs: frozenset[str]
    clitics: frozenset[str]
    before: frozenset[str]
    particles: frozenset[str]
    lower_particles: frozenset[str]
    venues: frozenset[str]
    concepts: frozenset[str]
    places: frozenset[str]
    authors: frozenset[str]
    kept: frozenset[str]
    phrases: tuple[str, ...]
    common: frozenset[str]

    def __hash__(self) -> int:
        return id(self)

    def is_given(self, key: str) -> bool:
        """Tell whether a word can be a given name."""
        first, *rest = key.split("-")
        return key in self._given or (
            bool(rest) and first in self._given and all(part in self._given or part not in self.common for part in rest)
        )

    def is_family(self, key: str) -> bool:
        """Tell whether a word can be a family name."""
        parts = key.split("-")
        if SAINT.match(key) or key in self._family:
            return True
        return len(parts) > 1 and any(p in self._family for p in parts) and all(p in self._family or p not in self.common for p in parts)

    def is_sure(self, key: str) -> bool:
        """Tell whether a word is a name whatever stands around it."""
        parts = key.split("-")
        names = self.given | self.family
        loose = names | self.given_words | self.family_words
        return key in names or (
            len(parts) > 1 and not SAINT.match(key) and any(p in names for p in parts) and all(p in loose for p in parts)
        )

    def is_kept(self, key: str) -> bool:
        """Tell whether a word is the name of something else: a place, a tool, an institution, an author that is cited."""
        return key in self._kept or bool(SAINT.match(key))

    def is_common(self, key: str) -> bool:
        """Tell whether a word is one of the language's own."""
        return key in self.common or ("-" in key and all(part in self.common for part in key.split("-")))

    @cached_property
    def whole(self) -> frozenset[str]:
        """Names that begin like an elision and are none: `d'amours`."""
        return frozenset(name for name in self.family if "'" in name)

    @cached_property
    def beside(self) -> frozenset[str]:
        """Words that stand beside names and are none."""
        return self.titles | self.roles | self.venues | self.particles | self.verbs

    @cached_property
    def _given(self) -> frozenset[str]:
        return self.given | self.given_words

    @cached_property
    def _family(self) -> frozenset[str]:
        return self.family | self.family_words

    @cached_property
    def _kept(self) -> frozenset[str]:
        return self.kept | self.places | self.authors


def read_lexicon(common: Iterable[str] = ()) -> Lexicon:
    """Read the words that are written down.

    :param common: more words of the language, folded.
    """
    lists = {key: value for name in FILES for key, value in yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")).items()}
    piped = {key: tuple(part.strip() for part in lists.pop(key).split("|") if part.strip()) for key in PIPED}
    words = {key: frozenset(value.split()) for key, value in lists.items()}
    common_words = words.pop("french") | words.pop("english") | frozenset(common)
    return Lexicon(**words, **piped, common=common_words)
