"""Messages are marked with what they say of a text, and every mark holds."""

import pytest
from pydantic import ValidationError

from corpus.load import load_requests
from corpus.marked import MarkedRequest, Span, read_marks


def test_marks_are_read_and_leave_the_message_as_it_was_typed() -> None:
    marked = read_marks("ajoute <place>à la fin</place> que <say>la salle est prête</say>")
    assert marked.text == "ajoute à la fin que la salle est prête"
    assert [marked.text[span.start : span.end] for span in marked.spans] == ["à la fin", "la salle est prête"]
    assert [span.name for span in marked.spans] == ["place", "say"]


@pytest.mark.parametrize(
    "wrong", ["<say>jamais fermé", "<say>l'un <ask>dans l'autre</ask></say>", "</say>", "<verbe>inconnu</verbe>", "<say>a</ask>"]
)
def test_a_mark_that_does_not_hold_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="marque"):
        read_marks(wrong)


def test_each_thing_to_say_has_its_sentence() -> None:
    with pytest.raises(ValidationError, match="1 choses à dire et 0 phrases"):
        MarkedRequest(id="X", text="dis que <say>c'est fini</say>", kind="edit")


def test_the_marked_messages_are_many_and_of_every_kind() -> None:
    requests = load_requests()
    assert len(requests) >= 2_500
    assert {one.kind for one in requests} == {"new", "edit", "none"}
    assert len({one.id for one in requests}) == len(requests)
    spans = [span for one in requests for span in read_marks(one.text).spans]
    assert all(isinstance(span, Span) and span.end > span.start for span in spans)
