"""Registration, keys, what is remembered, and the places where Boussole does not go."""

import json
import threading
from pathlib import Path
from typing import Any

import pytest
import yaml

import prompts
from assistant.lti.config import Platforms, read_platform
from assistant.lti.errors import LtiError
from assistant.lti.keys import AHEAD, DAY, SIGNS, STAYS, KeyRing
from assistant.lti.network import PlatformSession, is_public
from assistant.lti.records import origin
from assistant.lti.store import FolderStore
from tests.assistant.lti.conftest import TRAINER, Site
from tests.assistant.lti.platform import Platform
from tests.assistant.lti.test_launch import said
from tests.test_prompts import leaves

GOOD = {
    "issuer": "https://moodle.exemple.ca",
    "client_id": "abc",
    "auth_url": "https://moodle.exemple.ca/mod/lti/auth.php",
    "token_url": "https://moodle.exemple.ca/mod/lti/token.php",
    "jwks_url": "https://moodle.exemple.ca/mod/lti/certs.php",
    "deployments": "1, 2  2",
    "address": "https://boussole.exemple.ca/",
}


def test_a_trainer_registers_a_platform_and_removes_it(site: Site) -> None:
    page = site.browser.post("/lti/register", data=GOOD, headers=TRAINER)
    assert (page.status_code, said(page)) == (
        200,
        "La plateforme https://moodle.exemple.ca est enregistrée : vous pouvez ajouter Boussole à un cours.",
    )
    kept = site.tool.platforms.find("https://moodle.exemple.ca", "abc")
    assert kept is not None
    assert (kept.deployments, kept.address) == (("1", "2"), "https://boussole.exemple.ca")
    site.browser.post("/lti/remove", data=GOOD, headers=TRAINER)
    assert site.tool.platforms.find("https://moodle.exemple.ca", "abc") is None


def test_the_page_gives_the_addresses_to_paste(site: Site) -> None:
    page = site.browser.get("/lti", headers=TRAINER).text
    for path in ("/lti/launch", "/lti/login", "/lti/jwks"):
        assert f"<code>http://testserver{path}</code>" in page


@pytest.mark.parametrize(("method", "path"), [("GET", "/lti"), ("POST", "/lti/register"), ("POST", "/lti/remove")])
def test_only_trainers_register(site: Site, method: str, path: str) -> None:
    reply = site.browser.request(method, path, data=GOOD if method == "POST" else None)
    assert (reply.status_code, "réservée aux personnes qui forment" in said(reply)) == (403, True)
    assert len(site.tool.platforms.all()) == 1


