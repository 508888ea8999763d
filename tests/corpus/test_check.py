"""The knowledge base holds its promises, and each promise is really checked: broken on purpose, it is named."""

from collections.abc import Callable

import pytest

from corpus import check, check_ready, check_situations
from corpus.check import problems
from corpus.examples import AskedThen, Thread
from corpus.records import Corpus, Situation


def test_the_knowledge_base_holds_its_promises(corpus: Corpus) -> None:
    assert problems(corpus) == []


def with_card(corpus: Corpus, **changes: object) -> Corpus:
    card = corpus.cards["CP1.1"].model_copy(update=changes)
    return corpus.model_copy(update={"cards": {**corpus.cards, "CP1.1": card}})


def with_means(corpus: Corpus, **changes: object) -> Corpus:
    entry = corpus.means["CP1.1"].model_copy(update=changes)
    return corpus.model_copy(update={"means": {**corpus.means, "CP1.1": entry}})


def with_fact(corpus: Corpus, **changes: object) -> Corpus:
    id_ = next(id_ for id_, fact in corpus.facts.items() if fact.source)
    fact = corpus.facts[id_].model_copy(update=changes)
    return corpus.model_copy(update={"facts": {**corpus.facts, id_: fact}})


def with_situations(corpus: Corpus, *more: Situation) -> Corpus:
    return corpus.model_copy(update={"situations": (*corpus.situations, *more)})


def with_advice(corpus: Corpus, **changes: object) -> Corpus:
    id_, entry = next(iter(corpus.advice.items()))
    return corpus.model_copy(update={"advice": {**corpus.advice, id_: entry.model_copy(update=changes)}})


def with_template(corpus: Corpus, **changes: object) -> Corpus:
    id_, entry = next(iter(corpus.templates.items()))
    return corpus.model_copy(update={"templates": {**corpus.templates, id_: entry.model_copy(update=changes)}})


