"""An hour of work on one letter, as fast as the program follows: keys, undo, pages opened and left; the memory stays flat.

``NEWSLETTER_SOAK_EDITS`` sets how many edits (20,000 take some minutes). What is told: MB of the program and of the web engine's
processes (their own data, without the libraries that all programs share) after each twentieth of them.
"""

from __future__ import annotations

import gc
import os
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from composer.blocks.article import Article
from composer.blocks.footer import Footer
from composer.blocks.text import TextBlock
from composer.credentials import Credentials
from composer.document.issue import Issue
from composer.document.newsletter import Newsletter
from composer.workspace import Workspace, open_workspace

pytestmark = [pytest.mark.soak, pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="Linux tells the memory")]
if QCoreApplication.instance() is None:
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)

EDITS = int(os.environ.get("NEWSLETTER_SOAK_EDITS", "20000"))
LOOKS = 20
"""How often the memory is looked at."""
MOST_GROWTH = 1.05
"""Of the last quarter over the second one: what still loads or fills up a cache has had the first quarter for it."""
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
TEXT = "Forty volunteers, three weekends and one very tall ladder: the roof of the boathouse is finished. " * 3


@pytest.fixture
def workspace(tmp_path: Path, clock: Any) -> Iterator[Workspace]:
    made = open_workspace(str(tmp_path / "work"), clock=clock, credentials=Credentials(backend={}))
    newsletter = Newsletter(name="Harbour News")
    made.documents.save_newsletter(newsletter)
    articles = [Article(id=f"a{number}", title_text=f"Part {number}", text=TEXT) for number in range(10)]
    blocks = (TextBlock(id="greeting", text="Dear {{first_name|friend}},"), *articles, Footer())
    made.documents.create(Issue(id="hour", newsletter=newsletter.id, name="December", blocks=blocks))
    yield made
    made.close()


def megabytes() -> tuple[float, float]:
    """What the program holds, and what the processes it started hold."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue  # it ended meanwhile
    family = {os.getpid()}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    return _held(os.getpid()), sum(_held(process) for process in family - {os.getpid()})


def _held(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) for line in lines if line.startswith("Anonymous:")), 0) / 1024


class Worker:
    """Works on the letter by keys."""

    def __init__(self, window: Any) -> None:
        self.window = window
        self.page = window.page("compose")

    def until(self, done: Callable[[], Any]) -> None:
        end = time.monotonic() + 60
        while not done():
            assert time.monotonic() < end, "the program did not follow"
            QApplication.processEvents()
            time.sleep(0.001)

    def key(self, key: Any, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        QApplication.processEvents()

    def to_greeting(self) -> None:
        self.window.actions_table.trigger("greeting")
        self.until(lambda: hasattr(QApplication.focusWidget(), "document"))
        self.key(Qt.Key.Key_End, CONTROL)

    def edit(self, number: int) -> None:
        """One edit; every so often what people do in between."""
        self.key("abcdefghij klmnop qrstuvw xyz"[number % 29])
        time.sleep(0.002)  # the workers are to keep up
        if number % 40 == 39:
            for _number in range(3):
                self.key(Qt.Key.Key_Z, CONTROL)
        if number % 100 == 99:
            self.key(Qt.Key.Key_A, CONTROL)
            self.key(Qt.Key.Key_Delete)
            self.key("A")
        if number % 250 == 249:
            self.elsewhere(number)
            self.to_greeting()

    def elsewhere(self, number: int) -> None:
        places = ("people", "sources", "sent", "settings", "brand", "issues")
        self.window.show_place(places[number // 250 % len(places)])
        self.settle()
        self.window.show_place("compose")
        panel = ("history", "look", "next_check")[number // 250 % 3]
        self.window.actions_table.trigger(panel)
        self.settle()
        self.key(Qt.Key.Key_Escape)
        self.settle()

    def settle(self) -> None:
        self.until(lambda: not self.window.jobs.busy)
        # What the program's own event loop deletes by itself waits here, where there is none, until it is asked for.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


@pytest.mark.timeout(0)
def test_an_hour_of_editing_needs_no_more_memory_at_its_end(workspace: Workspace, qapp: QApplication) -> None:
    from composer.gui.application import build_window, close_window
    from composer.gui.preview.engine import prepare

    prepare()
    window = build_window(workspace, theme="light", place="issues")
    window.resize(1366, 768)
    window.show()
    window.show_place("compose", ("open", "hour"))
    worker = Worker(window)
    worker.until(lambda: worker.page.preview.prepared is not None and worker.page.preview.letter.surface is not None)
    worker.to_greeting()
    seen: list[tuple[float, float]] = []
    try:
        for number in range(EDITS):
            worker.edit(number)
            if number % (EDITS // LOOKS) == EDITS // LOOKS - 1:
                worker.settle()
                gc.collect()
                seen.append(megabytes())
                print(f"{number + 1:6} edits: program {seen[-1][0]:.0f} MB, web engine {seen[-1][1]:.0f} MB", flush=True)
    finally:
        close_window(window)
    issue = workspace.documents.issue("hour")
    assert msgspec.structs.asdict(issue)["blocks"][0].plain_text(), "what was written is kept"
    quarter = LOOKS // 4
    for which, name in ((0, "the program"), (1, "the web engine")):
        middle = statistics.median(held[which] for held in seen[quarter : 2 * quarter])
        last = statistics.median(held[which] for held in seen[-quarter:])
        assert last <= middle * MOST_GROWTH, f"{name}: {middle:.0f} MB became {last:.0f} MB"
