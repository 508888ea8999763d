"""Numbers written out, amounts, and how things are listed, in French and in English."""

from corpus.records import Language

MONEY = frozenset({"M$", "k$", "$"})
WORDS_FOR = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11,
    "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "dix-sept": 17, "dix-huit": 18, "dix-neuf": 19, "vingt": 20,
    "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "cent": 100, "mille": 1000, "one": 1, "two": 2, "three": 3,
    "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "twenty": 20, "thirty": 30,
}  # fmt: skip


def join(items: list[str], separator: str, last: str) -> str:
    """Return `a, b et c`, with the words of the language."""
    if len(items) < 2:
        return "".join(items)
    return f"{separator.join(items[:-1])} {last} {items[-1]}"


def written(value: float, unit: str, language: Language, decimals: int = 1) -> str:
    """Write an amount the way of the language: 1 186 M$, or $1,186M.

    :param decimals: the most that are written.
    """
    number = f"{value:,.{decimals}f}"
    number = number.rstrip("0").rstrip(".") if "." in number else number
    if language == "en":
        scale = unit.removesuffix("$")
        return f"${number}{scale}" if unit in MONEY else f"{number}{unit}"
    number = number.replace(",", " ").replace(".", ",")
    return f"{number} {unit}".strip()
