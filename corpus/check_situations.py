"""Prove what the bank of situations promises: its labels, its variety, and that nothing learned from is also tested on."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

import numpy as np

from corpus.clean import words
from corpus.records import Corpus, Split

SITUATIONS = 2400
REAL = 800
MINIMUM_EXAMPLES = 40  # situations of grade 2 that every strategy needs
NEAR_DUPLICATE = 0.5  # character 5-gram Jaccard from which two situations are the same one told twice
RUN = 5  # characters of a run that two situations may share
BLOCK = 500  # situations compared with all the others at once
LABEL_RUN = 5  # words in a row of a strategy's label that would give the answer away in a situation

Check = Callable[[Corpus], Iterator[str]]


def sizes(corpus: Corpus) -> Iterator[str]:
    """The bank holds enough situations, and enough of them really happened."""
    real = sum(s.origin == "real" for s in corpus.situations)
    if len(corpus.situations) < SITUATIONS or real < REAL:
        yield f"La banque compte {len(corpus.situations)} situations, dont {real} réelles; on en veut {SITUATIONS}, dont {REAL}."


def examples(corpus: Corpus) -> Iterator[str]:
    """Every label of the bank exists, and every strategy has enough situations that expect it."""
    count: Counter[str] = Counter()
    for situation in corpus.situations:
        count.update(situation.expected)
        if not situation.expected:
            yield f"{situation.id} n'attend aucune stratégie."
        for id_ in situation.relevant:
            if id_ not in corpus.cards:
                yield f"{situation.id} attend {id_}, qui n'existe pas."
    for id_ in corpus.cards:
        if count[id_] < MINIMUM_EXAMPLES:
            yield f"{id_} n'est attendue que par {count[id_]} situations, on en veut {MINIMUM_EXAMPLES}."


def duplicates(corpus: Corpus) -> Iterator[str]:
    """No situation is told twice (character 5-grams, Jaccard)."""
    from sklearn.feature_extraction.text import CountVectorizer  # heavy, and only this check needs it

    told = [" ".join(words(s.text)) or s.id for s in corpus.situations]
    held = CountVectorizer(analyzer="char", ngram_range=(RUN, RUN), binary=True, dtype=np.int32).fit_transform(
        text.ljust(RUN) for text in told
    )
    sizes = np.asarray(held.sum(axis=1)).ravel()
    for start in range(0, len(told), BLOCK):
        shared = (held[start : start + BLOCK] @ held.T).toarray()
        alike = shared >= NEAR_DUPLICATE * (sizes[start : start + BLOCK, None] + sizes - shared)
        for row, column in zip(*np.nonzero(alike), strict=True):
            if column < start + row:
                yield f"{corpus.situations[start + row].id} répète presque {corpus.situations[column].id}."


def labels(corpus: Corpus) -> Iterator[str]:
    """No situation uses the wording of the label it is meant to call for."""
    for situation in corpus.situations:
        told = " ".join(words(situation.text))
        for id_ in situation.expected & corpus.cards.keys():
            label = words(corpus.cards[id_].name)
            runs = (" ".join(label[i : i + LABEL_RUN]) for i in range(max(1, len(label) - LABEL_RUN + 1)))
            if len(label) >= LABEL_RUN and any(run in told for run in runs):
                yield f"{situation.id} reprend l'étiquette de {id_}."


def equivalents(corpus: Corpus) -> Iterator[str]:
    """Where one name of a strategy fits, its other name fits at least a little: equivalents are labelled together."""
    for group in corpus.equivalents:
        for id_ in sorted(group - corpus.cards.keys()):
            yield f"{id_}, donnée comme équivalente, n'existe pas."
        for situation in corpus.situations:
            if group & situation.relevant.keys() and not group <= situation.relevant.keys():
                missing = ", ".join(sorted(group - situation.relevant.keys()))
                yield f"{situation.id} nomme une stratégie sans son équivalente ({missing})."


def splits(corpus: Corpus) -> Iterator[str]:
    """No site that real cases come from, and no pair of scenes, is on two sides of a split."""
    sides: defaultdict[str, set[Split]] = defaultdict(set)
    for situation in corpus.situations:
        if key := situation.site or situation.pair:
            sides[key].add(situation.split)
    for key, found in sides.items():
        if len(found) > 1:
            yield f"« {key} » est à la fois dans {' et '.join(sorted(found))}."


CHECKS: tuple[Check, ...] = (sizes, examples, duplicates, labels, equivalents, splits)
