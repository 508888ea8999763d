"""Scenarios that trainers play: packs read and checked, proposals compared with what was expected, feedback and a quiz."""
