"""Measure what the assistant answers: situations → run → score → report."""
