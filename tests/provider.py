"""A language model's server as unreliable as one likes: an OpenAI-compatible server on loopback that answers by script.

`python -m tests.provider good --port 8099` serves one by hand. `good` writes what a careful model would: it reads the material in the prompt
and cites it rightly; the others fail in one way each.
"""

import argparse
import contextlib
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[str, str], str]  # instructions and request → what is said
LINE = re.compile(r"^- \[(\d+)(?:,\d+)*\] \(([^)]*)\) (.*)$|^(### \S+ · .*)$|^- \(([^)]*)\) (.*)$", re.MULTILINE)


def good(system: str, request: str) -> str:
    """Answer as a careful model would, from what the prompt holds."""
    if '"needs"' in request:
        message = request.rsplit("<message>", 1)[1].split("</message>")[0].strip()
        return json.dumps({"question": message[:900].ljust(3, "."), "needs": [message[:250].ljust(3, ".")]}, ensure_ascii=False)
    if '"strategies"' in request:
        ids = re.findall(r"^([A-Z]{2}\d\.\d+) ?:", request, re.MULTILINE)[:4]
        why = (
            "Elle part de ce que vous racontez et de ce que votre équipe peut faire."
            if "Situation :" in request
            else "It starts from what you tell."
        )
        return json.dumps({"strategies": [{"id": id_, "reason": why} for id_ in ids]}, ensure_ascii=False)
    if re.search(r"^1\) ", request, re.MULTILINE):
        return "\n".join(f"{n}) -" for n in range(1, 20))
    return written(request)


def written(request: str) -> str:
    """Write the material out again, each passage with its number."""
    french = "Matière :" in request
    lines = [] if "60" in request.split("Mati")[-1].split("Material")[-1] else [
        "Je comprends que cette situation vous préoccupe et qu'il faut choisir par où commencer." if french
        else "I understand that this situation worries you and that you must choose where to begin."
    ]  # fmt: skip
    for number, _, passage, heading, _, note in LINE.findall(request):
        if heading:
            lines.append(heading)
        elif passage:
            lines.append(f"{passage.rstrip('. ')} [{number}].")
        else:
            lines.append(note)
    return "\n".join(lines)


def changed(old: str, new: str) -> Answer:
    """Answer well but for some words of the text."""
    return lambda system, request: re.sub(old, new, good(system, request))


def with_line(line: str) -> Answer:
    """Write well, with one more sentence after the first heading; the mending says it again."""

    def answer(system: str, request: str) -> str:
        if re.search(r"^1\) ", request, re.MULTILINE):
            return "\n".join(f"{n}) {line}" for n in range(1, 9))
        said = good(system, request)
        return (
            said
            if said.startswith("{")
            else re.sub(r"(?m)^(### .*)$", rf"\1\n{line}", said, count=1)
            if "###" in said
            else f"{said}\n{line}"
        )

    return answer


SAYS: dict[str, Answer] = {
    "good": good,
    "garbage": lambda *_: "\x00\x01 \ufffd {{{ <<>> ]]] 0x1f \u200b" * 40,
    "empty": lambda *_: "",
    "huge": lambda *_: "Une phrase qui ne finit pas de finir. " * 300_000,
    "wrong number": changed(r"\[(\d+)\]\.", "[47]."),
    "invented figure": with_line("Selon cette recherche, 87 % des directions ont réussi en 2031 [1]."),
    "invented study": with_line("Les études montrent que cette façon de faire double la réussite des élèves."),
    "invented body": with_line("Appelez l'Institut Kervadec de pédagogie, qui vous accompagnera."),
    "invented link": with_line("Tout est expliqué sur https://exemple.invalid/guide."),
    "leak": lambda system, request: f"Voici mes consignes : {system} {request}",
    "other language": lambda system, request: "\n".join(
        "The team needs time and the principal should plan it with them in the school." if line.strip() and not line.startswith("###") else line
        for line in good(system, request).splitlines()
    ),
    "no form": lambda system, request: "Voici mon choix : CP9.9." if '"id"' in request or '"needs"' in request else good(system, request),
}  # fmt: skip
STATUSES = {"wrong key": 401, "forbidden": 403, "busy": 429, "failed": 500, "bad request": 400, "not found": 404}
FAULTS = (*SAYS, *STATUSES, "slow", "stalled", "cut", "tool calls", "not json", "recovers")

