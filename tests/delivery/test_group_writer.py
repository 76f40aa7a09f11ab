"""Steps of several lines reach the disk together, and each hears of its own."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from typing import Any

import pytest

from composer.delivery.group_writer import GroupWriter
from composer.delivery.outbox_row import OutboxRow


def _row(number: int) -> OutboxRow:
    return OutboxRow(number, "", f"{number}@example.org", f"{number}@example.org", f"t{number}", {}, 0, "queued")


def test_who_waits_is_written_together_and_hears_of_its_own_row() -> None:
    written: list[int] = []

    def write(steps: Sequence[Any]) -> list[Any]:
        written.append(len(steps))
        return [row for _settled, row in steps]

    async def seven() -> list[Any]:
        writer: GroupWriter[Any, Any] = GroupWriter(write)
        first = await writer.ask((None, _row(0)))
        return [first, *await asyncio.gather(*(writer.ask((None, _row(number))) for number in range(1, 8)))]

    assert [row.id for row in asyncio.run(seven())] == list(range(8))
    assert written == [1, 7]


def test_a_failure_is_told_to_all_of_them_and_the_next_step_is_written() -> None:
    failing = [True]

    def write(steps: Sequence[Any]) -> list[Any]:
        if failing.pop() if failing else False:
            raise OSError("the disk is full")
        return [row for _settled, row in steps]

    async def three() -> None:
        writer: GroupWriter[Any, Any] = GroupWriter(write)
        first = asyncio.gather(*(writer.ask((None, _row(number))) for number in (1, 2)), return_exceptions=True)
        assert [str(error) for error in await first] == ["the disk is full"] * 2
        assert await writer.ask((None, _row(3))) == _row(3)

    asyncio.run(three())


def test_a_trip_that_takes_long_waits_a_little_for_those_who_come_next() -> None:
    written: list[int] = []

    def write(steps: Sequence[Any]) -> list[Any]:
        written.append(len(steps))
        time.sleep(0.02)  # a slow disk
        return [row for _settled, row in steps]

    async def four() -> None:
        writer: GroupWriter[Any, Any] = GroupWriter(write)
        await writer.ask((None, _row(0)))
        writer.askers = 3
        first = asyncio.ensure_future(writer.ask((None, _row(1))))
        for _turn in range(5):
            await asyncio.sleep(0)
        await asyncio.gather(first, writer.ask((None, _row(2))))
        await asyncio.gather(*(writer.ask((None, _row(number))) for number in (3, 4, 5)))

    asyncio.run(four())
    assert written == [1, 2, 3]


def test_a_line_that_was_given_up_keeps_nobody_else_from_hearing() -> None:
    async def two() -> Any:
        writer: GroupWriter[Any, Any] = GroupWriter(lambda steps: [row for _settled, row in steps])
        given_up, other = (asyncio.ensure_future(writer.ask((None, _row(number)))) for number in (1, 2))
        await asyncio.sleep(0)
        given_up.cancel()
        answer = await other
        with pytest.raises(asyncio.CancelledError):
            await given_up
        return answer

    assert asyncio.run(two()) == _row(2)
