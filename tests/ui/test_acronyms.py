"""Acronyms are written out once, and nowhere that it would spoil."""

from assistant.ui.acronyms import expand
from prompts import load_texts

MEANINGS = {"CSS": "centre de services scolaire", "PAN": "Plan d'action numérique"}


def test_the_first_use_is_written_out_and_no_other() -> None:
    assert expand("Votre CSS et un autre CSS.", MEANINGS) == "Votre CSS (centre de services scolaire) et un autre CSS."


def test_what_was_written_out_is_not_again() -> None:
    assert expand("Votre CSS.", MEANINGS, "le CSS (Centre de services scolaire)") == "Votre CSS."
    assert expand("Le Plan d'action numérique (PAN) et le PAN.", MEANINGS) == "Le Plan d'action numérique (PAN) et le PAN."


def test_headings_tables_and_longer_words_are_left_alone() -> None:
    text = "**1. Collaborer avec les CSS**\n\n| CSS | PAN |\n\nLe PAN29 et le CSS.ca, PAN-X."
    assert expand(text, MEANINGS) == text
    assert expand(text + "\nLe PAN.", MEANINGS).endswith("\nLe PAN (Plan d'action numérique).")


def test_the_words_of_someone_else_are_left_alone() -> None:
    assert expand("« Mon CSS impose », dites-vous.", MEANINGS) == "« Mon CSS impose », dites-vous."
    assert expand("“My CSS decides”: your CSS.", MEANINGS) == "“My CSS decides”: your CSS (centre de services scolaire)."


def test_both_languages_write_out_the_same_ones() -> None:
    assert load_texts("page", "fr").get("acronyms").keys() == load_texts("page", "en").get("acronyms").keys()