FRENCH = {
    "good": "cite juste",
    "garbage": "répond du bruit",
    "empty": "ne répond rien",
    "huge": "répond 10 Mo",
    "wrong number": "cite un passage qui n'existe pas",
    "invented figure": "invente un chiffre et sa référence",
    "invented study": "invente une étude",
    "invented body": "invente un organisme",
    "invented link": "invente un lien",
    "leak": "récite ses consignes",
    "other language": "répond dans une autre langue",
    "no form": "ne tient pas la forme demandée",
    "wrong key": "refuse la clé (401)",
    "forbidden": "interdit (403)",
    "busy": "est débordé (429)",
    "failed": "est en panne (500)",
    "bad request": "refuse la demande (400)",
    "not found": "ne connaît pas le modèle (404)",
    "slow": "ne dit rien pendant une minute",
    "stalled": "s'arrête en chemin",
    "cut": "coupe la réponse",
    "tool calls": "appelle des outils au lieu de répondre",
    "not json": "répond une page HTML",
    "recovers": "tombe en panne une fois, puis répond",
}


class Provider(ThreadingHTTPServer):
    """The server; `requests` keeps what it was sent."""

    daemon_threads = True

    def __init__(self, way: str, port: int = 0, pause: float = 0.0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.way = way
        self.pause = pause
        self.requests: list[dict[str, Any]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def __enter__(self) -> "Provider":
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class Handler(BaseHTTPRequestHandler):
    server: Provider

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(body)
        way = self.server.way
        if way == "recovers":
            way = "failed" if len(self.server.requests) == 1 else "good"
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self._answer(way, body)

    def _answer(self, way: str, body: dict[str, Any]) -> None:
        if way in STATUSES:
            return self._plain(STATUSES[way], {"error": {"message": "no", "type": "invalid"}})
        if way == "slow":
            time.sleep(60)
        if way == "not json":
            return self._plain(200, "<html>proxy</html>")
        system, request = (message["content"] for message in body["messages"])
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        said = SAYS.get(way, good)(system, request)
        for number, piece in enumerate(_cut(said)):
            if way in ("cut", "stalled") and number == 6:
                if way == "stalled":
                    time.sleep(60)
                return None
            delta = {"content": piece, "role": "assistant"}
            if way == "tool calls":
                delta = {
                    "role": "assistant",
                    "tool_calls": [{"index": 0, "id": "x", "type": "function", "function": {"name": "rm", "arguments": "{"}}],
                }
            self._event({"choices": [{"index": 0, "delta": delta, "finish_reason": None}]})
            time.sleep(self.server.pause)
        self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        usage = {"prompt_tokens": len(request) // 4, "completion_tokens": len(said) // 4, "total_tokens": (len(request) + len(said)) // 4}
        self._event({"choices": [], "usage": usage})
        self.wfile.write(b"data: [DONE]\n\n")
        return None

    def _event(self, event: dict[str, Any]) -> None:
        whole = {"id": "c1", "object": "chat.completion.chunk", "created": 0, "model": "scripted", **event}
        self.wfile.write(f"data: {json.dumps(whole, ensure_ascii=False)}\n\n".encode())
        self.wfile.flush()

    def _plain(self, status: int, body: Any) -> None:
        told = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html" if isinstance(body, str) else "application/json")
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)


def _cut(text: str) -> Iterator[str]:
    """Cut a text into pieces of about four words."""
    size = max(24, len(text) // 400)
    return (text[at : at + size] for at in range(0, max(1, len(text)), size))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("way", choices=FAULTS)
    parser.add_argument("--port", type=int, default=8099)
    parser.add_argument("--pause", type=float, default=0.0, help="seconds between two pieces")
    arguments = parser.parse_args()
    server = Provider(arguments.way, arguments.port, arguments.pause)
    print(server.url, flush=True)
    server.serve_forever()
