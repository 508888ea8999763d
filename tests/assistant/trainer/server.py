"""A server of the sessions alone, to be killed: `python -m tests.assistant.trainer.server PORT FOLDER PACKS [URL]`."""

import sys
from pathlib import Path

import uvicorn

from corpus.load import load_corpus
from tests.assistant.trainer.fakes import FakeAssistant, FakeOpening, serve


def main() -> None:
    port, folder, packs, *url = sys.argv[1:]
    opening = FakeOpening(FakeAssistant(load_corpus()), Path(folder), url=url[0] if url else None, scenarios_dir=Path(packs))
    uvicorn.run(serve(opening), host="127.0.0.1", port=int(port), log_level="warning")


if __name__ == "__main__":
    main()
