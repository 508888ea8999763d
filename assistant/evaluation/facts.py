"""Score answers to questions of fact and definition, to those the sources cannot answer, and to those that must be declined."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from assistant.chat import Assistant
from assistant.evaluation.records import Case, Part, Way
from assistant.evaluation.run import Progress, run_cases, spread
from assistant.records import Answer
from corpus.clean import fold
from corpus.records import Language, Record
from prompts import load_texts

PARTS = {"answer": "Faits et définitions", "unknown": "Ce que les sources ne disent pas", "decline": "À décliner"}
FILES = (("-test", "jeu de test", "facts_test.jsonl"), ("", "jeu de développement", "facts.jsonl"))
SETS = Path(__file__).parent / "sets"
MEASURES = ("juste", "répondu", "référence", "sorte")
# What the first sentence of an answer holds when it says that the sources do not tell.
ADMITS = re.compile(
    r"^rien n|\b(on|j')\s?ignore\b|\b(ne |n').{0,60}\b(pas|aucune?|rien|ni|jamais)\b|"
    r"\b(aucune?|not|no|nothing|neither|inconnue?s?|unknown)\b|n't\b"
)


class FactCase(Record):
    """A question and what its answer must hold.

    ``wanted`` says what is right: `answer`, the fact with its reference; `unknown`, saying that the sources do not tell; `decline`.
    ``says`` lists what the text must hold, each by one of its wordings; ``not_says``, what would be wrong.
    """

    id: str
    question: str
    wanted: Literal["answer", "unknown", "decline"]
    sort: str = ""
    says: tuple[tuple[str, ...], ...] = ()
    not_says: tuple[str, ...] = ()
    language: Language = "fr"


def evaluate_facts(assistant: Assistant, advance: Progress, most: int | None = None) -> list[Part]:
    """Return the scores of our answers, one part for each set and each thing that is wanted.

    :param most: how many questions of each set; all of them by default.
    """
    return [
        part for suffix, told, file in FILES for part in _evaluated(assistant, suffix, told, spread(read_facts(SETS / file), most), advance)
    ]


def _evaluated(assistant: Assistant, suffix: str, told: str, asked: Sequence[FactCase], advance: Progress) -> list[Part]:
    cases = run_cases(asked, lambda item: (item.id, item.question), lambda item: score(item, assistant.ask(item.question)), advance)
    wanting = {item.id: item.wanted for item in asked}  # a case that crashed carries no tags
    return [
        Part(
            name=f"facts-{wanted}{suffix}",
            title=f"{title}, {told}",
            measures=MEASURES,
            ways=(Way(name="Boussole", cases=tuple(case for case in cases if wanting[case.id] == wanted)),),
        )
        for wanted, title in PARTS.items()
    ]


def read_facts(path: Path) -> Sequence[FactCase]:
    """Read a set, one JSON object per line."""
    return [FactCase.model_validate(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def score(item: FactCase, answer: Answer) -> Case:
    """Score one answer.

    juste: what must be said is said, and nothing wrong is; répondu: a question that has an answer is not refused, which is never
    right, whatever is shown as nearest; référence: a fact is given with one; sorte: the turn was taken for what it is.
    """
    reasons = {}
    missing = [" / ".join(group) for group in item.says if not any(fold(word) in fold(answer.text) for word in group)]
    if item.wanted == "unknown" and not ADMITS.search(fold(re.split(r"(?<=[.!?])\s", answer.text)[0])):
        missing.append("que les sources ne le disent pas")
    wrong = [word for word in item.not_says if fold(word) in fold(answer.text)]
    if item.wanted == "answer" and refuses(answer):
        reasons["répondu"] = "refusée à tort"
        missing.append("que c'est la réponse")
    if missing or wrong:
        reasons["juste"] = "; ".join([f"ne dit pas {m}" for m in missing] + [f"dit {w}" for w in wrong])
    kinds = {"answer": {"fact", "definition"}, "unknown": {"fact", "definition"}, "decline": {"decline"}}[item.wanted]
    if answer.kind not in kinds:
        reasons["sorte"] = f"prise pour « {answer.kind} »"
    if item.wanted == "answer" and not answer.citations:
        reasons["référence"] = "aucune référence"
    return Case(
        id=item.id,
        question=item.question,
        expected=tuple(group[0] for group in item.says) or (item.wanted,),
        got=(answer.text,),
        scores={measure: float(measure not in reasons) for measure in MEASURES},
        reasons=reasons,
        tags={"voulu": item.wanted, "sorte": item.sort, "langue": item.language},
    )


def refuses(answer: Answer) -> bool:
    """Tell whether an answer says that the documents do not hold what was asked."""
    unknown = load_texts("answers", answer.language).get("fact.unknown")
    return any(answer.text.startswith(said) for said in unknown)
