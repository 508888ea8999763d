"""Settings: read from what is handed over, unknown and wrong ones refused with a sentence."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.errors import SettingsError
from assistant.settings import ROOT, Settings, read_settings


def test_defaults_need_nothing() -> None:
    settings = read_settings({})
    assert (settings.model, settings.host, settings.port) == ("embedded", "127.0.0.1", 7860)


def test_the_environment_is_an_argument(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOUSSOLE_PORT", "1")
    assert read_settings({"BOUSSOLE_PORT": "8000", "BOUSSOLE_DATA_DIR": "/x", "PATH": "y"}).port == 8000
    assert read_settings().port == 1
    assert read_settings({"BOUSSOLE_DATA_DIR": "/x"}).data_dir == Path("/x")


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        read_settings({}).port = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"BOUSSOLE_PROT": "1"}, "BOUSSOLE_PROT n'existe pas"),
        ({"BOUSSOLE_PORT": "abc"}, "BOUSSOLE_PORT ne peut pas valoir « abc »"),
        ({"BOUSSOLE_PORT": "70000"}, "BOUSSOLE_PORT ne peut pas valoir"),
        ({"BOUSSOLE_MODEL": "gpt"}, "BOUSSOLE_MODEL ne peut pas valoir « gpt »"),
        ({"BOUSSOLE_MODEL": "autre:gpt"}, "BOUSSOLE_MODEL ne peut pas valoir"),
        ({"BOUSSOLE_MODEL": "openai:"}, "BOUSSOLE_MODEL ne peut pas valoir"),
        ({"BOUSSOLE_MODEL_URL": "ici"}, "BOUSSOLE_MODEL_URL ne peut pas valoir"),
        ({"BOUSSOLE_MODEL_TIMEOUT": "0"}, "BOUSSOLE_MODEL_TIMEOUT ne peut pas valoir"),
    ],
)
def test_a_wrong_setting_is_named(environment: dict[str, str], sentence: str) -> None:
    with pytest.raises(SettingsError, match=sentence):
        read_settings(environment)


def test_the_readme_lists_every_setting() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        assert f"`BOUSSOLE_{name.upper()}`" in readme, name
        assert field.description
