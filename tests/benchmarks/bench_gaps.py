"""Every time the window does not answer for more than 50 ms: on the way to a first letter, and with a huge workspace.

The real window is used by real key presses; :mod:`gap_watch` tells what kept it. ``--huge`` adds 20,000 items, 200,000 people and
an issue of 60 blocks; ``--keep DIR`` keeps that workspace (making it takes a minute); ``--most N`` shows so many places of a gap.
The exit status is 1 where there was any gap, the web engine's one creation excepted.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu")

sys.path.insert(0, str(Path(__file__).parent))

from gap_watch import GapWatch, told

from composer.gui.application import build_window, close_window, make_application

PATIENCE = 60.0
PEOPLE, ITEMS, BLOCKS = 200_000, 20_000, 60
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
EXCUSED = ("preview/engine.py", "preview/web_view.py")
"""The web engine is created once, on the GUI thread: Qt knows no other way (issue 4 excepts it)."""


class Route:
    """Hands on the keyboard, with the watch told what they do."""

    def __init__(self, window: Any, watch: GapWatch) -> None:
        self.window, self.watch = window, watch

    def rest(self, seconds: float = 0.15) -> Any:
        """Let the program work."""
        end = time.monotonic() + seconds
        self.until(lambda: time.monotonic() > end)

    def until(self, done: Callable[[], Any]) -> None:
        """Let Qt work until ``done``; the watch's own timer wakes the loop."""
        from PySide6.QtCore import QCoreApplication, QEventLoop

        end = time.monotonic() + PATIENCE
        while not done():
            if time.monotonic() > end:
                raise SystemExit(f"{self.watch.step}: waited in vain")
            QCoreApplication.processEvents(
                QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
            )

    def quiet(self) -> None:
        """Until no work has been under way for a while."""
        since = [time.monotonic()]

        def done() -> bool:
            if self.window.jobs.busy:
                since[0] = time.monotonic()
            return time.monotonic() - since[0] > 0.4

        self.until(done)

    def step(self, name: str, do: Callable[[], Any]) -> None:
        """Do something, under a name, and wait until everything is quiet again."""
        self.watch.step = name
        do()
        self.quiet()

    def key(self, key: Any, control: bool = False, shift: bool = False) -> Any:
        """One key to the window in front, as the system gives it."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        held = Qt.KeyboardModifier.NoModifier
        held |= Qt.KeyboardModifier.ControlModifier if control else held
        held |= Qt.KeyboardModifier.ShiftModifier if shift else held
        QTest.keyClick(QApplication.focusWindow() or self.window.windowHandle(), key, held)
        self.rest(0.03)

    def write(self, words: str) -> Any:
        """Letter by letter, as fast as people type."""
        for letter in words:
            self.key(letter)


@contextmanager
def a_window(folder: Path, watch: GapWatch, **known: Any) -> Iterator[Any]:
    """The whole window on the workspace in ``folder``."""
    from composer.credentials import Credentials
    from composer.workspace import open_workspace

    workspace = open_workspace(str(folder), clock=lambda: NOW, credentials=Credentials(backend={}))
    window = build_window(workspace, theme="light", **known)
    window.resize(1366, 768)
    watch.step = "showing the window"
    watch.begin()
    window.show()
    window.activateWindow()
    yield window
    watch.stop()
    close_window(window)
    workspace.close()


def settle(route: Route) -> None:
    """What the program reads and makes ahead in its first seconds is there before a person has read the first line."""
    from composer.gui.making_ahead import MakingAhead
    from composer.gui.reading_ahead import read_ahead

    route.watch.step = "reading and making ahead"
    route.window.jobs.start_threads()
    route.window.jobs.submit(lambda: read_ahead(route.window.workspace.templates))
    route.quiet()
    ahead = MakingAhead(route.window)
    ahead.begin()
    route.until(lambda: ahead.done)
    route.quiet()


def first_letter(folder: Path, watch: GapWatch) -> None:
    """From the welcome through the sample organisation to the review, then every place once and again."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    key = Qt.Key
    with a_window(folder, watch) as window:
        route = Route(window, watch)
        step = route.step
        route.until(lambda: window.shown == "first_run" and QApplication.focusWidget() is not None)
        route.quiet()
        settle(route)

        def welcome() -> None:
            route.key(key.Key_Space)
            route.until(lambda: window.shown == "compose" and window.page("compose").session is not None)

        step("sample organisation", welcome)
        page = window.page("compose")
        step("waiting for the preview", lambda: route.until(lambda: page.preview.prepared is not None))
        step("to the shelf", lambda: route.key(key.Key_F, control=True))
        step("picking three items", lambda: [route.key(each) for each in (key.Key_Down, *[key.Key_Space, key.Key_Down] * 3)])
        step("subject", lambda: (route.key(key.Key_U, control=True), route.write("A lamp in every window")))
        step("greeting opened", lambda: route.key(key.Key_G, control=True))
        step("greeting written", lambda: (route.key(key.Key_End, control=True), route.write(" Thank you for **all** of it.")))
        every_place(route)
        step("review", lambda: (window.show_place("compose"), route.rest(), route.key(key.Key_Return, control=True)))
        step("back to the issues", lambda: route.key(key.Key_1, control=True))
        step("new issue from the last", lambda: route.key(key.Key_N, control=True))


