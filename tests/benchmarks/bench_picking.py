"""Picking from 20,000 items: from a key press to the filtered list on screen, and how long the window does not answer.

The real window with the real key events: words are typed letter by letter into the field above the list, and taken back by Esc.
Each key is timed until the list has shown the rows that belong to all that is typed (painted, not only known). The peer is what
the simplest program does with every key: SQLite's LIKE over title and text, the newest 40. Then the page is opened anew, while
a timer of a millisecond tells the longest time the window did not answer, with nothing on the shelf and with all of it.
"""

from __future__ import annotations

import os
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from composer.gui.application import build_window, close_window, make_application
from composer.gui.preview.engine import prepare

ITEMS = 20_000
PATIENCE = 30.0
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TYPED = ("harbour", "volunteers", "swim", "roof le", "market", "zebra", "anna", "the boat", "m", "tender")
ROUNDS = 2
BEGINNINGS = (
    *("boat", "harbour", "roof", "swim", "lantern", "choir", "garden", "volunteer", "winter", "summer", "market", "christmas"),
    *("soup", "ladder", "pier", "storm", "lifeboat", "museum", "school", "children", "carer", "mother", "father", "baby"),
    *("night", "health", "walk", "bread", "letter", "gift", "trustee", "report", "tender", "event", "coast", "rope", "sail"),
)
ENDINGS = ("", "s", "ing", "ed", "er", "ers", "house", "ly", "ness", "ship", "land", "side")
NAMES = ("Anna Lind", "Ngozi Okonkwo", "Mei Chen", "Siân Prŷs", "")
KINDS: Sequence[Any] = ("news", "news", "news", "blog", "event", "event", "awareness", "tender", "report")


def vocabulary(chance: random.Random) -> tuple[list[str], list[float]]:
    """Twelve thousand words and how often each comes, added up: few often, most seldom (Zipf), as in any language."""
    words = {beginning + ending for beginning in BEGINNINGS for ending in ENDINGS}
    syllables = [one + two for one in "bcdfghlmnprstw" for two in ("a", "e", "i", "o", "u", "ar", "en", "on")]
    while len(words) < 12_000:
        words.add("".join(chance.choices(syllables, k=chance.randint(2, 4))))
    ordered = sorted(words)
    chance.shuffle(ordered)
    ordered[:0] = ["the", "and", "of", "a", "to", "in", "for", "we", "is", "our"]
    return ordered, list(accumulate(1 / (place + 1) for place in range(len(ordered))))


def an_item(number: int, chance: random.Random, words: Sequence[str], weights: Sequence[float]) -> Any:
    """One item of the years before and the months after now, with about 250 words."""
    from composer.library.item import Item

    kind = chance.choice(KINDS)
    told = chance.choices(words, cum_weights=weights, k=250)
    day = NOW - timedelta(minutes=number * 130)
    starts = (NOW + timedelta(hours=number % 4_000 - 2_000)).replace(tzinfo=None) if kind in ("event", "awareness") else None
    return Item(
        id=f"item{number}",
        kind=kind,
        title=" ".join(told[:5]).capitalize(),
        link=f"https://harbour.example/{number}",
        published=day,
        starts=starts,
        deadline=(day + timedelta(days=30)) if kind == "tender" else None,
        author=chance.choice(NAMES),
        categories=(chance.choice(BEGINNINGS),),
        text=" ".join(told),
    )


def until(done: Callable[[], bool]) -> None:
    """Let Qt work until ``done``; in between this thread sleeps as it does in the program, so that the workers can run."""
    from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

    wake = QTimer()
    wake.start(50)
    end = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > end:
            raise SystemExit("the list did not follow")
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def quiet(pane: Any, seconds: float = 0.4) -> Callable[[], bool]:
    """Whether nothing has been under way for a while."""
    since = [time.perf_counter()]

    def done() -> bool:
        if pane._jobs.busy:
            since[0] = time.perf_counter()
        return time.perf_counter() - since[0] > seconds

    return done


def most_of(times: Sequence[float], share: float = 0.95) -> float:
    """The time that this share of them keeps within."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def like_times(items: Sequence[Any], typed: Sequence[str]) -> list[float]:
    """Milliseconds of the peer for each of the words."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE item (moment TEXT, title TEXT, text TEXT)")
    rows = [(item.published.isoformat(), item.title, item.text) for item in items]
    connection.executemany("INSERT INTO item VALUES (?, ?, ?)", rows)
    connection.execute("CREATE INDEX ix ON item (moment)")
    times = []
    for words in typed:
        wanted = f"%{words}%"
        begun = time.perf_counter()
        asked = "SELECT title FROM item WHERE title LIKE ? OR text LIKE ? ORDER BY moment DESC LIMIT 40"
        connection.execute(asked, (wanted, wanted)).fetchall()
        times.append((time.perf_counter() - begun) * 1000)
    return times


