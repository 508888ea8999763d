"""The profile as files: Markdown to read, JSON to resume from, CSV to compute with. Pure."""

import csv
import io
import json
from collections.abc import Iterable
from datetime import date

from assistant.reflection.records import Answers, Mean, Priority, Profile
from assistant.reflection.score import Statements
from assistant.reflection.words import Words
from corpus.base import Language
from corpus.records import Corpus

VERSION = 1
COLUMNS = ("id", "family", "text", "level", "word", "strategies", "competencies", "dimensions")


def to_markdown(profile: Profile, corpus: Corpus, language: Language, made: date) -> bytes:
    """Return the profile as Markdown.

    :param made: the day to write on it.
    """
    words = Words(language)
    day = words.say("export.made", date=made.isoformat())
    lines = [f"# {words.get('profile.title')}", day, words.get("profile.aid")]
    lines.append(words.say("progress", done=str(profile.answered), asked=str(profile.asked)))
    lines += _compared(profile, corpus, words) if profile.strengths else [words.uncompared(profile)]
    if profile.lacking:
        items = [f"- {words.family(family.id)}, {words.counted(family)}" for family in profile.lacking]
        lines += [f"## {words.get('profile.lacking')}", words.get("profile.lacking_intro"), "\n".join(items)]
    lines += [f"## {words.get('chart.title')}", _table([(words.family(f.id), f) for f in profile.families], "chart", words)]
    frameworks = words.by_framework(profile, corpus)
    lines += [f"## {words.get('competencies.title')}", words.get("competencies.intro")] if frameworks else []
    for key, rows in frameworks.items():
        lines += [words.get(f"{key}.caption"), _table(rows, key, words)]
    return ("\n\n".join([*lines, words.get("note")]) + "\n").encode()


def _compared(profile: Profile, corpus: Corpus, words: Words) -> list[str]:
    strengths = "\n".join(f"- {words.family(id_)}, {words.mean(profile.mean_of(id_))}" for id_ in profile.strengths)
    return [
        f"## {words.get('profile.strengths')}",
        strengths,
        *_tied(profile.strengths_tied, words),
        f"## {words.get('profile.priorities')}",
        words.get("profile.priorities_intro"),
        *(part for priority in profile.priorities for part in _priority(profile, priority, corpus, words)),
        *_tied(profile.priorities_tied, words),
    ]


def _tied(ids: tuple[str, ...], words: Words) -> list[str]:
    return [words.say("profile.tied", families=words.families(ids))] if ids else []


def _priority(profile: Profile, priority: Priority, corpus: Corpus, words: Words) -> list[str]:
    head = f"### {words.family(priority.family)}, {words.mean(profile.mean_of(priority.family))}"
    cards = [corpus.cards[id_] for id_ in priority.strategies]
    lead = words.get("profile.suggestion")
    return [head, "\n".join(f"- **{words.strategy(card)}** ({card.id}). *{lead}* {words.first_step(card)}" for card in cards)]


def _table(rows: Iterable[tuple[str, Mean]], key: str, words: Words) -> str:
    head = [words.get(f"{key}.columns.{name}") for name in ("name", "mean", "answered")]
    lines = [head, ["---"] * len(head), *([name, words.mean(mean), words.counted(mean)] for name, mean in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def to_json(answers: Answers, profile: Profile, language: Language, made: date) -> bytes:
    """Return the answers, which `read_answers` reads back, with the profile drawn from them."""
    content = {
        "version": VERSION,
        "made": made.isoformat(),
        "language": language,
        "answers": dict(answers.levels),
        "profile": profile.model_dump(mode="json"),
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def to_csv(statements: Statements, answers: Answers, language: Language) -> bytes:
    """Return one line per statement, as the spreadsheets of the language open it; a statement without an answer has empty cells."""
    words = Words(language)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=words.get("export.separator"))
    writer.writerow([words.get(f"export.columns.{name}") for name in COLUMNS])
    for s in statements:
        level = answers.levels.get(s.id)
        told = ["", ""] if level is None else [str(level), words.level(level)]
        links = (" ".join(ids) for ids in (s.strategies, s.competencies, s.dimensions))
        writer.writerow([s.id, words.family(s.family), s.told(language), *told, *links])
    return out.getvalue().encode("utf-8-sig")  # the mark by which a spreadsheet knows that accents are UTF-8