def every_place(route: Route) -> None:
    """Panels of the composer, the other places, both themes: what is made when it is first asked for."""
    from PySide6.QtCore import Qt

    key = Qt.Key
    step, window = route.step, route.window
    for again in ("", " again"):
        step(f"history{again}", lambda: route.key(key.Key_H, control=True, shift=True))
        step(f"history put away{again}", lambda: route.key(key.Key_Escape))
        step(f"look{again}", lambda: route.key(key.Key_L, control=True, shift=True))
        step(f"look put away{again}", lambda: route.key(key.Key_Escape))
        step(f"block menu{again}", lambda: route.key(key.Key_A, control=True, shift=True))
        step(f"block menu put away{again}", lambda: route.key(key.Key_Escape))
        step(f"palette{again}", lambda: route.key(key.Key_K, control=True, shift=True))
        step(f"palette put away{again}", lambda: route.key(key.Key_Escape))
        step(f"keys{again}", lambda: route.key(key.Key_F1))
        step(f"keys put away{again}", lambda: route.key(key.Key_Escape))
        step(f"next finding{again}", lambda: route.key(key.Key_F8))
        for number, place in enumerate(("issues", "people", "brand", "sources", "sent"), start=1):
            step(f"{place}{again}", partial(route.key, str(number), control=True))
        step(f"settings{again}", lambda: window.show_place("settings"))
        step(f"composer{again}", lambda: window.show_place("compose"))
    theme: Any = _theme()
    step("dark", lambda: theme.set_mode("dark"))
    step("light", lambda: theme.set_mode("light"))
    step("larger text", lambda: theme.set_text_size(110))
    step("text as it was", lambda: theme.set_text_size(100))


def _theme() -> Any:
    from composer.gui.theme import active_theme

    return active_theme()


def fill(folder: Path) -> None:
    """The huge workspace."""
    from bench_letter import an_issue
    from bench_picking import an_item, vocabulary
    from sqlalchemy import insert

    from composer.contacts.contact import Contact
    from composer.credentials import Credentials
    from composer.database.tables import contacts, list_members
    from composer.document.newsletter import Newsletter
    from composer.workspace import open_workspace

    chance = random.Random(7)
    words, weights = vocabulary(chance)
    workspace = open_workspace(str(folder), clock=lambda: NOW, credentials=Credentials(backend={}))
    newsletter = Newsletter(name="Harbour News", usual_list="Friends")
    workspace.documents.save_newsletter(newsletter)
    import msgspec

    issue = an_issue(BLOCKS)
    workspace.documents.create(msgspec.structs.replace(issue, newsletter=newsletter.id))
    source = workspace.source_list.add("feed", "https://harbour.example/feed", "Harbour")
    workspace.source_list.pause(source.id, True)
    for start in range(0, ITEMS, 2_000):
        workspace.shelf.keep([an_item(number, chance, words, weights) for number in range(start, start + 2_000)], source.id)
    friends = workspace.lists.create("Friends")
    workspace.contacts.save(Contact(email="first@example.org", first_name="First", last_name="Person"))
    with workspace.engine.begin() as connection:
        sample = dict(connection.execute(contacts.select()).mappings().one())
        rows = []
        for number in range(PEOPLE):
            first, last = chance.choice(words).capitalize(), chance.choice(words).capitalize()
            mail = f"{first}.{last}.{number}@example.org".lower()
            rows.append(
                sample
                | {
                    "id": f"p{number}",
                    "email": mail,
                    "email_key": mail,
                    "address_hash": f"{number:064}",
                    "sort_name": f"{last} {first} {mail}".lower(),
                    "search_text": f"{first} {last} {mail}".lower(),
                    "first_name": first,
                    "last_name": last,
                    "added": NOW - timedelta(minutes=number),
                }
            )
        connection.execute(insert(contacts), rows)
        members = [{"list": friends.id, "contact": f"p{number}", "state": "subscribed", "since": NOW} for number in range(PEOPLE)]
        connection.execute(insert(list_members), members)
    workspace.close()


