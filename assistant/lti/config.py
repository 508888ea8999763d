"""The platforms that may launch Boussole: registered by a trainer, kept one file each, checked field by field."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from assistant.lti.errors import LtiError
from assistant.lti.network import is_public
from assistant.lti.records import Platform, origin
from assistant.lti.store import make_folder, write_over

URLS = ("issuer", "auth_url", "token_url", "jwks_url")
FIELDS = (*URLS, "client_id", "deployments", "address", "services_url")
MOST_PLATFORMS = 50
LONGEST = 500  # characters of a field


class Platforms:
    """The registered platforms.

    :param folder: theirs alone.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def all(self) -> tuple[Platform, ...]:
        """Return them, by issuer."""
        if not self._folder.is_dir():
            return ()
        found = [Platform.model_validate_json(path.read_text(encoding="utf-8")) for path in self._folder.glob("*.json")]
        return tuple(sorted(found, key=lambda one: (one.issuer, one.client_id)))

    def find(self, issuer: str, client_id: str = "") -> Platform | None:
        """Return the platform of an issuer; without a client, the only one that it has."""
        known = [one for one in self.all() if one.issuer == issuer and (not client_id or one.client_id == client_id)]
        return known[0] if len(known) == 1 else None

    def add(self, platform: Platform) -> None:
        """Keep a platform; one of the same issuer and client is replaced.

        :raises LtiError: if there are too many.
        """
        make_folder(self._folder)
        if self.find(platform.issuer, platform.client_id) is None and len(self.all()) >= MOST_PLATFORMS:
            raise LtiError("too_many", most=str(MOST_PLATFORMS))
        write_over(self._path(platform.issuer, platform.client_id), platform.model_dump_json().encode())

    def remove(self, issuer: str, client_id: str) -> None:
        """Forget a platform."""
        self._path(issuer, client_id).unlink(missing_ok=True)

    def _path(self, issuer: str, client_id: str) -> Path:
        named = hashlib.sha256(f"{issuer}\n{client_id}".encode("utf-8", "replace")).hexdigest()
        return self._folder / f"{named}.json"


def read_platform(form: Mapping[str, str], local: bool = False) -> Platform:
    """Return the platform that a form describes.

    :param local: whether addresses of this machine and its network are allowed: for tests.
    :raises LtiError: naming the first field that is wrong.
    """
    given = {name: str(form.get(name, "")).strip() for name in FIELDS}
    for name in FIELDS:
        if len(given[name]) > LONGEST or any(not character.isprintable() for character in given[name].replace("\n", "").replace("\r", "")):
            raise LtiError("bad_field", field=name)
        if not given[name] and name != "services_url":
            raise LtiError("missing_field", field=name)
    for name in (*URLS, "services_url"):
        if given[name]:
            _check_url(name, given[name], local)
    if not origin(given["address"]) or urlsplit(given["address"]).query:
        raise LtiError("bad_url", field="address")
    given["address"] = given["address"].rstrip("/")
    deployments = tuple(dict.fromkeys(given.pop("deployments").replace(",", " ").split()))
    return Platform(**given, deployments=deployments)


def _check_url(name: str, url: str, local: bool) -> None:
    """Refuse what is not an address of the web, or leads into the local network.

    :raises LtiError: if it does. A name is only looked up when it is used (`network`).
    """
    if not origin(url) or "#" in url or any(character.isspace() for character in url):
        raise LtiError("bad_url", field=name)
    host = str(urlsplit(url).hostname).rstrip(".")
    if not local and (host == "localhost" or host.endswith((".localhost", ".local", ".internal")) or _is_private(host)):
        raise LtiError("private_url", field=name)


def _is_private(host: str) -> bool:
    try:
        return not is_public(host)
    except ValueError:
        return host.replace(".", "").isdigit() or host.startswith("0x")  # 2130706433, 127.1: other ways to write an address
