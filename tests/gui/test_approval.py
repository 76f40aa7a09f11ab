"""The browser comes back once, to an address nobody can guess, and nothing of it is written down."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from composer.gui.approval import Approval


@pytest.fixture
def heard() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def approval(heard: list[tuple[str, str]]) -> Iterator[Approval]:
    made = Approval(lambda name, password: heard.append((name, password)))
    yield made
    made.stop()


def _open(address: str) -> str:
    with urllib.request.urlopen(address, timeout=5) as answer:
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        return str(answer.read().decode())


def test_what_was_approved_arrives_once(approval: Approval, heard: list[tuple[str, str]], qtbot: Any) -> None:
    page = _open(f"{approval.address}?user_login=anna&password=abcd+efgh")
    assert "go back to the newsletter" in page
    assert "abcd" not in page
    _open(f"{approval.address}?user_login=eve&password=other")
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [("anna", "abcd efgh")]


def test_a_refusal_is_empty(approval: Approval, heard: list[tuple[str, str]], qtbot: Any) -> None:
    _open(f"{approval.address}?success=false")
    qtbot.waitUntil(lambda: bool(heard))  # the browser has its page before the program is told
    assert heard == [("", "")]


def test_who_does_not_know_the_word_gets_nothing(approval: Approval, heard: list[tuple[str, str]]) -> None:
    base = approval.address.rpartition("/")[0]
    for path in ("/", "/favicon.ico", "/x?user_login=eve&password=p"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            _open(base + path)
        assert refused.value.code == 404
    assert heard == []
    assert len(approval.address.rpartition("/")[2]) >= 32
