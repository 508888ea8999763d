"""How the page is laid out: the only module, with `server`, that knows Gradio."""

from pathlib import Path
from typing import Any

import gradio as gr

from assistant.ui.handlers import Handlers
from prompts import load_texts

STATIC = Path(__file__).parent / "static"
CONCURRENCY = 4
COLOURS = {
    "button_primary_background_fill": "#0b5d66",
    "button_primary_background_fill_hover": "#084850",
    "button_primary_background_fill_dark": "#0b5d66",
    "button_primary_background_fill_hover_dark": "#084850",
    "button_primary_text_color": "#ffffff",
    "body_text_color": "#1d2b36",
    "body_text_color_subdued": "#55504a",
    "input_placeholder_color": "#6b655e",
    "block_label_text_color": "#55504a",
}


def page_options() -> dict[str, Any]:
    """Return what the page needs at launch: theme, style, script; system fonts, so that nothing is fetched."""
    fonts = ("ui-sans-serif", "system-ui", "sans-serif")
    script = (STATIC / "page.js").read_text(encoding="utf-8")
    return {
        "theme": gr.themes.Default(primary_hue="teal", neutral_hue="stone", font=fonts, font_mono=("ui-monospace", "monospace")).set(
            **COLOURS
        ),
        "css": (STATIC / "page.css").read_text(encoding="utf-8"),
        "head": f"<script>{script}</script>",
        "footer_links": [],
        "run_history": False,
        "ssr_mode": False,
    }


def build_page(handlers: Handlers, *, sends_away: bool = False) -> gr.Blocks:
    """Return the chat page.

    :param sends_away: whether a model on another machine may be asked, which the first screen then says.
    """
    texts = load_texts("page", "fr")
    with gr.Blocks(title=texts.get("title"), analytics_enabled=False, fill_height=True) as page:
        gr.Markdown(_heading(sends_away), elem_classes="bz-head")
        chat = gr.Chatbot(
            label=texts.get("conversation"), buttons=[], height="56vh", layout="bubble", feedback_options=None, autoscroll=False,
            examples=[{"text": example} for example in texts.get("examples")],
        )  # fmt: skip
        box = gr.Textbox(label=texts.get("question"), placeholder=texts.get("placeholder"), lines=1, max_lines=8)
        with gr.Row(elem_classes="bz-buttons"):
            send = gr.Button(texts.get("send"), variant="primary", min_width=100, scale=2)
            stop = gr.Button(texts.get("stop"), min_width=90)
            clear = gr.Button(texts.get("clear"), min_width=190)
        gr.Markdown(texts.get("footer"), elem_classes="bz-foot")
        turns = gr.Textbox("[]", visible=False)  # the turns so far: carried by the browser, kept nowhere else
        consent = gr.Textbox("{}", visible=False)
        asked, shown = [box, chat, turns, consent], [chat, box, turns, consent]
        settings: dict[str, Any] = {"api_visibility": "private", "concurrency_limit": CONCURRENCY, "show_progress": "hidden"}
        events = [trigger(handlers.submit, asked, shown, **settings) for trigger in (send.click, box.submit)]
        for trigger in (chat.option_select, chat.example_select):
            picked = trigger(_picked, None, box, api_visibility="private", show_progress="hidden")
            events.append(picked.then(handlers.submit, asked, shown, **settings))
        stop.click(None, None, None, cancels=events, api_visibility="private")
        chat.clear(lambda: "[]", None, turns, api_visibility="private", show_progress="hidden")
        clear.click(lambda: ([], "", "[]", "{}"), None, shown, api_visibility="private", show_progress="hidden")
    return page


def _picked(data: gr.SelectData) -> str:
    """Return the text of the suggestion that was chosen."""
    value = data.value
    return str(value.get("text", "")) if isinstance(value, dict) else str(value)


def _heading(sends_away: bool) -> str:
    texts = load_texts("page", "fr")
    told = ("tagline", "does", "does_not", "privacy_remote" if sends_away else "privacy")
    return "\n\n".join([f"# {texts.get('title')}", *(texts.get(key) for key in told)])
