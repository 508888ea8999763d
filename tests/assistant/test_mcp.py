"""The agent door as an agent meets it: the official client, the real server on its own process, the tools one after the other."""

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp import Client, StdioServerParameters, stdio_client
from mcp.types import CallToolResult, ListToolsResult
from typer.testing import CliRunner

from assistant.__main__ import app
from assistant.errors import BoussoleError
from assistant.mcp import build_server
from assistant.opening import Opening
from assistant.settings import Settings
from assistant.tools import TOOLS
from index.errors import IndexMissingError

ROOT = Path(__file__).parent.parent.parent
CASE = "Mes enseignants n'ont pas le temps de préparer leurs activités avec les tablettes."
CALLS: dict[str, dict[str, Any]] = {
    "suggerer_strategies": {"situation": CASE, "nombre": 3},
    "chercher_passages": {"question": "Combien d'argent a été associé au Plan d'action numérique?", "nombre": 2},
    "fiche_strategie": {"id": "CP1.1", "langue": "en"},
    "plan_action": {"situation": CASE, "periode": "six semaines"},
}


class Agent:
    """A connected client, called without `await`."""

    def __init__(self, client: Client, portal: BlockingPortal) -> None:
        self.client = client
        self._portal = portal

    def tools(self) -> ListToolsResult:
        return self._portal.call(self.client.list_tools)

    def call(self, name: str, arguments: dict[str, Any]) -> CallToolResult:
        result: CallToolResult = self._portal.call(self.client.call_tool, name, arguments)
        return result


@pytest.fixture(scope="module")
def agent(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Agent]:
    """A client of the real server, started once; leaving it is part of what is tested."""
    folder = tmp_path_factory.mktemp("server")
    left, errors = folder / "left", folder / "stderr"
    started = f'"{sys.executable}" -m assistant mcp; echo $? > "{left}"'
    server = StdioServerParameters(command="sh", args=["-c", started], cwd=ROOT, env={"BOUSSOLE_DATA_DIR": str(data_dir)})
    with errors.open("w", encoding="utf-8") as log, start_blocking_portal() as portal:
        client = Client(stdio_client(server, errlog=log), mode="legacy")
        with portal.wrap_async_context_manager(client) as connected:
            yield Agent(connected, portal)
    assert left.read_text() == "0\n"  # it left by itself, in the two seconds that the client gives
    assert errors.read_text(encoding="utf-8") == ""


class Failing(Opening):
    """An assistant that is never there."""

    def __init__(self, error: Exception) -> None:
        super().__init__(Settings())
        self._error = error

    def assistant(self, timeout: float = 120.0) -> Any:
        raise self._error


@pytest.fixture
def beside() -> Iterator[Any]:
    """Connects a client to a server in this process, whose assistant fails in the way given."""
    with ExitStack() as stack:
        portal = stack.enter_context(start_blocking_portal())

        def connect(error: Exception) -> Agent:
            return Agent(stack.enter_context(portal.wrap_async_context_manager(Client(build_server(Failing(error))))), portal)

        yield connect


def sentence(result: CallToolResult) -> str:
    """The one French sentence of a refusal."""
    assert result.is_error
    assert result.structured_content is None
    (block,) = result.content
    assert block.type == "text"
    assert "Traceback" not in block.text
    assert len(block.text.splitlines()) == 1
    return block.text


def test_the_tools_are_told_in_french_with_their_bounds(agent: Agent) -> None:
    told = {tool.name: tool for tool in agent.tools().tools}
    assert told.keys() == TOOLS.keys()
    for tool in told.values():
        assert tool.title
        assert tool.description
        assert all(argument["description"] for argument in tool.input_schema["properties"].values())
        assert tool.output_schema
        assert tool.output_schema["type"] == "object"
        assert tool.annotations
        assert tool.annotations.read_only_hint
    assert told["suggerer_strategies"].input_schema["properties"]["nombre"] == {
        "type": "integer",
        "minimum": 3,
        "maximum": 5,
        "default": 5,
        "description": "le nombre maximal de stratégies, de 3 à 5",
    }
    assert told["chercher_passages"].input_schema["required"] == ["question"]
    assert "A strategy as the answer gives it" not in json.dumps([tool.output_schema for tool in told.values()])  # no docstring slips out


