"""Time what a person waits for: answers, start-up of the page, the first build, a build after one change. In fresh processes."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from socket import socket

from assistant.chat import Assistant, open_assistant
from assistant.evaluation.dialogues import SETS, read_dialogues
from assistant.evaluation.facts import read_facts
from assistant.evaluation.records import Timing
from assistant.evaluation.scores import percentile
from assistant.parts import parts_of
from assistant.records import Turn
from assistant.settings import ROOT, Settings

QUESTIONS = 60
CONVERSATIONS = 20
OTHERS = (
    "Combien de mesures comptait le Plan d'action numérique?",
    "Qu'est-ce que le RÉCIT?",
    "Bonjour!",
    "How do I get my teachers to use the tablets without adding to their workload?",
)


def evaluate_speed(settings: Settings) -> list[Timing]:
    """Return every timing.

    :param settings: where the index is; it must be built.
    """
    return [*_answers(settings), _page(settings), *_builds()]


def _answers(settings: Settings) -> Iterator[Timing]:
    """Time messages that open a conversation, questions that ask for several things, and whole conversations turn by turn."""
    assistant = open_assistant(settings)
    opening = [situation.text for situation in assistant.index.corpus.situations_of("dev")][:QUESTIONS] + list(OTHERS)
    several = [fact.question for fact in read_facts(SETS / "facts.jsonl") if len(parts_of(fact.question)) > 1][:QUESTIONS]
    talks = [tuple(turn.say for turn in dialogue.turns) for dialogue in read_dialogues(SETS / "dialogues.yaml")][:CONVERSATIONS]
    assistant.ask(opening[0])
    times = _spent(assistant, [(text,) for text in opening])
    yield Timing(what="Réponse, médiane (p50)", value=percentile(times, 50), unit="ms", goal=200)
    yield _p95("Réponse", times)
    yield _p95("Question de plusieurs parties", _spent(assistant, [(text,) for text in several]))
    yield _p95("Tour de conversation", _spent(assistant, talks))


def _p95(what: str, times: Sequence[float]) -> Timing:
    return Timing(what=f"{what}, p95", value=percentile(times, 95), unit="ms", goal=500)


def _spent(assistant: Assistant, conversations: Sequence[Sequence[str]]) -> list[float]:
    """Return the milliseconds that each message of each conversation takes."""
    times = []
    for messages in conversations:
        past: list[Turn] = []
        for message in messages:
            start = time.perf_counter()
            past.append(assistant.ask(message, past).turn)
            times.append((time.perf_counter() - start) * 1000)
    return times


def _page(settings: Settings) -> Timing:
    """Time `python app.py` until the page is served."""
    port = _free_port()
    environment = {**os.environ, "BOUSSOLE_PORT": str(port), "BOUSSOLE_DATA_DIR": str(settings.data_dir)}
    start = time.perf_counter()
    with _process([sys.executable, "app.py"], environment):
        while not _served(f"http://127.0.0.1:{port}/"):
            if time.perf_counter() - start > 60:
                raise TimeoutError("la page n'a pas répondu en 60 s")
            time.sleep(0.05)
        return Timing(what="Page prête après « python app.py »", value=time.perf_counter() - start, unit="s", goal=5)


def _builds() -> Iterator[Timing]:
    """Time a first build and the one after a card changed, on a copy of the project, and the memory the first needed."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "boussole"
        skipped = shutil.ignore_patterns(".git", ".venv", "data", "__pycache__", "*.egg-info", ".*cache")
        shutil.copytree(ROOT, copy, ignore=skipped)
        yield Timing(what="Première construction de l'index", value=_build(copy), unit="s", goal=60)
        card = copy / "corpus" / "strategies" / "CP1.yaml"
        changed = card.read_text(encoding="utf-8").replace('need: "', 'need: "Vraiment, ', 1)
        card.write_text(changed, encoding="utf-8")
        yield Timing(what="Construction après une fiche changée", value=_build(copy), unit="s", goal=10)
        memory = subprocess.run([sys.executable, "-c", MEMORY], cwd=copy, check=True, capture_output=True, text=True)
        yield Timing(what="Mémoire après une réponse (RSS)", value=json.loads(memory.stdout), unit="Go", goal=1.2)


# The highest memory of this process alone: `getrusage` would give that of the process it was started from, where that is higher.
MEMORY = """
import re, resource
from pathlib import Path
from assistant.settings import Settings
from assistant.chat import open_assistant
open_assistant(Settings()).ask("Mes profs n'ont pas le temps de planifier avec les tablettes.")
status = Path("/proc/self/status")
told = re.search(r"VmHWM:\\s*(\\d+) kB", status.read_text()) if status.is_file() else None
print((int(told[1]) if told else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024**2)
"""


def _build(folder: Path) -> float:
    start = time.perf_counter()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BOUSSOLE_")}
    subprocess.run([sys.executable, "-m", "index", "build"], cwd=folder, env=environment, check=True, capture_output=True)
    return time.perf_counter() - start


@contextmanager
def _process(command: list[str], environment: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def _served(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _free_port() -> int:
    with closing(socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
