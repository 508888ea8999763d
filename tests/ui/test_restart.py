"""A server that is stopped in the middle of a conversation and started again: nothing that was said is lost, and it goes on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browsing import ROOT, free_port, wait_for
from tests.ui.test_page import SITUATION, answered, ask

pytestmark = pytest.mark.browser


def served(port: int, data_dir: Path) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "BOUSSOLE_PORT": str(port), "BOUSSOLE_DATA_DIR": str(data_dir)}
    process = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=environment)
    wait_for(f"http://127.0.0.1:{port}/ready", 120)
    return process


def test_a_conversation_goes_on_after_the_server_was_restarted(browser: Browser, data_dir: Path) -> None:
    port = free_port()
    process = served(port, data_dir)
    context = browser.new_context(locale="fr-CA")
    try:
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{port}")
        ask(page, SITUATION)
        answered(page)
        process.kill()
        process.wait(timeout=20)
        ask(page, "Développe la première.")
        expect(page.locator("#bz-status")).to_contain_text("n'a pas réussi")
        process = served(port, data_dir)
        page.reload()
        answered(page)  # what was said is still there
        ask(page, "Développe la première.")
        answered(page, 2)
    finally:
        context.close()
        process.terminate()
        process.wait(timeout=20)
