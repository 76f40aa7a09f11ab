"""A mail account from its address: servers found, another one taken, tried, kept; and in the browser where IT gave the id."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices

from composer.delivery.set_up.finding import Asked, Finding
from composer.delivery.set_up.found import FoundServers, MailServer
from composer.gui.jobs import Jobs
from composer.gui.widgets.account_form import AccountForm

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "delivery"))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "delivery" / "oauth"))

from delivery_office import ScriptedServer
from identity_server import IdentityServer

ADDRESS = "news@harbour.example"


def found(*hosts: str) -> Finding:
    return Finding(
        ADDRESS,
        tuple(
            FoundServers(
                MailServer(host, 587, "starttls", ADDRESS),
                "domain",
                "its own description",
                imap=MailServer(f"imap.{host}", 993, "tls"),
            )
            for host in hosts
        ),
        (Asked("the DNS", "nothing"),),
    )


@pytest.fixture
def form(harbour: Any, jobs: Jobs, show: Any) -> AccountForm:
    made = AccountForm(harbour.workspace, jobs)
    show(made)
    return made


def find(monkeypatch: pytest.MonkeyPatch, finding: Finding) -> list[str]:
    asked: list[str] = []
    monkeypatch.setattr(AccountForm, "servers_of", staticmethod(lambda email: asked.append(email) or finding))
    return asked


def test_the_servers_are_found_while_one_types_on(form: AccountForm, monkeypatch: pytest.MonkeyPatch, qtbot: Any) -> None:
    asked = find(monkeypatch, found("smtp.harbour.example", "mail.other.example"))
    form._email.setFocus()
    qtbot.keyClicks(form._email, ADDRESS)
    qtbot.keyClick(form._email, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: form._host.text() == "smtp.harbour.example")
    assert asked == [ADDRESS]
    assert (form._port.value(), form._security.currentData(), form._username.text()) == (587, "starttls", ADDRESS)
    assert "its own description" in form._found.text()
    assert "imap.smtp.harbour.example" in form._found.text()
    form._other.click()
    assert form._host.text() == "mail.other.example"
    assert form._account().imap_host == "imap.mail.other.example"


def test_not_found_is_said(form: AccountForm, monkeypatch: pytest.MonkeyPatch, qtbot: Any) -> None:
    find(monkeypatch, found())
    form.begin("Harbour", ADDRESS)
    qtbot.waitUntil(lambda: "were not found" in form._found.text())
    assert not form._other.isVisible()


def test_what_works_is_kept_with_its_password(
    form: AccountForm, harbour: Any, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    server = ScriptedServer(password="geheim").start()
    try:
        find(monkeypatch, found())
        form.begin("Harbour", ADDRESS)
        form._password.setText("geheim")
        account = msgspec.structs.replace(
            harbour.workspace.accounts.get("Practice mailbox"),
            name=ADDRESS, practice=False, smtp_port=server.port, username=ADDRESS, from_email=ADDRESS,
        )  # fmt: skip
        monkeypatch.setattr(form, "_account", lambda: account)
        with qtbot.waitSignal(form.kept) as kept:
            form._try.click()
        assert "accepts letters" in kept.args[0]
        assert harbour.workspace.accounts.worked(ADDRESS)
        assert harbour.workspace.credentials.get(ADDRESS) == "geheim"
        assert form._password.text() == ""
    finally:
        server.stop()


def test_the_browser_is_offered_where_somebody_gave_the_id(
    form: AccountForm, harbour: Any, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    find(monkeypatch, found())
    form._email.setText(ADDRESS)
    form._provider.setCurrentIndex(form._provider.findData("m365"))
    assert form._way.isVisible()
    assert form._secret.isVisible()
    form._way._buttons["browser"].click()
    assert not form._secret.isVisible()
    form._try.click()
    assert "client id is missing" in form._note.words
    form._provider.setCurrentIndex(form._provider.findData("own"))
    assert not form._way.isVisible()


def test_signed_in_in_the_browser_tried_and_kept(
    form: AccountForm, harbour: Any, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    workspace = harbour.workspace
    workspace.save_settings(msgspec.structs.replace(workspace.settings, microsoft_client="client-0001"))
    from composer.delivery.oauth import provider as providers

    real = providers.microsoft
    find(monkeypatch, found())
    server = ScriptedServer(
        rule=lambda stage, _words: "235 welcome" if stage == "auth" else None, extensions=("AUTH XOAUTH2",)
    ).start()
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    try:
        with IdentityServer() as identity:
            monkeypatch.setattr("composer.publishing.mail_sign_in.microsoft", lambda *ids: identity.provider(real(*ids)))
            form._email.setText(ADDRESS)
            form._provider.setCurrentIndex(form._provider.findData("m365"))
            assert form._way.value() == "browser"
            account = msgspec.structs.replace(
                workspace.accounts.get("Practice mailbox"), name=ADDRESS, practice=False, smtp_port=server.port,
                username=ADDRESS, from_email=ADDRESS, sign_in="microsoft",
            )  # fmt: skip
            monkeypatch.setattr(form, "_account", lambda: account)
            form._try.click()
            with qtbot.waitSignal(form.kept) as kept:
                threading.Thread(target=identity.approve, args=(form._strip.page,)).start()
            assert "signed in at Microsoft 365" in kept.args[0]
            assert workspace.secret(workspace.accounts.get(ADDRESS)) in identity.access_tokens
    finally:
        server.stop()
