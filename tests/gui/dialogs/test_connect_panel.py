"""Connecting a WordPress site: approved in the browser or pasted, tried before it is kept, refused in words."""

from __future__ import annotations

import urllib.request
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QPushButton

from composer.errors import SourceError
from composer.gui.dialogs.connect_panel import ConnectPanel
from composer.gui.jobs import Jobs
from composer.library.source_list import SourceRow
from composer.sources import wordpress_sign_in

LOCATION = "https://harbour.example/wp-json/wp/v2/posts"


@pytest.fixture
def row(harbour: Any) -> SourceRow:
    made: SourceRow = harbour.workspace.source_list.add("wordpress", LOCATION, "Harbour Trust")
    return made


@pytest.fixture
def panel(harbour: Any, jobs: Jobs, show: Any, row: SourceRow) -> ConnectPanel:
    made = ConnectPanel(harbour.workspace, jobs)
    show(made, 900, 600)
    made.begin(row)
    return made


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses the browser was asked to open; the site's page for approving is where it usually is."""
    addresses: list[str] = []

    def page(location: str, _context: Any, *, back: str = "") -> str:
        return f"https://harbour.example/wp-admin/authorize-application.php?success_url={back}"

    monkeypatch.setattr(wordpress_sign_in, "approval_address", page)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: addresses.append(QUrl(url).toString()) or True)
    return addresses


def words(panel: ConnectPanel) -> str:
    return "\n".join(found.text() for found in panel.findChildren(QLabel) if found.isVisible())


def press(panel: ConnectPanel, name: str) -> None:
    next(one for one in panel.findChildren(QPushButton) if one.accessibleName() == name and one.isVisible()).click()


def _takes(monkeypatch: pytest.MonkeyPatch, given: list[tuple[str, str]]) -> None:
    def connect(_workspace: Any, _source_id: str, name: str, password: str) -> str:
        given.append((name, password))
        return f"harbour.example is connected as {name}."

    monkeypatch.setattr("composer.publishing.site_access.connect_site", connect)


def test_approved_in_the_browser_it_goes_on_by_itself(
    qtbot: Any, panel: ConnectPanel, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[tuple[str, str]] = []
    _takes(monkeypatch, given)
    press(panel, "Approve in the browser")
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    assert "This page goes on by itself" in words(panel)
    back = opened[0].partition("success_url=")[2]
    with qtbot.waitSignal(panel.connected, timeout=10_000) as told:
        urllib.request.urlopen(f"{back}?user_login=anna&password=abcd+efgh", timeout=5).close()
    assert given == [("anna", "abcd efgh")]
    assert told.args == ["harbour.example is connected as anna."]
    assert panel._password.text() == ""


def test_what_was_not_approved_connects_nothing(qtbot: Any, panel: ConnectPanel, opened: list[str]) -> None:
    press(panel, "Approve in the browser")
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    back = opened[0].partition("success_url=")[2]
    urllib.request.urlopen(f"{back}?success=false", timeout=5).close()
    qtbot.waitUntil(lambda: "not approved" in words(panel), timeout=10_000)


def test_a_password_can_be_pasted(qtbot: Any, panel: ConnectPanel, opened: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[tuple[str, str]] = []
    _takes(monkeypatch, given)
    press(panel, "Show me a password to copy")
    qtbot.waitUntil(lambda: panel._name.hasFocus(), timeout=10_000)
    qtbot.keyClicks(panel._name, "anna")
    qtbot.keyClick(panel._name, Qt.Key.Key_Tab)
    qtbot.keyClicks(panel._password, "abcd efgh")
    with qtbot.waitSignal(panel.connected, timeout=10_000):
        qtbot.keyClick(panel._password, Qt.Key.Key_Return)
    assert given == [("anna", "abcd efgh")]


def test_a_refusal_is_said_and_can_be_tried_again(qtbot: Any, panel: ConnectPanel, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object) -> str:
        raise SourceError("harbour.example does not accept this password.", "Make a new one.")

    monkeypatch.setattr("composer.publishing.site_access.connect_site", refuse)
    qtbot.keyClicks(panel._name, "anna")
    qtbot.keyClicks(panel._password, "wrong")
    press(panel, "Connect")
    qtbot.waitUntil(lambda: "does not accept this password. Make a new one." in words(panel), timeout=10_000)
    assert panel._connect.isEnabled()


def test_cancelling_forgets_what_was_typed(qtbot: Any, panel: ConnectPanel) -> None:
    qtbot.keyClicks(panel._password, "secret")
    with qtbot.waitSignal(panel.closed):
        press(panel, "Cancel")
    assert panel._password.text() == ""
