"""Read HTML as a browser would, and complain of what it would have to guess."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

from corpus.records import Corpus

VOID = {"br", "input", "img", "meta", "link"}
HOSTILE = "<script>alert('x')</script> & \"guillemets\" 'x' onload=x {name}"


@dataclass
class Node:
    tag: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    inside: list["Node | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.inside)

    def all(self, *tags: str, **attributes: str) -> list["Node"]:
        found = []
        for part in self.inside:
            if isinstance(part, Node):
                wanted = all(value in (part.attributes.get(name.rstrip("_")) or "").split() for name, value in attributes.items())
                found += [part] if (not tags or part.tag in tags) and wanted else []
                found += part.all(*tags, **attributes)
        return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Node("root")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, dict(attrs))
        assert len(attrs) == len(node.attributes), f"an attribute twice in {tag}"
        self.open[-1].inside.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def read(html: str) -> Node:
    """The tree of an HTML fragment, every tag of which is closed; with no script, no style of its own, no handler."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert [node.tag for node in reader.open] == ["root"]
    for node in reader.root.all():
        assert node.tag not in {"script", "style", "iframe", "img", "link", "form" if "data-find" not in node.attributes else ""}
        assert not [name for name in node.attributes if name == "style" or name.startswith("on")]
    return reader.root


def levels(root: Node) -> list[int]:
    return [int(node.tag[1]) for node in root.all("h1", "h2", "h3", "h4", "h5", "h6")]


def in_order(found: list[int]) -> bool:
    """Whether headings begin at the second level and never skip one on the way down."""
    return found[0] == 2 and min(found) == 2 and all(after <= before + 1 for before, after in pairwise(found))


def hostile(corpus: Corpus) -> Corpus:
    """The knowledge, its first card and first source made of what should never run."""
    card, source = corpus.cards["CP1.1"], corpus.sources["recit-auger"]
    said = card.why[0].model_copy(update={"text": HOSTILE, "locator": HOSTILE})
    bad = card.model_copy(
        update={
            "name": HOSTILE, "issue": HOSTILE, "question": HOSTILE, "distinct": HOSTILE, "signs": (HOSTILE,), "pitfalls": (HOSTILE,),
            "summary": card.summary.model_copy(update={"text": HOSTILE}), "why": (said, *card.why[1:]),
            "en": card.en.model_copy(update={"name": HOSTILE, "summary": HOSTILE}),
        }
    )  # fmt: skip
    worse = source.model_copy(update={"title": HOSTILE, "author": HOSTILE, "url": "javascript:alert(1)//'><b>", "licence": HOSTILE})
    return corpus.model_copy(
        update={"cards": {**corpus.cards, "CP1.1": bad}, "sources": {**corpus.sources, "recit-auger": worse}, "digest": "hostile"}
    )
