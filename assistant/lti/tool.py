"""Boussole as a tool of learning platforms: the one door to this package. Everything it keeps stands in one folder."""

import secrets
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import requests
from pydantic import ValidationError
from pylti1p3.registration import Registration

from assistant.lti.adapters import Known, LtiRequest, NoCookie, registration, remembering
from assistant.lti.claims import read_launch
from assistant.lti.config import Platforms, read_platform
from assistant.lti.deep_link import Link, link_to
from assistant.lti.errors import LtiError
from assistant.lti.grades import send_grade
from assistant.lti.keys import KeyRing
from assistant.lti.launch import Launched, Login
from assistant.lti.network import PlatformSession
from assistant.lti.records import Launch, Platform, origin
from assistant.lti.store import FolderStore
from assistant.scenarios.records import Scenario

OPEN = 86_400.0  # seconds for which a launch may send grades
FRESH = 600.0  # seconds for which a platform's keys are kept in memory
AGAIN = 30.0  # seconds before they may be asked for again


class Tool:
    """The tool.

    :param folder: its own, under the data folder.
    :param local: whether platforms of this machine and its network are allowed: for tests.
    """

    def __init__(self, folder: Path, *, local: bool = False) -> None:
        self._local = local
        self.platforms = Platforms(folder / "platforms")
        self.keys = KeyRing(folder / "keys", time.time)
        self._store = FolderStore(folder / "remembered", time.time)
        self._key_sets = KeySets(time.monotonic)

    def register(self, form: Mapping[str, str]) -> Platform:
        """Keep the platform that a form describes.

        :raises LtiError: naming the first field that is wrong.
        """
        platform = read_platform(form, self._local)
        self.platforms.add(platform)
        return platform

    def key_set(self) -> dict[str, Any]:
        """Return the public halves of our keys (JWKS)."""
        return {"keys": [dict(Registration.get_jwk(key.public)) for key in self.keys.published()]}

    def login(self, parameters: Mapping[str, str], agent: str) -> str:
        """Return where to send someone who comes from a platform, to be authenticated there.

        :param agent: the browser, as it names itself.
        :raises LtiError: if the platform is not one of ours.
        """
        request = LtiRequest(parameters, agent)
        platform = self.platforms.find(request.get_param("iss"), request.get_param("client_id"))
        begun = Login(request, Known(self.platforms, self.keys.signing()), remembering(request, self._store), NoCookie())
        return begun.begin(f"{platform.address}/lti/launch" if platform else "/")

    def launch(self, parameters: Mapping[str, str], agent: str) -> Launch:
        """Return who comes, once all that the platform says is checked.

        :raises LtiError: saying what is wrong.
        """
        request, memory = LtiRequest(parameters, agent), remembering(LtiRequest(parameters, agent), self._store)
        session = PlatformSession(self._owned, self._local)
        known = Known(self.platforms, self.keys.signing())
        came = Launched(request, known, memory, NoCookie(), requests_session=session, key_sets=self._key_sets)
        came.validate()
        platform = self.platforms.find(str(came.body["iss"]), came.get_client_id())
        if platform is None:  # removed in the meantime
            raise LtiError("unknown_platform", 403, issuer=str(came.body["iss"])[:200])
        launch = read_launch(came.body, platform, secrets.token_urlsafe(24))
        self._store.put(f"launch:{launch.id}", launch.model_dump(mode="json"), OPEN)
        return launch

    def find(self, id_: str) -> Launch | None:
        """Return a launch by its id; None if it is not known, or no longer."""
        kept = self._store.get(f"launch:{id_}")
        try:
            return Launch.model_validate(kept) if kept else None
        except ValidationError:  # kept by another version
            return None

    def link(self, id_: str, scenario: Scenario, session: str = "") -> tuple[Launch, Link]:
        """Return the link to a scenario that a launch asked for; a launch gets one only.

        :param session: code of the session in which it is played.
        :raises LtiError: if it is too late, or it asked for none.
        """
        kept = self.find(id_)
        launch = self._forget(id_) if kept and kept.deep else None
        platform = self.platforms.find(launch.issuer, launch.client_id) if launch else None
        if launch is None or platform is None:
            raise LtiError("old_launch")
        return launch, link_to(scenario, session, launch, platform, self.keys.signing())

    def send_score(self, id_: str, score: float | None, *, label: str = "Boussole", comment: str = "") -> bool:
        """Send the grade of someone to the platform they came from; tell whether there was anywhere to send it.

        :param id_: of the launch.
        :param score: out of 100; None says that the work has begun.
        :param label: of the line of the grade book, where none exists.
        :param comment: that the person will read.
        :raises LtiError: if the launch is too old, or the platform cannot be reached, or refuses.
        """
        launch = self.find(id_)
        platform = self.platforms.find(launch.issuer, launch.client_id) if launch else None
        if launch is None or platform is None:
            raise LtiError("old_launch")
        with PlatformSession(platform.owns, self._local) as session:
            return send_grade(launch, registration(platform, self.keys.signing()), session, score, label, comment)

    def frames(self, id_: str = "") -> tuple[str, ...]:
        """Return the places whose pages may frame ours: those of the platform of a launch, or of all of them."""
        if not id_:
            return _places(self.platforms.all())
        launch = self.find(id_)
        return self.frames_of(launch) if launch else ()

    def frames_of(self, launch: Launch) -> tuple[str, ...]:
        """Return the places of the platform of a launch."""
        platform = self.platforms.find(launch.issuer, launch.client_id)
        return _places((platform,)) if platform else ()

    def _forget(self, id_: str) -> Launch | None:
        kept = self._store.take(f"launch:{id_}")
        return Launch.model_validate(kept) if kept else None

    def _owned(self, url: str) -> bool:
        return any(url == platform.jwks_url for platform in self.platforms.all())


def _places(platforms: Sequence[Platform]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place for one in platforms for place in (origin(one.issuer), *one.origins) if place))


class KeySets:
    """The public keys of platforms, kept in memory for a while: sixty people launch at once.

    :param now: seconds, that only go forward.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._kept: dict[str, tuple[float, dict[str, Any]]] = {}
        self._locks: dict[str, threading.Lock] = {}

    def get(self, url: str, session: requests.Session) -> dict[str, Any]:
        """Return the keys that stand at an address.

        :raises LtiError: if there are none.
        """
        with self._lock(url):
            kept = self._kept.get(url)
            if kept and self._now() - kept[0] < FRESH:
                return kept[1]
            try:
                found = session.get(url).json()
            except ValueError as error:
                raise LtiError("bad_keys", 502) from error
            keys = found.get("keys") if isinstance(found, dict) else None
            if not isinstance(keys, list):
                raise LtiError("bad_keys", 502)
            usable = {"keys": [key for key in keys if isinstance(key, dict) and key.get("kty") == "RSA" and "d" not in key]}
            self._kept[url] = (self._now(), usable)
            return usable

    def forget(self, url: str) -> bool:
        """Forget the keys of an address, so that they are asked for again; tell whether they may be so soon."""
        with self._lock(url):
            kept = self._kept.get(url)
            if kept is None or self._now() - kept[0] < AGAIN:
                return False
            del self._kept[url]
            return True

    def _lock(self, url: str) -> threading.Lock:
        return self._locks.setdefault(url, threading.Lock())
