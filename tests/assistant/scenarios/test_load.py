"""What a file may get wrong: refused in one French sentence that names the file and the place, whatever a stranger wrote."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.scenarios.check import names_given_away
from assistant.scenarios.errors import ScenarioError
from assistant.scenarios.load import LARGEST, all_faults, load_scenarios, read_pack
from corpus.records import Corpus
from tests.assistant.scenarios.making import SOUND

BOMB = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))


def refused(folder: Path, text: str | bytes, corpus: Corpus) -> str:
    """The one sentence that a file is refused with."""
    path = folder / "cas.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    found = [str(fault) for fault in all_faults([folder], corpus)]
    assert len(found) == 1, found
    with pytest.raises(ScenarioError) as error:
        load_scenarios([folder], corpus)
    assert str(error.value) == found[0]
    assert found[0].startswith("cas.yaml")
    assert "\n" not in found[0]
    assert found[0].endswith(".")
    return found[0]


def test_a_sound_file_is_read(tmp_path: Path, corpus: Corpus) -> None:
    (tmp_path / "cas.yaml").write_text(SOUND, encoding="utf-8")
    [scenario] = load_scenarios([tmp_path], corpus)
    assert scenario.title == "Un cas : bref"
    assert scenario.expected == {"CP1.4": 2, "EN3.7": 1}
    assert scenario.stages[0].documents[0].text == "Bonjour."


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("minutes: 15", "minuts: 15", "ligne 5 : le champ « minuts » n'existe pas; champs possibles : id, title"),
        ("        text: Bonjour.", "        texte: Bonjour.", "ligne 12 : le champ « stages.0.documents.0.texte » n'existe pas; champs possibles : title, text."),
        ("minutes: 15\n", "", "ligne 1 : il manque le champ « minutes »"),
        ("    text: Il manque des heures.\n", "", "ligne 8 : il manque le champ « stages.0.text »"),
        ("minutes: 15", "minutes: 4", "ligne 5, champ « minutes » : la plus petite valeur permise est 5"),
        ("minutes: 15", "minutes: quinze", "on attend un nombre entier"),
        ("  EN3.7: 1", "  EN3.7: 3", "ligne 15, champ « expected.EN3.7 » : la plus grande valeur permise est 2"),
        ("id: un-cas", "id: Un cas!", "ligne 1, champ « id » : on attend des lettres sans accents"),
        ("id: un-cas", "id: ../../etc", "ligne 1, champ « id » : on attend des lettres sans accents"),
        ("title: Le matin", "title: ''", "ligne 8, champ « stages.0.title » : ce texte est vide"),
        ("language: fr", "language: de", "on attend 'fr' ou 'en'"),
        ("debrief:\n  - Et vous?", "debrief: []", "il en faut au moins 1"),
        ("debrief:\n  - Et vous?", "debrief: rien", "on attend une liste"),
        ("[CP1, EN3]", "[CP1, ZZ9]", "ligne 6, champ « families.1 » : « ZZ9 » n'est pas une des neuf familles"),
        ("[CP1, EN3]", "[CP1, EN3, CP6]", "aucune stratégie attendue ou acceptable n'est de la famille CP6"),
        ("  EN3.7: 1", "  EN3.7: 1\n  CP9.9: 1", "ligne 16, champ « expected.CP9.9 » : « CP9.9 » n'est pas une des 51 stratégies"),
        ("CP1.4: 2", "CP1.4: 1", "au moins une stratégie doit être attendue"),
        ("Il manque des heures.", "Il faudrait prendre le risque.", "ligne 9, champ « stages.0.text » : le cas reprend les mots d'une stratégie (« Prendre des risques »)"),
        ("Bonjour.", "Pensez à EN2.10.", "ligne 12, champ « stages.0.documents.0.text » : le cas reprend les mots d'une stratégie (« EN2.10 »)"),
        ("Il manque des heures.", "mot " * 1500, "il faut 12 minutes pour lire et discuter ce scénario, et non 5"),
        ("title: Le matin", "title: Le matin\n    title: Le soir", "ligne 9 : la clé « title » est donnée deux fois"),
        ("context: Une école de village, en octobre.", "context: *ici", "ligne 4 : les ancres et les renvois"),
        ("context: Une école de village, en octobre.", "context: &ici Une école.", "ligne 4 : les ancres et les renvois"),
        ("title: Le matin", "title: !!python/object/apply:os.system ['id']", "ligne 8 : les étiquettes de YAML"),
        ("minutes: 15", "minutes: !!int 15", "ligne 5 : les étiquettes de YAML"),
        ("title: Le matin", "title: Le matin : tôt", "ligne 8 : ce n'est pas du YAML lisible"),
        ("id: un-cas", "id: un-cas\n---\nid: deux", "ce n'est pas du YAML lisible"),
        ("id: un-cas", "[1]: x\nid: un-cas", "ce n'est pas du YAML lisible"),
        ("Bonjour.", "Bon\x07jour.", "un caractère que YAML n'accepte pas"),
        ("title: Un mot", "title: À REMPLIR", "il reste à remplir stages.0.documents.0.title (ligne 11)"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(before: str, after: str, said: str, tmp_path: Path, corpus: Corpus) -> None:
    assert before in SOUND
    changed = SOUND.replace(before, after)
    if "mot " in after:
        changed = (
            changed.replace("minutes: 15", "minutes: 5")
            .replace("text: mot", "text: >-\n      mot")
            .replace("mot " * 1500, ("mot " * 1500).strip())
        )
    assert said in refused(tmp_path, changed, corpus)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BOMB, "ligne 1 : les ancres"),
        ("[" * 50_000, "trop de niveaux"),
        ("- a\n" * 20_000, "on attend les champs d'un scénario"),
        ("rien", "on attend les champs d'un scénario"),
        ("", "il manque le champ « id »"),
        (SOUND + "# " + "x" * LARGEST, "dépasse 200 ko"),
        (SOUND.encode("utf-16"), "n'est pas du texte UTF-8"),
        (b"\xff\xfe\x00", "n'est pas du texte UTF-8"),
    ],
)
def test_what_is_no_scenario_at_all_is_refused(text: str | bytes, said: str, tmp_path: Path, corpus: Corpus) -> None:
    assert said in refused(tmp_path, text, corpus)


def test_a_text_too_long_for_the_minutes_is_refused_before_it_is_played(tmp_path: Path, corpus: Corpus) -> None:
    assert "ce texte dépasse 8000 caractères" in refused(tmp_path, SOUND.replace("Bonjour.", "mot " * 3000), corpus)


def test_two_scenarios_of_one_id_are_refused(tmp_path: Path, corpus: Corpus) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(SOUND, encoding="utf-8")
    [fault] = all_faults([tmp_path], corpus)
    assert str(fault) == "b.yaml, ligne 1 : l'identifiant « un-cas » est déjà celui d'un autre scénario."
    with pytest.raises(ScenarioError, match=r"b\.yaml"):
        load_scenarios([tmp_path])


def test_every_fault_of_a_folder_is_told(tmp_path: Path, corpus: Corpus) -> None:
    (tmp_path / "a.yaml").write_text("id: [", encoding="utf-8")
    (tmp_path / "b.yml").write_text(SOUND.replace("CP1.4: 2", "CP9.4: 1").replace("[CP1, EN3]", "[EN3]"), encoding="utf-8")
    told = [str(fault) for fault in all_faults([tmp_path], corpus)]
    assert [sentence.split(",")[0] for sentence in told] == ["a.yaml", "b.yml", "b.yml"]


def test_a_missing_folder_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="n'existe pas"):
        load_scenarios([tmp_path / "nowhere"])


@pytest.mark.parametrize("title", ["Non", "1:30", "2026-01-12", "0x1F", "null", "<b onclick=alert(1)>Un cas</b> {name}"])
def test_a_text_stays_a_text_whatever_yaml_would_make_of_it(title: str, tmp_path: Path, corpus: Corpus) -> None:
    (tmp_path / "cas.yaml").write_text(SOUND.replace('"Un cas : bref"', title), encoding="utf-8")
    [scenario] = load_scenarios([tmp_path], corpus)
    assert scenario.title == title


@pytest.mark.parametrize(
    ("text", "language", "given_away"),
    [
        ("Il a fallu prendre le risque.", "fr", True),
        ("On offrira des formations pertinentes.", "fr", True),
        ("Je dois superviser tout cela.", "fr", True),
        ("Nous étions à l'écoute.", "fr", False),
        ("On prend des notes; les risques attendront.", "fr", False),
        ("She takes risks, he said.", "en", True),
        ("She takes risks, he said.", "fr", False),
        ("Le local cp1 4 est fermé.", "fr", False),
        ("Voir CP1.4.", "en", True),
    ],
)
def test_the_words_of_a_name_give_it_away(text: str, language: str, given_away: bool, corpus: Corpus) -> None:
    assert bool(names_given_away(text, language, corpus)) is given_away  # type: ignore[arg-type]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(cut=st.integers(0, len(SOUND)), junk=st.text(max_size=12))
def test_whatever_is_written_in_a_file_is_read_or_refused_in_a_sentence(cut: int, junk: str, tmp_path: Path) -> None:
    path = tmp_path / "cas.yaml"
    path.write_bytes((SOUND[:cut] + junk + SOUND[cut:]).encode("utf-8", "surrogatepass"))
    try:
        read_pack(path)
    except ScenarioError as error:
        assert str(error).startswith("cas.yaml")
