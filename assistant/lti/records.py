"""The records of LTI. Nothing here holds a name or an e-mail: of who launches, a number that only their platform understands."""

from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field

from corpus.base import Language, Record

Role = Literal["trainer", "learner"]


class Platform(Record):
    """A learning platform that may launch Boussole.

    :param address: of Boussole, as the platform knows it.
    :param services_url: where its grades are sent, when it is neither where its tokens are given nor where its keys stand.
    """

    issuer: str
    client_id: str
    auth_url: str
    token_url: str
    jwks_url: str
    deployments: tuple[str, ...] = Field(min_length=1)
    address: str
    services_url: str = ""

    @property
    def origins(self) -> tuple[str, ...]:
        """The places that are this platform's: where its pages and its services may be."""
        known = (self.auth_url, self.token_url, self.jwks_url, self.services_url)
        return tuple(dict.fromkeys(origin(url) for url in known if url))

    def owns(self, url: str) -> bool:
        """Tell whether an address is one of this platform's."""
        return origin(url) in self.origins


class Service(Record):
    """Where the grades of a launch go (Assignment and Grade Services 2.0)."""

    scope: tuple[str, ...] = ()
    lineitem: str = ""
    lineitems: str = ""


class Launch(Record):
    """Someone who came from a platform.

    :param user: what the platform calls them, to know whose the grade is; empty where no grade is due.
    :param deep: what the platform asked, when it asked to choose a scenario.
    """

    id: str
    issuer: str
    client_id: str
    deployment: str
    user: str = ""
    role: Role
    language: Language
    title: str = ""
    scenario: str = ""
    session: str = ""
    service: Service | None = None
    deep: dict[str, Any] | None = None


def origin(url: str) -> str:
    """Return the scheme, the host and the port of an address; empty if it has none."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        return ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    usual = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{host}" + (f":{port}" if port not in (None, usual) else "")
