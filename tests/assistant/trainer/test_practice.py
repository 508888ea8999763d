"""The participant's side: stages, proposals, three looks, the quiz; and what each wrong request is told."""

import html
import re
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import BoussoleError
from assistant.scenarios.quiz import Question, make_quiz
from assistant.trainer.forms import read_fields, read_quiz
from assistant.trainer.frame import Page
from assistant.trainer.quiz_pages import answer_text
from assistant.trainer.records import TrainerError
from corpus.records import Corpus
from tests.assistant.trainer.fakes import Browser, FakeAssistant, FakeOpening, HandClock, serve
from tests.assistant.trainer.test_path import settled

ONE = {"scenario": ["zz-wifi"]}


@pytest.fixture
def learner(room: Any, trainer: Browser) -> Browser:
    browser = Browser(room)
    browser.join(trainer.create(), "Lou")
    return browser


def code_of(browser: Browser) -> str:
    return str(browser.page.url).split("session=")[1][:6]


def test_the_first_screen_says_what_is_kept_for_each_choice(room: Any, trainer: Browser) -> None:
    told = {keeps: Browser(room).get(f"/join/{trainer.create(keeps=keeps)}").text for keeps in ("proposals", "excerpts")}
    assert "Aucun texte que vous écrivez n'est conservé" in told["proposals"]
    assert "acceptez de partager" in told["excerpts"]
    for page in told.values():
        assert "15 octobre 2026 inclus" in page
        assert page.index("Ce qui est conservé") < page.index("Choisissez un pseudonyme")


def test_a_session_in_english_speaks_english(room: Any, trainer: Browser) -> None:
    learner = Browser(room)
    page = learner.get(f"/join/{trainer.create(language='en')}")
    assert "<html lang='en'>" in page.text
    assert "October 15, 2026" in page.text
    learner.send(str(page.url.path), {"pseudonym": "<b>"})
    assert "A pseudonym has from 1 to 30" in learner.page.text


def test_two_tabs_are_one_participant(room: Any, trainer: Browser, learner: Browser) -> None:
    code = code_of(learner)
    assert "Étape 1 sur 2" in learner.get(f"/join/{code}").text
    page = Browser(room)
    page.client.cookies = learner.client.cookies
    page.get(f"/practice?session={code}&scenario=zz-wifi")
    page.propose(["CP1.4"])
    learner.get(f"/practice?session={code}&scenario=zz-wifi")
    assert "Trois regards" in learner.page.text
    assert "Participants\u00a0: 1" in trainer.get(f"/trainer/session/{code}/live").text


def test_a_second_press_of_the_button_makes_no_second_participant(room: Any, trainer: Browser) -> None:
    code = trainer.create()
    browser = Browser(room)
    token = re.search(r"name='jeton' value='(\w+)'", browser.get(f"/join/{code}").text)
    assert token
    for _ in range(2):
        browser.client.post(f"/join/{code}", data={"jeton": token.group(1), "pseudonym": "Lou"})
    assert "Participants\u00a0: 1" in trainer.get(f"/trainer/session/{code}/live").text


def test_stages_come_one_at_a_time(learner: Browser) -> None:
    code = code_of(learner)
    token = re.search(r"name='jeton' value='(\w+)'", learner.page.text)
    assert token
    base = {"jeton": token.group(1), "session": code, "scenario": "zz-wifi"}
    assert learner.client.post("/practice/stage", data={**base, "stage": "9"}).status_code == 400
    early = learner.client.post("/practice/propose", data={**base, "strategy": "CP1.4"})
    assert (early.status_code, "toutes les étapes" in early.text) == (400, True)
    learner.get(f"/practice?session={code}")
    learner.send("/practice/stage")
    assert "Étape 2 sur 2" in learner.page.text
    assert "Étape 1 sur 2" in learner.page.text


def test_every_strategy_can_be_chosen_under_its_family(learner: Browser, corpus: Corpus) -> None:
    learner.send("/practice/stage")
    page = learner.page.text
    assert len(re.findall(r"name='strategy'", page)) == len(corpus.cards) == 51
    assert page.count("class='bz-family'") == 9
    for card in corpus.cards.values():
        assert html.escape(card.name, quote=False).split(":")[0].strip() in page.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "une à 5 stratégies"),
        ({"strategy": ["CP1.1", "CP1.2", "CP1.3", "CP1.4", "CP2.1", "CP2.2"]}, "une à 5 stratégies"),
        ({"strategy": ["XX9.9"]}, "une à 5 stratégies"),
        ({"strategy": ["CP1.4", "<script>"]}, "une à 5 stratégies"),
        ({"strategy": ["CP1.4"], "why": "a" * 601, "share": "1"}, "601 caractères"),
    ],
)
def test_a_wrong_proposal_is_told_and_nothing_is_lost(learner: Browser, fields: dict[str, Any], sentence: str) -> None:
    page = learner.propose(fields.get("strategy", []), **{name: value for name, value in fields.items() if name != "strategy"})
    assert page.status_code == 400
    assert sentence in page.text
    assert "<script>" not in page.text.replace("<script src", "")
    if "why" in fields:
        assert fields["why"] in page.text
        assert re.search(r"value='CP1.4' checked", page.text)
    assert "Trois regards" in learner.propose(["CP1.4"]).text


