"""What is heard in a message, of all that the reader finds likely: what it is about, tells of, is bound by and wants. Pure."""

from collections.abc import Mapping
from math import prod

from assistant.facets import find_constraints
from assistant.incidents import incident_named
from assistant.message import plain
from assistant.records import Heard
from assistant.wanted import GIVEN
from corpus.records import CONSTRAINTS

# Probability from which each is heard, that of an incident being of there being one at all; chosen on `dev` (`evaluate hearing`).
LEAST: Mapping[str, float] = {"subject": 0.35, "incident": 0.3, "constraint": 0.5, "wants": 0.4}
BESIDE = 0.5  # probability from which a subject is heard beside a likelier one
SPOKEN_OF = 0.7  # probability from which what is suggested is said of a subject: below, readers preferred what the card says (SELECTION.md)
TOLD = 0.9  # probability of an incident that is told in words that leave no doubt
MOST_SUBJECTS = 3
# From which a first message gets something written, or else, instead of strategies; it may ask how to convince, and want no arguments.
OPENING = 0.6
ARGUED = 0.85


def heard_in(tags: Mapping[str, float], said: str = "", *, opens: bool = False) -> Heard:
    """Return what is heard in a message, the likeliest first.

    :param tags: the probability of each tag (`corpus.records.TAGS`).
    :param said: the message: what binds a case may be said in words that leave no doubt, where readers gave few examples to learn from.
    :param opens: whether it is the first message: nothing was proposed that it could want otherwise.
    """
    chances: dict[str, dict[str, float]] = {group: {} for group in LEAST}
    for tag, chance in sorted(tags.items(), key=lambda item: -item[1]):
        group, _, name = tag.partition("/")
        chances[group][name] = chance
    likely = {group: tuple(name for name, chance in of.items() if chance >= LEAST[group]) for group, of in chances.items()}
    if opens:
        likely["wants"] = tuple(one for one in likely["wants"] if one not in GIVEN or chances["wants"][one] >= _sure(one))
    first, *others = likely["subject"] or ("",)
    subjects = (first, *(name for name in others if chances["subject"][name] >= BESIDE)) if first else ()
    incidents = chances["incident"]
    happened = 1 - prod(1 - chance for chance in incidents.values())
    likeliest = next(iter(incidents)) if happened >= LEAST["incident"] else ""
    incident = incident_named(likeliest, said)
    return Heard(
        subjects=subjects[:MOST_SUBJECTS],
        surely=tuple(name for name in subjects[:MOST_SUBJECTS] if chances["subject"][name] >= SPOKEN_OF),
        incident=incident,
        happened=max(happened, TOLD) if incident and not likeliest else happened,
        constraints=tuple(one for one in CONSTRAINTS if one in (*likely["constraint"], *find_constraints(plain(said)))),
        wants=likely["wants"],
    )


def _sure(want: str) -> float:
    return ARGUED if want == "arguments" else OPENING
