"""Boussole as a tool of a learning platform (LTI 1.3 Advantage): who may launch it, the launch, the link to a scenario, the grade.

No cookie is needed: what a login must remember until the launch stands on the server, under the `state` that goes round with the launch.
"""
