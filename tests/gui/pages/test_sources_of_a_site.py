"""From a pasted address to what's new, by keys: with a site that answers as WordPress does, and with some that answer badly."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "sources"))

from local_site import Answer, LocalSite
from wordpress_site import WordPressSite

from composer.gui.editor.whats_new import WhatsNew
from composer.gui.jobs import Jobs
from composer.gui.models.tile_pictures import TilePictures
from composer.gui.pages.sources import SourcesPage
from composer.library.shelf import ShelfQuery

Key = Qt.Key
FEED = b"<rss version='2.0'><channel><title>Choir</title><item><title>Carols</title><guid>1</guid></item></channel></rss>"
PLAIN = Answer(b"<html><head><title>Mill</title></head><body><p>Welcome to the mill.</p></body></html>")


@pytest.fixture
def sites() -> Iterator[Callable[[], LocalSite]]:
    """Makes sites on loopback."""
    made: list[LocalSite] = []

    def start() -> LocalSite:
        made.append(LocalSite().start())
        return made[-1]

    yield start
    for site in made:
        site.stop()


@pytest.fixture
def page(harbour: Any, jobs: Jobs, show: Any, qtbot: Any) -> SourcesPage:
    made = SourcesPage(harbour.workspace, jobs)
    made.stored.connect(lambda _kind: made.refresh())
    made.refresh()
    show(made)
    qtbot.waitUntil(made._empty.isVisible)
    return made


def paste(qtbot: Any, page: SourcesPage, words: str) -> None:
    """Paste into the field with the keys for it, and press Return."""
    page._address.setFocus()
    QApplication.clipboard().setText(words)
    qtbot.keyClick(page._address, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page._address, Key.Key_Return)


def press(qtbot: Any, page: SourcesPage, *keys: Key) -> None:
    """Keys to whatever has the focus."""
    for key in keys:
        focused = page.window().focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, key)


def tab_to(qtbot: Any, page: SourcesPage, name: str) -> None:
    """Tab until the focus is on what is called so."""
    for _turn in range(30):
        focused = page.window().focusWidget()
        if focused is not None and focused.accessibleName().startswith(name):
            return
        press(qtbot, page, Key.Key_Tab)
    raise AssertionError(f"Tab never comes to {name}")


def seen(page: SourcesPage) -> str:
    """Every word on the page."""
    return "\n".join(found.text() for found in page.findChildren(QLabel) if found.isVisible())


def trouble(qtbot: Any, page: SourcesPage, address: str) -> str:
    """What is said after an address was pasted that cannot be read."""
    with qtbot.waitSignal(page.troubled, timeout=15_000) as told:
        paste(qtbot, page, address)
    return str(told.args[0])


def test_from_an_address_to_ticked_sources_to_whats_new(
    page: SourcesPage, harbour: Any, jobs: Jobs, sites: Callable[[], LocalSite], show: Any, qtbot: Any
) -> None:
    site = WordPressSite(sites(), posts=130)
    site.add_type("vacancy", "Vacancies", "vacancies", 2)
    site.site.routes["/vacancy-700/"] = Answer("<h1>Letter 700 – boats &amp; tides</h1>".encode())
    paste(qtbot, page, site.address)
    qtbot.waitUntil(lambda: page._found.isVisible() and bool(page._found.rows), timeout=15_000)
    assert "Quayside" in seen(page)
    ticks = {row.tick.accessibleName(): row.tick for row in page._found.rows if row.tick.isChecked()}
    assert any("130 entries" in name for name in ticks)
    vacancies = next(row.tick for row in page._found.rows if "vacancies" in row.tick.accessibleName().casefold())
    assert page.window().focusWidget() is page._found.rows[0].tick
    tab_to(qtbot, page, vacancies.accessibleName())
    press(qtbot, page, Key.Key_Space)
    assert not vacancies.isChecked()
    tab_to(qtbot, page, "Add 1 source")
    with qtbot.waitSignal(page.said, timeout=15_000) as said:
        press(qtbot, page, Key.Key_Return)
    assert said.args[0] == "1 source added, 100 items."
    pages = [path for path, _headers in site.site.asked if "wp/v2/posts" in path and "page=2" in path]
    assert pages, "what one page does not hold was asked for too"
    workspace = harbour.workspace
    tiles = TilePictures(jobs, picture=lambda _hash: b"", download=lambda _address: b"")
    fresh = WhatsNew(workspace, jobs, tiles)
    show(fresh, 420, 700)
    fresh.set_list("Friends")
    qtbot.waitUntil(lambda: fresh.model.rowCount() > 20, timeout=5_000)
    item = next(row.item for row in workspace.shelf.find(ShelfQuery(limit=200)) if row.item.title == "Letter 1 – boats & tides")
    assert (item.author, item.image_alt) == ("Rosa Lind", "Two people on a roof"), "what was embedded came along"


def test_read_again_unchanged_is_asked_conditionally(
    page: SourcesPage, sites: Callable[[], LocalSite], harbour: Any, qtbot: Any
) -> None:
    site = WordPressSite(sites(), tags=True)
    harbour.workspace.source_list.add("wordpress", f"{site.interface}wp/v2/posts", "Quayside")
    page.refresh()
    qtbot.waitUntil(lambda: bool(page.cards))
    for _turn in range(2):
        tab_to(qtbot, page, "Read all again")
        with qtbot.waitSignal(page.said, timeout=15_000) as said:
            press(qtbot, page, Key.Key_Return)
        qtbot.waitUntil(page._again.isEnabled)
    assert said.args[0] == "0 new items."
    assert any("if-none-match" in headers for path, headers in site.site.asked if "wp/v2/posts" in path)
    assert harbour.workspace.shelf.count() == 3


def test_one_that_fails_hides_no_other_and_says_so_on_its_card(
    page: SourcesPage, sites: Callable[[], LocalSite], harbour: Any, qtbot: Any
) -> None:
    broken, shut, good = WordPressSite(sites(), posts=130, broken_page=2), sites(), sites()
    shut.routes["/feed"] = Answer(b"<h1>Briefly unavailable for scheduled maintenance</h1>", status=503)
    good.routes["/feed"] = Answer(FEED, "application/rss+xml")
    sources = harbour.workspace.source_list
    sources.add("wordpress", f"{broken.interface}wp/v2/posts", "Quayside")
    sources.add("feed", f"{shut.address}/feed", "Mill")
    sources.add("feed", f"{good.address}/feed", "Choir")
    page.refresh()
    qtbot.waitUntil(lambda: len(page.cards) == 3)
    tab_to(qtbot, page, "Read all again")
    with qtbot.waitSignal(page.said, timeout=15_000):
        press(qtbot, page, Key.Key_Return)
    qtbot.waitUntil(lambda: "closed for maintenance" in seen(page))
    by_title = {row.title: row for row in sources.all()}
    assert by_title["Choir"].items == 1
    assert by_title["Quayside"].items == 50, "the pages that could be read stay"
    tab_to(qtbot, page, "Try again")


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (Answer(b"", status=302, headers={"Location": "/wp-login.php?redirect_to=%2F"}), "sign in first"),
        (Answer(b"", status=401, headers={"WWW-Authenticate": "Basic"}), "asks for a name and password"),
        (Answer(b"<h1>Briefly unavailable for scheduled maintenance</h1>", status=503), "closed for maintenance"),
        (Answer(b"<h1>Error establishing a database connection</h1>", status=500), "127.0.0.1"),
        (PLAIN, "127.0.0.1"),
    ],
    ids=["login page", "401", "maintenance", "500", "nothing to read"],
)
def test_what_cannot_be_read_is_one_sentence_and_the_address_stays(
    answer: Answer, sentence: str, page: SourcesPage, sites: Callable[[], LocalSite], harbour: Any, qtbot: Any
) -> None:
    site = sites()
    site.routes["/"] = answer
    site.routes["/wp-login.php"] = Answer(
        b"<form id='loginform'>Name <input name='log'><input type='password' name='pwd'></form>"
    )
    said = trouble(qtbot, page, site.address)
    assert sentence in said
    assert page._address.text() == site.address, "it can be put right"
    assert harbour.workspace.source_list.all() == []


def test_one_address_of_several_that_fails_hides_no_other(page: SourcesPage, sites: Callable[[], LocalSite], qtbot: Any) -> None:
    good, shut = WordPressSite(sites()), sites()
    shut.routes["/"] = Answer(b"<h1>Briefly unavailable for scheduled maintenance</h1>", status=503)
    paste(qtbot, page, f"{shut.address} {good.address}")
    qtbot.waitUntil(lambda: bool(page._found.rows), timeout=15_000)
    assert "closed for maintenance" in seen(page)
    assert "Quayside" in seen(page)
    with qtbot.waitSignal(page._found.closed):
        press(qtbot, page, Key.Key_Escape)
    assert page.window().focusWidget() is page._address


def test_looking_can_be_stopped(page: SourcesPage, sites: Callable[[], LocalSite], harbour: Any, qtbot: Any) -> None:
    site, go_on, asked = sites(), threading.Event(), threading.Event()

    def silent(_handler: Any) -> None:
        asked.set()
        go_on.wait(20)

    site.routes["/"] = Answer(silent)
    paste(qtbot, page, site.address)
    assert asked.wait(5)
    qtbot.waitUntil(page._stop.isVisible)
    tab_to(qtbot, page, "Stop")
    press(qtbot, page, Key.Key_Return)
    qtbot.waitUntil(lambda: page._stop.isHidden() and page._add.isEnabled(), timeout=10_000)
    go_on.set()
    assert harbour.workspace.source_list.all() == []


def test_a_link_to_a_table_shows_its_columns_first(
    page: SourcesPage, sites: Callable[[], LocalSite], harbour: Any, qtbot: Any
) -> None:
    site = sites()
    site.routes["/dates.csv"] = Answer(b"Title,Date,Venue\nCarols,20/12/2026,Pier 2\n", "text/csv")
    paste(qtbot, page, f"{site.address}/dates.csv")
    qtbot.waitUntil(lambda: page._columns.isVisible() and page._columns.take.isEnabled(), timeout=10_000)
    assert harbour.workspace.source_list.all() == []
    assert page.window().focusWidget() is page._columns.choices["Title"]
    tab_to(qtbot, page, "Take it in")
    with qtbot.waitSignal(page.said, timeout=10_000) as said:
        press(qtbot, page, Key.Key_Return)
    assert said.args[0] == "1 item read."
    assert page._address.text() == ""


def test_of_several_files_dropped_none_is_forgotten(page: SourcesPage, harbour: Any, qtbot: Any, tmp_path: Path) -> None:
    table, feed = tmp_path / "dates.csv", tmp_path / "choir.rss"
    table.write_text("Title,Date\nCarols,20/12/2026\n", encoding="utf-8")
    feed.write_bytes(FEED)
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(one)) for one in (table, feed)])
    spot, copied = QPointF(20, 20), Qt.DropAction.CopyAction
    page.dropEvent(QDropEvent(spot, copied, dropped, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))
    qtbot.waitUntil(page._columns.take.isEnabled, timeout=10_000)
    assert harbour.workspace.shelf.count() == 0
    page._columns.take.setFocus()
    press(qtbot, page, Key.Key_Return)
    qtbot.waitUntil(lambda: len(harbour.workspace.source_list.all()) == 2, timeout=10_000)
    qtbot.waitUntil(lambda: harbour.workspace.shelf.count() == 2)
