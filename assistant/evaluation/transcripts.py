"""Write out conversations with our answers, for people to read."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from assistant.chat import Assistant
from assistant.evaluation.run import Progress
from assistant.records import Answer
from corpus.records import Record
from prompts import load_texts

SETS = Path(__file__).parent / "sets"


class Script(Record):
    """What a person says in a conversation, turn after turn."""

    title: str
    turns: tuple[str, ...]


def read_scripts(path: Path = SETS / "transcripts.yaml") -> Sequence[Script]:
    """Read the conversations to write out."""
    return [Script.model_validate(entry) for entry in yaml.safe_load(path.read_text(encoding="utf-8"))]


def transcribe(assistant: Assistant, scripts: Sequence[Script], advance: Progress) -> str:
    """Return the conversations in Markdown, each answer with its references."""
    texts = load_texts("evaluation", "fr")
    parts = [f"# {texts.get('transcripts.title')}", texts.get("transcripts.note")]
    for script in scripts:
        answers = assistant.converse(script.turns)
        parts.append(f"## {script.title}")
        parts += [line for answer in answers for line in _turn(answer)]
        advance(1)
    return "\n\n".join(parts) + "\n"


def _turn(answer: Answer) -> Iterator[str]:
    yield "\n".join(f"> {line}" for line in answer.question.splitlines())
    yield answer.text
    if answer.citations:
        yield "\n".join(f"<sub>[{c.n}] {c.title}, {c.locator}</sub>  " for c in answer.citations)
