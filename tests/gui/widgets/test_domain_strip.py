"""What was found about the sender's domain, and the letter to IT."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from composer.delivery.sender_domain.checking import DomainFinding, DomainReport
from composer.gui.widgets.domain_strip import DomainStrip

BAD = DomainFinding("spf", "bad", "harbour.example does not say who may send for it.", "Publish an SPF record.")
GOOD = DomainFinding("mx", "good", "harbour.example can receive letters.")


def test_what_is_asked_for_is_copied_as_one_letter(qtbot: Any, show: Any) -> None:
    strip = DomainStrip()
    assert strip.isHidden()
    show(strip)
    strip.show_report(DomainReport("harbour.example", (GOOD, BAD)))
    words = "\n".join(found.text() for found in strip.findChildren(QLabel))
    assert "can receive letters" in words
    assert "1. Publish an SPF record." in words
    qtbot.keyClick(strip.copy, Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text().endswith("1. Publish an SPF record.")
    assert strip.copy.accessibleName() == "Copied"


def test_where_all_is_well_nothing_is_asked(show: Any) -> None:
    strip = DomainStrip()
    show(strip)
    strip.show_report(DomainReport("harbour.example", (GOOD,)))
    assert strip.copy.isHidden()
