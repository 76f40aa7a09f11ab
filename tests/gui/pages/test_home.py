"""The desk: what a user sees of issues, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from composer.gui.jobs import Jobs
from composer.gui.pages.home import HomePage
from composer.gui.pages.page import Wish
from composer.gui.widgets.issue_card import IssueCard
from composer.publishing.run import run_campaign


@pytest.fixture(autouse=True)
def _no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cards' pictures have a test of their own; here they would only take time."""
    monkeypatch.setattr("composer.gui.thumbnails.take_thumbnail", lambda *_: None)


def _home(harbour: Any, jobs: Jobs, show: Callable[..., None], qtbot: Any) -> tuple[HomePage, list[tuple[str, object]]]:
    page = HomePage(harbour.workspace, jobs)
    wishes: list[tuple[str, object]] = []
    page.wished.connect(lambda wish, argument: wishes.append((wish, argument)))
    page.refresh()
    show(page)
    qtbot.waitUntil(lambda: bool(page.findChildren(IssueCard)) or bool(wishes))
    return page, wishes


def _words(page: HomePage) -> str:
    from PySide6.QtWidgets import QLabel

    return " | ".join(label.text() for label in page.findChildren(QLabel))


def test_a_draft_opens_with_enter(harbour: Any, jobs: Jobs, show: Any, qtbot: Any) -> None:
    page, wishes = _home(harbour, jobs, show, qtbot)
    (card,) = page.findChildren(IssueCard)
    assert "December newsletter" in card.accessibleName()
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Return)
    assert wishes == [(Wish.OPEN_ISSUE, harbour.issue.id)]


def test_the_issue_one_has_begun_is_one_press_away(harbour: Any, jobs: Jobs, show: Any, qtbot: Any) -> None:
    page, wishes = _home(harbour, jobs, show, qtbot)
    (button,) = page.panes()[:1]
    assert button.accessibleName() == "Go on writing"
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert wishes == [(Wish.OPEN_ISSUE, harbour.issue.id)]


def test_the_next_issue_is_one_press_away(harbour: Any, jobs: Jobs, show: Any, qtbot: Any) -> None:
    run_campaign(harbour.workspace, harbour.campaign().id)
    page, wishes = _home(harbour, jobs, show, qtbot)
    assert "Like “December newsletter”" in _words(page)
    (button,) = page.panes()[:1]
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert wishes == [(Wish.NEW_ISSUE, None)]


def test_a_sent_issue_stands_below_with_its_number_and_leads_to_the_report(
    harbour: Any, jobs: Jobs, show: Any, qtbot: Any
) -> None:
    campaign = harbour.campaign()
    run_campaign(harbour.workspace, campaign.id)
    page, wishes = _home(harbour, jobs, show, qtbot)
    (card,) = page.findChildren(IssueCard)
    assert "5 people" in card.accessibleName()
    qtbot.keyClick(card, Qt.Key.Key_Space)
    assert wishes == [(Wish.REPORT, campaign.id)]


def test_with_nothing_there_one_is_welcomed(tmp_path: Path, clock: Any, jobs: Jobs, show: Any, qtbot: Any) -> None:
    from composer.workspace import open_workspace

    workspace = open_workspace(str(tmp_path / "new"), clock=clock)
    page = HomePage(workspace, jobs)
    with qtbot.waitSignal(page.wished) as wish:
        page.refresh()
    assert wish.args == [Wish.SHOW_PLACE, "first_run"]
    workspace.close()


def test_the_bin_gives_back(harbour: Any, jobs: Jobs, show: Any, qtbot: Any) -> None:
    page, _wishes = _home(harbour, jobs, show, qtbot)
    page.stored.connect(lambda _kind: page.refresh())
    remove = next(action for action in page.menu_for(harbour.issue.id).actions() if "bin" in action.text())
    remove.trigger()
    qtbot.waitUntil(lambda: not page.findChildren(IssueCard))
    from PySide6.QtWidgets import QPushButton

    bin_button = next(button for button in page.findChildren(QPushButton) if "in the bin" in button.text())
    bin_button.menu().actions()[0].trigger()
    qtbot.waitUntil(lambda: len(page.findChildren(IssueCard)) == 1)


def test_an_issue_travels_as_a_file_and_comes_back_as_a_copy(
    harbour: Any, jobs: Jobs, show: Any, qtbot: Any, tmp_path: Path
) -> None:
    page, wishes = _home(harbour, jobs, show, qtbot)
    file = tmp_path / "december.newsletter"
    with qtbot.waitSignal(page.said):
        page.save_file(harbour.issue.id, file)
    assert file.stat().st_size > 100
    page.open_file(file)
    qtbot.waitUntil(lambda: bool(wishes))
    assert len(harbour.workspace.documents.issues()) == 2


def test_a_damaged_file_is_said_in_one_sentence(harbour: Any, jobs: Jobs, show: Any, qtbot: Any, tmp_path: Path) -> None:
    page, _wishes = _home(harbour, jobs, show, qtbot)
    file = tmp_path / "broken.newsletter"
    file.write_bytes(b"PK\x03\x04 not really")
    with qtbot.waitSignal(page.troubled) as trouble:
        page.open_file(file)
    assert "broken.newsletter" in str(trouble.args[0]) or "newsletter" in str(trouble.args[0])
    assert len(harbour.workspace.documents.issues()) == 1


def test_what_somebody_else_has_open_says_who(harbour: Any, jobs: Jobs, show: Any, qtbot: Any) -> None:
    from composer.document.issue_holds import Holder
    from composer.document.store import DocumentStore

    ben = DocumentStore(harbour.workspace.engine, harbour.workspace.clock, Holder("b" * 32, "Ben on office"))
    ben.holds.take(harbour.issue.id)
    page, _wishes = _home(harbour, jobs, show, qtbot)
    (card,) = page.findChildren(IssueCard)
    assert "Ben on office has it open" in card.accessibleName()
