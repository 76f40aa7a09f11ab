"""The browser sign-in as a person sees it, against a provider on this computer."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QDesktopServices, QGuiApplication

from composer.delivery.oauth.provider import microsoft
from composer.gui.jobs import Jobs
from composer.gui.widgets.browser_sign_in import BrowserSignInStrip

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "delivery" / "oauth"))

from identity_server import IdentityServer


@pytest.fixture
def identity() -> Iterator[IdentityServer]:
    with IdentityServer() as server:
        yield server


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    pages: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: pages.append(url.toString()) is None)
    return pages


@pytest.fixture
def strip(harbour: Any, jobs: Jobs, show: Any) -> Iterator[BrowserSignInStrip]:
    made = BrowserSignInStrip(harbour.workspace, jobs)
    show(made)
    made.hide()
    yield made
    made.close_all()


def start(strip: BrowserSignInStrip, identity: IdentityServer) -> None:
    strip.start(identity.provider(microsoft("client-0001")), "news@harbour.example")


def test_the_page_opens_and_the_way_back_is_waited_for(
    strip: BrowserSignInStrip, identity: IdentityServer, opened: list[str], qtbot: Any
) -> None:
    start(strip, identity)
    assert strip.isVisible()
    assert len(opened) == 1
    with qtbot.waitSignal(strip.signed_in) as came:
        threading.Thread(target=identity.approve, args=(strip.page,)).start()
    assert came.args[0].access in identity.access_tokens
    assert not strip.isVisible()


def test_an_administrator_is_needed_and_the_letter_is_there_to_copy(
    strip: BrowserSignInStrip, identity: IdentityServer, opened: list[str], qtbot: Any
) -> None:
    identity.error = "consent_required"
    start(strip, identity)
    with qtbot.waitSignal(strip.failed):
        threading.Thread(target=identity.approve, args=(strip.page,)).start()
    assert strip._letter.isVisible()
    strip._copy.click()
    assert "adminconsent" in QGuiApplication.clipboard().text()


def test_a_code_for_another_device(strip: BrowserSignInStrip, identity: IdentityServer, opened: list[str], qtbot: Any) -> None:
    identity.refuse = None
    start(strip, identity)
    strip._code.click()
    qtbot.waitUntil(lambda: "ABCD-EFGH" in strip._words.text())
    with qtbot.waitSignal(strip.signed_in):
        pass


def test_stopping_listens_no_longer(strip: BrowserSignInStrip, identity: IdentityServer, opened: list[str], qtbot: Any) -> None:
    start(strip, identity)
    page = strip.page
    with qtbot.waitSignal(strip.stopped):
        strip._stop.click()
    assert identity.approve(page) == 0
    assert not strip.isVisible()


def test_where_no_browser_opens_the_address_is_shown(
    strip: BrowserSignInStrip, identity: IdentityServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    start(strip, identity)
    assert strip.page in strip._words.text()
