"""The site changes under an open issue: seen in the block, taken or kept by keys, and undone."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from composer.blocks.fields import Picture
from composer.library.look_ups import LookedUp
from composer.picking.placing import place


@pytest.fixture
def block(qtbot: Any, page: Any, on_the_shelf: list[Any]) -> str:
    """The roof as the second article of the issue, open, as its site has it."""
    page.changing.edit(place(page.changing.issue, [(on_the_shelf[0], Picture())]))
    (made,) = [block.id for block in page.changing.issue.blocks if getattr(block, "item", "") == "roof"]
    page.outline.open(made)
    qtbot.waitUntil(lambda: not page.jobs.busy)
    return str(made)


def site_says(page: Any, **fields: Any) -> None:
    shelf = page.workspace.shelf
    shelf.keep([msgspec.structs.replace(shelf.get("roof"), **fields)], "site")
    page._recheck()


def said(page: Any, block: str) -> str:
    return "\n".join(made.text() for made in page.outline.card(block).findChildren(QLabel) if made.isVisible())


def button(page: Any, block: str, name: str) -> Any:
    return next((made for made in page.outline.card(block)._strip.buttons() if made.accessibleName() == name), None)


def press(qtbot: Any, page: Any, block: str, name: str) -> None:
    qtbot.waitUntil(lambda: button(page, block, name) is not None)
    made = button(page, block, name)
    made.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def test_a_headline_that_changed_is_seen_taken_and_undone(qtbot: Any, page: Any, block: str) -> None:
    assert "Updated on your site" not in said(page, block)
    site_says(page, title="The boathouse roof is dry")
    qtbot.waitUntil(lambda: "Updated on your site" in said(page, block))
    assert "updated on your site" in page.outline.card(block)._head._face.caption
    offered: list[str] = []
    page.offered.connect(lambda words, _action, _undo: offered.append(words))
    press(qtbot, page, block, "Take it: Headline")
    assert page.changing.issue.block(block).title_text == "The boathouse roof is dry"
    assert offered == ["Taken over from your site"]
    qtbot.waitUntil(lambda: "Updated on your site" not in said(page, block))
    page.changing.undo()
    assert page.changing.issue.block(block).title_text == "The boathouse roof is finished"
    qtbot.waitUntil(lambda: "Updated on your site" in said(page, block))


def test_a_refresh_somewhere_else_is_seen_on_the_card(qtbot: Any, window: Any, page: Any, block: str) -> None:
    from composer.gui import changes

    page.outline.close_open()
    shelf = page.workspace.shelf
    shelf.keep([msgspec.structs.replace(shelf.get("roof"), title="The boathouse roof is dry")], "site")
    window.changes.note(changes.SHELF)
    qtbot.waitUntil(lambda: "updated on your site" in page.outline.card(block)._head._face.caption)


def test_ours_is_kept_says_so_and_can_be_restored(qtbot: Any, page: Any, block: str) -> None:
    site_says(page, title="The boathouse roof is dry")
    press(qtbot, page, block, "Keep ours: Headline")
    qtbot.waitUntil(lambda: "Changed here: headline" in said(page, block))
    assert page.changing.issue.block(block).title_text == "The boathouse roof is finished"
    press(qtbot, page, block, "Restore: Headline")
    assert page.changing.issue.block(block).title_text == "The boathouse roof is dry"
    qtbot.waitUntil(lambda: "Changed here" not in said(page, block))


def test_what_is_written_here_shows_as_changed_here(qtbot: Any, page: Any, block: str) -> None:
    field = page.outline.card(block).form.fields["title_text"].first_widget()
    field.setFocus()
    qtbot.keyClicks(field, "! ")
    qtbot.waitUntil(lambda: "Changed here: headline" in said(page, block))
    assert QApplication.focusWidget() is field, "writing goes on"


def test_a_post_that_is_gone_can_be_taken_out_or_kept(qtbot: Any, page: Any, block: str) -> None:
    page.workspace.look_ups.note({"roof": LookedUp("gone", reason="There is no such page.", at=None)})
    page._recheck()
    qtbot.waitUntil(lambda: "No longer on your site. There is no such page." in said(page, block))
    qtbot.waitUntil(lambda: any(one.code == "source_drift.gone" for one in page.check_bar.findings))
    press(qtbot, page, block, "Keep it all the same: The boathouse roof is finished")
    qtbot.waitUntil(lambda: all(one.check != "source_drift" for one in page.check_bar.findings))
    page.changing.undo()
    press(qtbot, page, block, "Take it out: The boathouse roof is finished")
    assert "roof" not in page.changing.issue.items()
    page.changing.undo()
    assert "roof" in page.changing.issue.items()


def test_a_new_picture_is_fetched_before_it_is_taken(qtbot: Any, page: Any, block: str, monkeypatch: pytest.MonkeyPatch) -> None:
    new = Picture(hash="ab" * 32, alt="A dry roof")
    monkeypatch.setattr("composer.publishing.drift.picture_of", lambda _workspace, _item: new)
    site_says(page, image="https://harbourfriends.example/new.png", image_alt="A dry roof")
    press(qtbot, page, block, "Take it: Picture")
    qtbot.waitUntil(lambda: page.changing.issue.block(block).picture == new)


def test_what_is_gone_from_the_issue_meanwhile_is_said(page: Any) -> None:
    from composer.picking.drift import Drift

    before = page.changing.issue
    page.mending.mend("take_out", Drift("nowhere", "", "nothing", "Nothing"), ())
    assert page.changing.issue == before


def test_a_block_opened_after_the_change_keeps_the_focus_and_opens_no_window(
    qtbot: Any, window: Any, page: Any, block: str
) -> None:
    page.outline.close_open()
    site_says(page, title="The boathouse roof is dry")
    qtbot.waitUntil(lambda: "updated on your site" in page.outline.card(block)._head._face.caption)
    shown: list[Any] = []
    QApplication.instance().focusWindowChanged.connect(shown.append)
    page.outline.focus_block(block)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Updated on your site" in said(page, block))
    assert shown == [], "everything stands in the one window"
    assert [made for made in QApplication.topLevelWidgets() if made.isVisible()] == [window]
