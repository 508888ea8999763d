"""Numbers written out, amounts, and how things are listed, in French and in English."""

from corpus.records import Language

MONEY = frozenset({"M$", "k$", "$"})


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


def duration(minutes: int) -> str:
    """Return a length of time in hours and minutes, as it is written here: "1 h 30"."""
    return f"{minutes // 60} h" + (f" {minutes % 60:02d}" if minutes % 60 else "")
