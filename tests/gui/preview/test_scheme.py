"""The two walls: what comes through the one door is told what it may do, and nothing else is asked for at all."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEngineUrlScheme

from composer.gui.preview.assets import SCHEME
from composer.gui.preview.scheme import POLICY, Gatekeeper, register_scheme


class Asked:
    """A request as the engine shows it to whoever decides."""

    def __init__(self, address: str) -> None:
        self._url = QUrl(address)
        self.blocked = False

    def requestUrl(self) -> QUrl:
        return self._url

    def block(self, should: bool) -> None:
        self.blocked = should


@pytest.mark.parametrize(
    "address",
    [
        "https://tracker.example/pixel.gif",
        "http://127.0.0.1:8080/",
        "file:///etc/passwd",
        "ftp://example.org/",
        "ws://example.org/",
        "blob:x",
        "chrome://gpu",
        "view-source:asset://document/letter.html",
    ],
)
def test_whatever_is_not_ours_is_stopped_and_counted(address: str) -> None:
    keeper = Gatekeeper()
    asked: Any = Asked(address)
    keeper.interceptRequest(asked)
    assert asked.blocked
    assert keeper.stopped == [address]


@pytest.mark.parametrize("address", ["asset://document/letter.html", "asset://picture/ab12", "data:image/gif;base64,R0lGOD"])
def test_ours_goes_through(address: str) -> None:
    keeper = Gatekeeper()
    asked: Any = Asked(address)
    keeper.interceptRequest(asked)
    assert not asked.blocked
    assert keeper.stopped == []


def test_the_count_does_not_grow_for_ever() -> None:
    keeper = Gatekeeper()
    for number in range(500):
        asked: Any = Asked(f"https://tracker.example/{number}")
        keeper.interceptRequest(asked)
    assert len(keeper.stopped) == 100


def test_registering_twice_is_as_good_as_once() -> None:
    register_scheme()
    register_scheme()
    assert QWebEngineUrlScheme.schemeByName(SCHEME.encode()).name().data() == SCHEME.encode()


def test_the_policy_allows_no_script_no_frame_and_nothing_from_the_web() -> None:
    rules = dict(rule.strip().split(" ", 1) for rule in POLICY.decode().split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "asset: data:"
    assert "script-src" not in rules
