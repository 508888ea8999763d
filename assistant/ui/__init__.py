"""The chat page, over Gradio. The environment is set before Gradio is imported: no analytics, no look-up outside."""

import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