@pytest.mark.parametrize("origin_", ["https://evil.exemple", "null", ""])
def test_another_site_cannot_register_in_a_trainer_s_name(site: Site, origin_: str) -> None:
    reply = site.browser.post("/lti/register", data=GOOD, headers={**TRAINER, "Origin": origin_})
    assert (reply.status_code, "ne vient pas de Boussole" in said(reply)) == (403, True)
    assert len(site.tool.platforms.all()) == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"issuer": ""}, "Il manque une valeur : Identifiant de la plateforme (issuer)."),
        ({"deployments": " "}, "Il manque une valeur : Identifiants de déploiement."),
        ({"auth_url": "moodle"}, "https:// ou http:// : Adresse d'authentification."),
        ({"auth_url": "javascript:alert(1)"}, "https://"),
        ({"auth_url": "file:///etc/passwd"}, "https://"),
        ({"token_url": "https://me:secret@moodle.exemple.ca/"}, "https://"),
        ({"token_url": "https://moodle.exemple.ca:99999/"}, "https://"),
        ({"token_url": "https://[::1"}, "https://"),
        ({"jwks_url": "https://moodle.exemple.ca/#x"}, "https://"),
        ({"jwks_url": "http://127.0.0.1/certs"}, "réseau interne"),
        ({"jwks_url": "http://localhost:8000/certs"}, "réseau interne"),
        ({"jwks_url": "http://[::1]/certs"}, "réseau interne"),
        ({"jwks_url": "http://[::ffff:10.0.0.1]/certs"}, "réseau interne"),
        ({"jwks_url": "http://10.1.2.3/certs"}, "réseau interne"),
        ({"jwks_url": "http://192.168.0.4/certs"}, "réseau interne"),
        ({"jwks_url": "http://169.254.169.254/latest"}, "réseau interne"),
        ({"jwks_url": "http://2130706433/"}, "réseau interne"),
        ({"jwks_url": "http://moodle.local/"}, "réseau interne"),
        ({"address": "boussole"}, "https://"),
        ({"client_id": "x" * 600}, "trop longue"),
        ({"client_id": "a\0b"}, "trop longue"),
        ({"services_url": "http://10.0.0.1/"}, "réseau interne"),
    ],
)
def test_a_wrong_field_is_named_in_one_sentence(changes: dict[str, str], words: str, tmp_path: Path, platform: Platform) -> None:
    boussole = Site(tmp_path, platform)
    boussole.tool._local = False
    page = boussole.browser.post("/lti/register", data={**GOOD, **changes}, headers=TRAINER)
    assert (page.status_code, words in said(page)) == (400, True)
    assert boussole.tool.platforms.all() == ()


def test_what_was_filled_in_stays_and_is_escaped(site: Site) -> None:
    page = site.browser.post("/lti/register", data={**GOOD, "issuer": "", "client_id": "'><script>"}, headers=TRAINER)
    assert "value='&#x27;&gt;&lt;script&gt;'" in page.text
    assert "value='https://moodle.exemple.ca/mod/lti/auth.php'" in page.text


def test_platforms_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.lti.config.MOST_PLATFORMS", 2)
    known = Platforms(tmp_path / "platforms")
    for client in ("a", "b", "a"):
        known.add(read_platform({**GOOD, "client_id": client}))
    with pytest.raises(LtiError, match="au plus 2"):
        known.add(read_platform({**GOOD, "client_id": "c"}))


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://moodle.ca/a?b", "https://moodle.ca"),
        ("https://moodle.ca:443/", "https://moodle.ca"),
        ("http://MOODLE.ca:8080", "http://moodle.ca:8080"),
        ("http://[2001:db8::1]:80/", "http://[2001:db8::1]"),
        ("https://moodle.ca@evil.ca/", ""),
        ("//moodle.ca", ""),
        ("javascript:x", ""),
        ("", ""),
    ],
)
def test_the_origin_of_an_address(url: str, place: str) -> None:
    assert origin(url) == place


@pytest.mark.parametrize(
    ("address", "public"),
    [("8.8.8.8", True), ("2606:4700::1111", True), ("127.0.0.1", False), ("::1", False), ("10.0.0.1", False), ("fe80::1%eth0", False),
     ("::ffff:127.0.0.1", False), ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False)],
)  # fmt: skip
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_a_name_that_leads_inside_is_left_before_anything_is_said(platform: Platform) -> None:
    url = platform.url.replace("127.0.0.1", "localhost") + "/certs"
    for address in (url, url.replace("http:", "https:")):
        with pytest.raises(LtiError, match="réseau interne"):
            PlatformSession(lambda _: True).get(address)
    assert platform.asked == []
    assert PlatformSession(lambda _: True, local=True).get(url).json()["keys"]


def test_only_the_addresses_of_the_platform_are_asked(platform: Platform) -> None:
    with pytest.raises(LtiError, match="n'est pas l'une des siennes"):
        PlatformSession(lambda url: url.endswith("/token"), local=True).get(f"{platform.url}/certs")
    assert platform.asked == []