def test_the_server_says_who_it_is(agent: Agent) -> None:
    assert agent.client.server_info
    assert agent.client.server_info.name == "boussole"
    assert agent.client.instructions
    assert "suggestion" in agent.client.instructions


@pytest.mark.parametrize("name", CALLS)
def test_a_tool_answers_as_structure_and_as_text(agent: Agent, name: str) -> None:
    result = agent.call(name, CALLS[name])  # the client checks it against the schema of the tool
    assert not result.is_error
    (block,) = result.content
    assert block.type == "text"
    assert json.loads(block.text) == result.structured_content
    assert TOOLS[name].given.model_validate_json(block.text)


def test_what_is_given_is_what_was_asked_for(agent: Agent) -> None:
    given = {name: agent.call(name, arguments).structured_content for name, arguments in CALLS.items()}
    assert given["suggerer_strategies"]["kind"] == "situation"
    assert len(given["suggerer_strategies"]["strategies"]) == 3
    assert given["chercher_passages"]["answered"]
    assert len(given["chercher_passages"]["passages"]) == 2
    assert given["fiche_strategie"]["family"] == {"id": "CP1", "name": "Planning", "confidence": "verified"}
    assert [row["when"] for row in given["plan_action"]["rows"]][::5] == ["Semaine 1", "Semaine 6"]


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("suggerer_strategies", {"situation": ""}, "Écrivez d'abord"),
        ("suggerer_strategies", {"situation": "é" * 100_000}, "100000 caractères"),
        ("suggerer_strategies", {"situation": CASE, "nombre": 12}, "de 3 à 5"),
        ("chercher_passages", {}, "Il manque le paramètre « question »"),
        ("fiche_strategie", {"id": "CP9.9"}, "Aucune stratégie"),
        ("fiche_strategie", {"id": "\u202e\x00<script>\n'\"; --"}, "Aucune stratégie"),
        ("plan_action", {"situation": CASE, "periode": None}, "« periode » ne convient pas"),
        ("deviner", {"situation": CASE}, "L'outil « deviner » n'existe pas"),
    ],
)
def test_a_bad_call_is_answered_with_a_sentence_and_the_server_lives_on(
    agent: Agent, name: str, arguments: dict[str, Any], said: str
) -> None:
    assert said in sentence(agent.call(name, arguments))
    assert not agent.call("fiche_strategie", {"id": "EN3.8"}).is_error


def test_tools_are_told_and_bad_calls_refused_before_the_assistant_is_there(beside: Any) -> None:
    agent = beside(TimeoutError())
    assert len(agent.tools().tools) == len(TOOLS)
    assert "Écrivez d'abord" in sentence(agent.call("suggerer_strategies", {"situation": " "}))
    assert "se prépare encore" in sentence(agent.call("suggerer_strategies", {"situation": CASE}))


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (IndexMissingError(Path("ici")), "python -m index build"),
        (BoussoleError("Le modèle manque."), "Le modèle manque."),
        (ZeroDivisionError(), "imprévue"),
    ],
)
def test_an_assistant_that_cannot_be_had_is_told_at_each_call(beside: Any, error: Exception, said: str) -> None:
    agent = beside(error)
    for _ in range(2):
        assert said in sentence(agent.call("fiche_strategie", {"id": "CP1.1"}))


def test_without_its_package_the_command_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp", None)
    monkeypatch.delitem(sys.modules, "assistant.mcp")
    result = CliRunner().invoke(app, ["mcp"])
    assert result.exit_code == 2
    assert "pip install -e '.[mcp]'" in result.stderr
