"""The real program on a display, killed from outside in the middle of what a person does; and what it says at its next start."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from from_outside import Desk, a_desk, missing

pytestmark = [pytest.mark.display, pytest.mark.timeout(600)]

KILLS = 10
SLOW_MACHINE = 1.0
"""Seconds more than promised that a machine busy with other tests may take to write and to answer."""
LETTERS_A_SECOND = 40
"""What the test types; far more than a hand does."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    if lacking := missing():
        pytest.skip(f"not installed here: {', '.join(lacking)}")
    with a_desk(tmp_path, tmp_path / "film") as made:
        yield made


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A workspace with an issue begun, made without a window."""
    from composer.blocks.text import TextBlock
    from composer.document.issue import Issue
    from composer.document.newsletter import Newsletter
    from composer.workspace import open_workspace

    folder = tmp_path / "work"
    workspace = open_workspace(str(folder))
    newsletter = Newsletter(name="Harbour News", sender_email="news@harbour.example")
    workspace.documents.save_newsletter(newsletter)
    blocks = tuple(TextBlock(id=f"part{number}", text=f"Part {number}.") for number in range(4))
    workspace.documents.create(Issue(name="December", subject="Before", newsletter=newsletter.id, blocks=blocks))
    workspace.close()
    return folder


def stored(work: Path, read: Callable[[Any], Any]) -> Any:
    """Something of the workspace as it lies there, read beside the program."""
    from composer.workspace import open_workspace

    workspace = open_workspace(str(work))
    try:
        return read(workspace)
    finally:
        workspace.close()


def subject(work: Path) -> str:
    return str(stored(work, lambda workspace: workspace.documents.issue(workspace.documents.issues()[0].id).subject))


def said(desk: Desk, words: str) -> str:
    """What the strip above the page says, once it is there."""
    assert desk.reader is not None
    desk.until(lambda: desk.sees(words), words)
    return next(node.name for node in desk.reader.tree() if words in node.name)


def into_the_composer(desk: Desk, work: Path) -> None:
    desk.start(work)
    desk.until(lambda: "Go on writing" in desk.focus(), "the draft on the desk")
    desk.press("Return")
    desk.until(lambda: desk.sees("This issue") and desk.sees("All changes saved"), "the composer")


def type_and_kill(desk: Desk, work: Path, seconds: float) -> tuple[float, str]:
    """Type without a pause and kill the program in the middle. Returns the seconds of typing that are gone, and what is kept.

    What had been typed when is what a screen reader finds in the field.
    """
    letters = "".join(random.Random(seconds).choices("abcdefghijklmnopqrstuvwxyz", k=2_000))
    command = ["xdotool", "type", "--delay", str(1000 // LETTERS_A_SECOND), letters]
    assert desk.reader is not None
    desk.press("ctrl+u", "ctrl+a")
    desk.until(lambda: "Subject" in desk.focus(), "the subject")
    field = desk.reader.focused()
    assert field is not None
    before = stored(work, _subject)
    shown: list[tuple[float, str]] = []
    with subprocess.Popen(command, env=desk.environment, stderr=subprocess.DEVNULL) as typing:
        begun = time.monotonic()
        while time.monotonic() - begun < seconds:
            # Noted before it is asked: what is gone is rather longer than shorter.
            shown.append((time.monotonic(), desk.reader.text(field)))
        ended = desk.kill()
        typing.kill()
    kept = stored(work, _subject)
    last = shown[-1][1]
    assert kept == before or last.startswith(kept) or kept.startswith(last), "nothing but what was typed"
    kept = "" if kept == before else kept
    missing_since = [when for when, words in shown if len(words) > len(kept) and words != before]
    return (ended - missing_since[0] if missing_since else 0.0), kept


def _subject(workspace: Any) -> str:
    return str(workspace.documents.issue(workspace.documents.issues()[0].id).subject)


@pytest.mark.soak
def test_killed_while_typing_no_more_than_the_last_second_is_gone_and_that_is_said(desk: Desk, work: Path) -> None:
    into_the_composer(desk, work)
    gone, kept = type_and_kill(desk, work, 3.0)
    print(f"gone: {gone:.2f} s of typing")
    assert len(kept) > 10
    assert gone < 1.0 + SLOW_MACHINE
    desk.start(work)
    words = said(desk, "ended unexpectedly")
    assert "“December” was being written" in words
    assert re.search(r"kept up to \d\d:\d\d:\d\d\. What was typed in the second after that may be missing\.", words)
    desk.shoot("told")
    assert desk.quit() == 0
    assert not (work / "under-way.json").exists()


@pytest.mark.soak
def test_killed_again_and_again_while_typing(desk: Desk, work: Path) -> None:
    chance = random.Random(4)
    lost = []
    for _number in range(KILLS):
        into_the_composer(desk, work)
        gone, _kept = type_and_kill(desk, work, chance.uniform(0.3, 4.0))
        lost.append(gone)
    print("gone, in seconds of typing:", ", ".join(f"{gone:.2f}" for gone in sorted(lost)))
    assert max(lost) < 1.0 + SLOW_MACHINE


def _order(workspace: Any) -> list[str]:
    return [
        block.id for block in workspace.documents.issue(workspace.documents.issues()[0].id).blocks if block.id.startswith("part")
    ]


@pytest.mark.soak
def test_killed_while_a_block_is_dragged(desk: Desk, work: Path) -> None:
    assert desk.reader is None
    before = stored(work, _order)
    for dropped in (False, True):
        into_the_composer(desk, work)
        assert desk.reader is not None
        left, top, width, height = desk.reader.place_of("Part 1.")
        _left, below, _width, _height = desk.reader.place_of("Part 3.")
        x = left + width // 2
        desk.pointer("mousemove", str(x), str(top + height // 2), "mousedown", "1")
        for step in range(1, 11):
            desk.pointer("mousemove", str(x), str(top + height // 2 + (below + height - top) * step // 10))
        if dropped:
            desk.pointer("mouseup", "1")
            desk.until(lambda: stored(work, _order) != before, "the block where it was dropped, on the disk")
        desk.shoot("dropped" if dropped else "dragged")
        desk.kill()
        if not dropped:
            desk.pointer("mouseup", "1")
            assert stored(work, _order) == before
    assert sorted(stored(work, _order)) == sorted(before)
    assert stored(work, _order) != before
    desk.start(work)
    said(desk, "ended unexpectedly")
    assert desk.quit() == 0


def _people(workspace: Any) -> int:
    return int(workspace.contacts.count())


@pytest.mark.soak
def test_killed_while_people_are_taken_in_all_or_nobody_is_there(desk: Desk, work: Path, tmp_path: Path) -> None:
    many = 40_000
    path = tmp_path / "members.csv"
    path.write_text("Email,First name\n" + "".join(f"person{number}@example.org,Person\n" for number in range(many)))
    told = []
    for seconds in (0.0, 0.05, 0.1, 0.2, 0.4, 0.8):
        desk.start(work)
        desk.until(lambda: "Go on writing" in desk.focus(), "the desk")
        desk.press("ctrl+2")
        desk.until(lambda: desk.sees("Import a spreadsheet"), "the people")
        desk.tab_to("Import a spreadsheet")
        desk.press("space")
        desk.choose_file(path, "Choose a file of people")
        desk.until(lambda: desk.sees("How did they agree"), "the file")
        desk.tab_to("Choose…")
        desk.press("Down", "Down")
        desk.until(lambda: desk.sees("Import 40"), "what it would do")
        desk.tab_to("Import 40")
        desk.press("space")
        time.sleep(seconds)  # somewhere in the middle: this is no waiting for anything
        desk.kill()
        count = stored(work, _people)
        assert count in (0, many), "wholly or not at all"
        desk.start(work)
        words = said(desk, "ended unexpectedly")
        told.append((count, words))
        if "members.csv" in words:
            assert ("The whole file was taken in" in words) == bool(count), words
        assert desk.quit() == 0
        if count:
            break
    print("\n".join(f"{count} people: {words}" for count, words in told))


@pytest.mark.soak
def test_killed_while_a_table_is_taken_in(desk: Desk, work: Path, tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    rows = "".join(f"Event {number},2026-12-{number % 28 + 1:02},Pier {number}\n" for number in range(4_000))
    path.write_text("Title,Date,Place\n" + rows)
    for _number in range(KILLS // 4):
        desk.start(work)
        desk.until(lambda: "Go on writing" in desk.focus(), "the desk")
        desk.press("ctrl+4")
        desk.until(lambda: desk.sees("Sources"), "the sources")
        desk.tab_to("Address of a website")
        desk.write(str(path))
        desk.press("Return")
        desk.until(lambda: desk.sees("Take it in"), "the columns")
        desk.tab_to("Take it in")
        desk.press("space")
        time.sleep(random.Random(_number).uniform(0.0, 1.0))  # somewhere in the middle
        desk.kill()
        desk.start(work)
        words = said(desk, "ended unexpectedly")
        print(stored(work, lambda workspace: workspace.shelf.count()), words)
        assert desk.quit() == 0
