"""How the page is laid out: the only module, with `server`, that knows Gradio. One page per language, the same components in each."""

import html
import json
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.ui.handlers import Handlers
from corpus.records import Language
from prompts import Texts, load_texts

STATIC = Path(__file__).parent / "static"
CONCURRENCY = 4
VIEWS = ("plan", "reflection", "explorer", "sources")  # each fetched by the page the first time it is opened
SCRIPTS = ("page", "store", "chat", "panel", "views", "plan", "workplan", "reflection", "profile", "explorer")
STYLES = ("page", "plan", "reflection", "explorer")
# Gradio may be there before our own scripts: what calls them (`_script`) waits until all of them have run.
READY = (
    "window.boussole.ready = new Promise((done) => { const look = () => {"
    " if (window.boussole.restored && window.boussole.drawStore) done(window.boussole); else setTimeout(look, 20); }; look(); });"
)
QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
COLOURS = {
    "button_primary_background_fill": "#0b5d66",
    "button_primary_background_fill_hover": "#084850",
    "button_primary_background_fill_dark": "#0b5d66",
    "button_primary_background_fill_hover_dark": "#084850",
    "button_primary_text_color": "#ffffff",
    "body_text_color": "#1d2b36",
    "body_text_color_subdued": "#55504a",
    "body_background_fill": "#fbf8f3",
    "input_placeholder_color": "#6b655e",
    "block_label_text_color": "#55504a",
}


def page_options(language: Language) -> dict[str, Any]:
    """Return what a page needs at launch: theme, style, scripts; all of it from this server."""
    fonts = ("Boussole Sans", "ui-sans-serif", "system-ui", "sans-serif")
    theme = gr.themes.Default(primary_hue="teal", neutral_hue="stone", font=fonts, font_mono=("ui-monospace", "monospace"))
    told = json.dumps({"language": language, **load_texts("page", language).get("script")}, ensure_ascii=False)
    safe = told.replace("</", "<\\/")  # a text that closes the script would end it
    head = [f'<link rel="icon" href="/bz/logo.svg"><script>window.boussole = {{ texts: {safe} }};{READY}</script>']
    head += [f'<link rel="stylesheet" href="/bz/{name}.css">' for name in STYLES]
    head += [f'<script src="/bz/{name}.js" defer></script>' for name in SCRIPTS]
    return {"theme": theme.set(**COLOURS), "head": "".join(head), "footer_links": [], "run_history": False, "ssr_mode": False}


def build_page(handlers: Handlers, language: Language = "fr", *, sends_away: bool = False) -> gr.Blocks:
    """Return the page in one language.

    :param sends_away: whether a model on another machine may be asked, which the first screen then says.
    """
    texts = load_texts("page", language)
    with gr.Blocks(title=texts.get("title"), analytics_enabled=False, fill_height=False) as page:
        gr.HTML(_banner(texts), elem_classes="bz-banner")
        with gr.Tabs(elem_id="bz-views", overflow_behavior="wrap"):
            with gr.Tab(texts.get("views.chat"), id="chat"), gr.Row(elem_classes="bz-columns"):
                with gr.Column(scale=0, min_width=220, elem_id="bz-side"):
                    gr.HTML("<section id='bz-history'></section>")
                with gr.Column(scale=1, min_width=300):
                    gr.Markdown(_introduction(texts, sends_away), elem_classes="bz-head")
                    _conversation(page, handlers, texts)
            for view in VIEWS:
                with gr.Tab(texts.get(f"views.{view}"), id=view):
                    gr.HTML(f"<div class='bz-view' data-view='{view}'><p>{texts.get('loading')}</p></div>", apply_default_css=False)
        gr.HTML("<aside id='bz-panel' hidden></aside><p id='bz-status' role='status' aria-live='polite'></p>")
        gr.Markdown(texts.get("footer"), elem_classes="bz-foot")
    return page


def _conversation(page: gr.Blocks, handlers: Handlers, texts: Texts) -> None:
    """Lay out the conversation and say what each gesture does. What is kept of it is kept by the script, in the browser."""
    chat = gr.Chatbot(
        label=texts.get("conversation"), buttons=[], height="auto", layout="bubble", feedback_options=None, autoscroll=False,
        elem_id="bz-chat", examples=[{"text": example} for example in texts.get("examples")],
    )  # fmt: skip
    with gr.Column(elem_id="bz-composer"):
        box = gr.Textbox(label=texts.get("question"), placeholder=texts.get("placeholder"), lines=1, max_lines=8, elem_id="bz-box")
        with gr.Row(elem_classes="bz-buttons"):
            send = gr.Button(texts.get("send"), variant="primary", min_width=100, scale=2, elem_id="bz-send")
            stop = gr.Button(texts.get("stop"), min_width=90, elem_id="bz-stop")
            clear = gr.Button(texts.get("clear"), min_width=190, elem_id="bz-clear")
    turns, consent, asked, last = (gr.Textbox(value, visible=False) for value in ("[]", "{}", "", ""))
    say, act = (gr.Button("·", visible="hidden", elem_id=name) for name in ("bz-say", "bz-act"))  # pressed by the script alone
    before, changed = [chat, turns, consent], [chat, turns, consent, asked, box]
    for trigger in (send.click, box.submit):
        trigger(None, [box], [box], js=_script("sent"), **QUIET)
    for trigger in (chat.option_select, chat.example_select):
        trigger(_picked, None, box, **QUIET).then(None, [box], [box], js=_script("sent"), **QUIET)
    given, shown = [asked, chat, turns, consent], [chat, turns, consent, last]
    answered = say.click(None, before, changed[:-1], js=_script("changed"), **QUIET).then(
        handlers.submit, given, shown, concurrency_limit=CONCURRENCY, trigger_mode="multiple", **QUIET
    )  # "multiple": one that is cancelled would keep the next from starting; the script lets but one through at a time
    answered.success(None, [chat, turns, last], None, js=_script("keep"), **QUIET)
    answered.failure(None, None, None, js=_script("lost"), **QUIET)
    stop.click(None, None, None, cancels=[answered], js=_script("stopped"), **QUIET)
    act.click(None, [*before, box], changed, js=_script("changed"), **QUIET)
    clear.click(None, None, None, js=_script("cleared"), **QUIET)
    page.load(None, None, [chat, turns, consent], js=_script("restored"), **QUIET)


def _script(name: str) -> str:
    """Return what calls a function of our scripts with the values of the components, once the scripts have run."""
    return f"async (...values) => (await window.boussole.ready).{name}(...values)"


def _picked(data: gr.SelectData) -> str:
    """Return the text of the suggestion that was chosen."""
    value = data.value
    return str(value.get("text", "")) if isinstance(value, dict) else str(value)


def _banner(texts: Texts) -> str:
    """Return the top of the page: a way past it for the keyboard, the name, the other language."""
    other = texts.get("language")
    label = html.escape(other["label"], quote=True)
    code = "en" if other["address"] == "/en/" else "fr"
    return (
        f"<a class='bz-skip' href='#bz-box'>{texts.get('skip')}</a><img src='/bz/logo.svg' alt='' width='40' height='40'>"
        f"<h1>{texts.get('title')}</h1>"
        f"<a href='{other['address']}' hreflang='{code}' lang='{code}' title='{label}'>{other['name']}</a>"
    )


def _introduction(texts: Texts, sends_away: bool) -> str:
    told = ("tagline", "does", "does_not", "privacy_remote" if sends_away else "privacy")
    return "\n\n".join(texts.get(key) for key in told)
