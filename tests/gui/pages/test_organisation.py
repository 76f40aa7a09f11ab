"""Brand: kept as one types, and never with an address that cannot be one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from composer.gui.jobs import Jobs
from composer.gui.pages.organisation import OrganisationPage


@pytest.fixture
def page(harbour: Any, jobs: Jobs, show: Any, qtbot: Any) -> OrganisationPage:
    made = OrganisationPage(harbour.workspace, jobs)
    made.refresh()
    show(made)
    qtbot.waitUntil(lambda: made._organisation.text() == "Harbour Friends")
    return made


def _kept(harbour: Any) -> Any:
    return harbour.workspace.documents.newsletter(harbour.newsletter.id)


def test_what_one_types_is_kept_without_a_save_button(page: OrganisationPage, harbour: Any, qtbot: Any) -> None:
    page._reason.clear()
    qtbot.keyClicks(page._reason, "You asked for it.")
    qtbot.waitUntil(lambda: _kept(harbour).brand.reason == "You asked for it.")


def test_a_wrong_sender_is_said_below_the_field_and_not_kept(page: OrganisationPage, harbour: Any, qtbot: Any) -> None:
    page._sender_email.clear()
    with qtbot.waitSignal(page._timer.timeout):
        qtbot.keyClicks(page._sender_email, "news at example")
    assert _kept(harbour).sender_email == "news@harbourfriends.example"
    assert page._who._errors[page._sender_email].text()


def test_half_a_colour_is_not_kept(page: OrganisationPage, harbour: Any, qtbot: Any) -> None:
    page._main_colour._text.clear()
    qtbot.keyClicks(page._main_colour._text, "#12")
    assert page._main_colour.colour() == "#0F6B57"
    qtbot.keyClicks(page._main_colour._text, "3456")
    qtbot.waitUntil(lambda: _kept(harbour).brand.main_colour == "#123456")


def test_a_logo_is_kept_and_taken_away(page: OrganisationPage, harbour: Any, qtbot: Any, tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    Image.new("RGB", (300, 80), "#0F6B57").save(file)
    page.take_logo(file)
    qtbot.waitUntil(lambda: bool(_kept(harbour).brand.logo.hash))
    page._remove_logo()
    qtbot.waitUntil(lambda: not _kept(harbour).brand.logo)


def test_a_file_that_is_no_picture_is_said(page: OrganisationPage, qtbot: Any, tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(b"not a picture")
    with qtbot.waitSignal(page.troubled):
        page.take_logo(file)
