"""Boussole in a trainer's session: who may open one, what is kept of it and until when, what is shown of it, what is taken away."""
