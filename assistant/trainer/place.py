"""By which address the people of a room reach this machine, and what they must know of it."""

import ipaddress
import socket
from collections.abc import Callable
from typing import Literal
from urllib.parse import urlsplit

from corpus.records import Language, Record
from prompts import load_texts

Note = Literal["", "alone", "shared", "no_network"]
PRIVATE = (("10.255.255.255", 9), ("192.168.255.255", 9), ("172.31.255.255", 9))  # of no one in particular; nothing is sent there


class Place(Record):
    """An address of this server, with a slash at its end.

    ``note``: `alone`, nobody else can open it; `shared`, everyone on the network can, and can read what goes by; `no_network`, this
    machine is on no network. Empty for an address that needs no word.
    """

    home: str
    note: Note = ""


def place_of(home: str, host: str, own: Callable[[], str | None]) -> Place:
    """Return the address to give others.

    :param home: the address by which the trainer came, as `http://127.0.0.1:7860/`.
    :param host: the address where the server listens.
    :param own: gives the address of this machine on its network; None where it has none.
    """
    asked = urlsplit(home)
    if not is_loopback(asked.hostname or ""):
        return Place(home=home, note="shared" if asked.scheme == "http" else "")
    if is_loopback(host):
        return Place(home=home, note="alone")
    found = own()
    if found is None:
        return Place(home=home, note="no_network")
    return Place(home=f"{asked.scheme}://{found}{f':{asked.port}' if asked.port else ''}/", note="shared")


def served_at(host: str, port: int) -> str:
    """Return the address by which this machine itself opens a server, with a slash at its end.

    :param host: where the server listens.
    """
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://{f'[{here}]' if ':' in here else here}:{port}/"


def told(place: Place, language: Language = "fr") -> str:
    """Return what whoever starts the server must know when others may open it; empty where nobody else can."""
    texts = load_texts("trainer", language)
    if place.note in ("", "alone"):
        return ""
    return f"{texts.render('room.others', address=place.home)} {texts.get(f'room.{place.note}')}"


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine alone."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def own_address() -> str | None:
    """Return the address of this machine on its network, without sending anything; None where it is on none."""
    for target in PRIVATE:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
            try:
                asked.connect(target)  # of a datagram socket: it only chooses by which address it would leave
            except OSError:
                continue
            found = str(asked.getsockname()[0])
            if not is_loopback(found) and found != "0.0.0.0":
                return found
    return None
