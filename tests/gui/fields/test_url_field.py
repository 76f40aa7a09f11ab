"""Addresses are completed, and doubtful ones questioned, never changed behind one's back while typing."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from composer.blocks.fields import Url
from composer.gui.fields.url_field import complete_address, problem_of


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("www.harbour.example/roof", "https://www.harbour.example/roof"),
        ("harbour.example:8080/x", "https://harbour.example:8080/x"),
        ("http://harbour.example", "http://harbour.example"),
        ("anna@harbour.example", "mailto:anna@harbour.example"),
        ("mailto:anna@harbour.example", "mailto:anna@harbour.example"),
        ("tel:+441234", "tel:+441234"),
        ("", ""),
        ("two words", "two words"),
    ],
)
def test_completion(typed: str, meant: str) -> None:
    assert complete_address(typed) == meant


@pytest.mark.parametrize("address", ["https://harbour.example/a?b=c", "mailto:a@b.example", "tel:+44 1234", ""])
def test_good_addresses(address: str) -> None:
    assert problem_of(address) == ""


@pytest.mark.parametrize("address", ["harbour", "javascript:alert(1)", "file:///etc/passwd", "https://", "two words"])
def test_doubtful_addresses(address: str) -> None:
    assert problem_of(address)


def test_leaving_the_line_completes_it(qtbot: Any, field: Any) -> None:
    made = field(Url("Read more at"), "")
    qtbot.keyClicks(made.first_widget(), "harbour.example")
    assert made.heard[-1][0] == "harbour.example"
    qtbot.keyClick(made.first_widget(), Qt.Key.Key_Return)
    assert made.heard[-1][0] == "https://harbour.example"


def test_a_wrong_one_is_said_in_words(qtbot: Any, field: Any) -> None:
    made = field(Url("Read more at"), "")
    qtbot.keyClicks(made.first_widget(), "see below")
    problem = made.findChild(QLabel)
    assert problem.isHidden()
    qtbot.keyClick(made.first_widget(), Qt.Key.Key_Return)
    assert problem.isVisible()
    assert "https://example.org/page" in problem.text()
    qtbot.keyClick(made.first_widget(), Qt.Key.Key_Backspace)
    assert problem.isHidden()
