"""Where an account's mailbox is: nothing is kept before it could be read; read no more at a press."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from composer.delivery.accounts import Account
from composer.errors import AccountError
from composer.gui.jobs import Jobs
from composer.gui.widgets import mailbox_strip
from composer.gui.widgets.mailbox_strip import MailboxStrip

ACCOUNT = Account(name="Office", smtp_host="127.0.0.1", smtp_port=25, security="none", from_email="a@harbour.example")


def _strip(harbour: Any, jobs: Jobs, show: Any, **changes: Any) -> MailboxStrip:
    import msgspec

    account = msgspec.structs.replace(ACCOUNT, **changes)
    harbour.workspace.accounts.save(account)
    made = MailboxStrip(harbour.workspace, jobs, account)
    show(made)
    return made


def test_kept_once_it_was_read(harbour: Any, jobs: Jobs, show: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[Account] = []
    monkeypatch.setattr(mailbox_strip, "try_mailbox", lambda account, _secret: tried.append(account) or "It can be read.")
    strip = _strip(harbour, jobs, show)
    strip.host.setFocus()
    qtbot.keyClicks(strip.host, " imap.harbour.example ")
    with qtbot.waitSignal(strip.kept) as kept:
        qtbot.keyClick(strip.try_it, Qt.Key.Key_Space)
    assert kept.args == ["It can be read."]
    kept_account = harbour.workspace.accounts.get("Office")
    assert (kept_account.imap_host, kept_account.imap_port, kept_account.imap_security) == ("imap.harbour.example", 993, "tls")
    assert tried == [kept_account]


def test_not_kept_where_it_cannot_be_read(
    harbour: Any, jobs: Jobs, show: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_account: Account, _secret: Any) -> str:
        raise AccountError("It refused the password.", "Type it again.")

    monkeypatch.setattr(mailbox_strip, "try_mailbox", refused)
    strip = _strip(harbour, jobs, show)
    qtbot.keyClick(strip.try_it, Qt.Key.Key_Space)
    assert "Which server keeps the mailbox?" in strip._note.words
    strip.host.setText("imap.harbour.example")
    qtbot.keyClick(strip.try_it, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "It refused the password." in strip._note.words)
    assert harbour.workspace.accounts.get("Office").imap_host == ""


def test_the_usual_server_is_offered_and_it_can_be_read_no_more(harbour: Any, jobs: Jobs, show: Any, qtbot: Any) -> None:
    strip = _strip(harbour, jobs, show, smtp_host="smtp.gmail.com", smtp_port=465, security="tls")
    assert strip.host.text() == "imap.gmail.com"
    assert strip.forget.isHidden()
    strip = _strip(harbour, jobs, show, imap_host="imap.harbour.example")
    with qtbot.waitSignal(strip.kept):
        qtbot.keyClick(strip.forget, Qt.Key.Key_Space)
    assert harbour.workspace.accounts.get("Office").imap_host == ""
