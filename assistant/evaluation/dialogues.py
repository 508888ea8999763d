"""Score whole conversations, turn by turn: each turn says what a good answer is, in terms that a program can check."""

from collections.abc import Sequence
from pathlib import Path

import yaml

from assistant.chat import Assistant
from assistant.evaluation.records import Case, Part, Way
from assistant.evaluation.run import Progress, run_cases, spread
from assistant.records import Answer
from corpus.clean import fold
from corpus.records import Language, Record, TurnKind

SETS = Path(__file__).parent / "sets"
PARTS = (
    ("dialogues-test", "Conversations, par tour, jeu de test", "dialogues_test.yaml"),
    ("dialogues", "Conversations, par tour, jeu de développement", "dialogues.yaml"),
)
MEASURES = ("tour réussi", "sorte", "contenu")


class Expectation(Record):
    """A turn and what its answer must be. What is left out is not asked for."""

    say: str
    kinds: tuple[TurnKind, ...]
    any_strategy: tuple[str, ...] = ()
    says: tuple[tuple[str, ...], ...] = ()
    not_says: tuple[str, ...] = ()
    same_as: int | None = None
    new_strategies: bool = False
    language: Language | None = None


class Dialogue(Record):
    """A conversation of several turns."""

    id: str
    about: str
    turns: tuple[Expectation, ...]


def evaluate_dialogues(assistant: Assistant, advance: Progress, most: int | None = None) -> list[Part]:
    """Return the scores of our answers to each set, one case per turn.

    :param most: how many conversations of each set; all of them by default.
    """
    return [_evaluated(assistant, name, title, spread(read_dialogues(SETS / file), most), advance) for name, title, file in PARTS]


def _evaluated(assistant: Assistant, name: str, title: str, dialogues: Sequence[Dialogue], advance: Progress) -> Part:
    cases: list[Case] = []
    for dialogue in dialogues:
        answers: list[Answer] = []

        def answer(turn: Expectation, answers: list[Answer] = answers, dialogue: Dialogue = dialogue) -> Case:
            answers.append(assistant.ask(turn.say, [past.turn for past in answers]))
            return score(f"{dialogue.id}-{len(answers)}", turn, answers)

        cases += run_cases(dialogue.turns, lambda turn, dialogue=dialogue: (dialogue.id, turn.say), answer, advance)  # type: ignore[misc]
    return Part(name=name, title=title, measures=MEASURES, ways=(Way(name="Boussole", cases=tuple(cases)),))


def read_dialogues(path: Path) -> Sequence[Dialogue]:
    """Read a set: a YAML list of dialogues."""
    return [Dialogue.model_validate(entry) for entry in yaml.safe_load(path.read_text(encoding="utf-8"))]


def score(id_: str, turn: Expectation, answers: Sequence[Answer]) -> Case:
    """Score the last answer of a conversation against what its turn asks for."""
    answer = answers[-1]
    reasons = {}
    if answer.kind not in turn.kinds:
        reasons["sorte"] = f"« {answer.kind} » plutôt que {' ou '.join(turn.kinds)}"
    if faults := _faults(turn, answer, answers[:-1]):
        reasons["contenu"] = "; ".join(faults)
    if reasons:
        reasons["tour réussi"] = "; ".join(reasons.values())
    return Case(
        id=id_,
        question=turn.say,
        expected=(*turn.kinds, *turn.any_strategy),
        got=(answer.kind, *(s.id for s in answer.strategies), answer.text),
        scores={measure: float(measure not in reasons) for measure in MEASURES},
        reasons=reasons,
        tags={"langue": answer.language},
    )


def _faults(turn: Expectation, answer: Answer, before: Sequence[Answer]) -> list[str]:
    told, shown = fold(answer.text), [s.id for s in answer.strategies]
    faults = [f"ne dit pas {' / '.join(group)}" for group in turn.says if not any(fold(word) in told for word in group)]
    faults += [f"dit {word}" for word in turn.not_says if fold(word) in told]
    named = {*shown, *(also for s in answer.strategies for also in s.also)}
    if turn.any_strategy and not named & set(turn.any_strategy):
        faults.append(f"ne propose aucune de {', '.join(turn.any_strategy)}")
    past = [s.id for s in before[-1].strategies] if before else []
    listed = next((ids for ids in reversed([[s.id for s in answer.strategies] for answer in before]) if len(ids) > 1), past)
    meant = {ids[turn.same_as] for ids in (past, listed) if turn.same_as is not None and turn.same_as < len(ids)}
    if turn.same_as is not None and not meant & set(shown):
        faults.append(f"ne parle pas de la stratégie de rang {turn.same_as + 1}")
    if turn.new_strategies and (not shown or set(shown) & set(past)):
        faults.append("ne propose pas d'autres stratégies")
    if turn.language and answer.language != turn.language:
        faults.append(f"répond en « {answer.language} »")
    return faults
