"""The address that is given to others, and what is told of it."""

import pytest

from assistant.trainer.place import Place, is_loopback, own_address, place_of, served_at, told

OWN = "192.168.4.20"


@pytest.mark.parametrize(
    ("home", "host", "own", "place"),
    [
        ("http://127.0.0.1:7860/", "127.0.0.1", OWN, Place(home="http://127.0.0.1:7860/", note="alone")),
        ("http://localhost:7860/", "::1", OWN, Place(home="http://localhost:7860/", note="alone")),
        ("http://127.0.0.1:7860/", "0.0.0.0", OWN, Place(home=f"http://{OWN}:7860/", note="shared")),
        ("http://[::1]:7860/", "::", OWN, Place(home=f"http://{OWN}:7860/", note="shared")),
        ("http://localhost/", "0.0.0.0", OWN, Place(home=f"http://{OWN}/", note="shared")),
        ("http://127.0.0.1:7860/", "0.0.0.0", None, Place(home="http://127.0.0.1:7860/", note="no_network")),
        (f"http://{OWN}:7860/", "0.0.0.0", None, Place(home=f"http://{OWN}:7860/", note="shared")),
        ("https://boussole.exemple.ca/", "127.0.0.1", None, Place(home="https://boussole.exemple.ca/")),
    ],
)
def test_others_are_given_an_address_that_they_can_open(home: str, host: str, own: str | None, place: Place) -> None:
    assert place_of(home, host, lambda: own) == place


def test_the_own_address_is_found_without_sending_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    class Asked:
        def __init__(self, _family: int, kind: int) -> None:
            assert kind == 2  # a datagram socket: connecting it sends nothing
            self.target = ""

        def __enter__(self) -> "Asked":
            return self

        def __exit__(self, *_: object) -> None: ...

        def connect(self, target: tuple[str, int]) -> None:
            self.target = target[0]
            if target[0].startswith("10."):
                raise OSError("no way there")

        def getsockname(self) -> tuple[str, int]:
            return (OWN if self.target.startswith("192.168.") else "127.0.0.1", 40000)

    monkeypatch.setattr("assistant.trainer.place.socket.socket", Asked)
    assert own_address() == OWN


def test_what_is_told_when_the_server_starts() -> None:
    assert served_at("0.0.0.0", 7860) == "http://127.0.0.1:7860/"
    assert served_at("::", 80) == "http://[::1]:80/"
    assert told(place_of("http://127.0.0.1:7860/", "127.0.0.1", lambda: OWN)) == ""
    said = told(place_of(served_at("0.0.0.0", 7860), "0.0.0.0", lambda: OWN))
    assert said.startswith(f"Adresse pour les autres appareils : http://{OWN}:7860/ Toute personne du même réseau")
    assert "aucun réseau" in told(place_of(served_at("0.0.0.0", 7860), "0.0.0.0", lambda: None))


def test_this_machine_alone() -> None:
    assert [is_loopback(host) for host in ("127.0.0.1", "127.8.8.8", "localhost", "::1", "[::1]")] == [True] * 5
    assert [is_loopback(host) for host in ("0.0.0.0", "192.168.1.2", "boussole.exemple.ca", "")] == [False] * 4
