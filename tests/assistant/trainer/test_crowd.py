"""A full room: everyone answers at once, trainers look on; a server that is killed has kept what it said it kept."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.trainer.clock import SystemClock, today
from assistant.trainer.database import open_database
from assistant.trainer.records import Terms
from assistant.trainer.store import Store
from tests.assistant.trainer.fakes import Browser, FakeOpening, write_packs
from tests.browsing import free_port, wait_for

ROOT = Path(__file__).parent.parent.parent.parent
CROWD = 60
SLOWEST = 2.0  # seconds, for nineteen of twenty


class Guest:
    """A participant, over real HTTP; to be left."""

    def __enter__(self) -> "Guest":
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def __init__(self, address: str, code: str) -> None:
        self.client = httpx.Client(base_url=address, timeout=30, follow_redirects=False)
        self.code, self.token = code, ""

    def join(self, name: str) -> int:
        page = self.client.get(f"/join/{self.code}")
        found = re.search(r"name='jeton' value='(\w+)'", page.text)
        assert found, page.text
        self.token = found.group(1)
        return self.client.post(f"/join/{self.code}", data={"jeton": self.token, "pseudonym": name}).status_code

    def post(self, path: str, **fields: Any) -> int:
        reply = self.client.post(path, data={"jeton": self.token, "session": self.code, "scenario": "zz-wifi", **fields})
        return reply.status_code


class Room:
    """A server in a process of its own."""

    def __init__(self, folder: Path, url: str | None) -> None:
        self.folder, self.url, self.port = folder, url, free_port()
        self.packs = write_packs(folder / "packs")
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        given = [str(self.port), str(self.folder / "data"), str(self.packs), *([self.url] if self.url else [])]
        self.process = subprocess.Popen([sys.executable, "-m", "tests.assistant.trainer.server", *given], cwd=ROOT, env=dict(os.environ))
        wait_for(f"{self.address}/join")

    def kill(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(timeout=20)
            self.process = None


@pytest.fixture
def server(tmp_path: Path, url: str | None) -> Iterator[Room]:
    server = Room(tmp_path, url)
    yield server
    server.kill()


def made(server: Room) -> tuple[Store, str]:
    """A session, made by another process than the server."""
    store = Store(open_database(server.url, server.folder / "data"), SystemClock())
    until = today(store.clock) + timedelta(days=30)
    terms = Terms(title="Séance", scenarios=("zz-wifi", "zz-ia"), language="fr", keeps="excerpts", until=until)
    return store, store.create(terms).code


@pytest.mark.slow
def test_sixty_answer_at_once_while_two_trainers_look_on(server: Room) -> None:
    store, code = made(server)
    server.start()
    times: list[float] = []
    together = threading.Barrier(CROWD)
    over = threading.Event()

    def play(number: int) -> list[int]:
        with Guest(server.address, code) as guest:
            together.wait()
            told = [guest.join("Lou")]
            guest.client.get(f"/practice?session={code}")
            told.append(guest.post("/practice/stage", stage="1"))
            together.wait()
            start = time.perf_counter()
            told.append(guest.post("/practice/propose", strategy=["CP1.4", "CP2.2"], why=f"Raison {number}", share="1"))
            times.append(time.perf_counter() - start)
        return told

    def look_on() -> int:
        looked = 0
        while not over.is_set():
            assert len(store.gather(code).participants) <= CROWD
            store.pick(code, [work.id for work in store.gather(code).work])
            looked += 1
            time.sleep(0.05)
        return looked

    with ThreadPoolExecutor(CROWD + 2) as pool:
        trainers = [pool.submit(look_on) for _ in range(2)]
        told = list(pool.map(play, range(CROWD)))
        over.set()
        assert all(trainer.result() > 3 for trainer in trainers)
    assert told == [[303, 303, 303]] * CROWD
    gathered = store.gather(code)
    assert {work.why for work in gathered.proposals("zz-wifi")} == {f"Raison {number}" for number in range(CROWD)}
    assert len({one.pseudonym for one in gathered.participants}) == CROWD
    late = sorted(times)[int(0.95 * CROWD)]
    print(f"storing a proposal, {CROWD} at once: median {sorted(times)[CROWD // 2]:.2f} s, p95 {late:.2f} s")
    assert late <= SLOWEST
    store.database.close()


@pytest.mark.slow
def test_a_server_that_is_killed_has_kept_what_it_said_it_kept(server: Room) -> None:
    store, code = made(server)
    server.start()
    kept: list[str] = []

    def play(number: int) -> None:
        try:
            for turn in range(200):
                why = f"Raison {number} {turn}"
                with Guest(server.address, code) as guest:
                    guest.join(f"n{number} {turn}")
                    guest.client.get(f"/practice?session={code}")
                    guest.post("/practice/stage", stage="1")
                    if guest.post("/practice/propose", strategy=["CP1.4"], why=why, share="1") == 303:
                        kept.append(why)
        except (httpx.HTTPError, AssertionError):
            return  # killed

    threads = [threading.Thread(target=play, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    end = time.monotonic() + 60
    while len(kept) < 25 and time.monotonic() < end:
        time.sleep(0.01)
    server.kill()
    for thread in threads:
        thread.join()
    store.database.close()
    again = Store(open_database(server.url, server.folder / "data"), SystemClock())
    assert len(kept) >= 25
    assert set(kept) <= {work.why for work in again.gather(code).work}
    again.database.close()
    server.start()
    with Guest(server.address, code) as guest:
        assert guest.join("Après") == 303


def test_nobody_waits_for_boussole_to_store_a_proposal(opening: FakeOpening, room: Any, trainer: Browser) -> None:
    """Boussole takes its time; what is proposed is stored meanwhile, and it is asked once for all."""
    code = trainer.create(scenario=["zz-wifi"])
    slow, free = threading.Event(), opening.assistant().ask
    asked = []

    def ask(*given: Any, **more: Any) -> Any:
        asked.append(given)
        slow.wait(20)
        return free(*given, **more)

    opening.assistant().ask = ask  # type: ignore[method-assign]
    learners = [Browser(room) for _ in range(5)]
    for number, learner in enumerate(learners):
        learner.join(code, f"n{number}")
        page = learner.propose(["CP1.4"])
        assert "prépare sa proposition" in page.text
    slow.set()
    end = time.monotonic() + 10
    while "prépare sa proposition" in learners[0].get(f"/practice?session={code}").text and time.monotonic() < end:
        time.sleep(0.02)
    assert "prépare sa proposition" not in learners[0].page.text
    assert len(asked) == 1
