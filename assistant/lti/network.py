"""The only way to a platform's services: to addresses it is registered with, never into the local network, never for long.

Where a name leads is looked at once the connection is made and before anything is said, so that a name that changes its mind between
two look-ups gains nothing. Redirections are not followed; no proxy nor password of the environment is used.
"""

import ipaddress
import socket
import time
from collections.abc import Callable
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from assistant.lti.errors import LtiError

TIMEOUT = 10.0  # seconds for a step
TOTAL = 20.0  # seconds for a whole reply
LARGEST = 1_000_000  # bytes of a reply
MOST_REQUESTS = 20  # of one operation: a list of line items that never ends


class PlatformSession(requests.Session):
    """A session for one operation with one platform.

    :param owned: tells whether an address is the platform's.
    :param local: whether addresses of this machine and its network are allowed: for tests.
    """

    def __init__(self, owned: Callable[[str], bool], local: bool = False) -> None:
        super().__init__()
        self.trust_env = False
        self.headers["User-Agent"] = "Boussole"
        self._owned, self._left = owned, MOST_REQUESTS
        if not local:
            for scheme in ("http://", "https://"):
                self.mount(scheme, _PublicAdapter())

    def request(self, method: str, url: str | bytes, *args: Any, **options: Any) -> requests.Response:
        """Send a request and read its whole reply.

        :raises LtiError: if the address is not the platform's, or what comes back is too much, too slow, or leads elsewhere.
        """
        address = str(url)
        if not self._owned(address):
            raise LtiError("elsewhere", 502, url=address[:200])
        self._left -= 1
        if self._left < 0:
            raise LtiError("endless", 502)
        options |= {"timeout": TIMEOUT, "allow_redirects": False, "stream": True}
        started = time.monotonic()
        try:
            reply = super().request(method, url, *args, **options)
            with reply:
                content = bytearray()
                for chunk in reply.iter_content(65_536):
                    content += chunk
                    if len(content) > LARGEST or time.monotonic() - started > TOTAL:
                        raise LtiError("endless", 502)
        except requests.RequestException as error:
            raise LtiError("unreachable", 502, url=address[:200]) from error
        if reply.is_redirect or 300 <= reply.status_code < 400:
            raise LtiError("elsewhere", 502, url=str(reply.headers.get("Location", address))[:200])
        reply._content = bytes(content)  # what `content` and `json()` read once a reply was streamed
        return reply


def is_public(host: str) -> bool:
    """Tell whether an IP address is one of the whole internet."""
    address = ipaddress.ip_address(host.partition("%")[0])
    inner = getattr(address, "ipv4_mapped", None) or address
    return bool(inner.is_global and not inner.is_multicast)


def _checked(connected: socket.socket) -> socket.socket:
    host = str(connected.getpeername()[0])
    if not is_public(host):
        connected.close()
        raise LtiError("private", 502)
    return connected


class _PublicConnection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _checked(super()._new_conn())


class _PublicSecureConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _checked(super()._new_conn())


class _PublicPool(HTTPConnectionPool):
    ConnectionCls = _PublicConnection


class _PublicSecurePool(HTTPSConnectionPool):
    ConnectionCls = _PublicSecureConnection


class _PublicAdapter(HTTPAdapter):
    """Connects to public addresses alone."""

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = {"http": _PublicPool, "https": _PublicSecurePool}
