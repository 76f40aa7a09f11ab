"""How fast an account sends is seen and set beside it."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from composer.delivery.accounts import Account
from composer.delivery.presets import preset_for_host
from composer.gui.jobs import Jobs
from composer.gui.widgets.pace_strip import PaceStrip

OFFICE = Account(
    name="Office", smtp_host="smtp.office365.com", smtp_port=587, security="starttls", from_email="a@example.org", per_hour=500
)


@pytest.fixture
def strip(harbour: Any, jobs: Jobs, show: Any) -> PaceStrip:
    harbour.workspace.accounts.save(OFFICE)
    made = PaceStrip(harbour.workspace, jobs, OFFICE)
    show(made, 640, 320)
    return made


def test_a_pace_is_kept_and_nothing_else_of_the_account_changes(qtbot: Any, harbour: Any, strip: PaceStrip) -> None:
    import msgspec

    assert strip.per_minute.text() == "No limit"
    assert strip.per_hour.text() == "500"
    harbour.workspace.accounts.save(msgspec.structs.replace(OFFICE, from_name="Changed elsewhere"))
    said: list[str] = []
    strip.kept.connect(said.append)
    strip.connections.selectAll()
    qtbot.keyClicks(strip.connections, "4")
    strip.per_minute.setFocus()
    strip.per_minute.selectAll()
    qtbot.keyClicks(strip.per_minute, "20")
    strip.per_domain.setValue(5)
    strip.keep.setFocus()
    qtbot.keyClick(strip.keep, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(said))
    kept = harbour.workspace.accounts.get("Office")
    assert (kept.per_minute, kept.per_hour, kept.connections, kept.per_domain, kept.from_name) == (
        20,
        500,
        4,
        5,
        "Changed elsewhere",
    )


def test_what_the_provider_allows_is_one_press_away(qtbot: Any, strip: PaceStrip) -> None:
    known = preset_for_host(OFFICE.smtp_host)
    assert known is not None
    strip.connections.setValue(7)
    qtbot.mouseClick(strip.usual, Qt.MouseButton.LeftButton)
    assert (strip.per_minute.value(), strip.per_day.value()) == (known.per_minute, known.per_day)
    assert strip.connections.value() == 1


def test_an_account_removed_meanwhile_is_said(qtbot: Any, harbour: Any, strip: PaceStrip) -> None:
    harbour.workspace.accounts.remove("Office")
    qtbot.mouseClick(strip.keep, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(strip._note.isVisible()))
    assert strip.keep.isEnabled()
