"""The HTTP routes beside the page, one module for each subject. Every error is JSON with one French sentence."""
