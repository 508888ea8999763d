"""The quiz of a participant: to fill in, then marked. Pure: questions in, HTML out."""

from collections.abc import Mapping, Sequence

from assistant.explorer.page import escaped
from assistant.scenarios.quiz import Question
from assistant.trainer.frame import Page, attribute, choice, fieldset, lines
from assistant.trainer.practice_pages import PATH, Bench

UNANSWERED = -1


def quiz_page(page: Page, bench: Bench, questions: Sequence[Question]) -> str:
    """Return the quiz to fill in."""
    content = "".join(_question(page, question, number) for number, question in enumerate(questions, start=1))
    form = page.form(f"{PATH}/quiz", content, "quiz.send", "bz-quiz", {"session": bench.session.code})
    body = f"<p>{page.word('quiz.intro', count=str(len(questions)))}</p>{form}"
    return page.whole(page.texts.get("quiz.title"), body)


def marks_page(page: Page, bench: Bench, questions: Sequence[Question], right: Mapping[str, bool]) -> str:
    """Return the quiz as it was answered, with what each answer should have been and why."""
    who = bench.participant
    answers = who.answers or {}
    told = "".join(_marked(page, one, number, answers.get(one.id, ()), right[one.id]) for number, one in enumerate(questions, start=1))
    result = f"<p class='bz-big' role='status'>{page.word('quiz.result', right=str(who.right), total=str(who.total))}</p>"
    back = page.link(PATH, page.word("quiz.back"), "bz-go", session=bench.session.code)
    return page.whole(page.texts.get("quiz.title"), f"{result}{told}<p>{back}</p>")


def _question(page: Page, question: Question, number: int) -> str:
    legend = f"{page.word('quiz.question', number=str(number))}{page.word('colon')}{escaped(question.text)}"
    if question.kind == "match":
        return fieldset(legend, "".join(_pair(page, question, place) for place in range(len(question.pairs))))
    kind = "radio" if question.kind == "single" else "checkbox"
    options = "".join(choice(kind, f"q.{question.id}", str(place), escaped(text), False) for place, text in enumerate(question.options))
    return fieldset(legend, options)


def _pair(page: Page, question: Question, place: int) -> str:
    name = attribute(f"q.{question.id}.{place}")
    options = "".join(f"<option value='{number}'>{escaped(text)}</option>" for number, text in enumerate(question.options))
    control = f"<select id='{name}' name='{name}'><option value=''>{page.word('quiz.choose')}</option>{options}</select>"
    return f"<p class='bz-field'><label for='{name}'>{escaped(question.pairs[place])}</label>{control}</p>"


def _marked(page: Page, question: Question, number: int, answer: Sequence[int], right: bool) -> str:
    title = f"{page.word('quiz.question', number=str(number))}{page.word('colon')}{page.word('quiz.right' if right else 'quiz.wrong')}"
    given = answer_text(page, question, answer)
    told = f"<p>{escaped(question.text)}</p><p>{page.word('quiz.yours', answer=given)}</p>"
    if not right:
        told += f"<p>{page.word('quiz.answer', answer=answer_text(page, question, question.right))}</p>"
    look = "bz-right" if right else "bz-wrong"
    return f"<section class='bz-marked {look}'><h2>{title}</h2>{told}{lines(question.explanation)}</section>"


def answer_text(page: Page, question: Question, answer: Sequence[int]) -> str:
    """Return an answer in words."""
    if question.kind == "match":
        named = [(f"{left} → ", place) for left, place in zip(question.pairs, answer, strict=False)]
    else:
        named = [("", place) for place in answer]
    told = [left + question.options[place] for left, place in named if 0 <= place < len(question.options)]
    return "; ".join(told) if told else str(page.texts.get("quiz.no_answer"))