def test_no_proxy_nor_password_of_the_environment_is_used(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    assert PlatformSession(lambda _: True, local=True).get(f"{platform.url}/certs").status_code == 200


class Clock:
    def __init__(self) -> None:
        self.time = 1_000_000.0

    def __call__(self) -> float:
        return self.time


def test_keys_are_made_once_and_renewed(tmp_path: Path) -> None:
    clock = Clock()
    ring = KeyRing(tmp_path / "keys", clock)
    first = ring.signing()
    assert KeyRing(tmp_path / "keys", clock).signing() == first
    clock.time += SIGNS - AHEAD  # the next is known a week before it signs
    assert [key.number for key in ring.published()] == [1, 2]
    assert ring.signing() == first
    clock.time += AHEAD
    assert ring.signing().number == 2
    assert [key.number for key in ring.published()] == [1, 2]
    clock.time += STAYS + DAY
    assert [key.number for key in ring.published()] == [2]
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["0002.json"]


def test_a_key_ring_left_alone_for_years_signs_with_a_new_key(tmp_path: Path) -> None:
    clock = Clock()
    ring = KeyRing(tmp_path / "keys", clock)
    ring.signing()
    clock.time += 10 * SIGNS
    assert ring.signing().number == 2
    clock.time -= 9 * SIGNS  # a clock put back
    assert ring.signing().number == 2


def test_servers_that_open_together_share_one_key(tmp_path: Path) -> None:
    found: list[int] = []
    public: set[str] = set()

    def open_() -> None:
        key = KeyRing(tmp_path / "keys", Clock()).signing()
        found.append(key.number)
        public.add(key.public)

    threads = [threading.Thread(target=open_) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (found, len(public)) == ([1] * 6, 1)


def test_only_public_halves_are_served(site: Site) -> None:
    (key,) = site.browser.get("/lti/jwks").json()["keys"]
    assert set(key) == {"kty", "n", "e", "kid", "alg", "use"}


def test_what_is_remembered_is_taken_once_and_forgotten_in_time(tmp_path: Path) -> None:
    clock = Clock()
    store = FolderStore(tmp_path / "s", clock)
    store.put("a", {"value": 1}, 10)
    taken: list[Any] = []
    threads = [threading.Thread(target=lambda: taken.append(store.take("a"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken, key=str) == [None] * 7 + [{"value": 1}]
    store.put("b", {"value": 2}, 10)
    assert store.get("b") == {"value": 2}
    clock.time += 10
    assert (store.get("b"), store.take("b")) == (None, None)
    clock.time += 60
    store.put("c", {}, 10)
    assert len(list((tmp_path / "s").iterdir())) == 1


def test_a_file_cut_short_is_as_if_it_had_never_been(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "s", Clock())
    store.put("a", {}, 10)
    next((tmp_path / "s").iterdir()).write_text('{"until": 3', encoding="utf-8")
    assert store.get("a") is None


def test_what_is_remembered_does_not_grow_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.lti.store.MOST", 5)
    clock = Clock()
    store = FolderStore(tmp_path / "s", clock)
    for number in range(5):
        store.put(str(number), {}, 10)
    with pytest.raises(LtiError, match="Trop de personnes"):
        store.put("more", {}, 10)
    clock.time += 61
    store.put("more", {}, 10)


def test_the_texts_say_the_same_in_both_languages() -> None:
    french, english = (
        dict(leaves(yaml.safe_load((prompts.FOLDER / f"lti.{language}.yaml").read_text(encoding="utf-8")))) for language in ("fr", "en")
    )
    assert french.keys() == english.keys()
    for key in french:
        assert prompts.variables(str(french[key])) == prompts.variables(str(english[key])), key


def test_a_launch_kept_by_another_version_is_unknown(site: Site) -> None:
    id_ = site.launched()
    for path in (site.folder / "remembered").glob("*.json"):
        kept = json.loads(path.read_text(encoding="utf-8"))
        kept["value"]["unknown"] = 1
        path.write_text(json.dumps(kept), encoding="utf-8")
    assert site.tool.find(id_) is None
