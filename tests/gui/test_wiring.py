"""What pages wish for happens, wherever it is granted."""

from __future__ import annotations

from typing import Any

from composer.gui import changes
from composer.gui.pages.page import Wish


def test_wishes_lead_from_page_to_page(qtbot: Any, window: Any, harbour: Any) -> None:
    page = window.page("compose")
    page.wished.emit(Wish.SHOW_PLACE, "people")
    assert window.shown == "people"
    page.wished.emit(Wish.BACK, "")
    assert window.shown == "compose"
    page.wished.emit(Wish.REVIEW, harbour.issue.id)
    assert window.shown == "review"
    window.page("review").wished.emit(Wish.OPEN_ISSUE, harbour.issue.id)
    assert window.shown == "compose"


def test_words_and_states_reach_the_edges_of_the_window(qtbot: Any, window: Any) -> None:
    page = window.page("compose")
    page.said.emit("Saved as harbour.newsletter")
    assert window.toast_words == "Saved as harbour.newsletter"
    page.state_changed.emit("cloud-off", "Offline", "muted")
    assert window.rail.state_words == "Offline"
    told: list[str] = []
    window.changes.changed.connect(told.append)
    page.stored.emit(changes.BRAND)
    assert told == ["brand"]


def test_a_new_issue_can_be_begun_from_anywhere(qtbot: Any, window: Any, harbour: Any) -> None:
    window.show_place("people")
    window.actions_table.trigger("new_empty")
    assert window.shown == "compose"
    page = window.page("compose")
    qtbot.waitUntil(lambda: page.session.issue.id != harbour.issue.id)
    assert [block.kind for block in page.session.issue.blocks] == ["text", "footer"]
