"""Teach the shipped reader the questions written since: `python -m index read --more`, half an hour on two cores.

Learning all anew takes a GPU. A question that is read well already teaches little, so that the others alone are learned from (Jiang et al.,
Accelerating Deep Learning by Focusing on the Biggest Losers, 2019); some of the old ones, drawn by chance, keep what was learned from being
forgotten (rehearsal: Robins, 1995). The first layers, which tell what words mean, stay as they are. Of all that changes, a share is kept:
between the weights before and after lies a reader that gains on what is new without losing elsewhere (Wortsman et al., Robust fine-tuning
of zero-shot models, CVPR 2022).
"""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import torch

from index.learner import Learner, ReaderSettings, fingerprint, kept
from index.lessons import Lesson
from index.reader import Learned, Pair
from index.tune_reader import Report, School, loss_of, taught_once

MORE = ReaderSettings(
    passes=1, batch=32, messages=24, rivals=3, near=6, rate=8e-5, head_rate=3e-4, own=1.0, readers=1, dropout=0.0, first_layer=4
)
READ_WELL = 0.3  # loss up to which a question teaches little
AGAINST = 2  # passages that each is read against to find its loss
REHEARSED = 0.75  # old questions that are learned again, for each new one
SHARE = 0.35  # of what changes, that is kept; chosen on the development set of facts
TOGETHER = 64  # questions whose losses are found at once


def learn_more(known: Learned, school: School, settings: ReaderSettings = MORE, report: Report | None = None) -> Learned:
    """Return what a reader knows once it has learned from the lessons that it has not seen and reads badly, and from messages.

    :param known: what it knows before.
    :param school: all that is taught, lessons that it has seen too.
    :param report: see `learn_reader`.
    """
    new = [lesson for lesson in school.taught if fingerprint(lesson) not in known.seen]
    old = [lesson for lesson in school.taught if fingerprint(lesson) in known.seen]
    losses = losses_of(known, new, settings)
    hard = [lesson for lesson, loss in zip(new, losses, strict=True) if loss > READ_WELL]
    if not hard:
        return known
    again = Random(settings.seed).sample(old, min(len(old), round(REHEARSED * len(hard))))
    taught = replace(school, taught=[*hard, *again])
    before, after = _before(known, settings).state(), taught_once(taught, settings, settings.seed, report, known).state()
    return kept({name: torch.lerp(before[name], after[name], SHARE) for name in after}, settings, school.taught)


def losses_of(known: Learned, taught: Sequence[Lesson], settings: ReaderSettings = MORE) -> list[float]:
    """Return the loss of each lesson, read with the passages that are nearest to it."""
    learner = _before(known, settings)
    learner.to("cuda" if torch.cuda.is_available() else "cpu").eval()
    found: list[float] = []
    for start in range(0, len(taught), TOGETHER):
        some = taught[start : start + TOGETHER]
        pairs = [[Pair(lesson.question, text, lesson.before) for text in (*lesson.told, *lesson.near[:AGAINST])] for lesson in some]
        with torch.no_grad():
            scores = learner.answers([pair for read in pairs for pair in read]).split([len(read) for read in pairs])
        found += [float(loss_of(lesson, part, settings)) for lesson, part in zip(some, scores, strict=True)]
    return found


def _before(known: Learned, settings: ReaderSettings) -> Learner:
    learner = Learner(settings)
    learner.start_as(known)
    return learner