class Answers:
    """Whether the window answers: the longest time between two turns of its loop, in milliseconds."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._turn)

    def _turn(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, (now - self._last) * 1000)
        self._last = now

    def begin(self) -> None:
        """Forget what was before."""
        self._last, self.longest = time.perf_counter(), 0.0
        self._timer.start(1)

    def stop(self) -> None:
        """Wake nobody any more."""
        self._timer.stop()


def main() -> int:
    """Measure and print."""
    prepare()
    make_application(theme="light")
    from PySide6.QtCore import QEvent, QObject, Qt
    from PySide6.QtTest import QTest

    from composer.blocks.footer import Footer
    from composer.clock import fixed_clock
    from composer.credentials import Credentials
    from composer.document.issue import Issue
    from composer.document.newsletter import Newsletter
    from composer.workspace import open_workspace

    class Painted(QObject):
        """Counts how often a widget was painted."""

        count = 0

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                self.count += 1
            return False

    chance = random.Random(7)
    words, weights = vocabulary(chance)
    items = [an_item(number, chance, words, weights) for number in range(ITEMS)]
    with tempfile.TemporaryDirectory() as folder:
        workspace = open_workspace(str(Path(folder) / "work"), clock=fixed_clock(NOW), credentials=Credentials(backend={}))
        newsletter = Newsletter(name="Harbour News", usual_list="Friends")
        workspace.documents.save_newsletter(newsletter)
        issue = Issue(newsletter=newsletter.id, name="December", blocks=(Footer(),))
        workspace.documents.create(issue)

        def opened() -> tuple[Any, Any, float]:
            """A window, its list of items, and the longest time it did not answer while the page was opened."""
            window = build_window(workspace, theme="light", place="issues")
            window.resize(1366, 768)
            window.show()
            until(window.isActiveWindow)
            answers.begin()
            window.show_place("compose", ("open", issue.id))
            pane = window.page("compose").whats_new
            until(lambda: pane._asked and pane._jobs.busy == 0)
            until(quiet(pane))
            answers.stop()
            return window, pane, answers.longest

        answers = Answers()
        gaps = []
        for _turn in range(3):  # the first loads what is loaded once
            window, pane, gap = opened()
            gaps.append(gap)
            close_window(window)
        first_gap, empty_gap = gaps[0], statistics.median(gaps[1:])
        source = workspace.source_list.add("feed", "https://harbour.example/feed", "Harbour")
        workspace.source_list.pause(source.id, True)
        begun = time.perf_counter()
        for start in range(0, ITEMS, 2_000):
            workspace.shelf.keep(items[start : start + 2_000], source.id)
        print(f"{ITEMS:,} items kept in {time.perf_counter() - begun:.1f} s", file=sys.stderr)
        sent = items[2_000:4_000]
        at = NOW - timedelta(days=20)
        workspace.ledger.record(sent, campaign="c", issue_id="i", issue_name="November", lists=["Friends"], at=at)
        gaps = []
        for turn in range(3):
            if turn:
                close_window(window)
            window, pane, gap = opened()
            gaps.append(gap)
        full_gap = statistics.median(gaps)
        answers.begin()
        pane.reload()
        until(quiet(pane))
        shelf_gap = answers.longest

        painted = Painted()
        pane.list.viewport().installEventFilter(painted)
        resets: list[int] = []
        pane.model.modelReset.connect(lambda: resets.append(painted.count))

        def press(key: Any) -> float:
            """Milliseconds from a key press until the list that belongs to it is on screen."""
            known, begun = len(resets), time.perf_counter()
            QTest.keyClick(pane.search, key)
            until(lambda: len(resets) > known and (not pane.list.isVisible() or painted.count > resets[-1]))
            return (time.perf_counter() - begun) * 1000

        answers.stop()
        pane.focus_search()
        typed: list[str] = []
        times: list[float] = []
        newest: list[float] = []
        for _round in range(ROUNDS):
            for wanted in TYPED:
                for at_letter, letter in enumerate(wanted):
                    if letter == " ":  # changes nothing: a word is not begun yet
                        QTest.keyClick(pane.search, Qt.Key.Key_Space)
                        continue
                    times.append(press(letter))
                    typed.append(wanted[: at_letter + 1])
                newest.append(press(Qt.Key.Key_Escape))
        answers.begin()
        for letter in "".join(TYPED).replace(" ", ""):
            press(letter)
            press(Qt.Key.Key_Escape)
        typing_gap = answers.longest
        close_window(window)
        workspace.close()
    least = like_times(items, typed)
    print(f"key press to filtered list: {statistics.median(times):.1f} ms, 95 of 100 within {most_of(times):.1f} ms", end="")
    print(f", the slowest {max(times):.1f} ms ({len(times)} keys); LIKE alone: {statistics.median(least):.1f} and", end="")
    print(f" {most_of(least):.1f} ms; ratio at 95: {most_of(times) / most_of(least):.2f}")
    print(f"Esc to the newest of all: {statistics.median(newest):.1f} ms, 95 of 100 within {most_of(newest):.1f} ms")
    print(
        f"longest time without an answer: typing {typing_gap:.0f} ms, the shelf asked for everything {shelf_gap:.0f} ms;", end=""
    )
    print(f" opening the page with nothing on the shelf {empty_gap:.0f} ms (the first time {first_gap:.0f}),", end="")
    print(f" with {ITEMS:,} {full_gap:.0f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
