"""A learning platform, small but strict: keys, authentication, tokens, line items and scores, over HTTP on this machine."""

import json
import secrets
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwcrypto.jwk import JWK

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
AGS = "https://purl.imsglobal.org/spec/lti-ags/"
DL = "https://purl.imsglobal.org/spec/lti-dl/claim/"
MEMBER = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
PERSON = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#"
SCOPES = [f"{AGS}scope/lineitem", f"{AGS}scope/result.readonly", f"{AGS}scope/score"]


class Platform:
    """The platform; `tool_keys` is the tool's JWKS, which it would fetch itself."""

    def __init__(self, client_id: str = "client-1", deployment: str = "1", host: str = "127.0.0.1") -> None:
        self.client_id, self.deployment = client_id, deployment
        self.keys: dict[str, RSAPrivateKey] = {}
        self.tool_keys: dict[str, Any] = {"keys": []}
        self.lines: dict[str, dict[str, Any]] = {}
        self.scores: list[dict[str, Any]] = []
        self.asked: list[str] = []
        self.tokens: set[str] = set()
        self.broken: dict[str, tuple[int, dict[str, str], bytes]] = {}  # what a path answers instead
        self.slow = 0.0
        self.course = ""  # a page of a course
        self.choosing_content, self.custom = False, dict[str, str]()  # what its activity is
        self.received: list[str] = []  # links, as the tool signed them
        self.new_key()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://{host}:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def new_key(self) -> str:
        kid = secrets.token_hex(4)
        self.keys = {kid: generate_private_key(public_exponent=65_537, key_size=2048)}
        return kid

    def form(self, address: str = "http://testserver") -> dict[str, str]:
        """What a trainer copies into the registration page."""
        return {
            "issuer": self.url,
            "client_id": self.client_id,
            "auth_url": f"{self.url}/auth",
            "token_url": f"{self.url}/token",
            "jwks_url": f"{self.url}/certs",
            "deployments": f"{self.deployment} 2",
            "address": address,
            "services_url": "",
        }

    def login(self) -> dict[str, str]:
        """What starts a login."""
        return {"iss": self.url, "client_id": self.client_id, "login_hint": "42", "lti_message_hint": "7", "target_link_uri": "http://x/"}

    def message(self, asked: str, roles: tuple[str, ...] = (f"{MEMBER}Learner",), **changes: Any) -> dict[str, Any]:
        """The claims of a launch.

        :param asked: the address that the login led to.
        """
        query = parse_qs(urlsplit(asked).query)
        now = int(time.time())
        claims: dict[str, Any] = {
            "iss": self.url,
            "aud": self.client_id,
            "sub": "4213",
            "iat": now,
            "exp": now + 60,
            "nonce": query["nonce"][0],
            "name": "Ginette Ouellet-Tremblay",
            "email": "ginette@exemple.ca",
            f"{LTI}version": "1.3.0",
            f"{LTI}message_type": "LtiResourceLinkRequest",
            f"{LTI}deployment_id": self.deployment,
            f"{LTI}roles": list(roles),
            f"{LTI}resource_link": {"id": "9", "title": "Exercice"},
            f"{LTI}context": {"id": "3", "title": "Gestion 101", "type": []},
            f"{LTI}target_link_uri": "http://testserver/lti/launch",
            f"{LTI}launch_presentation": {"locale": "fr_ca", "document_target": "window"},
            f"{AGS}claim/endpoint": {
                "scope": SCOPES,
                "lineitems": f"{self.url}/lineitems?type_id=1",
                "lineitem": f"{self.url}/lineitems/1/lineitem?type_id=1",
            },
        }
        for name, value in changes.items():
            key = {"custom": f"{LTI}custom", "ags": f"{AGS}claim/endpoint", "deep": f"{DL}deep_linking_settings"}.get(name, name)
            key = (
                f"{LTI}{name}" if name in ("message_type", "deployment_id", "version", "roles", "resource_link", "target_link_uri") else key
            )
            if value is None:
                claims.pop(key, None)
            else:
                claims[key] = value
        return claims

    def choosing(self, asked: str, roles: tuple[str, ...] = (f"{MEMBER}Instructor",), **changes: Any) -> dict[str, Any]:
        """The claims of a choice of content."""
        settings = {
            "deep_link_return_url": f"{self.url}/contentitem",
            "accept_types": ["ltiResourceLink"],
            "accept_presentation_document_targets": ["iframe", "window"],
            "data": "à renvoyer",
        }
        return self.message(asked, roles, **{"message_type": "LtiDeepLinkingRequest", "deep": settings, "resource_link": None, **changes})

    def signed(self, claims: Any, *, key: Any = None, algorithm: str = "RS256", **headers: Any) -> str:
        kid, own = next(iter(self.keys.items()))
        return jwt.encode(claims, key or own, algorithm=algorithm, headers={"kid": kid, **headers})

    def launch(self, asked: str, claims: Any = None) -> dict[str, str]:
        """The form that the browser posts to the tool."""
        state = parse_qs(urlsplit(asked).query)["state"][0]
        return {"state": state, "id_token": self.signed(claims or self.message(asked))}

    def verified(self, message: str, audience: str) -> dict[str, Any]:
        """What the tool signed, checked as a platform does."""
        kid = jwt.get_unverified_header(message)["kid"]
        public = next(jwt.PyJWK(key) for key in self.tool_keys["keys"] if key["kid"] == kid)
        options: Any = {"require": ["exp", "iat", "iss"]}
        return dict(jwt.decode(message, public.key, algorithms=["RS256"], audience=audience, options=options))

    def certs(self) -> dict[str, Any]:
        keys = []
        for kid, key in self.keys.items():
            told = json.loads(JWK.from_pyca(key.public_key()).export_public())
            keys.append({**told, "kid": kid, "alg": "RS256", "use": "sig"})
        return {"keys": keys}

    def token(self, form: dict[str, list[str]]) -> tuple[int, Any]:
        assert form["client_assertion_type"] == ["urn:ietf:params:oauth:client-assertion-type:jwt-bearer"]
        said = self.verified(form["client_assertion"][0], f"{self.url}/token")
        if said["iss"] != self.client_id or said["sub"] != self.client_id:
            return 400, {"error": "invalid_client"}
        token = secrets.token_hex(8)
        self.tokens.add(token)
        return 200, {"access_token": token, "token_type": "Bearer", "expires_in": 3600, "scope": form["scope"][0]}

    def answer(self, method: str, path: str, body: bytes, kind: str) -> tuple[int, Any]:
        place = path.partition("?")[0]
        if place == "/certs":
            return 200, self.certs()
        if place == "/course":
            return 200, self.course
        if place == "/auth":
            return 200, self.posting(f"{self.url}{path}")
        if place == "/contentitem":
            self.received.append(parse_qs(body.decode())["JWT"][0])
            return 200, "<h1>Ajouté</h1>"
        if place == "/token":
            return self.token(parse_qs(body.decode()))
        if place == "/lineitems" and method == "GET":
            return 200, list(self.lines.values())
        if place == "/lineitems":
            assert kind == "application/vnd.ims.lis.v2.lineitem+json"
            line = {**json.loads(body), "id": f"{self.url}/lineitems/{len(self.lines) + 1}/lineitem"}
            self.lines[line["id"]] = line
            return 201, line
        if place.endswith("/scores"):
            assert kind == "application/vnd.ims.lis.v1.score+json"
            self.scores.append({**json.loads(body), "line": place.removesuffix("/scores")})
            return 200, None
        return 404, {"error": "not found"}

    def posting(self, asked: str) -> str:
        """The page that carries a message to the tool."""
        claims = self.choosing(asked) if self.choosing_content else self.message(asked, custom=self.custom)
        fields = "".join(f"<input type='hidden' name='{name}' value='{value}'>" for name, value in self.launch(asked, claims).items())
        to = parse_qs(urlsplit(asked).query)["redirect_uri"][0]
        return f"<form method='post' action='{to}'>{fields}</form><script>document.forms[0].submit()</script>"

    def _handler(platform) -> type[BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def reply(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                place = self.path.partition("?")[0]
                platform.asked.append(f"{self.command} {place}")
                time.sleep(platform.slow)
                if place in platform.broken:
                    status, headers, content = platform.broken[place]
                elif place.startswith("/lineitems") and self.headers.get("Authorization", "")[7:] not in platform.tokens:
                    status, headers, content = 401, {}, b"{}"
                else:
                    status, told = platform.answer(self.command, self.path, body, self.headers.get("Content-Type", ""))
                    page = isinstance(told, str)
                    headers = {"Content-Type": "text/html; charset=utf-8"} if page else {}
                    content = b"" if told is None else told.encode() if page else json.dumps(told).encode()
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", "Content-Length": str(len(content)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                with suppress(BrokenPipeError):  # whoever asked did not wait
                    self.wfile.write(content)
                self.close_connection = "Connection" in headers

            do_GET = do_POST = reply  # noqa: N815

            def log_message(self, *args: Any) -> None:
                """Nothing to say."""

        return Handler
