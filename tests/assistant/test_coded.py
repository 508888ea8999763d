"""A strategy named by its code, or quoted, is told of before anything else."""

import pytest

from assistant.chat import Assistant


@pytest.mark.parametrize(
    ("said", "opens", "holds"),
    [
        ("EN2.10 c'est quoi", "**EN2.10, Reconnaître le temps / libérer.**", "démontrer son engagement"),
        ("What does strategy CP5.4 consist of?", "**CP5.4, Share leadership.**", "Leadership"),
        ("Dans quelle famille est la stratégie « Prendre des risques »?", "**CP5.2, Prendre des risques.**", "Le leadership"),
    ],
)
def test_a_strategy_is_known_by_its_code_and_its_name(assistant: Assistant, said: str, opens: str, holds: str) -> None:
    answer = assistant.ask(said)
    assert answer.text.startswith(opens)
    assert holds in answer.text
    assert answer.citations
    assert answer.warnings == ()


def test_two_codes_are_told_of_side_by_side(assistant: Assistant) -> None:
    answer = assistant.ask("C'est quoi la différence entre CP3.4 et EN2.3?")
    assert answer.text.startswith("**CP3.4, Être à l'écoute.**")
    assert assistant.index.by_id["EN2.3/resume"].text in answer.text


def test_an_unknown_code_is_no_strategy(assistant: Assistant) -> None:
    assert not assistant.ask("EN9.4 c'est quoi").text.startswith("**EN")
