"""What is looked for right before and right after a name, made from the words of the lexicon (folded text)."""

import re
from collections.abc import Collection
from functools import cache
from typing import NamedTuple

from assistant.privacy.lexicon import Lexicon

NEGATED = r"(?:n'|ne )?"
BEING = (
    NEGATED + r"(?:est|etait|sera|semble|parait|reste|se sent|s'est|is|was|seems|looks)"
    r"(?: (?:pas|ben|tres|vraiment|un peu|encore|toujours|not|very|really|so))?"
)
HAVING = NEGATED + r"(?:m'|nous |l')?(?:a|avait|aura|ont|has|had)(?: (?:pas|jamais|encore|tout|deja|rien|not|never))?"


class Patterns(NamedTuple):
    """What is looked for before and after a name."""

    introduced: re.Pattern[str]
    toward: re.Pattern[str]
    verb: re.Pattern[str]
    strong: re.Pattern[str]
    state: re.Pattern[str]


@cache
def patterns(lexicon: Lexicon) -> Patterns:
    """Return the patterns that the words of a lexicon make (once for each)."""
    return Patterns(
        introduced=re.compile(rf"(?:^|(?<=\W))(?:{'|'.join(lexicon.introductions)})[ \n]*$"),
        toward=re.compile(rf"(?:^|(?<=\W))(?:{'|'.join(lexicon.toward)}) $"),
        verb=_verbs(lexicon.verbs, lexicon),
        strong=_verbs(lexicon.verbs - lexicon.weak_verbs, lexicon),
        state=re.compile(rf" (?:{BEING} (?:{'|'.join(lexicon.states)})|{HAVING} (?:{'|'.join(lexicon.deeds)}))\b"),
    )


def _verbs(verbs: Collection[str], lexicon: Lexicon) -> re.Pattern[str]:
    clitics = "|".join(re.escape(word) + ("" if word.endswith("'") else r"\b ?") for word in sorted(lexicon.clitics, key=len, reverse=True))
    return re.compile(rf"[ ,]{{1,2}}(?:(?:{clitics}))*(?:{'|'.join(map(re.escape, sorted(verbs, key=len, reverse=True)))})\b")
