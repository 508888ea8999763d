"""The view of the Explorer as a whole: the form by which strategies are looked for, over the list of those found. Pure."""

import html
from collections.abc import Sequence

from assistant.explorer.cards import listing
from assistant.explorer.find import Choice, options
from assistant.explorer.page import Page
from corpus.records import Corpus, Language

FILTERS = ("family", "competency", "measure", "obstacle")
LONGEST = 200  # characters of a query


def explorer_page(corpus: Corpus, ids: Sequence[str], language: Language, query: str = "", **chosen: str) -> str:
    """Return the view; as the form changes, the script of the view asks for it again and replaces its list alone.

    :param ids: what was found, for ``query`` and the filters ``chosen`` (family, competency, measure, obstacle).
    """
    return f"{filters(corpus, language, query, **chosen)}<div data-results>{listing(corpus, ids, language, query)}</div>"


def filters(corpus: Corpus, language: Language, query: str = "", **chosen: str) -> str:
    """Return the form: a box for words, and a list of choices for each filter.

    :param chosen: the ids that are filtered by, by name of filter.
    """
    page, offered = Page(corpus, language), options(corpus, language)
    choices = zip(FILTERS, (offered.families, offered.competencies, offered.measures, offered.obstacles), strict=True)
    fields = "".join(_field(page, name, offered_there, chosen.get(name, "")) for name, offered_there in choices)
    return (
        f"<form class='bz-find' role='search' aria-label='{html.escape(page.texts.get('search.title'))}' data-find='{language}'>"
        f"<div class='bz-find-query'><label for='bz-find-query'>{page.word('search.query')}</label>"
        f"<input id='bz-find-query' name='query' type='search' autocomplete='off' maxlength='{LONGEST}' value='{html.escape(query)}' "
        f"aria-describedby='bz-find-hint'><small id='bz-find-hint'>{page.word('search.hint')}</small></div>{fields}"
        f"<button type='reset' class='bz-small'>{page.word('search.reset')}</button></form>"
    )


def _field(page: Page, name: str, choices: Sequence[Choice], chosen: str) -> str:
    items = "".join(_choice(page, choice, chosen) for choice in choices)
    return (
        f"<div><label for='bz-find-{name}'>{page.word(f'search.{name}')}</label>"
        f"<select id='bz-find-{name}' name='{name}'><option value=''>{page.word(f'search.all_{name}')}</option>{items}</select></div>"
    )


def _choice(page: Page, choice: Choice, chosen: str) -> str:
    label = page.word("choice.counted", label=choice.label, count=str(choice.count))
    return f"<option value='{html.escape(choice.id)}'{' selected' if choice.id == chosen else ''}>{label}</option>"
