"""Tell an incident by words that leave no doubt: a false account in the name of the school, an account that somebody else uses. Pure."""

import re

from assistant.message import plain
from prompts import load_texts


def incident_named(heard: str, said: str) -> str:
    """Return the incident that the words of a message tell, or what was heard in it.

    :param heard: the incident that is heard in it, empty where none is: most kinds are only told apart within one.
    """
    folded = plain(said)
    for rule in load_texts("incidents", "all").get("rules"):
        among = rule.get("of")
        if among and heard not in among:
            continue
        told = all(re.search(rule[key], folded) for key in ("find", "and"))
        if told and not ("without" in rule and re.search(rule["without"], folded)):
            return str(rule["incident"])
    return heard
