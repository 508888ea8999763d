"""What is taken away: a text to read, answers to come back to, a table to compute with."""

import csv
import io
import json
from datetime import date

import pytest

from assistant.reflection.export import to_csv, to_json, to_markdown
from assistant.reflection.records import Answers
from assistant.reflection.score import Statements, read_answers, score
from corpus.records import Corpus, Language

MADE = date(2026, 3, 9)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_markdown_says_what_the_profile_says(language: Language, corpus: Corpus, statements: Statements, given: Answers) -> None:
    text = to_markdown(score(given, statements), corpus, language, MADE).decode().replace("\u00a0", " ")
    wanted = {
        "fr": ("# Votre profil", "Fait le 2026-03-09", "- Planification (CP1), 4,7 sur 5", "### Communication (CP3), 2,0 sur 5",
               "Organisation apprenante (CP6).", "| Soutien à l'équipe (EN3) | Sans réponse | 0 sur 3 |", "noms non vérifiés", "instrument validé"),
        "en": ("# Your profile", "Made on 2026-03-09", "- Planning (CP1), 4.7 out of 5", "### Communication (CP3), 2.0 out of 5",
               "Learning organization (CP6).", "| Support for the team (EN3) | No answer | 0 of 3 |", "names not verified", "validated instrument"),
    }  # fmt: skip
    for sentence in wanted[language]:
        assert sentence in text
    card = corpus.cards["CP3.2"]
    assert f"- **{card.name if language == 'fr' else card.en.name}** (CP3.2). *" in text
    assert [line.split()[0] for line in text.splitlines() if line.startswith("#")].count("#") == 1


@pytest.mark.parametrize("levels", [{}, {"AR01": 3}])
def test_markdown_of_little_is_still_a_text(levels: dict[str, int], corpus: Corpus, statements: Statements) -> None:
    text = to_markdown(score(Answers(levels=levels), statements), corpus, "fr", MADE).decode()
    assert "Il faut au moins deux familles" in text
    assert "## Vos priorités" not in text
    assert ("## Vos réponses par compétence" in text) == bool(levels)


def test_json_is_read_back(statements: Statements, given: Answers) -> None:
    data = to_json(given, score(given, statements), "fr", MADE)
    assert read_answers(data, statements) == given
    content = json.loads(data)
    assert (content["version"], content["made"], content["language"]) == (1, "2026-03-09", "fr")
    assert content["profile"]["strengths"] == ["CP1", "CP4"]
    assert len(data) < 10_000


@pytest.mark.parametrize(("language", "separator", "word"), [("fr", ";", "Toujours"), ("en", ",", "Always")])
def test_csv_has_a_line_for_each_statement(language: Language, separator: str, word: str, statements: Statements, given: Answers) -> None:
    data = to_csv(statements, given, language)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=separator))
    assert len(rows) == 28
    assert {len(row) for row in rows} == {8}
    assert rows[1][0] == "AR01"
    assert rows[1][3:6] == ["5", word, "CP1.1"]
    assert rows[27][3:5] == ["", ""]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for row in rows for cell in row)
