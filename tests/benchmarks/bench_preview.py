"""From a key press to new pixels in the preview, at 12 and at 40 blocks, against giving a web engine the page again.

Ours: a real key press in the greeting of an issue, in the whole window: edit, undo step, rendering with premailer, personalising,
patching. Theirs: a bare line edit beside a bare web view with the same finished letter; each key gives it to ``setHtml``. Both in
this process, in turn, each timed until the picture of its view has changed. Prints medians, the 95th of a hundred, and the ratio.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from composer.gui.application import build_window, close_window, make_application
from composer.gui.preview.engine import prepare

ROUNDS = 40
PATIENCE = 30.0
TEXT = "Forty volunteers, three weekends and one very tall ladder: the roof of the boathouse is finished. " * 4


def an_issue(newsletter_id: str, blocks: int) -> Any:
    """An issue of so many blocks, each about as long as in a monthly letter."""
    from composer.blocks.article import Article
    from composer.blocks.footer import Footer
    from composer.blocks.text import TextBlock
    from composer.document.brand import Brand
    from composer.document.issue import Issue

    brand = Brand(organisation="Harbour Friends", postal_address="Pier 2, Portmouth", reason="You signed up.")
    articles = [
        Article(id=f"a{number}", title_text=f"The boathouse roof, part {number}", text=TEXT, link="https://harbour.example/roof")
        for number in range(blocks - 2)
    ]
    greeting = TextBlock(id="greeting", text="Dear {{first_name|friend}},\n\nwhat a month.")
    return Issue(
        newsletter=newsletter_id, name="December", subject="Lights on", brand=brand, blocks=(greeting, *articles, Footer())
    )


def until(done: Callable[[], bool]) -> None:
    """Let Qt work until ``done``."""
    from PySide6.QtCore import QCoreApplication, QEventLoop

    end = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > end:
            raise SystemExit("the preview did not change")
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 2)
        time.sleep(0.002)  # lets the workers have the interpreter


def time_of(press: Callable[[], None], picture: Callable[[], Any]) -> float:
    """Milliseconds from a key press until the picture differs."""
    before = picture()
    begun = time.perf_counter()
    press()
    until(lambda: picture() != before)
    return (time.perf_counter() - begun) * 1000


def main() -> int:
    """Measure and print."""
    prepare()
    application = make_application(theme="light")
    for blocks in (12, 40):
        measure(application, blocks)
    return 0


def measure(application: Any, blocks: int) -> None:
    """Key presses in an issue of so many blocks, and the same in a bare web view."""
    import shiboken6
    from PySide6.QtTest import QTest
    from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
    from PySide6.QtWebEngineWidgets import QWebEngineView
    from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

    from composer.credentials import Credentials
    from composer.document.newsletter import Newsletter
    from composer.workspace import open_workspace

    with tempfile.TemporaryDirectory() as folder:
        workspace = open_workspace(
            str(Path(folder) / "work"), clock=lambda: datetime.now(UTC), credentials=Credentials(backend={})
        )
        newsletter = Newsletter(name="Harbour News")
        workspace.documents.save_newsletter(newsletter)
        issue = an_issue(newsletter.id, blocks)
        workspace.documents.create(issue)
        window = build_window(workspace, theme="light", place="issues")
        window.resize(1366, 768)
        window.show()
        window.show_place("compose", ("open", issue.id))
        compose: Any = window.page("compose")
        until(lambda: compose.preview.prepared is not None and compose.preview.letter.surface is not None)
        until(lambda: compose.preview.letter._skeleton.isHidden())
        window.actions_table.trigger("greeting")
        until(lambda: application.focusWidget() is not None and hasattr(application.focusWidget(), "document"))
        editor = application.focusWidget()
        view = compose.preview.letter.surface.view

        bare = QWidget()
        line, other = QLineEdit(), QWebEngineView()
        profile = QWebEngineProfile()
        page = QWebEnginePage(profile)
        other.setPage(page)
        row = QHBoxLayout(bare)
        row.addWidget(line)
        row.addWidget(other, 1)
        bare.resize(700, 768)
        bare.show()
        loaded: list[bool] = []
        page.loadFinished.connect(loaded.append)
        html = compose.preview.prepared.html
        page.setHtml(html)
        until(lambda: bool(loaded))

        def swap(text: str) -> None:
            page.setHtml(html.replace("what a month", f"what a month {text}"))

        line.textChanged.connect(swap)
        begun = time.monotonic()
        until(lambda: time.monotonic() > begun + 2)  # the light around the chosen block goes out

        def grabbed(widget: Any) -> Callable[[], Any]:
            return lambda: widget.grab().toImage()

        ours, theirs = [], []
        for number in range(ROUNDS + 3):
            letter = "abcdefghijklmnopqrstuvwxyz"[number % 26]
            mine = time_of(lambda letter=letter: QTest.keyClick(editor, letter), grabbed(view))
            least = time_of(lambda letter=letter: QTest.keyClick(line, letter), grabbed(other))
            if number >= 3:  # the first ones load what is loaded once
                ours.append(mine)
                theirs.append(least)
        for widget in (other, page, profile):
            shiboken6.delete(widget)
        close_window(window)
        workspace.close()
    mine, least = statistics.median(ours), statistics.median(theirs)
    most = sorted(ours)[int(len(ours) * 0.95)]
    print(f"{blocks} blocks: key press to new pixels {mine:.0f} ms (95 of 100 within {most:.0f} ms); setHtml {least:.0f} ms")
    print(f"ratio: {mine / least:.2f}")


if __name__ == "__main__":
    sys.exit(main())
