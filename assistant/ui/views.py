"""The views beside the conversation, as HTML that the page fetches when one is opened. Pure."""

import html
from collections.abc import Sequence

from assistant.explorer.find import find
from assistant.explorer.form import explorer_page
from assistant.plan.prefill import empty_plan
from assistant.plan.table import plan_table
from assistant.reflection.form import form
from assistant.reflection.records import Answers
from corpus.records import Corpus, Language
from corpus.reflection import ReflectionStatement
from prompts import load_texts

FORMATS = {"docx": "word", "xlsx": "excel", "json": "json"}


def plan_view(language: Language) -> str:
    """Return the view of the plan: what to do with it, then its table, which the script fills with the plan kept in the browser."""
    texts = load_texts("page", language)
    exports = "".join(
        f"<button type='button' class='bz-small' data-save='{kind}' "
        f"aria-label='{_text(texts.render('plan_view.export', format=texts.get(f'plan_view.{name}')))}'>"
        f"{texts.get(f'plan_view.{name}')}</button>"
        for kind, name in FORMATS.items()
    )
    return (
        f"<section class='bz-plan-files' aria-label='{_text(texts.get('plan_view.files'))}'>"
        f"<button type='button' class='bz-small' id='bz-plan-add'>{texts.get('plan_view.from_chat')}</button>"
        f"<button type='button' class='bz-small' id='bz-plan-stand'>{texts.get('plan_view.standing')}</button>{exports}"
        f"<label class='bz-file'>{texts.get('plan_view.open')}<input type='file' id='bz-plan-open' accept='.docx,.xlsx,.json'></label>"
        f"</section><div id='bz-plan-standing' data-nothing='{_text(texts.get('plan_view.nothing'))}' "
        f"data-talk='{_text(texts.get('plan_view.talk'))}'></div>"
        f"<div id='bz-plan-place'>{plan_table(empty_plan(language), load_texts('plan', language))}</div>"
    )


def reflection_view(statements: Sequence[ReflectionStatement], language: Language) -> str:
    """Return the questionnaire; its script puts back the answers kept in the browser."""
    return form(statements, Answers(levels={}), language)


def explorer_view(corpus: Corpus, language: Language, asked: dict[str, str]) -> str:
    """Return the strategies that pass the filters.

    :param asked: the words and the filters: `query`, `family`, `competency`, `measure`, `obstacle`.
    """
    return explorer_page(corpus, find(corpus, language=language, **asked), language, **asked)


def _text(value: str) -> str:
    return html.escape(value, quote=True)
