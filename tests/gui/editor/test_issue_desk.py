"""Opening and starting issues."""

from __future__ import annotations

from typing import Any

import pytest

from composer.errors import NotFoundError
from composer.gui.editor.issue_desk import open_issue, open_latest, start_issue
from composer.workspace import open_workspace


def test_an_issue_comes_with_its_newsletter(harbour: Any) -> None:
    opened = open_issue(harbour.workspace, harbour.issue.id)
    assert opened.history.issue == harbour.issue
    assert opened.newsletter == harbour.newsletter
    assert not opened.fresh
    assert open_latest(harbour.workspace).history.issue == harbour.issue  # type: ignore[union-attr]
    with pytest.raises(NotFoundError):
        open_issue(harbour.workspace, "gone")


def test_like_the_last_one_or_from_nothing(harbour: Any) -> None:
    like = start_issue(harbour.workspace, None)
    assert like.fresh
    assert like.history.issue.number == 1
    assert [block.kind for block in like.history.issue.blocks].count("text") == 7
    empty = start_issue(harbour.workspace, "")
    assert empty.history.issue.number == 2
    assert [block.kind for block in empty.history.issue.blocks] == ["text", "footer"]
    assert len(harbour.workspace.documents.issues()) == 3


def test_without_a_newsletter_it_says_what_to_do_first(tmp_path: Any, clock: Any) -> None:
    workspace = open_workspace(str(tmp_path / "empty"), clock=clock)
    try:
        assert open_latest(workspace) is None
        with pytest.raises(NotFoundError, match="Brand"):
            start_issue(workspace, None)
    finally:
        workspace.close()


def test_an_issue_begun_before_the_address_was_known_takes_it_and_keeps_what_it_has(harbour: Any) -> None:
    import msgspec

    documents = harbour.workspace.documents
    bare = msgspec.structs.replace(harbour.newsletter.brand, postal_address="", reason="Kept as it is.")
    begun = documents.create(msgspec.structs.replace(harbour.issue, id="begun", brand=bare)).issue
    opened = open_issue(harbour.workspace, begun.id)
    assert opened.history.issue.brand.postal_address == harbour.newsletter.brand.postal_address
    assert opened.history.issue.brand.reason == "Kept as it is."
    assert documents.issue("begun").brand.postal_address, "it is written, not only shown"
    opened.history.undo()
    assert not opened.history.issue.brand.postal_address
