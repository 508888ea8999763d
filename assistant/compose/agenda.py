"""A meeting laid out on request: a timed table of what is put to the team, from the strategies chosen."""

import re

from assistant.compose.situation import follow_ups, founded
from assistant.facets import subject_named
from assistant.language import duration
from assistant.meeting import Meeting, meeting_of, theme_of
from assistant.message import plain
from assistant.records import Block, Choice, Claim, Draft, Understanding
from assistant.voice import Voice
from corpus.records import Card, Corpus
from prompts import load_texts

HOUR = 60
BRIEF = 25  # minutes under which a meeting has one question, and nothing is chosen
STEP = 5  # minutes that times are rounded to
PAUSE_FROM, PAUSE = 150, 15  # minutes of a meeting that has a pause, and of the pause
QUESTIONS = ((30, 1), (75, 2))  # up to so many minutes, so many questions; three in a longer one
OPENING, CHOOSING, CLOSING = 0.12, 0.22, 0.12  # shares of the time


def compose_agenda(understanding: Understanding, cards: list[Card], corpus: Corpus) -> Draft:
    """Return the draft of a meeting, as long as was said.

    :param cards: the strategies that it is about, best first.
    """
    voice = Voice(understanding.language, understanding.question)
    meeting = meeting_of(plain(understanding.said))
    kept = cards[: next((count for most, count in QUESTIONS if meeting.minutes <= most), 3)]
    rows = _rows(meeting, kept, understanding, corpus, voice)
    lines = [voice.say("agenda.header"), "|---|---|---|", *_timed(rows, meeting, voice)]
    table = Block(claims=tuple(Claim(text=line, kind="suggestion") for line in lines), layout="table")
    intro = Block(claims=(Claim(text=voice.say("agenda.intro", minutes=_length(meeting.minutes))),))
    choices = tuple(Choice(id=card.id, score=1.0) for card in cards[:3])
    blocks = (intro, table, founded(kept, voice))
    return Draft(kind=understanding.kind, blocks=blocks, choices=choices, follow_ups=follow_ups(cards[0], voice, planned=True))


def _rows(meeting: Meeting, cards: list[Card], understanding: Understanding, corpus: Corpus, voice: Voice) -> list[tuple[int, str, str]]:
    """Return the minutes of each part of a meeting, what it is, and how it goes."""
    pause = PAUSE if meeting.minutes >= PAUSE_FROM else 0
    brief, time = meeting.minutes < BRIEF, meeting.minutes - pause
    step = 1 if brief else STEP
    opening, choosing, closing = (max(step, round(time * share / step) * step) for share in (OPENING, CHOOSING, CLOSING))
    each = (time - opening - closing - (0 if brief else choosing)) // len(cards)
    principals = re.search(load_texts("wanted", "all").get("principals"), plain(understanding.said)) is not None
    subject = theme_of(understanding.said, voice.language)
    if not subject and understanding.subjects:
        subject = subject_named(understanding.subjects[0], voice.language)
    why = voice.say("agenda.why_subject", subject=subject) if subject else voice.say("agenda.why")
    rows = [(opening, voice.say("agenda.opening"), why)]
    for place, card in enumerate(cards):
        asked = voice.question(card) if principals else voice.team_question(corpus.words[card.id])
        rows.append((each, asked, str(voice.texts.get("agenda.ways")[place])))
        if pause and place == 0:
            rows.append((pause, voice.say("agenda.pause"), ""))
    left = meeting.minutes - sum(minutes for minutes, _, _ in rows) - closing
    if not brief:  # in a brief one, who tries what is said at the end
        rows.append((left, voice.say("agenda.choosing"), voice.say("agenda.choose")))
    return [*rows, (closing, voice.say("agenda.closing"), voice.say("agenda.close"))]


def _timed(rows: list[tuple[int, str, str]], meeting: Meeting, voice: Voice) -> list[str]:
    """Return the lines of the table: at what time each part begins where that is known, or how long it lasts."""
    lines, at = [], meeting.start
    for minutes, what, how in rows:
        when = voice.say("agenda.lasting", minutes=str(minutes))
        if at is not None:
            when = f"{voice.say('agenda.at', hour=str(at // 60), minutes=f'{at % 60:02d}')} ({when})"
            at += minutes
        lines.append(voice.say("agenda.row", when=when, what=what, how=how))
    return lines


def _length(minutes: int) -> str:
    """Return how long a meeting is: "45 minutes", "3 h 15"."""
    return f"{minutes} minutes" if minutes < HOUR else duration(minutes)