def huge(folder: Path, watch: GapWatch) -> None:
    """The same places, with more in them than anybody has."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    key = Qt.Key
    with a_window(folder, watch, place="issues") as window:
        route = Route(window, watch)
        route.quiet()
        settle(route)
        step = route.step
        issue = window.workspace.documents.issues()[0].id
        step("huge: composer opened", lambda: window.show_place("compose", ("open", issue)))
        page = window.page("compose")
        route.until(lambda: page.preview.prepared is not None)
        step("huge: to the shelf", lambda: route.key(key.Key_F, control=True))
        step("huge: filtering items", lambda: route.write("harbour"))
        step("huge: all items", lambda: route.key(key.Key_Escape))
        step("huge: picking", lambda: [route.key(each) for each in (key.Key_Down, key.Key_Space)])
        step("huge: greeting", lambda: route.key(key.Key_G, control=True))
        step("huge: writing", lambda: route.write("what a month it was"))
        step("huge: undo", lambda: [route.key(key.Key_Z, control=True) for _number in range(5)])
        step("huge: people", lambda: route.key(key.Key_2, control=True))
        step("huge: finding people", lambda: (route.key(key.Key_F, control=True), route.write("harbour")))
        step("huge: everybody", lambda: route.key(key.Key_Escape))
        from PySide6.QtWidgets import QTableView

        tables = [found for found in window.page("people").findChildren(QTableView) if found.isVisible()]
        if tables:
            table = tables[0]
            header = table.horizontalHeader()
            where = header.viewport().rect().center()

            def sort(column: int) -> None:
                where.setX(header.sectionViewportPosition(column) + 12)
                QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)

            for column in (1, 0):
                step("huge: sorting people", partial(sort, column))
            step("huge: to the end of the people", lambda: (table.setFocus(), route.key(key.Key_End, control=True)))
        every_place(route)
        step("huge: review", lambda: (window.show_place("compose"), route.rest(), route.key(key.Key_Return, control=True)))


def main() -> int:
    """Go both ways and tell the gaps."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--huge", action="store_true")
    parser.add_argument("--only-huge", action="store_true")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--most", type=int, default=6)
    arguments = parser.parse_args()
    from composer.gui.preview.engine import prepare

    prepare()
    make_application(theme="light")
    watch = GapWatch()
    with tempfile.TemporaryDirectory() as scratch:
        if not arguments.only_huge:
            first_letter(Path(scratch) / "work", watch)
        if arguments.huge or arguments.only_huge:
            folder = arguments.keep or Path(scratch) / "huge"
            if not (folder / "workspace.sqlite3").exists():
                fill(folder)
            huge(folder, watch)
    excused = [gap for gap in watch.gaps if any(place.startswith(EXCUSED) for place in gap.seen)]
    gaps = [gap for gap in watch.gaps if gap not in excused]
    print(told(gaps, arguments.most))
    print(f"{len(gaps)} gaps over 50 ms, the longest {max((gap.own for gap in gaps), default=0):.0f} ms", end="; ")
    print(f"the web engine's creation {max((gap.own for gap in excused), default=0):.0f} ms")
    return int(bool(gaps))


if __name__ == "__main__":
    sys.exit(main())