BREAKS: dict[str, tuple[Callable[[Corpus], Corpus], str]] = {
    "advice of a strategy that does not exist": (lambda c: with_advice(c, strategies=("CP9.9",)), "nomme CP9.9, qui n'existe pas"),
    "advice asked in three ways": (lambda c: with_advice(c, asks=("a b", "c d", "e f")), "3 façons de demander"),
    "advice that gives a year": (lambda c: with_advice(c, text=" ".join(["mot"] * 40) + " en 2019."), "une année ou un montant"),
    "advice too long": (lambda c: with_advice(c, en="word " * 90), "ce qui est trop ou trop peu"),
    "two pieces of advice asked alike": (lambda c: with_advice(c, asks=list(c.advice.values())[1].asks), "» demande AV"),
    "a letter too short": (lambda c: with_template(c, text="mot " * 20), "compte 20 mots"),
    "a letter that greets": (lambda c: with_template(c, text="Bonjour à vous. " + "mot " * 60), "salue, ce que la lettre fait déjà"),
    "a letter of many blanks": (lambda c: with_template(c, en="[a] [b] [c] [d] [e] " + "word " * 60), "a trop de blancs"),
    "a letter with half a blank": (lambda c: with_template(c, text="le [date " + "mot " * 60), "ou un crochet seul"),
    "a letter without a subject line": (lambda c: with_template(c, heading="Rappel"), "l'objet « Rappel » est trop long ou trop court"),
    "a letter asked for as advice is": (lambda c: with_template(c, asks=next(iter(c.advice.values())).asks), "» demande AV01-01 et LT01-01"),
    "a card is missing": (
        lambda c: c.model_copy(update={"cards": {k: v for k, v in c.cards.items() if k != "CP1.2"}}), "On attend 51 stratégies"
    ),
    "a text is too long": (lambda c: with_card(c, issue="mot " * 40), "« issue » compte 40 mots"),
    "a sign is missing": (lambda c: with_card(c, signs=("Un seul signe de progrès ici.",)), "il manque des situations types"),
    "means are missing": (
        lambda c: c.model_copy(update={"means": {k: v for k, v in c.means.items() if k != "CP1.2"}}), "CP1.2 : les moyens et la fiche"
    ),
    "a constraint is missing": (lambda c: with_means(c, ease={"budget": 1}), "il manque une contrainte"),
    "an adaptation is said twice": (lambda c: with_means(c, adapt=c.means["CP1.2"].adapt), "CP1.2 dit comme CP1.1"),
    "a link leads nowhere": (lambda c: with_card(c, actors=("NOBODY",)), "renvoie à NOBODY"),
    "an unknown measure is linked": (lambda c: with_card(c, measures=("PAN03",)), "renvoie à PAN03"),
    "a near-synonym does not answer": (lambda c: with_card(c, near=("CP6.4",), distinct="x"), "se dit proche de CP6.4"),
    "a source is unknown": (lambda c: with_fact(c, source="nowhere"), "cite nowhere"),
    "a fact has no place": (lambda c: with_fact(c, locator=""), "n'a pas de repère"),
    "an unverified fact hides it": (lambda c: with_fact(c, confidence="unverified", text="Voici un fait bien établi."), "ne le dit pas"),
    "a situation expects what does not exist": (
        lambda c: with_situations(c, Situation(id="X1", text="rien à voir ici", relevant={"ZZ9.9": 2})), "attend ZZ9.9"
    ),
    "a situation expects nothing": (
        lambda c: with_situations(c, Situation(id="X1", text="rien à voir ici", relevant={})), "n'attend aucune"
    ),
    "a situation is told twice": (
        lambda c: with_situations(c, c.situations[0].model_copy(update={"id": "X1"})), "répète presque"
    ),
    "a situation gives the label away": (
        lambda c: with_situations(
            c, Situation(id="X1", text="Je veux s'assurer que l'infrastructure numérique soit adéquate", relevant={"CP2.1": 2})
        ),
        "reprend l'étiquette",
    ),
    "an equivalent is left out": (
        lambda c: with_situations(c, Situation(id="X1", text="rien à voir ici", relevant={"CP1.1": 2})), "sans son équivalente (EN1.1)"
    ),
    "a thread names what does not exist": (
        lambda c: c.model_copy(update={"threads": (Thread(id="TH9", turns=(AskedThen(say="Qui?", fact="F-X"), AskedThen(say="Et où?"))),)}),
        "TH9 nomme F-X",
    ),
    "a thread has nothing after its first question": (
        lambda c: c.model_copy(update={"threads": (Thread(id="TH9", turns=(AskedThen(say="Qui?", fact=next(iter(c.facts))),)),)}),
        "TH9 : il manque une suite",
    ),
    "words are missing": (
        lambda c: c.model_copy(update={"words": {k: v for k, v in c.words.items() if k != "CP1.2"}}), "CP1.2 : les mots et la fiche"
    ),
    "words are too short to be said": (
        lambda c: c.model_copy(update={"words": {**c.words, "CP1.1": c.words["CP1.1"].model_copy(update={"team": "Bonjour."})}}),
        "compte 1 mots",
    ),
    "a site is on two sides": (
        lambda c: with_situations(
            c, *(Situation(id=f"X{n}", text=f"cas {n} {split}", relevant={"CP1.2": 2}, origin="real", split=split, source_url="http://a.example/x") for n, split in enumerate(("train", "test")))
        ),
        "« a.example » est à la fois dans test et train",
    ),
    "the bank is small": (lambda c: c.model_copy(update={"situations": c.situations[:50]}), "La banque compte 50 situations"),
    "a strategy is thin": (
        lambda c: c.model_copy(update={"situations": tuple(s for s in c.situations if "CP1.1" not in s.relevant)}), "CP1.1 n'est attendue"
    ),
}  # fmt: skip


ABOUT_THE_WHOLE_BANK = {"a strategy is thin", "the bank is small"}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_promise_is_named(name: str, corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    damage, sentence = BREAKS[name]
    sound = corpus if name in ABOUT_THE_WHOLE_BANK else corpus.model_copy(update={"situations": corpus.situations[:60]})
    if name in ABOUT_THE_WHOLE_BANK:  # thousands of situations held against each other: seconds, and nothing to do with what is broken
        monkeypatch.setattr(check, "CHECKS", tuple(one for one in check.CHECKS if one is not check_situations.duplicates))
    assert not any(sentence in problem for problem in problems(sound))
    assert any(sentence in problem for problem in problems(damage(sound)))


def test_every_check_is_run() -> None:
    declared = {
        name
        for module in (check, check_ready, check_situations)
        for name, value in vars(module).items()
        if callable(value) and getattr(value, "__module__", "") == module.__name__ and not name.startswith("_")
    }
    assert declared - {"problems"} == {function.__name__ for function in check.CHECKS}
