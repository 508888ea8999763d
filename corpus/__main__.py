"""`python -m corpus check`: prove the promises of the knowledge base, or say which are broken."""

import sys

from corpus.check import problems
from corpus.load import CorpusError, load_corpus


def main(arguments: list[str]) -> int:
    """Run the command; 0 when every promise holds, 1 when one is broken, 2 when the command or a file cannot be read."""
    if arguments != ["check"]:
        print("Usage : python -m corpus check", file=sys.stderr)
        return 2
    try:
        corpus = load_corpus()
    except CorpusError as error:
        print(error, file=sys.stderr)
        return 2
    broken = problems(corpus)
    for problem in broken:
        print(problem)
    print(
        f"{len(corpus.cards)} stratégies, {len(corpus.facts)} faits, {len(corpus.limits)} limites, {len(corpus.sources)} sources, "
        f"{len(corpus.situations)} situations, {len(corpus.turns)} exemples de messages : "
        + (f"{len(broken)} promesse(s) non tenue(s)." if broken else "toutes les promesses sont tenues.")
    )
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
