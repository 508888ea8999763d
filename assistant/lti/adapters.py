"""Between PyLTI1p3 and our server: a request, what is remembered, an address to go to, the keys and platforms; cookies are not used."""

from collections.abc import Mapping
from typing import Any

from pylti1p3.cookie import CookieService
from pylti1p3.deployment import Deployment
from pylti1p3.launch_data_storage.base import LaunchDataStorage
from pylti1p3.redirect import Redirect
from pylti1p3.registration import Registration
from pylti1p3.request import Request
from pylti1p3.session import SessionService
from pylti1p3.tool_config.abstract import ToolConfAbstract

from assistant.lti.config import Platforms
from assistant.lti.keys import Key
from assistant.lti.records import Platform
from assistant.lti.store import Store

REMEMBERED = 300  # seconds between a login and its launch


class LtiRequest(Request):
    """What came with a request.

    :param parameters: of its address or of its form.
    :param agent: the browser, as it names itself.
    """

    def __init__(self, parameters: Mapping[str, str], agent: str = "") -> None:
        self._parameters, self.agent = parameters, agent

    @property
    def session(self) -> dict[str, Any]:
        """None of the library's own sessions: see `Remembered`."""
        return {}

    def is_secure(self) -> bool:
        """Only asked for cookies."""
        return True

    def get_param(self, key: str) -> str:
        """Return a parameter; empty without one."""
        return str(self._parameters.get(key) or "")


class NoCookie(CookieService):
    """No cookie: browsers refuse those of a page inside another."""

    def get_cookie(self, name: str) -> str | None:
        """Return nothing."""
        return None

    def set_cookie(self, name: str, value: str | int, exp: int | None = 3600) -> None:
        """Set nothing."""


class Remembered(LaunchDataStorage[Any]):
    """What the library remembers, in our store; what it checks is taken, so that nothing serves twice."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store

    def get_session_cookie_name(self) -> str | None:
        """No cookie."""
        return None

    def can_set_keys_expiration(self) -> bool:
        """Tell that what is remembered is forgotten in time."""
        return True

    def get_value(self, key: str) -> Any:
        """Return a value, once."""
        kept = self._store.take(self._prepare_key(key))
        return kept["value"] if kept else None

    def set_value(self, key: str, value: Any, exp: int | None = None) -> None:
        """Remember a value."""
        self._store.put(self._prepare_key(key), {"value": value}, exp or REMEMBERED)

    def check_value(self, key: str) -> bool:
        """Tell whether a value is known, once."""
        return self.get_value(key) is not None


class GoTo(Redirect[str]):
    """An address to go to; the route sends the browser there."""

    def __init__(self, location: str) -> None:
        self._location = location

    def do_redirect(self) -> str:
        """Return the address."""
        return self._location

    def do_js_redirect(self) -> str:
        """Return the address: no script of ours stands in a page."""
        return self._location

    def set_redirect_url(self, location: str) -> None:
        """Change the address."""
        self._location = location

    def get_redirect_url(self) -> str:
        """Return the address."""
        return self._location


class Known(ToolConfAbstract[LtiRequest]):
    """The registered platforms and our key, as the library asks for them."""

    def __init__(self, platforms: Platforms, key: Key) -> None:
        self._platforms, self._key = platforms, key

    def check_iss_has_one_client(self, iss: str) -> bool:
        """Tell that an issuer may have several clients."""
        return False

    def check_iss_has_many_clients(self, iss: str) -> bool:
        """Tell that an issuer may have several clients."""
        return True

    def find_registration_by_issuer(self, iss: str, *args: Any, **kwargs: Any) -> Registration:
        """Return the registration of an issuer with one client."""
        return self.find_registration_by_params(iss, "")

    def find_registration_by_params(self, iss: str, client_id: str, *args: Any, **kwargs: Any) -> Registration:
        """Return the registration of an issuer and a client; None, which the library looks for, if there is none."""
        platform = self._platforms.find(iss, client_id or "")
        return registration(platform, self._key) if platform else None  # type: ignore[return-value]

    def find_deployment(self, iss: str, deployment_id: str) -> Deployment | None:
        """Return a deployment of an issuer with one client."""
        return self.find_deployment_by_params(iss, deployment_id, "")

    def find_deployment_by_params(self, iss: str, deployment_id: str, client_id: str, *args: Any, **kwargs: Any) -> Deployment | None:
        """Return a deployment, if it is registered."""
        platform = self._platforms.find(iss, client_id)
        return Deployment().set_deployment_id(deployment_id) if platform and deployment_id in platform.deployments else None


def registration(platform: Platform, key: Key) -> Registration:
    """Return a platform as the library knows it."""
    return (
        Registration()
        .set_issuer(platform.issuer)
        .set_client_id(platform.client_id)
        .set_auth_login_url(platform.auth_url)
        .set_auth_token_url(platform.token_url)
        .set_key_set_url(platform.jwks_url)
        .set_tool_private_key(key.private)
        .set_tool_public_key(key.public)
    )


def remembering(request: LtiRequest, store: Store) -> SessionService:
    """Return the library's memory, over our store."""
    memory = SessionService(request)
    memory.set_data_storage(Remembered(store))
    memory.set_launch_data_lifetime(REMEMBERED)
    return memory
