"""Steps of several lines reach the disk together, and each hears of its own."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import pytest

from composer.delivery.group_writer import GroupWriter
from composer.delivery.outbox import OutboxRow


def _row(number: int) -> OutboxRow:
    return OutboxRow(number, "", f"{number}@example.org", f"{number}@example.org", f"t{number}", {}, 0, "queued")


def _together(writer: GroupWriter, count: int, first_is_writing: threading.Event) -> dict[int, Any]:
    heard: dict[int, Any] = {}

    def one(number: int) -> None:
        try:
            heard[number] = writer.write(None, _row(number))
        except OSError as error:
            heard[number] = str(error)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(count)]
    threads[0].start()
    assert first_is_writing.wait(10)
    for thread in threads[1:]:
        thread.start()
    for thread in threads:
        thread.join(10)
    return heard


def test_who_waits_is_written_together_and_hears_of_its_own_row() -> None:
    written: list[int] = []
    writing, all_wait = threading.Event(), threading.Event()
    writer: GroupWriter

    def write(steps: Sequence[Any]) -> list[Any]:
        written.append(len(steps))
        writing.set()
        if len(written) == 1:
            while len(writer._waiting) < 7:
                all_wait.wait(0.001)
        return [row for _settled, row in steps]

    writer = GroupWriter(write)
    heard = _together(writer, 8, writing)
    assert written == [1, 7]
    assert {number: row.id for number, row in heard.items()} == {number: number for number in range(8)}


def test_a_failure_is_told_to_all_of_them_and_the_next_step_is_written() -> None:
    failing = [True]

    def write(steps: Sequence[Any]) -> list[Any]:
        if failing.pop() if failing else False:
            raise OSError("the disk is full")
        return [row for _settled, row in steps]

    writer = GroupWriter(write)
    with pytest.raises(OSError, match="disk is full"):
        writer.write(None, _row(1))
    assert writer.write(None, _row(2)) == _row(2)
