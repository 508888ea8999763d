"""Two texts read together: what is shipped, how a passage and a message are scored, kept and learned."""

from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
import torch

from corpus.load import load_tagged
from corpus.records import TAGS, Corpus
from index.align import read_alignment
from index.changes import Changes
from index.embed import SHIPPED_VECTORS, CachedEmbeddings
from index.errors import EmbedderError
from index.learn import KINDS, LABELS, guesses, likely_tags, turn_before
from index.learner import ReaderSettings, fingerprint
from index.lessons import Lesson, Message, Overheard, before_of, drawn_shares, lessons, messages, overheard
from index.manifest import DEFAULT_EMBEDDER
from index.reader import Interaction, Learned, Reader, TurnHead, read_learned, read_reader, save_reader
from index.tune_reader import School, learn_reader
from index.tune_reader_more import learn_more
from index.tune_tags import learn_tags
from index.vectors import VectorFile

LAYER = "encoder.layer.11.output.dense.weight"
SMALL = ReaderSettings(rank=8, passes=1, batch=4, messages=4, tagged=4, rate=3e-4, readers=1, seed=1)


@pytest.fixture(scope="module")
def shipped() -> Reader:
    return read_reader()


def some() -> Learned:
    torch.manual_seed(1)
    changes = Changes({LAYER: (torch.randn(4, 1536), torch.randn(384, 4) * 0.1)}, {})
    interaction = Interaction(torch.tensor([2.0, 1.0]), torch.randn(384) * 0.1, torch.tensor([-3.0]))
    heads = (TurnHead(torch.randn(count, 768) * 0.1, torch.zeros(count)) for count in (len(LABELS), len(TAGS)))
    return Learned(changes, interaction, *heads, frozenset({1, 2**32 - 1}))


@pytest.mark.parametrize(
    ("question", "answer", "beside"),
    [
        (
            "Qui dirigeait le comité sur la lecture?",
            "Le comité sur la lecture était dirigé par Anne Roy.",
            "Le comité sur la lecture s'est réuni quatre fois en 2019.",
        ),
        ("Combien de robots ont été livrés?", "12 robots ont été livrés aux écoles.", "Des robots ont été montrés aux écoles."),
        ("When did the pilot start?", "The pilot started in the fall of 2018.", "The pilot was meant for three groups of pupils."),
    ],
)
def test_what_answers_comes_before_what_is_only_about_the_same(shipped: Reader, question: str, answer: str, beside: str) -> None:
    found = shipped.scores(question, [beside, answer])
    assert found[1] > found[0]


def test_many_passages_are_read_as_each_would_be_alone(shipped: Reader) -> None:
    passages = [f"La mesure {number} du plan visait le réseau scolaire." for number in range(1, 16)]
    together = shipped.scores("Que visait la mesure 3?", passages)
    alone = np.concatenate([shipped.scores("Que visait la mesure 3?", [passage]) for passage in passages[:2]])
    assert together.shape == (15,)
    np.testing.assert_allclose(together[:2], alone, atol=0.25)  # half precision, and other padding
    assert shipped.scores("Que visait la mesure 3?", []).shape == (0,)


def test_words_that_a_passage_holds_raise_its_score() -> None:
    hidden = torch.eye(4)[None]  # four tokens: two of the question, two of the passage, each with a meaning of its own
    asked, told = torch.tensor([[1.0, 1.0, 0.0, 0.0]]), torch.tensor([[0.0, 0.0, 1.0, 1.0]])
    interaction = Interaction(torch.tensor([0.0, 1.0]), torch.zeros(4), torch.zeros(1))
    apart = interaction.scores(hidden, asked, told)
    hidden[0, 2] = hidden[0, 0]  # the passage now says the first word of the question
    assert interaction.scores(hidden, asked, told) == apart + 5.0


def test_it_is_read_back_as_it_was_saved(tmp_path: Path) -> None:
    learned = some()
    save_reader(tmp_path / "reader.npz", learned, {"passes": "1"})
    question, passages = "Qui?", ["Anne Roy dirige l'école.", "L'école est à Laval."]
    again, before = read_reader(tmp_path / "reader.npz"), Reader(learned)
    np.testing.assert_allclose(again.scores(question, passages), before.scores(question, passages), atol=0.3)
    for ours, theirs in zip(again.hear(question, ""), before.hear(question, ""), strict=True):
        np.testing.assert_allclose(ours, theirs, atol=0.3)
    assert read_learned(tmp_path / "reader.npz").seen == learned.seen


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not an archive", b"\x93NUMPY"])
def test_a_damaged_file_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "reader.npz"
    path.write_bytes(content)
    with pytest.raises(EmbedderError, match=r"reader\.npz"):
        read_reader(path)
    with pytest.raises(EmbedderError, match=r"absent\.npz"):
        read_reader(tmp_path / "absent.npz")


