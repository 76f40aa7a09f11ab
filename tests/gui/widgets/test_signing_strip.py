"""Signatures: a key is made, its record copied, and it is used only once the DNS has it."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from composer.delivery.accounts import Account
from composer.errors import AccountError
from composer.gui.jobs import Jobs
from composer.gui.widgets import signing_strip
from composer.gui.widgets.signing_strip import SigningStrip

ACCOUNT = Account(name="Office", smtp_host="127.0.0.1", smtp_port=25, security="none", from_email="a@harbour.example")


def test_from_the_key_to_signing_and_back(
    harbour: Any, jobs: Jobs, show: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    harbour.workspace.accounts.save(ACCOUNT)
    strip = SigningStrip(harbour.workspace, jobs, ACCOUNT)
    show(strip)
    strip.begin()
    qtbot.waitUntil(strip.make.isVisible)
    assert strip.on.isHidden()
    qtbot.keyClick(strip.make, Qt.Key.Key_Space)
    qtbot.waitUntil(strip.on.isVisible)
    assert "v=DKIM1; k=rsa; p=" in strip._record.text()
    qtbot.keyClick(strip.copy, Qt.Key.Key_Space)
    assert "._domainkey.harbour.example  TXT  v=DKIM1" in QGuiApplication.clipboard().text()

    def not_yet(_workspace: Any, _account: Account) -> Account:
        raise AccountError("Nothing is published there yet.", "It may take some hours.")

    monkeypatch.setattr(signing_strip, "switch_on", not_yet)
    qtbot.keyClick(strip.on, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Nothing is published there yet." in strip._note.words)
    signing = msgspec.structs.replace(ACCOUNT, dkim_selector="k1")
    monkeypatch.setattr(signing_strip, "switch_on", lambda _workspace, _account: signing)
    with qtbot.waitSignal(strip.kept) as kept:
        qtbot.keyClick(strip.on, Qt.Key.Key_Space)
    assert kept.args == ["Letters of “Office” are signed from now on."]
    assert strip.off.isVisible()
    with qtbot.waitSignal(strip.kept):
        qtbot.keyClick(strip.off, Qt.Key.Key_Space)
    assert strip.on.isVisible()
