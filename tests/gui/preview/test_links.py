"""Only web and mail addresses leave the program."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from composer.gui.preview.links import may_open, open_link


@pytest.mark.parametrize(
    "address", ["https://example.org/a?b=c", "http://example.org", "mailto:anna@example.org", "HTTPS://EXAMPLE.ORG"]
)
def test_web_and_mail_addresses_are_opened(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) or True)
    assert open_link(QUrl(address))
    assert len(opened) == 1


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "smb://server/share",
        "ms-word:ofe|u|x",
        "",
        "asset://document/x.html",
        "//x",
    ],
)
def test_everything_else_stays_closed(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) or True)
    assert not may_open(QUrl(address))
    assert not open_link(QUrl(address))
    assert opened == []