@pytest.mark.parametrize(
    ("said", "before", "kind"),
    [
        ("et pour le collégial?", turn_before("fact", "Combien d'argent pour les écoles primaires dans ce plan?"), "fact"),
        ("et si j'ai pas une cenne?", turn_before("situation", "Mes profs laissent les portables dans l'armoire."), "followup"),
        ("Mes enseignants refusent d'ouvrir les portables neufs.", "", "situation"),
        ("Are you a robot?", turn_before("followup", "Tell me more about the second one."), "smalltalk"),
        ("Ma prof Julie est pourrie, dites-moi si je devrais la congédier.", "", "decline"),
    ],
)
def test_a_message_is_read_with_the_turn_before_it(shipped: Reader, said: str, before: str, kind: str) -> None:
    assert guesses(shipped.hear(said, before)[0])[0].kind == kind


def test_lessons_set_what_answers_before_what_does_not(corpus: Corpus) -> None:
    embeddings = CachedEmbeddings(DEFAULT_EMBEDDER, VectorFile([SHIPPED_VECTORS]))
    asked, unanswered = dict(list(corpus.asked.items())[:3]), tuple(item for item in corpus.unanswered if item.beside)[-3:]
    thread = next(thread for thread in corpus.threads if not all(turn.fact for turn in thread.turns))
    kept = {*asked, *(item.beside for item in unanswered), *list(corpus.facts)[::20], *(turn.fact for turn in thread.turns)}
    few = corpus.model_copy(
        update={
            "facts": {id_: fact for id_, fact in corpus.facts.items() if id_ in kept},
            "joined": {},
            "threads": (thread,),
            "asked": asked,
            "limits": dict(list(corpus.limits.items())[:2]),
            "unanswered": unanswered,
            "turns": tuple(turn for turn in corpus.turns if turn.kind == "fact")[:20],
        }
    )
    made = [lesson for lesson in lessons(few, embeddings, read_alignment(), 5) if not lesson.own]
    taught, leaning = [lesson for lesson in made if not lesson.before], [lesson for lesson in made if lesson.before]
    answered = [lesson for lesson in taught if lesson.answers]
    first = next(iter(few.asked.values()))
    assert answered[0].question == first.questions[0]
    assert answered[0].told[0] in (corpus.facts[first.id].text, corpus.facts[first.id].en)
    assert all(len(lesson.told) == 1 and len(lesson.near) == 5 for lesson in answered)
    beside = [lesson for lesson in taught if not lesson.answers]
    assert [lesson.question for lesson in beside] == [item.question for item in few.unanswered]
    assert beside[0].told[0] in (corpus.facts[few.unanswered[0].beside].text, corpus.facts[few.unanswered[0].beside].en)
    assert [(lesson.question, lesson.answers) for lesson in leaning] == [(turn.say, bool(turn.fact)) for turn in thread.turns[1:]]
    assert leaning[0].before == f"{thread.turns[0].say} {corpus.facts[thread.turns[0].fact].text}"
    assert all(1 <= len(lesson.near) <= 5 for lesson in leaning)


def test_messages_come_with_the_turn_before_them(corpus: Corpus) -> None:
    said = messages(corpus)
    first = corpus.conversations[0].turns
    assert [(message.said, message.before) for message in said[:2]] == [
        (first[0].say, ""),
        (first[1].say, turn_before(first[0].kind, first[0].say)),
    ]
    assert {message.kind for message in said} == set(KINDS)
    held_out = {turn.text for turn in corpus.turns if turn.split == "dev"} - {turn.text for turn in corpus.turns if turn.split == "train"}
    assert not held_out & {message.said for message in said if message.weight == 1.0}


def test_what_readers_heard_is_learned_and_what_is_rare_comes_up_more(corpus: Corpus) -> None:
    tagged = load_tagged()
    learned = overheard(tagged, corpus)
    assert len(learned) == len(tagged)
    assert {tag for one in learned for tag in one.tags} == set(TAGS)
    plain = next(one for one in learned if not one.tags)
    rare = next(one for one in learned if "incident/images" in one.tags)
    assert rare.weight > 2 * plain.weight == 2.0
    held_out = {situation.text for situation in corpus.situations if situation.split != "train"}
    assert not held_out & {one.said for one in learned}


def test_what_may_come_after_any_turn_borrows_one(corpus: Corpus) -> None:
    known = [Message("Pourquoi?", "followup", "why", 2.0, turn_before("situation", "Ils résistent.")), Message("Oui", "fact", "", 2.0, "")]
    fact, chance = Message("Combien?", "fact", "", 1.0), Random(1)
    assert {before_of(fact, known, chance) for _ in range(40)} == {"", turn_before("situation", "Ils résistent.")}
    assert before_of(Message("La deuxième", "followup", "develop", 1.0), known, chance) == turn_before("situation", "Ils résistent.")
    assert before_of(known[1], known, chance) == ""


