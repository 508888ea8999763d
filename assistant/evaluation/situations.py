"""Score the choice of strategies on situations that nothing was trained on, beside what one gets without the bank."""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from assistant.evaluation.baselines import Ranker, by_chance, by_meaning, by_words, tutorial
from assistant.evaluation.records import Case, Part, Way
from assistant.evaluation.run import Progress, run_cases, spread
from assistant.evaluation.scores import ndcg, recall, reciprocal_rank
from assistant.evaluation.variants import variants
from assistant.facets import find_facets
from corpus.clean import fold
from corpus.records import Corpus, Origin, Situation, Split
from index.records import Ranked
from index.search import Index
from index.selector import Leg

MEASURES = ("nDCG@5", "rappel@5", "nDCG@5 gradué", "RR")
ORIGINS: tuple[tuple[Origin, str], ...] = (("real", "cas réels"), ("scene", "scènes inventées"))
LEGS: dict[Leg, str] = {"exemples": "les exemples seuls", "encodeur": "l'encodeur seul"}
SHOWN = 10
VARIED = 96  # situations that are told again in other ways
TRANSLATIONS = Path(__file__).parent / "sets" / "dev_en.jsonl"

Chooser = Callable[[str], Sequence[Ranked]]


def evaluate_situations(index: Index, split: Split, advance: Progress, most: int | None = None) -> list[Part]:
    """Return one part per origin, each with our choice, its legs, and what one gets without the bank.

    :param index: an opened index, whose selector was trained on `train` alone.
    :param advance: called with 1 after each situation and way.
    :param most: how many situations of each origin; all of them by default.
    :raises assistant.errors.MissingPackageError: when the model of the usual stack is not installed.
    """
    ways = [*ways_with_the_bank(index), *ways_without_the_bank(index)]
    parts = []
    for origin, title in ORIGINS:
        told = spread(index.corpus.situations_of(split, origin), most)
        scored = tuple(Way(name=name, cases=choose_all(index.corpus, told, choose, advance)) for name, choose in ways)
        parts.append(Part(name=f"{split}-{origin}", title=f"Choix des stratégies, {split}, {title}", measures=MEASURES, ways=scored))
    return parts


def ways_with_the_bank(index: Index) -> list[tuple[str, Chooser]]:
    """Return our choice and its legs, which look at each message once for all."""
    needs_of = cache(index.needs_of)
    ranked = cache(lambda text: index.rank_each(*needs_of(text)))
    ways: list[tuple[str, Chooser]] = [("Boussole", lambda text: ranked(text)[0])]
    return ways + [(LEGS[leg], lambda text, leg=leg: ranked(text)[1][leg]) for leg in index.selector.legs]


def ways_without_the_bank(index: Index) -> list[tuple[str, Chooser]]:
    """Return what one gets from the names of the strategies alone, and from chance."""
    bare: list[tuple[str, Ranker]] = [
        ("e5 sur les 51 noms", by_meaning(index.corpus, index.embeddings)),
        ("BM25 sur les 51 noms", by_words(index.corpus)),
        ("pile des tutoriels sur les 51 noms", tutorial(index.corpus)),
        ("hasard", by_chance(index.corpus)),
    ]
    return [(name, _unscored(rank)) for name, rank in bare]


def evaluate_variants(index: Index, advance: Progress, most: int = VARIED) -> Part:
    """Return how our choice holds when the same `dev` situations are told in other spellings, and in English.

    :param most: how many situations are told again, half of them real.
    """
    english = read_translations(TRANSLATIONS)
    told = [
        s for origin, _ in ORIGINS for s in spread([s for s in index.corpus.situations_of("dev", origin) if s.id in english], most // 2)
    ]
    tellings = {name: _retold(tell) for name, tell in variants(index.corpus.digressions_of("dev")).items()}
    tellings["en anglais"] = lambda s: english[s.id]
    ways = []
    for name, telling in tellings.items():
        again = [situation.model_copy(update={"text": telling(situation)}) for situation in told]
        ways.append(Way(name=name, cases=choose_all(index.corpus, again, ours(index), advance)))
    return Part(name="dev-variants", title="Robustesse : les mêmes situations, écrites autrement", measures=MEASURES, ways=tuple(ways))


def _retold(tell: Callable[[str], str]) -> Callable[[Situation], str]:
    return lambda situation: tell(situation.text)


def read_translations(path: Path) -> dict[str, str]:
    """Return the English of some situations, by their id."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return {str(line["id"]): str(line["text"]) for line in lines}


def some_of_both(corpus: Corpus, wanted: int) -> list[Situation]:
    """Return so many `dev` situations, half of them real, evenly spread over each origin."""
    halves = (spread(corpus.situations_of("dev", origin), (wanted + 1) // 2) for origin, _ in ORIGINS)
    return [situation for half in halves for situation in half][:wanted]


def ours(index: Index) -> Chooser:
    """Return our choice: the ranking of all the strategies for a message."""
    return lambda text: index.rank(*index.needs_of(text))[0]


def _unscored(rank: Ranker) -> Chooser:
    return lambda text: [Ranked(id=id_, score=0.0) for id_ in rank(text)]


def choose_all(corpus: Corpus, told: Sequence[Situation], choose: Chooser, advance: Progress) -> tuple[Case, ...]:
    """Return the case of every situation, as one way of choosing answers it."""

    def answer(situation: Situation) -> Case:
        return score(corpus, situation, choose(situation.text))

    return run_cases(told, lambda situation: (situation.id, situation.text), answer, advance)


def score(corpus: Corpus, situation: Situation, ranked: Sequence[Ranked]) -> Case:
    """Return the case of a situation, with the reason of what was missed.

    :param ranked: all the strategies, best first.
    """
    ranking = [choice.id for choice in ranked]
    expected = sorted(situation.expected)
    missed = [f"{id_} {corpus.cards[id_].name} ({ranking.index(id_) + 1}e)" for id_ in expected if id_ not in ranking[:5]]
    return Case(
        id=situation.id,
        question=situation.text,
        expected=tuple(expected),
        got=tuple(ranking[:SHOWN]),
        probabilities=tuple(round(choice.score, 4) for choice in ranked[:SHOWN]),
        scores={
            "nDCG@5": ndcg(ranking, dict.fromkeys(expected, 1.0)),
            "rappel@5": recall(ranking, expected),
            "nDCG@5 gradué": ndcg(ranking, {id_: float(grade) for id_, grade in situation.relevant.items()}),
            "RR": reciprocal_rank(ranking, expected),
        },
        reasons={"rappel@5": "manque : " + "; ".join(missed)} if missed else {},
        tags=dict(_tags(corpus, situation)),
    )


def _tags(corpus: Corpus, situation: Situation) -> Iterator[tuple[str, str]]:
    """What the case may be grouped by; the level is the one the text itself names, if it does."""
    first = sorted(situation.expected)[0]
    yield "famille", f"{corpus.cards[first].family} {corpus.families[corpus.cards[first].family].name}"
    yield "niveau", next((f.label for f in find_facets(fold(situation.text), "fr") if f.kind == "level"), "non dit")
    yield "provenance", situation.site or situation.writer
