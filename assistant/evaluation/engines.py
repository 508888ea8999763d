"""Put engines side by side on the same questions: how well they choose, how well what they write holds, how often they fall back."""

import re
import time
from collections.abc import Sequence
from statistics import median

from pydantic import ValidationError

from assistant.chat import Assistant
from assistant.errors import SettingsError
from assistant.evaluation.facts import SETS, FactCase, read_facts
from assistant.evaluation.facts import score as score_fact
from assistant.evaluation.records import Case, Part, Timing, Way
from assistant.evaluation.run import Progress, run_cases, spread
from assistant.evaluation.scores import ndcg
from assistant.evaluation.situations import some_of_both
from assistant.model.engine import open_engine
from assistant.model.faults import Written, fault_of
from assistant.model.parse import claim_of
from assistant.records import Answer
from assistant.settings import Settings
from assistant.verify import Grounds
from corpus.records import Situation
from index.search import Index
from prompts import load_texts

DEPTH = 5
WRITTEN = ("précision", "rappel", "rédigé", "tenu d'emblée", "corrigé", "retiré")
SITUATIONS = ("nDCG@5", *WRITTEN)
FACTS = ("juste", *WRITTEN)
CITING = re.compile(r"[^\n\]]+(?: ?\[\d+\])+")  # what stands before a reference, from the one before it or the start of the line
LEAD = re.compile(r"^[-\s]*(?:\*[^*]+\*\s*)?")


def named_engines(settings: Settings, wanted: Sequence[str]) -> list[Settings]:
    """Return the settings of each engine that was asked for.

    :param wanted: `embedded`, `provider:name`, or `provider:name@address` for a server other than that of the settings.
    :raises SettingsError: if a name is none of these.
    """
    found = []
    for name in wanted:
        model, _, url = name.partition("@")
        try:
            found.append(Settings(**{**settings.model_dump(), "model": model, **({"model_url": url} if url else {})}))
        except ValidationError as error:
            raise SettingsError(load_texts("errors", "fr").render("bad_engine", value=name)) from error
    return found


def evaluate_engines(index: Index, engines: Sequence[Settings], size: int, advance: Progress) -> tuple[list[Part], list[Timing]]:
    """Return the scores of each engine on `dev` situations and questions of fact, and what they take.

    :param size: how many situations, half of them real, and how many questions.
    """
    told = some_of_both(index.corpus, size)
    asked = spread([case for case in read_facts(SETS / "facts.jsonl") if case.wanted == "answer"], size)
    answered = [_answered(Assistant(index, open_engine(settings, index)), settings.model, told, asked, advance) for settings in engines]
    chosen, known = tuple(first for first, _, _ in answered), tuple(second for _, second, _ in answered)
    parts = [
        Part(name="engines-situations", title="Moteurs, situations de développement", measures=SITUATIONS, ways=chosen),
        Part(name="engines-facts", title="Moteurs, faits de développement", measures=FACTS, ways=known),
    ]
    return parts, [timing for _, _, timings in answered for timing in timings]


def _answered(
    assistant: Assistant, name: str, told: Sequence[Situation], asked: Sequence[FactCase], advance: Progress
) -> tuple[Way, Way, list[Timing]]:
    answers: list[Answer] = []
    firsts: list[float] = []

    def ask(text: str) -> None:
        """Answer, and note when the first words of what a model writes could be shown: those of the embedded engine come all at once."""
        start = time.perf_counter()
        told = [(time.perf_counter() - start, said) for said in assistant.stream(text)]
        last = told[-1][1]
        assert isinstance(last, Answer)  # what comes last always is
        firsts.append(told[0][0])
        answers.append(last)

    def situation(item: Situation) -> Case:
        ask(item.text)
        gains = {id_: float(grade == 2) for id_, grade in item.relevant.items()}
        return _case(item.id, item.text, {"nDCG@5": ndcg(answers[-1].ranking, gains, DEPTH)}, answers[-1], assistant)

    def fact(item: FactCase) -> Case:
        ask(item.question)
        return _case(item.id, item.question, {"juste": score_fact(item, answers[-1]).scores["juste"]}, answers[-1], assistant)

    ways = (
        Way(name=name, cases=run_cases(told, lambda item: (item.id, item.text), situation, advance)),
        Way(name=name, cases=run_cases(asked, lambda item: (item.id, item.question), fact, advance)),
    )
    seconds = median(sum(answer.timings_ms.values()) / 1000 for answer in answers)
    tokens = median(answer.usage.tokens_in + answer.usage.tokens_out for answer in answers)
    goal = assistant.engine.seconds if assistant.engine else 1.0
    return *ways, [
        Timing(what=f"{name} : premiers mots vérifiés (médiane)", value=median(firsts), unit="s", goal=goal),
        Timing(what=f"{name} : une réponse (médiane)", value=seconds, unit="s", goal=goal),
        Timing(what=f"{name} : jetons d'une réponse (médiane)", value=tokens, unit="jetons", goal=8000),
    ]


def _case(id_: str, question: str, scores: dict[str, float], answer: Answer, assistant: Assistant) -> Case:
    usage = answer.usage
    share = max(1, usage.sentences)
    holds, right = _references(answer, assistant)
    scores |= {
        "précision": holds,
        "rappel": right,
        "rédigé": float(answer.engine != "embedded"),
        "tenu d'emblée": 1 - usage.faulty / share if usage.sentences else 0.0,
        "corrigé": usage.mended / share,
        "retiré": usage.dropped / share,
    }
    return Case(id=id_, question=question, got=(answer.text,), scores=scores, tags={"moteur": answer.engine}, reasons=_reasons(answer))


def _references(answer: Answer, assistant: Assistant) -> tuple[float, float]:
    """Return two shares, read again from the finished text: of the sentences that cite, those that their passage holds; of what must be
    cited (a sentence of each strategy shown, or the fact), what is.
    """
    by_id = assistant.index.by_id
    passages = [by_id[citation.passage] for citation in answer.citations]
    grounds = Grounds(by_id, answer.question, answer.language)
    written = Written(grounds, frozenset(), "")
    claims = [claim_of(LEAD.sub("", said), passages) for said in CITING.findall(answer.text)]
    precision = sum(fault_of(claim, written) is None for claim in claims) / len(claims) if claims else 0.0
    owners = {passage.owner for passage in passages}
    wanted = [strategy for strategy in answer.strategies if strategy.citations or f"({strategy.id}" in answer.text]
    recall = sum(strategy.id in owners for strategy in wanted) / len(wanted) if wanted else float(bool(passages))
    return precision, recall


def _reasons(answer: Answer) -> dict[str, str]:
    return {"rédigé": " ".join(answer.warnings)} if answer.warnings else {}
