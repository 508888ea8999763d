"""The login that a platform starts, and the launch that follows: PyLTI1p3's steps, made strict and told in our words.

What a login must remember (its nonce, its platform, its browser) stands on the server under the `state` that comes back with the launch:
the library knows cookies alone for that, which browsers refuse inside another page, and no `postMessage` storage. A state and a nonce
serve once and for five minutes. Nothing of the message is kept but what `Launch` holds.
"""

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import jwt
from pylti1p3.cookie import CookieService
from pylti1p3.exception import LtiException, OIDCException
from pylti1p3.message_launch import MessageLaunch, TLaunchData
from pylti1p3.oidc_login import OIDCLogin
from pylti1p3.redirect import Redirect
from pylti1p3.session import SessionService

from assistant.lti.adapters import GoTo, Known, LtiRequest
from assistant.lti.errors import LtiError

SKEW = 60  # seconds by which the two clocks may differ
ALGORITHM = "RS256"  # the only one: IMS Security Framework 1.0, 5.1.2
REQUIRED = ["exp", "iat", "iss", "aud", "sub", "nonce"]


class Login(OIDCLogin[LtiRequest, Known, SessionService, CookieService, str]):
    """A login under way."""

    def get_redirect(self, url: str) -> Redirect[str]:
        """Return where to send the browser; the platform's own address may hold a query already."""
        head, mark, query = url.partition("?")
        return GoTo(head + mark + query.replace("?", "&"))

    def begin(self, launch_url: str) -> str:
        """Return the address of the platform that authenticates.

        :param launch_url: where it must send the person afterwards.
        :raises LtiError: if the platform is not one of ours, or says too little.
        """
        with _told("bad_login"):
            platform = self.validate_oidc_login()
        bound = {"issuer": platform.get_issuer(), "client": platform.get_client_id(), "agent": _hidden(self._request.agent)}
        self.pass_params_to_launch(bound)
        with _told("bad_login"):
            return str(self.redirect(launch_url))

    def validate_oidc_login(self) -> Any:
        """Return the registration of the platform that starts the login.

        :raises LtiError: if it is not registered.
        """
        issuer, client = self._get_request_param("iss"), self._get_request_param("client_id")
        if issuer and self._tool_config.find_registration_by_params(issuer, client) is None:
            raise LtiError("unknown_platform", 403, issuer=issuer[:200])
        return super().validate_oidc_login()

    def _generate_nonce(self) -> str:
        nonce = super()._generate_nonce()
        self._state_params["nonce"] = nonce  # a launch must bring the nonce of its own login
        return nonce


class Launched(MessageLaunch[LtiRequest, Known, SessionService, CookieService]):
    """A launch as it comes in; nothing of it is believed before `validate` has gone through."""

    def __init__(self, *args: Any, key_sets: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._key_sets, self._login = key_sets, dict[str, str]()

    @property
    def body(self) -> TLaunchData:
        """What the platform says."""
        return self._jwt["body"]

    def get_client_id(self) -> str:
        """Return who the message is for; of several, the one that it names."""
        body: Any = self._get_jwt_body()
        heard = body.get("aud")
        return str(body.get("azp") or (heard[0] if isinstance(heard, list) and heard else heard))

    def validate_state(self) -> "Launched":
        """Take the login that this launch answers.

        :raises LtiError: if there was none in the last five minutes, if it has served, or if another browser made it.
        """
        state = self._get_request_param("state")
        refusal = self._get_request_param("error")
        kept = self._session_service.get_state_params(state) if state else {}
        self._login = {name: str(value) for name, value in (kept or {}).items()}
        if not self._login or not hmac.compare_digest(self._login["agent"], _hidden(self._request.agent)):
            raise LtiError("old_login")
        if refusal:
            raise LtiError("platform_error", said=refusal[:100])
        return self

    def validate_jwt_format(self) -> "Launched":
        """Read the message.

        :raises LtiError: if it cannot be.
        """
        with _told("bad_message"):
            super().validate_jwt_format()
        if not all(isinstance(self._jwt[part], dict) for part in ("header", "body")):
            raise LtiError("bad_message")
        return self

    def validate_nonce(self) -> "Launched":
        """Take the nonce.

        :raises LtiError: if it is not that of this login, or has served.
        """
        if str(self._get_jwt_body().get("nonce")) != self._login["nonce"]:
            raise LtiError("replayed")
        with _told("replayed"):
            super().validate_nonce()
        return self

    def validate_registration(self) -> "Launched":
        """Find the platform.

        :raises LtiError: if it is not the one that the login was sent to.
        """
        issuer = str(self._get_jwt_body().get("iss"))
        if (issuer, self.get_client_id()) != (self._login["issuer"], self._login["client"]):
            raise LtiError("unknown_platform", 403, issuer=issuer[:200])
        with _told("unknown_platform", 403, issuer=issuer[:200]):
            super().validate_registration()
        return self

    def validate_jwt_signature(self) -> "Launched":
        """Check the signature, who it is from and for, and its time; from here on the message is believed.

        :raises LtiError: if one of them is wrong.
        """
        with _told("bad_signature", 403):
            public, algorithm = self.get_public_key()
        if algorithm != ALGORITHM:
            raise LtiError("bad_signature", 403)
        try:
            said = jwt.decode(
                self._get_id_token(),
                public,
                algorithms=[ALGORITHM],
                audience=self._login["client"],
                issuer=self._login["issuer"],
                leeway=SKEW,
                options={"require": REQUIRED},
            )
        except (jwt.ExpiredSignatureError, jwt.ImmatureSignatureError) as error:
            raise LtiError("clock", 403) from error
        except jwt.InvalidTokenError as error:
            raise LtiError("bad_signature", 403) from error
        self._jwt["body"] = cast(TLaunchData, said)
        return self

    def get_public_key(self) -> tuple[str, str]:
        """Return the key that the message says it is signed with; asked again of the platform if it is not among those kept."""
        assert self._registration is not None  # the step before set it
        url = str(self._registration.get_key_set_url())
        try:
            return super().get_public_key()
        except LtiException:
            if not self._key_sets.forget(url):
                raise
        self._registration.set_key_set(None)
        return super().get_public_key()

    def fetch_public_key(self, key_set_url: str) -> Any:
        """Return the keys of the platform."""
        return self._key_sets.get(key_set_url, self._requests_session)

    def validate_deployment(self) -> "Launched":
        """Find the deployment.

        :raises LtiError: if it is not registered.
        """
        told = str(self.body.get("https://purl.imsglobal.org/spec/lti/claim/deployment_id", ""))[:100]
        with _told("unknown_deployment", 403, deployment=told):
            super().validate_deployment()
        return self

    def validate_message(self) -> "Launched":
        """Check what the message asks.

        :raises LtiError: if it is neither a launch nor a choice of content, or lacks what it must hold.
        """
        with _told("bad_message"):
            super().validate_message()
        if not (self.is_resource_launch() or self.is_deep_link_launch()):
            raise LtiError("bad_message")
        return self

    def save_launch_data(self) -> "Launched":
        """Keep nothing: the message holds names and addresses."""
        return self

    def _get_request_param(self, key: str) -> str:
        return self._request.get_param(key)


@contextmanager
def _told(reason: str, status: int = 400, **values: str) -> Iterator[None]:
    """Tell in our words what the library refuses, and what it did not expect: a message may hold anything."""
    try:
        yield
    except (LtiException, OIDCException, KeyError, TypeError, AttributeError, ValueError, AssertionError) as error:
        raise LtiError(reason, status, **values) from error


def _hidden(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