@pytest.mark.parametrize(("keeps", "shared", "kept"), [("excerpts", True, True), ("excerpts", False, False), ("proposals", True, False)])
def test_a_reason_is_kept_only_where_it_is_shared(
    room: Any, trainer: Browser, keeps: str, shared: bool, kept: bool, opening: FakeOpening
) -> None:
    code = trainer.create(keeps=keeps, **ONE)
    learner = Browser(room)
    learner.join(code, "Lou")
    learner.propose(["CP1.4"], why="Une raison bien à moi", **({"share": "1"} if shared else {}))
    assert ("Une raison bien" in trainer.get(f"/trainer/session/{code}").text) is kept
    if room.state.desk.store.database.file:
        folder = Path(opening.settings.data_dir)
        assert any(b"Une raison bien" in path.read_bytes() for path in folder.iterdir()) is kept


def test_what_boussole_proposes_waits_for_one_s_own_unless_said_otherwise(room: Any, trainer: Browser) -> None:
    for hidden in (True, False):
        code = trainer.create(hidden="1", **ONE) if hidden else trainer.create(**{"hidden": [], **ONE})
        learner = Browser(room)
        learner.join(code, "Lou")
        learner.send("/practice/stage")
        assert ("Voir ce que Boussole propose" in learner.page.text) is not hidden


def test_the_free_conversation_is_there_only_where_it_is_allowed(room: Any, trainer: Browser) -> None:
    for free in (True, False):
        code = trainer.create(**({"free_chat": "1"} if free else {}), **ONE)
        learner = Browser(room)
        learner.join(code, "Lou")
        assert "href='/'" not in learner.page.text
        learner.propose(["CP1.4"])
        assert ("href='/'" in learner.page.text) is free


def test_boussole_that_fails_is_told_and_asked_again(room: Any, trainer: Browser, fake: FakeAssistant) -> None:
    fake.failure = BoussoleError("Le moteur <est> en panne.")
    learner = Browser(room)
    learner.join(trainer.create(**ONE), "Lou")
    fake_asked = len(fake.asked)
    learner.propose(["CP1.4"])
    page = settled(learner)
    assert "n'a pas pu être obtenue" in page.text
    assert "Le moteur &lt;est&gt; en panne." in page.text
    fake.failure = None
    learner.get(str(page.url))
    page = settled(learner)
    assert "n'a pas pu" not in page.text
    assert len(fake.asked) > fake_asked


def test_a_model_is_asked_where_the_session_says_so(fake: FakeAssistant, tmp_path: Path) -> None:
    from tests.assistant.trainer.fakes import write_packs

    packs = write_packs(tmp_path / "packs")
    app = serve(FakeOpening(fake, tmp_path, model="ollama:mistral", scenarios_dir=packs), HandClock())
    trainer, learner = Browser(app), Browser(app)
    trainer.enter()
    assert "ollama:mistral" in trainer.get("/trainer/new").text
    learner.join(trainer.create(engine="model", **ONE), "Lou")
    learner.propose(["CP1.4"])
    settled(learner)
    assert {with_model for _, with_model in fake.asked} == {True}
    assert "Lou" not in str(fake.asked)
    app.state.desk.stop()


def test_the_quiz_is_marked_once(learner: Browser, trainer: Browser, corpus: Corpus) -> None:
    code = code_of(learner)
    page = learner.get(f"/practice/quiz?session={code}")
    names = list(dict.fromkeys(re.findall(r"<(?:input|select)[^>]* name='(q\.[^']+)'", page.text)))
    assert len(names) >= 4
    assert page.text == learner.get(f"/practice/quiz?session={code}").text
    learner.send("/practice/quiz", dict.fromkeys(names, "0"))
    assert "Votre résultat" in learner.page.text
    first = re.search(r"Votre résultat\s*:\s*(\d+) sur (\d+)", learner.page.text.replace("\u00a0", " "))
    assert first
    token = re.search(r"name='jeton' value='(\w+)'", learner.get(f"/practice?session={code}").text)
    assert token
    learner.client.post("/practice/quiz", data={"jeton": token.group(1), "session": code})
    again = re.search(r"Votre résultat\s*:\s*(\d+) sur (\d+)", learner.get(f"/practice/quiz?session={code}").text.replace("\u00a0", " "))
    assert again
    assert again.groups() == first.groups()
    live = trainer.get(f"/trainer/session/{code}/live").text
    assert "Quiz terminés\u00a0: 1" in live


