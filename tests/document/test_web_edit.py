"""The edit says what it did, and can be undone as any other."""

from __future__ import annotations

from composer.document.history import History
from composer.document.issue import Issue
from composer.document.web_edit import SetWebPlace
from composer.document.web_place import NOWHERE, WebPlace


def test_linked_and_taken_out(clock: object) -> None:
    assert callable(clock)
    history = History.start(Issue(subject="s"), clock())
    history.apply(SetWebPlace(WebPlace(kind="folder", address="https://example.org/a/")), clock())
    assert history.undo_label == "Link to the web version"
    assert history.issue.web_page.issue == history.issue.id
    history.apply(SetWebPlace(NOWHERE), clock())
    assert history.undo_label == "Take the link to the web version out"
    history.undo()
    assert history.issue.web_page.address == "https://example.org/a/"
