"""Numbers written out, and how things are listed, in French and in English."""

WORDS_FOR = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11,
    "douze": 12, "vingt": 20, "trente": 30, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "twenty": 20, "thirty": 30,
}  # fmt: skip


def join(items: list[str], separator: str, last: str) -> str:
    """Return `a, b et c`, with the words of the language."""
    if len(items) < 2:
        return "".join(items)
    return f"{separator.join(items[:-1])} {last} {items[-1]}"