def test_neighbours_get_another_quiz(room: Any, learner: Browser) -> None:
    code, neighbour = code_of(learner), Browser(room)
    neighbour.join(code, "Léa")
    mine, theirs = (re.findall(r"<legend>(.*?)</legend>", b.get(f"/practice/quiz?session={code}").text) for b in (learner, neighbour))
    assert mine != theirs


def test_the_right_answers_are_all_right(corpus: Corpus) -> None:
    """What the form of each kind of question sends is what the marks expect."""
    from assistant.scenarios.quiz import mark

    questions = make_quiz(corpus, "graine", "fr", size=16)
    assert {question.kind for question in questions} == {"single", "multiple", "match"}
    sent: dict[str, list[str]] = {}
    for question in questions:
        if question.kind == "match":
            sent |= {f"q.{question.id}.{place}": [str(right)] for place, right in enumerate(question.right)}
        else:
            sent[f"q.{question.id}"] = [str(right) for right in question.right]
    answers = read_quiz(sent, questions)
    assert mark(questions, answers).right == len(questions)
    assert mark(questions, read_quiz({}, questions)).right == 0
    for question in questions:
        told = answer_text(Page("fr"), question, question.right)
        assert told.count("→") == len(question.pairs)
        assert all(question.options[place] in told for place in question.right)


@pytest.mark.parametrize("given", ["9", "-1", "x", "²", "1" * 50, "0x1"])
def test_an_answer_that_is_not_offered_is_refused(given: str) -> None:
    question = Question(id="a", kind="single", text="?", options=("x", "y"), right=(0,), explanation="", strategy="CP1.1")
    with pytest.raises(TrainerError, match="ne figure pas"):
        read_quiz({"q.a": [given]}, [question])


def test_the_marks_can_be_told_elsewhere_and_a_failure_there_changes_nothing(opening: FakeOpening, clock: HandClock) -> None:
    shares: list[float] = []

    def told(_: Any, share: float) -> None:
        shares.append(share)
        raise OSError("the platform is away")

    app = serve(opening, clock, told=told)
    trainer, learner = Browser(app), Browser(app)
    trainer.enter()
    code = trainer.create()
    learner.join(code, "Lou")
    learner.get(f"/practice/quiz?session={code}")
    assert "Votre résultat" in learner.send("/practice/quiz").text
    assert shares == [0.0]
    app.state.desk.stop()


def test_one_can_leave_with_all_one_did(learner: Browser, trainer: Browser) -> None:
    code = code_of(learner)
    learner.get(f"/practice?session={code}")
    assert learner.send("/practice/leave").status_code == 400
    learner.get(f"/practice?session={code}")
    learner.send("/practice/leave", {"sure": "1"})
    assert "Ce qui vous concerne est effacé" in learner.page.text
    assert "Lou" not in trainer.get(f"/trainer/session/{code}").text
    assert learner.get(f"/practice?session={code}").status_code == 403


def test_codes_that_lead_nowhere_are_told(room: Any, trainer: Browser, clock: HandClock) -> None:
    code, browser = trainer.create(), Browser(room)
    for wrong in ("ACDEFG", "x", "../../etc/passwd", "%3Cscript%3E", "'%20OR%201=1"):
        page = browser.get(f"/join/{wrong}")
        assert page.status_code == 404
    browser.get("/join")
    assert "ne correspond à aucune séance" in browser.send("/join", {"code": "<script>alert(1)</script>"}).text
    assert "<script>alert" not in browser.page.text
    browser.get("/join")
    assert "Choisissez un pseudonyme" in browser.send("/join", {"code": f" {code[:3]}-{code[3:].lower()} "}).text
    assert browser.get(f"/practice?session={code}").status_code == 403
    assert "entrez son code" in browser.page.text
    assert "/join" in str(browser.get("/practice").url)
    clock.pass_(days=60)
    page = browser.get(f"/join/{code}")
    assert page.status_code == 410
    assert "terminée depuis le" in page.text


