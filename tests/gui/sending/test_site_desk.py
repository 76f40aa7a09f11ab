"""Before sending, a real site is asked again: what changed there is taken or kept on the review page itself, by keys."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton

from composer.gui.pages.review import ReviewPage
from composer.picking.placing import place
from composer.publishing.picked import with_pictures
from composer.sources.refresh import refresh


class Site:
    """A feed with two posts, each with its page; what has no answer is 404."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, bytes]] = {"/roof": (200, b"page"), "/lamps": (200, b"page")}
        self.titles = {"roof": "A wet roof", "lamps": "Lamps"}
        self.wait = threading.Event()
        self.wait.set()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.wait.wait(20)
                status, body = site.answer(self.path)
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                """Tests are silent."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def answer(self, path: str) -> tuple[int, bytes]:
        if path != "/feed" or path in self.pages:
            return self.pages.get(path, (404, b""))
        items = "".join(
            f"<item><title>{title}</title><guid isPermaLink='false'>{key}</guid><link>{self.address}/{key}</link>"
            "<pubDate>02 Nov 2026 10:00:00 GMT</pubDate><description>Something happened at the harbour.</description></item>"
            for key, title in self.titles.items()
        )
        return 200, f"<rss version='2.0'><channel><title>N</title>{items}</channel></rss>".encode()


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.wait.set()
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def review(qtbot: Any, window: Any, harbour: Any, site: Site) -> ReviewPage:
    """The review page of an issue made of the site's two posts, not shown yet."""
    workspace = harbour.workspace
    row = workspace.source_list.add("feed", f"{site.address}/feed", "News")
    refresh(workspace.source_list, workspace.shelf, workspace.fetch_context(), ids=[row.id])
    from composer.library.shelf import ShelfQuery

    items = [found.item for found in workspace.shelf.find(ShelfQuery()) if found.item.source == row.id]
    compose = window.page("compose")
    compose.changing.edit(place(compose.changing.issue, with_pictures(workspace, items)))
    made = window.page("review")
    assert isinstance(made, ReviewPage)
    return made


def go(qtbot: Any, window: Any, review: ReviewPage) -> None:
    window.page("compose")._go("review")
    qtbot.waitUntil(lambda: "as your site has" in said(review) or "gone" in said(review) or "may have changed:" in said(review))
    qtbot.waitUntil(lambda: not window.jobs.busy)


def said(review: ReviewPage) -> str:
    return "\n".join(made.text() for made in review._site.findChildren(QLabel) if made.isVisible())


def press(qtbot: Any, review: ReviewPage, name: str) -> None:
    def found() -> Any:
        return next((one for one in review.findChildren(QPushButton) if one.accessibleName() == name and one.isVisible()), None)

    qtbot.waitUntil(lambda: found() is not None)
    found().setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)


def stored(harbour: Any) -> list[str]:
    return [block.title() for block in harbour.workspace.documents.issue(harbour.issue.id).blocks if getattr(block, "item", "")]


def test_a_site_that_agrees_lets_it_go(qtbot: Any, window: Any, review: ReviewPage) -> None:
    go(qtbot, window, review)
    assert "Looked up just now: all 2 are as your site has them." in said(review)
    assert review._site.held == ""


def test_what_changed_is_taken_here_stored_and_undone(
    qtbot: Any, window: Any, review: ReviewPage, harbour: Any, site: Site
) -> None:
    site.titles["roof"] = "A dry roof"
    go(qtbot, window, review)
    assert "1 thing is not as your site has it now." in said(review)
    press(qtbot, review, "Take it: Headline")
    qtbot.waitUntil(lambda: "A dry roof" in stored(harbour))
    qtbot.waitUntil(lambda: "all 2 are as your site has them" in said(review))
    assert window.shown == "review"
    assert window.toast_words.startswith("Taken over from your site")
    review.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "A wet roof" in stored(harbour))
    qtbot.waitUntil(lambda: "1 thing is not as your site has it now." in said(review))
    assert "undo" not in review.handlers(), "nothing more was decided here"


