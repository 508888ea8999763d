"""The real questionnaire, and the view in a page of its own: its style, its script, plotly.js, and nothing else."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from assistant.reflection.chart import ADDRESS, plotly_script
from assistant.reflection.records import Answers
from corpus.reflection import ReflectionStatement, load_statements

STATIC = Path(__file__).parent.parent.parent.parent / "assistant" / "ui" / "static"
SITE = "http://boussole.test"
THEME = """
:root { --body-text-color: #1d2b36; --body-text-color-subdued: #55504a; --background-fill-primary: #fff; --background-fill-secondary: #f6f6f4;
  --border-color-primary: #d9d2c5; --color-accent: #0b5d66; }
.dark { --body-text-color: #f4f4f5; --body-text-color-subdued: #bbbbc2; --background-fill-primary: #18181b; --background-fill-secondary: #27272a;
  --border-color-primary: #52525b; --color-accent: #7fd0d8; }
body { margin: 12px; color: var(--body-text-color); background: var(--background-fill-primary); font-family: sans-serif; }
"""
Show = Callable[..., Page]


@pytest.fixture(scope="session")
def statements() -> tuple[ReflectionStatement, ...]:
    return load_statements()


@pytest.fixture(scope="session")
def given(statements: tuple[ReflectionStatement, ...]) -> Answers:
    """Answers to all but the families EN2 (one answer) and EN3 (none)."""
    wanted = {"CP1": (5, 5, 4), "CP2": (3, 3, 2), "CP3": (1, 2, 3), "CP4": (4, 4, 4), "CP5": (2, 5, 1), "CP6": (4, 4, 4), "EN1": (3, 4, 3)}
    levels = {f"AR{3 * place + number:02d}": level for place, of in enumerate(wanted.values()) for number, level in enumerate(of, 1)}
    return Answers(levels={**levels, "AR22": 5})


@pytest.fixture
def show(browser: Browser) -> Iterator[Show]:
    """Open a page that holds the HTML given; every request it makes is answered here, or is an error."""
    context = browser.new_context(locale="fr-CA", viewport={"width": 1100, "height": 900})
    errors: list[str] = []
    asked: list[str] = []
    shown = {"html": ""}
    pages: list[Page] = []

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(SITE)
        asked.append(path)
        if path == "/":
            route.fulfill(content_type="text/html", body=shown["html"])
        elif path == ADDRESS:
            route.fulfill(content_type="text/javascript", body=plotly_script())
        elif (STATIC / Path(path).name).is_file() and re.fullmatch(r"/static/reflection\.(css|js)", path):
            route.fulfill(path=STATIC / Path(path).name)
        else:
            route.abort()

    context.route("**/*", answer)

    def opened(html: str, *, dark: bool = False) -> Page:
        shown["html"] = (
            f'<!doctype html><html lang="fr"><head><title>Boussole</title><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width"><style>{THEME}</style>'
            f'<link rel="stylesheet" href="/static/reflection.css"><script src="/static/reflection.js" defer></script></head>'
            f'<body class="{"dark" if dark else ""}"><main><h1>Boussole</h1>{html}</main></body></html>'
        )
        page = pages[0] if pages else context.new_page()
        if not pages:
            page.on("pageerror", lambda error: errors.append(str(error)))
            pages.append(page)
        page.goto(f"{SITE}/")
        return page

    yield opened
    assert errors == []
    assert set(asked) <= {"/", "/favicon.ico", "/static/reflection.css", "/static/reflection.js", ADDRESS}
    context.close()