def test_rare_kinds_are_drawn_more_often_than_they_come() -> None:
    shares = drawn_shares([Message("a", "fact", "", 1.0)] * 9 + [Message("b", "plan", "", 1.0)])
    assert shares.sum() == pytest.approx(1.0)
    assert shares[-1] == pytest.approx(3 * shares[0])


def test_it_learns_from_lessons_and_messages() -> None:
    told = ("Le comité comptait douze membres.", "Le comité se réunissait à Laval.")
    taught = [Lesson("Combien de membres?", True, told[:1], told[1:]), Lesson("Où se réunissait-il?", True, told[1:], told[:1])] * 10
    taught += [Lesson("Qui le présidait?", False, (), told)] * 10
    said = [Message("Bonjour", "smalltalk", "greeting", 1.0, ""), Message("Combien de membres?", "fact", "", 1.0, "")]
    heard = [
        Overheard("Le wifi tombe.", "", frozenset({"subject/reseau"}), 1.0),
        Overheard("Écrivez-leur.", "", frozenset({"wants/message"}), 1.0),
    ]
    learned = Reader(learn_reader(School(taught, said, heard), replace(SMALL, passes=2)))
    assert np.argmax(learned.scores("Combien de membres?", told)) == 0
    assert np.argmax(learned.scores("Où se réunissait-il?", told)) == 1
    assert learned.scores("Qui le présidait?", told).max() < learned.scores("Combien de membres?", told).max()
    assert [guesses(learned.hear(message.said, "")[0])[0].kind for message in said] == ["smalltalk", "fact"]
    tags = [likely_tags(learned.hear(one.said, "")[1]) for one in heard]
    assert [max(chances, key=lambda tag: chances[tag]) for chances in tags] == ["subject/reseau", "wants/message"]


def test_tags_are_learned_anew_and_the_rest_stays() -> None:
    known = some()
    said = ("Le wifi tombe.", "L'Internet coupe tout le temps.", "Écrivez-leur un mot.", "Rédigez une lettre aux parents.")
    told = [frozenset({"subject/reseau"})] * 2 + [frozenset({"wants/message"})] * 2
    learned = learn_tags(known, [Overheard(text, "", tags, 1.0) for text, tags in zip(said, told, strict=True)])
    reader = Reader(learned)
    for text, tags in zip(said, told, strict=True):
        chances = likely_tags(reader.hear(text, "")[1])
        assert {tag for tag, chance in chances.items() if chance > 0.5} == tags
    assert learned.interaction is known.interaction
    assert learned.turns is known.turns


def test_it_goes_on_from_what_it_knows_with_what_it_reads_badly() -> None:
    told = ("Le comité comptait douze membres.", "Le comité se réunissait à Laval.", "Anne Roy présidait le comité.")
    old = [Lesson("Combien de membres?", True, told[:1], told[1:]), Lesson("Où se réunissait-il?", True, told[1:2], told[::2])] * 10
    new = [Lesson("Sous la gouverne de qui travaillait-on?", True, told[2:], told[:2])] * 10
    said = [Message("Bonjour", "smalltalk", "greeting", 1.0, ""), Message("Combien de membres?", "fact", "", 1.0, "")]
    known = learn_reader(School(old, said), SMALL)
    more = learn_more(known, School([*old, *new], said), replace(SMALL, passes=3, first_layer=6))
    assert known.seen < more.seen == {fingerprint(lesson) for lesson in (*old, *new)}
    before, after = (Reader(learned).scores(new[0].question, told) for learned in (known, more))
    assert np.argmax(after) == 2
    assert after[2] - max(after[:2]) > before[2] - max(before[:2])
    kept_as_it_was = LAYER.replace("11", "0")
    torch.testing.assert_close(more.changes[kept_as_it_was], known.changes[kept_as_it_was], atol=1e-3, rtol=1e-2)


def test_nothing_new_teaches_nothing() -> None:
    lesson = Lesson("Qui?", True, ("Anne Roy dirige l'école.",), ("L'école est à Laval.",))
    known = replace(some(), seen=frozenset({fingerprint(lesson)}))
    assert learn_more(known, School([lesson], []), SMALL) is known


def test_what_was_said_before_changes_what_answers(shipped: Reader) -> None:
    told = ("Manon Dufour est directrice générale du CSS des Draveurs.", "Normand Roy a dirigé l'équipe du groupe de recherche GRIIPTIC.")
    first = "Chez qui chaque jeune a-t-il son appareil? Au CSS des Draveurs, chaque élève a un Chromebook dès la 6e année."
    second = "Qui a mis le Cadre à jour? Le groupe de recherche GRIIPTIC a mis à jour le Cadre de référence en 2025."
    draveurs, griiptic = (shipped.scores("qui dirige ça?", told, before) for before in (first, second))
    assert draveurs[0] - draveurs[1] > griiptic[0] - griiptic[1]
