"""What a coach says after a proposal: what was seen, what can be added, what would serve elsewhere. HTML, pure, all escaped.

What the research says of each strategy is told as a finding, with its document and place; why it was expected here is for the coach to
say, and is marked as a suggestion. Nothing is called wrong: a proposal that is beside is told what it would serve.
"""

from collections.abc import Iterator, Sequence

from assistant.explorer.page import Page, bullets, escaped, table
from assistant.scenarios.alike import close, distinct, equivalents
from assistant.scenarios.records import Comparison, Scenario
from corpus.records import Card, Corpus, Language
from index.lexical import Stems
from prompts import load_texts


def feedback_html(comparison: Comparison, scenario: Scenario, corpus: Corpus, language: Language) -> str:
    """Return the feedback on a proposal; its headings begin at `h2`."""
    coach = _Coach(comparison, scenario, corpus, language)
    note = f"{coach.word('score', score=str(comparison.score))} {coach.word('grades')}"
    parts = "".join(coach.part(name, ids) for name, ids in coach.parts())
    return (
        f"<article class='bz-explorer bz-coach'><h2>{coach.word('title')}</h2><p>{coach.opening()}</p>{parts}"
        f"{coach.three_readings()}<p class='bz-note'>{note}</p></article>"
    )


class _Coach:
    """One comparison, told in one language."""

    def __init__(self, comparison: Comparison, scenario: Scenario, corpus: Corpus, language: Language) -> None:
        self.compared, self.corpus = comparison, corpus
        self.page = Page(corpus, language)
        self.texts = load_texts("scenarios", language)
        self._case = frozenset(Stems()(scenario.case))

    def word(self, key: str, **values: str) -> str:
        """Return a text of the feedback, escaped."""
        return escaped(self.texts.render(f"feedback.{key}", **values))

    def opening(self) -> str:
        """Return a sentence on the whole."""
        missed, total = len(self.compared.missed), len(self._expected())
        if not self.compared.proposed:
            return self.word("summary.none")
        if not missed:
            return self.word("summary.all", found=str(total), total=str(total))
        return self.word("summary.some", found=str(total - missed), total=str(total)) if total > missed else self.word("summary.other")

    def _expected(self) -> list[str]:
        """Return the expected strategies, once each whatever its names."""
        return distinct(self.compared.expected, self.corpus)

    def parts(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Yield the name and the strategies of every part that holds some."""
        compared = self.compared
        told = {"found": compared.found, "acceptable": compared.defensible, "missed": compared.missed, "beside": compared.beside}
        yield from ((name, ids) for name, ids in told.items() if ids)

    def part(self, name: str, ids: Sequence[str]) -> str:
        """Return the strategies of a part, each with what the research says and what the coach adds."""
        entries = "".join(self._entry(name, self.corpus.cards[id_]) for id_ in ids)
        return f"<section class='bz-part bz-coach-{name}'><h3>{self.word(f'parts.{name}')}</h3>{entries}</section>"

    def _entry(self, part: str, card: Card) -> str:
        page, voice = self.page, self.page.voice
        place = page.place(card.source, card.finding.locator, french=True)
        lines = [page.said("constat", voice.finding(card), place)]
        lines += [f"{page.kind('suggestion')} {said}" for said in (self._why(part, card), page.told(self._advice(part, card)))]
        links = " ".join(self._links(part, card))
        return f"<h4>{page.strategy(card.id)}</h4>{bullets(lines)}" + (f"<p>{links}</p>" if links else "")

    def _why(self, part: str, card: Card) -> str:
        key = {"found": "expected_here", "missed": "expected_here", "acceptable": "acceptable_here", "beside": "elsewhere"}[part]
        return self.word(key, issue=self.page.voice.issue(card))

    def _advice(self, part: str, card: Card) -> str:
        """Return how the strategy answers the trouble of its card that is nearest to the case; what it consists of, when it is beside."""
        voice = self.page.voice
        if part == "beside":
            return voice.summary(card)
        shared = [len(self._case & set(Stems()(f"{fit.need} {voice.fit(card, place)}"))) for place, fit in enumerate(card.fits)]
        return voice.fit(card, shared.index(max(shared)))

    def _links(self, part: str, card: Card) -> Iterator[str]:
        """Yield how the strategy is tied to another that was expected or proposed, and to what the assistant proposed."""
        compared, near = self.compared, close(card.id, self.corpus)
        seen = bool(near & set(compared.assistant))
        if part == "missed":
            if proposed := next((id_ for id_ in compared.proposed if id_ in near), ""):
                yield self._named("near_missed", proposed)
            if compared.assistant:
                yield self.word("seen_by_assistant" if seen else "missed_by_both")
            return
        if card.id not in (*compared.expected, *compared.acceptable):
            same = equivalents(card.id, self.corpus)
            if expected := next((id_ for id_ in compared.expected if id_ in same), ""):
                yield self._named("equivalent", expected)
            elif expected := next((id_ for id_ in compared.expected if id_ in near), ""):
                yield self._named("neighbour", expected)
        if card.id in compared.shared_with_assistant:
            yield self.word("seen_by_assistant")

    def _named(self, key: str, id_: str) -> str:
        return self.word(key, name=self._names([id_]))

    def _names(self, ids: Sequence[str]) -> str:
        voice = self.page.voice
        named = [self.texts.render("feedback.named", name=voice.name(self.corpus.cards[id_]), id=id_) for id_ in ids]
        return voice.join(named)

    def three_readings(self) -> str:
        """Return the table of the three readings, and where they differ."""
        columns = [self.word(f"compare.columns.{key}") for key in ("strategy", "you", "assistant", "scenario")]
        rows = [self._row(ids) for ids in self._groups()]
        shown = table("bz-readings", self.word("compare.caption"), columns, rows)
        said = "".join(f"<p>{sentence}</p>" for sentence in self._differences())
        return f"<section class='bz-part'><h3>{self.word('compare.title')}</h3>{shown}{said}</section>"

    def _groups(self) -> list[list[str]]:
        """Return every strategy that one of the three named, those that are the same under another name together."""
        compared, groups = self.compared, list[list[str]]()
        for id_ in dict.fromkeys((*compared.expected, *compared.acceptable, *compared.proposed, *compared.assistant)):
            held = next((group for group in groups if group[0] in equivalents(id_, self.corpus)), None)
            if held is None:
                groups.append([id_])
            else:
                held.append(id_)
        return groups

    def _row(self, ids: Sequence[str]) -> list[str]:
        compared = self.compared
        return [
            self.page.strategy(ids[0]),
            self._proposed(ids, compared.proposed),
            self._proposed(ids, compared.assistant),
            self.word(f"compare.{self._standing(ids)}"),
        ]

    def _proposed(self, ids: Sequence[str], by: Sequence[str]) -> str:
        named = [id_ for id_ in ids if id_ in by]
        if not named:
            return self.word("compare.absent")
        return self.word("compare.proposed") if ids[0] in named else self.word("compare.under", ids=self.page.voice.join(named))

    def _standing(self, ids: Sequence[str]) -> str:
        compared = self.compared
        if set(ids) & set(compared.expected):
            return "expected"
        if set(ids) & set(compared.acceptable):
            return "acceptable"
        return "neighbour" if close(ids[0], self.corpus) & set(compared.expected) else "outside"

    def _differences(self) -> Iterator[str]:
        compared = self.compared
        if not compared.assistant:
            return
        if compared.shared_with_assistant:
            yield self.word("compare.agreed", names=self._names(compared.shared_with_assistant))
        elif compared.proposed:
            yield self.word("compare.apart")
        mine = frozenset[str]().union(*(close(id_, self.corpus) for id_ in compared.proposed))
        if alone := [id_ for id_ in compared.assistant if id_ not in mine]:
            yield self.word("compare.only_assistant", names=self._names(alone))
        seen = frozenset[str]().union(*(close(id_, self.corpus) for id_ in compared.assistant))
        if lacked := [id_ for id_ in self._expected() if id_ not in seen]:
            yield self.word("compare.assistant_missed", names=self._names(lacked))
