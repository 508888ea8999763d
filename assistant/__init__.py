"""The assistant: understand → retrieve → shortlist → compose → verify → answer. Imports `index`, `corpus` and `prompts`."""

import index as index  # first of all: it prepares the environment that the libraries read when they are imported
