"""What is under way is noted while it is, and forgotten when it ended."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from composer.gui.doing import FILE, PEOPLE, Doing, UnderWay, read_mark
from composer.gui.jobs import Jobs


def test_the_mark_follows_what_is_done_and_goes_with_an_orderly_end(qtbot: Any, jobs: Jobs, clock: Any, tmp_path: Path) -> None:
    assert read_mark(tmp_path) is None
    under_way = UnderWay(tmp_path, jobs, clock)
    held = threading.Event()
    doing = Doing(PEOPLE, "members.csv")
    jobs.write(held.wait, doing=doing)
    qtbot.waitUntil(lambda: (mark := read_mark(tmp_path)) is not None and mark.doing == (doing,))
    held.set()
    qtbot.waitUntil(lambda: (mark := read_mark(tmp_path)) is not None and mark.doing == ())
    jobs.close()
    under_way.end()
    assert read_mark(tmp_path) is None


@pytest.mark.parametrize("content", ["", "{", "[]", '{"started": 1, "issue": "", "doing": [{"wrong": 1}]}', "[" * 90_000])
def test_a_mark_nobody_can_read_still_says_it_did_not_end_in_order(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content)
    mark = read_mark(tmp_path)
    assert mark is not None
    assert mark.doing == ()


def test_a_folder_that_takes_no_mark_stops_nothing(qtbot: Any, jobs: Jobs, clock: Any, tmp_path: Path) -> None:
    UnderWay(tmp_path / "gone", jobs, clock)
    done: list[int] = []
    jobs.submit(lambda: 1, done.append)
    qtbot.waitUntil(lambda: done == [1])
