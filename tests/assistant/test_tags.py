"""A message pasted from a page is read without its tags."""

from assistant.message import without_tags


def test_pasted_tags_are_not_read() -> None:
    assert without_tags("<p>Le <b>wifi</b> tombe.</p>") == "Le wifi tombe."
    assert without_tags("<script>alert(1)</script> Le wifi tombe.") == "Le wifi tombe."
    assert without_tags("<p></p>") == "<p></p>"
    assert without_tags("moins de 3 < 5\nligne") == "moins de 3 < 5 ligne"
    assert without_tags("une ligne\nune autre") == "une ligne\nune autre"
