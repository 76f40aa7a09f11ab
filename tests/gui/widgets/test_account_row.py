"""One account in Settings: its trial in words, and its removal."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtWidgets import QLabel

from composer.gui.jobs import Jobs
from composer.gui.widgets.account_row import AccountRow

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "delivery"))

from delivery_office import ScriptedServer


def row_for(harbour: Any, jobs: Jobs, show: Any, port: int) -> AccountRow:
    account = msgspec.structs.replace(
        harbour.workspace.accounts.get("Practice mailbox"),
        name="Office",
        practice=False,
        smtp_port=port,
        from_email="a@harbour.example",
    )
    harbour.workspace.accounts.save(account)
    made = AccountRow(harbour.workspace, jobs, account)
    show(made)
    return made


def test_a_trial_tells_what_the_server_said(harbour: Any, jobs: Jobs, show: Any, qtbot: Any) -> None:
    server = ScriptedServer().start()
    try:
        row = row_for(harbour, jobs, show, server.port)
        row._test.click()
        qtbot.waitUntil(row._said.isVisible)
        assert "accepts letters" in row._note.words
        assert "would be taken" in row._said.text()
        assert harbour.workspace.accounts.worked("Office")
    finally:
        server.stop()


def test_nobody_there(harbour: Any, jobs: Jobs, show: Any, qtbot: Any) -> None:
    row = row_for(harbour, jobs, show, 1)
    row._test.click()
    qtbot.waitUntil(row._note.isVisible)
    assert "does not listen" in row._note.words
    assert row._test.isEnabled()


def test_the_practice_mailbox_can_neither_be_tested_nor_removed(harbour: Any, jobs: Jobs, show: Any) -> None:
    row = AccountRow(harbour.workspace, jobs, harbour.workspace.accounts.get("Practice mailbox"))
    show(row)
    assert not hasattr(row, "_test")


def test_removing_is_asked_for_by_name(harbour: Any, jobs: Jobs, show: Any, qtbot: Any) -> None:
    row = row_for(harbour, jobs, show, 1)
    with qtbot.waitSignal(row.remove_wanted) as wanted:
        row._on_remove()
    assert wanted.args == ["Office"]


def test_the_domain_and_a_letter_to_oneself(
    harbour: Any, jobs: Jobs, show: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from composer.delivery.sender_domain.checking import DomainFinding, DomainReport
    from composer.gui.widgets import account_row

    found = [DomainFinding("spf", "bad", "Nobody may send for it.", "Publish one.")]
    monkeypatch.setattr(account_row, "look_at_domain", lambda _ws, _account: DomainReport("harbour.example", tuple(found)))
    row = row_for(harbour, jobs, show, 1)
    row._look.click()
    qtbot.waitUntil(row._domain.isVisible)
    assert "Nobody may send for it." in "\n".join(label.text() for label in row._domain.findChildren(QLabel))
    row._domain.seed.click()
    qtbot.waitUntil(lambda: "cannot be read from here" in row._note.words)  # no mailbox is known yet
    assert row._domain.seed.isEnabled()


def test_the_mailbox_opens_and_closes(harbour: Any, jobs: Jobs, show: Any) -> None:
    row = row_for(harbour, jobs, show, 1)
    row._on_mailbox()
    assert row._mailbox.isVisible()
    row._on_mailbox()
    assert row._mailbox.isHidden()
