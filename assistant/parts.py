"""Cut a question of several parts into questions that each stand alone: "qui l'a lancé, et quand?", "les dimensions 6 et 7". Pure."""

import re

from assistant.message import plain
from assistant.resolve import put_otherwise
from index.sentences import sentences
from prompts import load_texts

MOST = 3
SHORTEST = 2  # words of a part


def asks_twice(question: str) -> bool:
    """Tell whether a question that cannot be cut holds two words that ask all the same: "quels jours et à propos de quoi?"."""
    rules = load_texts("expected", "all").get("several")
    return len(list(re.finditer(rules["interrogative"], plain(question)))) > 1


def sets_apart(question: str) -> bool:
    """Tell whether a question asks which of two things is more than the other: "les écoles ou le supérieur, qui l'emporte?"."""
    return re.search(load_texts("expected", "all").get("several")["either"], plain(question)) is not None


def sets_choice(question: str) -> bool:
    """Tell whether a question asks which of two things it is: "c'est la dimension 4 ou la dimension 11?"."""
    return re.search(r"\b(ou|or)\b", question.casefold()) is not None  # "où" is another word


def parts_of(question: str) -> list[str]:
    """Return the questions that a question is made of, each with its subject; the question alone when it is one.

    :param question: as it was asked.
    """
    rules = load_texts("expected", "all").get("several")
    for cut in (_compared, _numbered, _joined):
        if len(parts := cut(question, rules)) > 1:
            return parts[:MOST]
    return [question]


def question_within(message: str) -> str:
    """Return the sentence of a message that asks, with its subject when another sentence names it; empty when it has but one.

    :param message: a question told in the middle of something else: "Réunion ce soir. Le PAN, c'était combien? Je dois le dire au CÉ."
    """
    rules = load_texts("expected", "all").get("several")
    pieces = sentences(message, shortest=SHORTEST)
    asking = [piece for piece in pieces if piece.endswith("?") or re.search(rules["asking"], plain(piece))]
    if len(pieces) < 2 or len(asking) != 1:
        return ""
    named = re.search(rules["subject"], asking[0][1:])
    # a capital says nothing at the beginning of a sentence
    around = [re.sub(r"^[A-ZÀÉÈ](?=[a-zàéè' ])", "", piece) for piece in pieces if piece != asking[0]]
    subject = "" if named else " ".join(dict.fromkeys(name for piece in around for name in re.findall(rules["subject"], f" {piece}")))
    return f"{subject} : {asking[0]}" if subject else asking[0]


def _asks(piece: str, rules: dict[str, str]) -> bool:
    """Tell whether what follows a question asks too: "pour ma fiche" does not."""
    return piece.endswith("?") or re.search(f"{rules['interrogative']}|{rules['asking']}", plain(piece)) is not None


def _compared(question: str, rules: dict[str, str]) -> list[str]:
    """What sets two things apart is told by what each is."""
    if not re.search(rules["difference"], plain(question)):
        return [question]
    found = next((match for rule in (rules["between"], rules["or"]) if (match := re.search(rule, question))), None)
    return [rules["what"].format(name=name.strip(" ?,.«»")) for name in found.groups() if name] if found else [question]


def _numbered(question: str, rules: dict[str, str]) -> list[str]:
    """Dimensions 6 and 7 are asked for one after the other."""
    found = re.search(rules["numbered"], question)
    if not found:
        return [question]
    noun, numbers = found.group(1), re.findall(r"\d+", found.group(2))
    return [f"{question[: found.start()]}{noun.removesuffix('s')} {number}{question[found.end() :]}" for number in numbers]


def _joined(question: str, rules: dict[str, str]) -> list[str]:
    """What follows "and who", "and how many" or a question mark is a part of its own where it asks, about what the first is about."""
    cut = [re.sub(rules["item"], "", piece.strip(" ,;")) for piece in re.split(rules["joint"], question) if piece and piece.strip(" ,;?")]
    first, rest = cut[0], [piece for piece in cut[1:] if _asks(piece, rules) and not re.search(rules["nothing"], plain(piece))]
    rest = [put_otherwise(piece.strip(" ?"), first) or piece for piece in rest]  # "combien de dimensions, et lesquelles?"
    if rest and not _asks(first, rules) and re.match(rules["pronoun"], rest[0]):  # "la formation, ça coûte combien et ça dure combien?"
        return [f"{first.strip(' :')} : {piece}" for piece in rest] if len(rest) > 1 else [question]
    subject = " ".join(dict.fromkeys(re.findall(rules["subject"], first)))
    shortest = SHORTEST if subject else SHORTEST + 1  # "de combien?", alone, asks nothing
    if not rest or len(first.split()) < SHORTEST or any(len(piece.split()) < shortest for piece in rest):
        return [question]
    if not subject and any(re.search(rules["pointing"], plain(piece)) for piece in rest):  # "ce choix-là" is nothing without what was said
        return [question]
    alone = [_names(piece, rules) and not re.search(rules["possessive"], piece) for piece in rest]
    return [first, *(piece if stands else f"{subject} : {piece}".strip(" :") for piece, stands in zip(rest, alone, strict=True))]


def _names(piece: str, rules: dict[str, str]) -> bool:
    """Tell whether a part says by itself what it is about: a year alone does not."""
    return any(not name.isdigit() for name in re.findall(rules["subject"], piece[1:]))
