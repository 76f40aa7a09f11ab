"""The web version from the composer: a draft on the site or a folder, linked by an edit that can be undone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "sources"))

from writing_site import PASSWORD, USER, WritingSite

from composer.document.edits import UpdateBlock
from composer.gui.editor.web_sheet import WebSheet
from composer.sources.site_account import vault_name

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def site() -> Iterator[WritingSite]:
    served = WritingSite()
    yield served
    served.stop()


def opened(window: Any, qtbot: Any) -> WebSheet:
    qtbot.keyClick(window, Qt.Key.Key_W, CTRL_SHIFT)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(WebSheet)))
    return next(one for one in window.findChildren(WebSheet) if one.isVisible())


def connect(harbour: Any, site: WritingSite) -> None:
    location = f"{site.address}wp-json/wp/v2/posts"
    row = harbour.workspace.source_list.add("wordpress", location, "Harbour")
    harbour.workspace.source_list.sign_in([row.id], USER)
    harbour.workspace.credentials.set(vault_name(location), PASSWORD)


def test_without_a_site_only_the_folder_is_offered(
    window: Any, page: Any, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = opened(window, qtbot)
    assert not sheet._page.isVisible()
    assert sheet._no_site.isVisible()
    sheet._put.click()
    assert sheet._problem.text() == "Choose the folder first."
    monkeypatch.setattr("composer.gui.editor.web_sheet.QFileDialog.getExistingDirectory", lambda *_a: str(tmp_path / "dec"))
    sheet._choose.click()
    sheet._put.click()
    qtbot.waitUntil(lambda: "not a web address" in sheet._problem.text())
    qtbot.keyClicks(sheet._address, "harbour.example/december")
    with qtbot.waitSignal(page.offered):
        sheet._put.click()
    assert (tmp_path / "dec" / "index.html").is_file()
    assert page.session.issue.web_page.address == "https://harbour.example/december/"
    page.changing.undo()
    assert not page.session.issue.web_page.address


def test_what_not_everybody_may_see_is_said_to_be_left_out(window: Any, page: Any, qtbot: Any) -> None:
    first = page.session.issue.blocks[0]
    page.changing.edit(UpdateBlock(first.id, {"only_for": ("Staff",)}))
    sheet = opened(window, qtbot)
    assert sheet._left_out.isVisible()
    assert sheet._left_out.text().startswith("Left out, because not everybody may see it: “")


def test_a_draft_on_the_site_then_published_then_gone(
    window: Any, page: Any, qtbot: Any, harbour: Any, site: WritingSite
) -> None:
    connect(harbour, site)
    sheet = opened(window, qtbot)
    assert sheet._page.text() == f"A page on {site.address[7:-1]}, as a draft"
    with qtbot.waitSignal(page.offered) as told:
        sheet._put.click()
    assert told.args[0] == "The web version is a draft on your website."
    place = page.session.issue.web_page
    assert (place.kind, place.status, len(site.entries)) == ("page", "draft", 1)

    sheet = opened(window, qtbot)
    assert "still a draft" in sheet._state.text()
    site.entries[place.number]["status"] = "publish"
    sheet._look.click()
    qtbot.waitUntil(lambda: "published" in sheet._state.text())
    site.entries.clear()
    sheet._look.click()
    qtbot.waitUntil(lambda: "gone from your website" in sheet._problem.text())
    assert not page.session.issue.web_page.kind


def test_taken_off_the_website_and_brought_back(window: Any, page: Any, qtbot: Any, harbour: Any, site: WritingSite) -> None:
    connect(harbour, site)
    sheet = opened(window, qtbot)
    assert not sheet._bin.isVisible()
    with qtbot.waitSignal(page.offered):
        sheet._put.click()
    place = page.session.issue.web_page
    sheet = opened(window, qtbot)
    with qtbot.waitSignal(page.offered) as told:
        sheet._bin.click()
    assert "lies in the bin of your website" in told.args[0]
    assert site.entries[place.number]["status"] == "trash"
    assert not page.session.issue.web_page.kind
    told.args[2]()
    qtbot.waitUntil(lambda: page.session.issue.web_page.kind == "page")
    assert site.entries[place.number]["status"] == "draft"


def test_what_the_site_refuses_is_said_and_nothing_is_linked(
    window: Any, page: Any, qtbot: Any, harbour: Any, site: WritingSite
) -> None:
    connect(harbour, site)
    site.answer = (403, b'{"code":"rest_cannot_create"}')
    sheet = opened(window, qtbot)
    sheet._put.click()
    qtbot.waitUntil(lambda: "does not let rosa" in sheet._problem.text())
    assert not page.session.issue.web_page.kind
    assert sheet._put.isEnabled()