def test_ours_is_kept_and_not_asked_again_until_the_site_changes_further(
    qtbot: Any, window: Any, review: ReviewPage, harbour: Any, site: Site
) -> None:
    site.titles["roof"] = "A dry roof"
    go(qtbot, window, review)
    press(qtbot, review, "Keep ours: Headline")
    qtbot.waitUntil(lambda: "all 2 are as your site has them" in said(review))
    press(qtbot, review, "Look again")
    qtbot.waitUntil(lambda: not review._desk._looking.working and not window.jobs.busy)
    assert "all 2 are as your site has them" in said(review)
    site.titles["roof"] = "A roof like new"
    press(qtbot, review, "Look again")
    qtbot.waitUntil(lambda: "1 thing is not as your site has it now." in said(review))
    assert stored(harbour).count("A wet roof") == 1


def test_everything_that_changed_is_taken_at_once(qtbot: Any, window: Any, review: ReviewPage, harbour: Any, site: Site) -> None:
    site.titles.update(roof="A dry roof", lamps="Lamps in every window")
    go(qtbot, window, review)
    press(qtbot, review, "Take over all 2 updates")
    qtbot.waitUntil(lambda: {"A dry roof", "Lamps in every window"} <= set(stored(harbour)))
    window.page("compose").changing.undo()
    qtbot.waitUntil(lambda: {"A wet roof", "Lamps"} <= set(stored(harbour)), timeout=5_000)


@pytest.mark.parametrize(
    ("status", "words"), [(404, "No longer on your site"), (410, "No longer on your site"), (401, "Not open to readers")]
)
def test_what_is_gone_stops_the_sending_and_leads_to_its_block(
    qtbot: Any, window: Any, review: ReviewPage, site: Site, status: int, words: str
) -> None:
    site.pages["/roof"] = (status, b"")
    go(qtbot, window, review)
    qtbot.waitUntil(lambda: words in said(review))
    facts = review._facts
    assert facts is not None
    assert not facts.may_send
    press(qtbot, review, "Show in the issue: A wet roof")
    assert window.shown == "compose"
    compose = window.page("compose")
    qtbot.waitUntil(lambda: bool(compose.outline.open_block))
    assert compose.changing.issue.block(compose.outline.open_block).title() == "A wet roof"


def test_a_site_that_is_away_is_said_and_may_be_overruled_knowingly(
    qtbot: Any, window: Any, review: ReviewPage, site: Site
) -> None:
    go(qtbot, window, review)
    site.pages["/feed"] = (500, b"")
    press(qtbot, review, "Look again")
    qtbot.waitUntil(lambda: "could not be looked up and may have changed:" in said(review))
    assert review._site.held, "though it had been there a moment ago"
    (tick,) = review._site.findChildren(QCheckBox)
    tick.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    assert review._site.held == ""
    site.pages.pop("/feed")
    press(qtbot, review, "Look again")
    qtbot.waitUntil(lambda: "all 2 are as your site has them" in said(review))


def test_nobody_must_wait_for_a_slow_site(qtbot: Any, window: Any, review: ReviewPage, site: Site) -> None:
    site.wait.clear()
    window.page("compose")._go("review")
    press(qtbot, review, "Do not wait")
    qtbot.waitUntil(lambda: "could not be looked up and may have changed: Reading was stopped" in said(review))
    assert review._site.held


def test_a_site_too_slow_to_wait_for_ends_the_look_up_and_the_user_may_send_knowingly(
    qtbot: Any, window: Any, review: ReviewPage, site: Site
) -> None:
    site.wait.clear()
    review._desk._patience.setInterval(100)
    window.page("compose")._go("review")
    qtbot.waitUntil(lambda: review._site.held == "Say whether it goes without what could not be looked up.", timeout=15_000)
    tick = next(box for box in review.findChildren(QCheckBox) if box.text() == "Send it all the same")
    qtbot.waitUntil(tick.isVisible)
    tick.setFocus()
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    assert review._site.held == ""


def test_tab_goes_through_what_came_later_where_it_stands(qtbot: Any, window: Any, review: ReviewPage, site: Site) -> None:
    site.titles["roof"] = "A dry roof"
    go(qtbot, window, review)
    press(qtbot, review, "Look again")
    qtbot.waitUntil(lambda: not review._desk._looking.working and not window.jobs.busy)
    names = []
    for _step in range(4):
        focused = QApplication.focusWidget()
        assert focused is not None
        names.append(focused.accessibleName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert names == ["Look again", "Show in the issue: A wet roof", "Take it: Headline", "Keep ours: Headline"]
