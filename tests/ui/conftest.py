"""The real page, served by `python app.py`."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browsing import ROOT, free_port, wait_for

TRAINER_KEY = "une-cle-de-formation"


@pytest.fixture(scope="session")
def page_address(data_dir: Path) -> Iterator[str]:
    """The address of a running Boussole."""
    port = free_port()
    environment = {**os.environ, "BOUSSOLE_PORT": str(port), "BOUSSOLE_DATA_DIR": str(data_dir), "BOUSSOLE_TRAINER_KEY": TRAINER_KEY}
    process = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=environment)
    try:
        wait_for(f"http://127.0.0.1:{port}/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)
