"""`python app.py` as it is launched: what must be mended first is said in one sentence, with exit code 2."""

import os
import subprocess
import sys
from pathlib import Path
from socket import socket

import pytest

from app import main

ROOT = Path(__file__).parent.parent


def launch(data_dir: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "BOUSSOLE_DATA_DIR": str(data_dir), **settings}
    return subprocess.run([sys.executable, "app.py"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_a_missing_index_is_said_before_anything_is_served(tmp_path: Path) -> None:
    result = launch(tmp_path)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.strip().endswith("construisez-le avec « python -m index build ».")


def test_a_stale_index_is_said(data_dir: Path) -> None:
    result = launch(data_dir, BOUSSOLE_EMBEDDER="another/model")
    assert result.returncode == 2
    assert "python -m index build" in result.stderr


def test_a_port_in_use_is_said(data_dir: Path) -> None:
    with socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = launch(data_dir, BOUSSOLE_PORT=str(taken.getsockname()[1]))
    assert result.returncode == 2
    assert "est déjà pris" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_address_that_is_not_ours_is_said(data_dir: Path) -> None:
    result = launch(data_dir, BOUSSOLE_HOST="192.0.2.1")
    assert result.returncode == 2
    assert "BOUSSOLE_HOST" in result.stderr


@pytest.mark.parametrize("name", ["BOUSSOLE_PROT", "BOUSSOLE_MODEL"])
def test_a_wrong_setting_is_said(name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv(name, "x")
    assert main([]) == 2
    assert name in capsys.readouterr().err
