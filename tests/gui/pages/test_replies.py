"""The Replies page: what came in and what was done about it, by key; a wrong report is taken back; nothing hides a failure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from composer.delivery.accounts import Account
from composer.delivery.bounces import ReplyEntry
from composer.delivery.letters_in import fingerprint, take_in
from composer.delivery.transports.transport import TryAgainError
from composer.gui.jobs import Jobs
from composer.gui.pages import replies
from composer.gui.pages.page import Wish
from composer.gui.pages.replies import RepliesPage
from composer.publishing.replies import Heard, Silent
from composer.publishing.run import run_campaign


@pytest.fixture
def page(qtbot: QtBot, harbour: Any, jobs: Jobs, show: Any) -> RepliesPage:
    made = RepliesPage(harbour.workspace, jobs)
    made.stored.connect(lambda _kind: made.refresh())
    show(made, 1000, 700)
    return made


def _words(page: RepliesPage) -> str:
    return "\n".join(found.text() for found in page.findChildren(QLabel) if found.isVisible())


def _press(qtbot: QtBot, page: RepliesPage, name: str) -> None:
    made = next(
        found for found in page.findChildren(QPushButton) if name in (found.accessibleName(), found.text()) and found.isVisible()
    )
    made.setFocus()
    qtbot.keyClick(made, Qt.Key.Key_Space)


def _mailbox(harbour: Any) -> None:
    harbour.workspace.accounts.save(
        Account(name="Office", smtp_host="127.0.0.1", smtp_port=25, security="none", imap_host="imap.harbour.example")
    )


def _bounced(harbour: Any) -> str:
    """The first person's letter came back."""
    workspace = harbour.workspace
    campaign = harbour.campaign()
    run_campaign(workspace, campaign.id)
    row = workspace.campaigns.deliveries(campaign.id)[0]
    entry = ReplyEntry("bounce", row.email, "hard", "5.1.1", "no_such_person", True, row.token)
    with workspace.engine.begin() as connection:
        take_in(connection, fingerprint(b"one"), [entry], workspace.clock(), account="Office")
    return str(row.email)


def test_without_a_mailbox_it_says_what_to_do(qtbot: QtBot, page: RepliesPage) -> None:
    wished: list[tuple[str, Any]] = []
    page.wished.connect(lambda wish, argument: wished.append((wish, argument)))
    page.refresh()
    qtbot.waitUntil(lambda: "No mailbox is read yet" in _words(page))
    _press(qtbot, page, "To the mail accounts")
    assert (Wish.SHOW_PLACE, "settings") in wished


def test_with_a_mailbox_and_nothing_in_it(qtbot: QtBot, page: RepliesPage, harbour: Any) -> None:
    _mailbox(harbour)
    page.refresh()
    qtbot.waitUntil(lambda: "Nothing has come back yet" in _words(page))
    assert "Office has not been read yet" in _words(page)


def test_a_wrong_report_is_taken_back_by_key(qtbot: QtBot, page: RepliesPage, harbour: Any) -> None:
    _mailbox(harbour)
    address = _bounced(harbour)
    page.refresh()
    qtbot.waitUntil(lambda: address in _words(page))
    assert "There is no such mailbox" in _words(page)
    assert "Gets no more letters, of any newsletter." in _words(page)
    with qtbot.waitSignal(page.said) as said:
        _press(qtbot, page, f"Write to {address} again")
    assert said.args == [f"{address} is written to again."]
    qtbot.waitUntil(lambda: "Taken back" in _words(page))
    assert harbour.workspace.suppressions.blocked(address) == ""


def test_reading_now_says_what_came_of_it(qtbot: QtBot, page: RepliesPage, harbour: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    _mailbox(harbour)
    now = harbour.workspace.clock()
    answers = [
        Heard(now, places=1, letters=12, stopped=2),
        Heard(now, places=1, silent=(Silent("mailbox:Office", TryAgainError("It did not answer.", "Try again.")),)),
    ]
    monkeypatch.setattr(replies, "hear", lambda _workspace, _newsletters: answers.pop(0))
    _press(qtbot, page, "Read now")
    qtbot.waitUntil(lambda: "12 new letters. 2 people get no more letters from now on." in _words(page))
    _press(qtbot, page, "Read now")
    qtbot.waitUntil(lambda: "It did not answer." in _words(page))


def test_letters_in_files(qtbot: QtBot, page: RepliesPage, harbour: Any, tmp_path: Path) -> None:
    (tmp_path / "1.eml").write_text("From: jo@example.org\nSubject: unsubscribe\n\n")
    page.heed([tmp_path / "1.eml"])
    qtbot.waitUntil(lambda: "1 letter read. 1 person gets no more letters" in _words(page))
    qtbot.waitUntil(lambda: "jo@example.org · Asked for no more letters." in _words(page))
    page.heed([tmp_path / "1.eml"])
    qtbot.waitUntil(lambda: "1 had been read before" in _words(page))
    page.heed([tmp_path / "gone.eml"])
    qtbot.waitUntil(lambda: "There is no file" in _words(page))
