"""`python app.py`: settings → assistant → page → serve. Nothing else launches anything."""

import gc
import sys
import webbrowser

from assistant.errors import BoussoleError
from assistant.settings import read_settings
from corpus.load import CorpusError
from index.errors import IndexFaultError, IndexMissingError, IndexStaleError
from index.manifest import is_current, read_manifest


def main(arguments: list[str]) -> int:
    """Serve the page; `--open` also opens it in the browser. 2, with one sentence, when something must be mended first."""
    try:
        settings = read_settings()
        if read_manifest(settings.data_dir) is None:
            raise IndexMissingError(settings.data_dir)
        if not is_current(settings.data_dir, settings.embedder):
            raise IndexStaleError("il date d'une autre version")
        gc.disable()  # what an import makes stays: looking for garbage in it costs half a second and finds none
        from assistant.ui.server import serve  # Gradio: four seconds, only once all the rest is in order

        gc.freeze()
        gc.enable()

        def announce(address: str, others: str) -> None:
            print(f"Boussole vous attend à l'adresse {address} (Ctrl+C pour arrêter).", *filter(None, (others,)), sep="\n", flush=True)
            if "--open" in arguments and sys.stdout.isatty():
                webbrowser.open(address)

        serve(settings, announce)
    except (BoussoleError, IndexFaultError, CorpusError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        pass
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
