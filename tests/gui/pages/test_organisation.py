"""Brand: kept as one types, and never with an address that cannot be one."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt

from composer.errors import SourceError
from composer.gui.jobs import Jobs
from composer.gui.pages.organisation import OrganisationPage
from composer.rendering.colour import contrast
from composer.sources.site_look import SiteLook


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


def test_a_logo_for_the_dark_and_the_letters(page: OrganisationPage, harbour: Any, qtbot: Any, tmp_path: Path) -> None:
    file = tmp_path / "night.png"
    Image.new("RGB", (300, 80), "#EEEEEE").save(file)
    page.take_logo(file, dark=True)
    qtbot.waitUntil(lambda: bool(_kept(harbour).brand.logo_dark.hash))
    assert not _kept(harbour).brand.logo.hash
    page._typeface.set_value("serif")
    page._typeface.chosen.emit("serif")
    qtbot.waitUntil(lambda: _kept(harbour).brand.typeface == "serif")
    page._remove_logo(dark=True)
    qtbot.waitUntil(lambda: not _kept(harbour).brand.logo_dark)


def test_pages_elsewhere_and_words_of_ones_own(page: OrganisationPage, harbour: Any, qtbot: Any) -> None:
    page._pages.setPlainText("https://www.facebook.com/harbour\n\n https://x.com/harbour ")
    page._words.setPlainText("tenants -> residents")
    qtbot.waitUntil(lambda: _kept(harbour).house_words == "tenants -> residents")
    assert _kept(harbour).brand.pages == ("https://www.facebook.com/harbour", "https://x.com/harbour")


def test_a_pale_colour_offers_its_nearest_readable_shade(page: OrganisationPage, harbour: Any, qtbot: Any) -> None:
    field = page._main_colour
    field._text.clear()
    qtbot.keyClicks(field._text, "#F5D547")
    assert "Dark words on it: " in field._words.text()
    assert "cannot be read" in field._words.text()
    qtbot.mouseClick(field.nearest_button, Qt.MouseButton.LeftButton)
    assert contrast(field.colour(), "#FFFFFF") >= 4.5
    assert not field.nearest_button.isVisible()
    qtbot.waitUntil(lambda: _kept(harbour).brand.main_colour == field.colour())


def test_the_look_of_the_website_is_taken_and_given_back(
    page: OrganisationPage, harbour: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = io.BytesIO()
    Image.new("RGB", (180, 180), "#123456").save(made, "PNG")
    look = SiteLook("Other", "#123456", made.getvalue(), "https://e.org/i.png", ("https://x.com/harbour",))
    monkeypatch.setattr("composer.sources.site_look.read_site_look", lambda *_given: look)
    before = _kept(harbour)
    with qtbot.waitSignal(page.offered) as told:
        qtbot.mouseClick(page.take_button, Qt.MouseButton.LeftButton)
    words, _action, undo = told.args
    assert "main colour #123456" in words
    assert "name" not in words.partition(":")[2]
    qtbot.waitUntil(lambda: _kept(harbour).brand.main_colour == "#123456")
    assert _kept(harbour).brand.logo.hash
    assert _kept(harbour).brand.organisation == "Harbour Friends"
    undo()
    qtbot.waitUntil(lambda: _kept(harbour) == before)


def test_a_website_that_does_not_answer_and_none_at_all(
    page: OrganisationPage, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_given: object) -> SiteLook:
        raise SourceError("Nobody there.")

    monkeypatch.setattr("composer.sources.site_look.read_site_look", fails)
    with qtbot.waitSignal(page.troubled):
        qtbot.mouseClick(page.take_button, Qt.MouseButton.LeftButton)
    assert page.take_button.isEnabled()
    page._website.clear()
    qtbot.mouseClick(page.take_button, Qt.MouseButton.LeftButton)
    assert page._who._errors[page._website].text()


def test_the_language_brings_its_direction(page: OrganisationPage, harbour: Any, qtbot: Any) -> None:
    box = page._language
    assert box.currentData() == "en-GB"
    box.setFocus()
    qtbot.keyClicks(box, "Heb")
    qtbot.waitUntil(lambda: _kept(harbour).brand.language == "he")
    assert _kept(harbour).brand.right_to_left
