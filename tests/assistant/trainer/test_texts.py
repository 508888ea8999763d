"""The words of the pages: all of them used, no error left without its sentence."""

import re
from pathlib import Path

from tests.test_prompts import read

ROOT = Path(__file__).parent.parent.parent.parent
CODE = "".join(
    p.read_text(encoding="utf-8") for p in [*(ROOT / "assistant/trainer").rglob("*.py"), *(ROOT / "assistant/routes").glob("*.py")]
)


def test_every_text_is_used_and_every_error_has_its_sentence() -> None:
    keys = set(read("trainer.fr.yaml"))
    for key in keys:
        last = key.rsplit(".", 1)[-1]
        assert re.search(rf"""["'.]{re.escape(last)}["'\]}}]""", CODE) or re.search(rf"\b{re.escape(key.rsplit('.', 1)[0])}\b", CODE), key
    raised = set(re.findall(r'TrainerError\("(\w+)"', CODE)) | set(re.findall(r'super\(\).__init__\("(\w+)"', CODE))
    assert raised == {key.removeprefix("error.") for key in keys if key.startswith("error.")}
