"""What a text counts: numbers of things, and not years, nor the numbers that name a measure or a dimension. Pure."""

import re

from corpus.clean import fold
from index.evidence import NUMBERED
from index.lexical import Stems

NUMBER = r"(?:\d[\d ]*|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|vingt|trente)"
NAMING = re.compile(rf"(?:19|20)\d\d(?:[-–]\d+)?|{NUMBERED.pattern}|\b(?:un|une|one)\b(?! (?:demi|seul|fois|half|hour|heure))")
SPELT = (
    r"(?:un|une|one|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante"
    r"|soixante|cent|mille|millions?|[a-z]+aines?|two|three|four|five|seven|eight|nine|ten|eleven|twelve|thirteen|fifteen|twenty|thirty"
    r"|forty|fifty|hundred|thousand|dozens?|half)"
)
BEFORE, AFTER = 6, 3  # words between a number and what it counts, when it stands before it, and after


def bare(text: str) -> str:
    """Return a text, folded, without the numbers that count nothing."""
    return NAMING.sub(" ", fold(text))


def counts_something(text: str) -> bool:
    """Tell whether a text counts anything."""
    return re.search(rf"\d|\b{SPELT}\b", bare(text)) is not None


def counts(noun: str, text: str) -> bool:
    """Tell whether a text gives a number of something: "33 mesures" for "mesures"."""
    stems = Stems()
    wanted = stems(noun)
    found = re.findall(rf"\b{NUMBER} (?=([a-z]+(?: [a-z]+)?))", fold(text))
    return bool(wanted) and any(stems(word) == wanted for pair in found for word in pair.split())


def leaves_uncounted(noun: str, text: str) -> bool:
    """Tell whether a text speaks of something without giving any number near it."""
    stems = Stems()
    wanted = stems(noun)
    words = re.findall(r"[a-z]+|\d+", bare(text))
    numbers = [place for place, word in enumerate(words) if word.isdigit() or re.fullmatch(SPELT, word)]
    named = [place for place, word in enumerate(words) if wanted and stems(word) == wanted]
    return bool(named) and not any(-AFTER <= place - number <= BEFORE for place in named for number in numbers)