def test_a_scenario_that_is_not_of_the_session_is_refused(learner: Browser) -> None:
    code = code_of(learner)
    for wrong in ("nowhere", "../x", "<script>", "' OR 1=1 --"):
        page = learner.client.get("/practice", params={"session": code, "scenario": wrong})
        assert (page.status_code, "n'est pas dans cette séance" in page.text) == (404, True)


def test_a_scenario_that_is_gone_leaves_a_sentence(learner: Browser, trainer: Browser, opening: FakeOpening) -> None:
    code = code_of(learner)
    for path in Path(opening.settings.scenarios_dir).iterdir():
        path.unlink()
    assert learner.get(f"/practice?session={code}").status_code == 404
    assert trainer.get(f"/trainer/session/{code}").status_code == 200
    assert trainer.get(f"/trainer/session/{code}/live").status_code == 200
    assert trainer.client.get(f"/trainer/session/{code}/export.xlsx").status_code == 200


def test_a_folder_of_scenarios_at_fault_is_told_and_the_shipped_ones_stay(trainer: Browser, opening: FakeOpening) -> None:
    (Path(opening.settings.scenarios_dir) / "faux.yaml").write_text("id: [", encoding="utf-8")
    page = trainer.get("/trainer/new").text
    assert "faux.yaml" in page
    assert "role='alert'" in page
    assert len(re.findall(r"name='scenario'", page)) == 12


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": ""}, "un titre de 1 à 80"),
        ({"title": "x" * 81}, "un titre de 1 à 80"),
        ({"scenario": []}, "un à 12 scénarios"),
        ({"scenario": ["nowhere"]}, "un à 12 scénarios"),
        ({"until": "demain"}, "date de conservation"),
        ({"until": "2026-09-14"}, "date de conservation"),
        ({"until": "2030-01-01"}, "date de conservation"),
        ({"until": "9999999999-01-01"}, "date de conservation"),
        ({"engine": "model"}, "ne figure pas"),
        ({"keeps": "everything"}, "ne figure pas"),
        ({"language": "es"}, "ne figure pas"),
    ],
)
def test_a_wrong_session_is_told_and_nothing_is_lost(trainer: Browser, fields: dict[str, Any], sentence: str) -> None:
    trainer.get("/trainer/new")
    base = {"title": "Ma <séance>", "scenario": ["zz-wifi"], "until": "2026-10-15"}
    page = trainer.send("/trainer/new", {**base, **fields})
    assert page.status_code == 400
    assert sentence in page.text
    assert "Ma &lt;séance&gt;" in page.text or "title" in fields
    assert "Aucune séance" in trainer.get("/trainer").text


@pytest.mark.parametrize("body", [b"\xff\xfe", b"a=1&" * 500, "é=1".encode(), b"x" * 70_000])
def test_a_body_that_is_no_form_is_told(room: Any, body: bytes) -> None:
    reply = Browser(room).client.post("/join", content=body)
    assert reply.status_code in (400, 403, 413)
    assert "role='alert'" in reply.text


def test_fields_are_read_as_they_are_typed() -> None:
    assert read_fields(b"a=%C3%A9+1&a=2&b=") == {"a": ["é 1", "2"], "b": [""]}


def test_an_excerpt_of_another_session_cannot_be_picked(room: Any, trainer: Browser) -> None:
    trainer.get(f"/trainer/session/{trainer.create()}")
    learner = Browser(room)
    learner.join(str(trainer.page.url.path).rsplit("/", 1)[1], "Lou")
    learner.propose(["CP1.4"], why="Raison", share="1")
    trainer.get(str(trainer.page.url))
    for wrong in ("x", "-1", "9" * 40):
        assert trainer.send(str(trainer.page.url.path).replace("/pick", "") + "/pick", {"excerpt": wrong}).status_code == 400
        trainer.get(str(trainer.page.url).replace("/pick", ""))


def test_a_failure_that_no_one_foresaw_is_a_sentence(room: Any, trainer: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(room.state.desk.store, "sessions", fail)
    page = trainer.get("/trainer")
    assert page.status_code == 500
    assert "Une erreur imprévue" in page.text
    assert "secret detail" not in page.text


def test_a_database_that_goes_away_is_a_sentence(room: Any, trainer: Browser, opening: FakeOpening) -> None:
    if not room.state.desk.store.database.file:
        pytest.skip("the file is SQLite's")
    trainer.create()
    room.state.desk.stop()
    for path in Path(opening.settings.data_dir).iterdir():
        path.write_bytes(b"x" * 5000)
    page = trainer.get("/trainer")
    assert page.status_code == 503
    assert "ne peuvent pas être lues ou écrites" in page.text
